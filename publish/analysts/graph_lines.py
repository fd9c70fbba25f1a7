"""Documents and citations as lines of their tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from publish.analysts.dispatches import box
from publish.analysts.files import Line
from publish.cells import day, text
from records import SURE, Edge

if TYPE_CHECKING:
    from registry.graph_in_parts import KnownDocument

OPEN, UNSURE, CLEAR = "còn mở", "chưa chắc", "đã rõ"


def documents(known: Iterable[KnownDocument]) -> Iterator[Line]:
    """A line for each document, held or only cited."""
    for one, cited_by in known:
        issued_on = day(one.issued_on)
        yield {
            "key": one.key,
            "received": one.received,
            "copies": len(one.papers),
            "cited_by": cited_by,
            **{name: text(getattr(one, name)) for name in ("symbol", "kind", "title", "issuer", "jurisdiction")},
            "organ_key": one.office,
            "issued_on": issued_on,
            "year": issued_on.year if issued_on else _year(one.period),
            "period": one.period,
            "confidence": round(one.confidence, 3),
        }


def _year(period: str | None) -> int | None:
    """The year in which the number of a State paper counts, or of a day; None for a term ('2015-2020', 'XII').

    >>> _year("2021"), _year("2020-09-30"), _year("2015-2020"), _year("XII")
    (2021, 2020, None, None)
    """
    match = re.fullmatch(r"(\d{4})(?:-\d\d-\d\d)?", period or "")
    return int(match[1]) if match else None


def citations(edges: Iterable[tuple[int, Edge]]) -> Iterator[Line]:
    """A line for each mention; `edges` bear their number in the paper, from 0."""
    for number, edge in edges:
        yield {
            "sha256": edge.sha256,
            "position": edge.position + 1,
            "number": number + 1,
            "source_key": edge.source,
            "target_key": edge.target,
            "relation": str(edge.relation),
            "said_by_key": edge.said_by,
            "asserted": edge.asserted,
            "status": state(edge),
            "confidence": round(edge.confidence, 3),
            "candidates": list(edge.candidates),
            "dated": day(edge.dated),
            "text": text(edge.text) or "",
            "sentence": text(edge.sentence) or "",
            "start": edge.start,
            "end": edge.end,
            "page": edge.page,
            "box": box(edge.box),
        }


def state(edge: Edge) -> str:
    """Whether the document meant is known, surely or not."""
    if edge.target is None:
        return OPEN
    return CLEAR if edge.confidence >= SURE else UNSURE
