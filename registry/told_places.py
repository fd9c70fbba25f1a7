"""What is told of places in one dispatch: documents named, orders, fields, each with where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet

from records import Box, Relation
from registry import rows
from registry.findings import FieldKey
from registry.models import DispatchRow, EdgeRow, Finding, TaskRow

#: Mentions, and orders, shown of one dispatch.
MOST = 200


class Kind(StrEnum):
    """What is told of a place."""

    CITATION = "citation"
    ORDER = "order"
    FIELD = "field"


@dataclass(frozen=True, slots=True)
class Told:
    """Something told of a place: a citation (`relation`, its `sentence`), an order (`task`), a field (`key`).

    `asserted`: the dispatch says it of two other documents.  `start`, `end`: offsets in the clean text, None where only
    its box is known; `box` is that on `page`.
    """

    kind: Kind
    text: str
    start: int | None
    end: int | None
    page: int | None
    box: Box | None
    relation: Relation | None = None
    sentence: str = ""
    asserted: bool = False
    task: int | None = None
    key: FieldKey | None = None


def told_in(row: DispatchRow, tasks: QuerySet[TaskRow]) -> tuple[Told, ...]:
    """All that is told of places in the dispatch; of its orders those among `tasks`."""
    return (*_citations(row), *_orders(row, tasks), *_fields(row))


def _citations(row: DispatchRow) -> Iterator[Told]:
    """The documents it names, each mention once; as they were read where the graph has not taken the dispatch in."""
    edges = EdgeRow.objects.filter(scan=row.scan_id, position=row.position).order_by("start", "number")[:MOST]
    seen = set[tuple[int, int]]()
    for one in edges:
        if (one.start, one.end) not in seen:
            seen.add((one.start, one.end))
            place = (one.text, one.start, one.end, one.page, rows.box(one.box))
            yield Told(Kind.CITATION, *place, Relation(one.relation), one.sentence, one.source_id != one.said_by_id)
    if not seen:
        for read in map(rows.citation, row.citations[:MOST]):
            yield Told(Kind.CITATION, read.text, read.start, read.end, read.page, read.box, read.relation)


def _orders(row: DispatchRow, tasks: QuerySet[TaskRow]) -> Iterator[Told]:
    for one in tasks.filter(scan=row.scan_id, position=row.position, gone=False)[:MOST]:
        yield Told(Kind.ORDER, one.text, one.start, one.end, one.page, rows.box(one.box), task=one.pk)


def _fields(row: DispatchRow) -> Iterator[Told]:
    for one in Finding.objects.filter(dispatch=row.pk):
        key = FieldKey(one.field, one.position, one.part)
        yield Told(Kind.FIELD, one.value, one.start, one.end, one.page, rows.box(one.box), key=key)
