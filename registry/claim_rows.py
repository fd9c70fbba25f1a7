"""Kept claims as rows of their table, and rows as the nouns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from records import KeptClaim
from registry.models import ClaimRow
from registry.put_in import put_in
from registry.storable import storable

#: The columns that are those of the noun, in its order after the place.
COLUMNS = (
    *("order", "series", "shelf", "named", "whole", "identity", "date", "title"),
    *("confidence", "told", "found", "sure", "candidates", "target"),
)
#: What is asked for to read a claim: its place and its columns; how the noun calls them.
READ, NAMES = ("paper__scan__sha256", "paper__position", *COLUMNS), ("sha256", "position", *COLUMNS)


def write(claims: Iterable[KeptClaim], papers: Mapping[tuple[str, int], int]) -> list[ClaimRow]:
    """The rows of the claims, put into the table; `papers` tells the row of each paper."""
    return put_in(_row(one, papers[one.place]) for one in claims)


def move(one: KeptClaim) -> None:
    """The claim's new match put into its row."""
    own = {"paper__scan__sha256": one.sha256, "paper__position": one.position, "order": one.order}
    changed = ("found", "sure", "candidates", "target")
    ClaimRow.objects.filter(**own).update(**{name: _values(one)[name] for name in changed})


def read(rows: Iterable[Sequence[Any]]) -> Iterator[KeptClaim]:
    """The claims of what was asked for by `READ`."""
    for told in rows:
        values = dict(zip(NAMES, told, strict=True))
        values["candidates"] = tuple(values["candidates"])
        yield KeptClaim(**values)


def _row(one: KeptClaim, paper: int) -> ClaimRow:
    return ClaimRow(paper_id=paper, **_values(one))


def _values(one: KeptClaim) -> dict[str, Any]:
    values = {name: getattr(one, name) for name in COLUMNS}
    texts = {name: storable(value) for name, value in values.items() if isinstance(value, str)}
    return values | texts | {"candidates": [storable(key) for key in one.candidates]}
