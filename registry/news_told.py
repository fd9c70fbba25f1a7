"""News as it is shown: who says what of which followed document, in which sentence, as the graph has it now."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from records import Document, Edge, Relation
from registry import graph_rows
from registry.connection import lent_connection
from registry.models import DispatchRow, DocumentRow, EdgeRow, NewsRow
from registry.sayings import Place


@dataclass(frozen=True, slots=True)
class Hop:
    """A step: what a paper says, where it lies (`dispatch` is its row), who and what it speaks of; `file`: its name."""

    edge: Edge
    dispatch: int | None
    file: str
    source: Document
    target: Document


@dataclass(frozen=True, slots=True)
class News:
    """A piece of news: `document` is followed, `paper` says so; `hops` lead from what is said to the document.

    `hops` is empty while the graph does not have the saying, `paper` None while it does not have the paper.
    """

    number: int
    follow: int
    key: str
    document: Document | None
    paper: Document | None
    dispatch: int | None
    relation: Relation
    through: bool
    hops: tuple[Hop, ...]
    found_at: dt.datetime
    seen_at: dt.datetime | None


#: Where a saying is looked up: its paper, who does it and to which document.
At = tuple[int, int, str, str]


def news(rows: Iterable[NewsRow]) -> list[News]:
    """These pieces of news; the number of questions is the same however many they are."""
    with lent_connection():
        every = list(_with_all(rows))
        wanted = [at for row in every for at in _ats(row)]
        dispatches = _dispatches([at[:2] for at in wanted])
        hops = _hops(wanted, dispatches)
        keys = {key for row in every for key in (row.follow.key, row.said_by)}
        documents = {one.key: graph_rows.document(one) for one in DocumentRow.objects.filter(key__in=keys)}
    return [_news(row, hops, documents, dispatches) for row in every]


def _with_all(rows: Iterable[NewsRow]) -> Sequence[NewsRow]:
    found = NewsRow.objects.filter(pk__in=[row.pk for row in rows]).order_by("-pk")
    return list(found.select_related("follow").prefetch_related("steps"))


def _ats(row: NewsRow) -> list[At]:
    first = (row.scan_id, row.position, row.source or row.said_by, row.target)
    return [first, *((one.scan_id, one.position, one.source, one.target) for one in row.steps.all())]


def _hops(wanted: Collection[At], dispatches: Mapping[Place, int]) -> dict[At, list[Hop]]:
    """What the papers say between these documents, what tells most first."""
    scans, targets = {at[0] for at in wanted}, {at[3] for at in wanted}
    rows = EdgeRow.objects.filter(scan__in=scans, target__key__in=targets)
    found: dict[At, list[Hop]] = defaultdict(list)
    for row in rows.select_related("source", "target", "said_by", "scan"):
        if row.target is None:
            continue
        at = (row.scan_id, row.position, row.source.key, row.target.key)
        found[at].append(_hop(row, row.target, dispatches.get(at[:2])))
    return {at: sorted(found[at], key=_rank) for at in set(wanted) if at in found}


def _hop(row: EdgeRow, target: DocumentRow, dispatch: int | None) -> Hop:
    names = {one.pk: one.key for one in (row.source, target, row.said_by)}
    edge = graph_rows.edge(row, names, {row.scan_id: row.scan.sha256})
    return Hop(edge, dispatch, row.scan.name, graph_rows.document(row.source), graph_rows.document(target))


def _rank(one: Hop) -> tuple[bool, float, int]:
    return (one.edge.relation is Relation.MENTIONS, -one.edge.confidence, one.edge.start)


def _dispatches(places: Iterable[Place]) -> dict[Place, int]:
    wanted = set(places)
    found = DispatchRow.objects.filter(scan__in={scan for scan, _ in wanted}).order_by()
    return {(scan, at): pk for scan, at, pk in found.values_list("scan_id", "position", "pk") if (scan, at) in wanted}


def _news(
    row: NewsRow,
    hops: Mapping[At, Sequence[Hop]],
    documents: Mapping[str, Document],
    dispatches: Mapping[Place, int],
) -> News:
    first, *others = (hops.get(at, ()) for at in _ats(row))
    same = [one for one in first if one.edge.relation == row.relation]
    way = [own[0] for own in (same, *others) if own]
    return News(
        row.pk,
        row.follow_id,
        row.follow.key,
        documents.get(row.follow.key),
        documents.get(row.said_by),
        dispatches.get((row.scan_id, row.position)),
        Relation(row.relation),
        row.through,
        tuple(way) if same else (),
        row.found_at,
        row.seen_at,
    )
