"""Edges of the graph written into their table, paper by paper, and with them how many speak of each document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from records import Edge
from registry import citers, graph_rows
from registry.graph_models import EdgeRow
from registry.often import Among, Often
from registry.put_in import put_in
from registry.versions import Place

#: The rows of documents by their keys.
Ends = Mapping[str, int]


def keep(
    edges: Mapping[Place, Sequence[Edge]], before: Iterable[EdgeRow], ends: Ends, scans: Mapping[str, int]
) -> Iterator[list[EdgeRow]]:
    """The rows of the edges that stand now, in the place of those `before`: kept paper by paper as they are taken.

    So that what one scan says changes without touching the edges of others, only papers that differ are written.
    """
    wanted = {
        (scans[name], position): [graph_rows.edge_columns(one, ends, scans, number) for number, one in enumerate(own)]
        for (name, position), own in edges.items()
    }
    kept: dict[tuple[int, int], list[EdgeRow]] = {}
    for row in before:
        kept.setdefault((row.scan_id, row.position), []).append(row)
    return (_put(kept.get(place, []), wanted.get(place, [])) for place in kept.keys() | wanted.keys())


def _put(have: list[EdgeRow], want: list[graph_rows.Columns]) -> list[EdgeRow]:
    """The rows of one paper."""
    if len(have) == len(want) and not any(_differs(row, one) for row, one in zip(have, want, strict=True)):
        return have
    if have:
        EdgeRow.objects.filter(pk__in=[row.pk for row in have]).delete()
    return put_in(EdgeRow(**one) for one in want)


def keep_and_count(
    edges: Mapping[Place, Sequence[Edge]], before: Sequence[EdgeRow], ends: Ends, scans: Mapping[str, int]
) -> tuple[set[int], dict[int, int]]:
    """The rows of the documents that said or say something in these papers, whose edges are kept now.

    And how many more speak of each document that they name or named.
    """
    named = {key for own in edges.values() for one in own for key in (one.source, one.target, one.said_by) if key}
    missing = named - ends.keys()
    every = {**ends, **graph_rows.row_keys(missing)} if missing else ends
    now = [row for own in keep(edges, before, every, scans) for row in own]
    pairs, own = (citers.pairs(before), citers.pairs(now)), [row.pk for row in now]
    speaking = {said_by for _, said_by in pairs[0] ^ pairs[1]}
    cited = citers.changes(*pairs, set(_SAID(speaking, own)))
    return {row.source_id for row in (*before, *now)}, cited


_SAID = Often(
    lambda speaking, but: (
        EdgeRow.objects.filter(said_by__in=speaking, target__isnull=False)
        .exclude(pk__in=but)
        .order_by()
        .values_list("target_id", "said_by_id")
    ),
    Among.NUMBERS,
    Among.NUMBERS,
)


def _differs(row: Any, columns: graph_rows.Columns) -> bool:
    return any(getattr(row, name) != value for name, value in columns.items())
