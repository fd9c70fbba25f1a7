"""The hops of ways with their sentences, and the documents on them: read for what is shown, not for the whole graph."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet
from django.db.models.expressions import RawSQL

from records import Document, Edge, Relation
from registry import graph_rows
from registry.connection import lent_connection
from registry.graph_models import DocumentRow, EdgeRow
from registry.links import TABLE, among, one_of
from registry.often import Among, Often

#: Two documents, by their rows: the one that acts, the one acted on.
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Told:
    """Edges, the documents they speak of by their rows, and the names of the files in which they stand by sha256."""

    edges: tuple[Edge, ...] = ()
    rows: Mapping[int, Document] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def documents(self) -> dict[str, Document]:
        """The documents by key."""
        return {one.key: one for one in self.rows.values()}


def documents_at(rows: Collection[int], whole: bool = False) -> dict[int, Document]:
    """The documents of these rows; `whole`: with what papers say of each."""
    with lent_connection():
        if not whole:
            return {pk: graph_rows.in_short(told) for pk, *told in _IN_SHORT(rows)}
        found = DocumentRow.objects.filter(pk__in=among(rows)).order_by()
        return {row.pk: graph_rows.document(row) for row in found}


_IN_SHORT = Often(
    lambda rows: DocumentRow.objects.filter(pk__in=rows).order_by().values_list("pk", *graph_rows.SHORT), Among.NUMBERS
)


def keys_at(rows: Iterable[int]) -> dict[int, str]:
    """The keys of the documents of these rows."""
    with lent_connection():
        return dict(DocumentRow.objects.filter(pk__in=among(rows)).order_by().values_list("pk", "key"))


def between(pairs: Collection[Pair]) -> QuerySet[EdgeRow]:
    """The edges between the two documents of each pair."""
    if connection.vendor == "postgresql":
        told: list[Any] = [[a for a, _ in pairs], [b for _, b in pairs]]
        wanted = "unnest(%s::bigint[], %s::bigint[]) AS p (a, b)"
    else:
        told = [json.dumps(list(pairs))]
        wanted = "(SELECT value ->> 0 AS a, value ->> 1 AS b FROM json_each(%s)) AS p"
    # The sign keeps databases from looking through all that cite the second, who can be very many.
    sql = f"SELECT e.id FROM {wanted} JOIN {TABLE} AS e ON e.source_id = p.a AND +e.target_id = p.b"
    return EdgeRow.objects.filter(pk__in=RawSQL(sql, told))


def within(rows: Collection[int]) -> QuerySet[EdgeRow]:
    """The edges between any of these documents."""
    is_one, told = one_of(rows)
    sql = f"SELECT id FROM {TABLE} WHERE source_id {is_one} AND +target_id {is_one}"
    return EdgeRow.objects.filter(pk__in=RawSQL(sql, (told, told)))


def told(rows: QuerySet[EdgeRow], besides: Iterable[int] = (), whole: bool = False) -> Told:
    """These edges, with their documents and those besides; edges in the order of scans, dispatches and places."""
    with lent_connection():
        return _told(list(rows.order_by().annotate(sha256=F("scan__sha256"), file=F("scan__name"))), besides, whole)


def said_by(rows: Collection[int]) -> Told:
    """What these documents (their rows) say of others, with all documents it speaks of, and themselves."""
    with lent_connection():
        return _told([_edge(*one) for one in _SAID_BY(rows)], rows)


def _edge(sha256: str, file: str, *columns: Any) -> Any:
    row: Any = EdgeRow.from_db(connection.alias, COLUMNS, columns)
    row.sha256, row.file = sha256, file
    return row


COLUMNS = [one.attname for one in EdgeRow._meta.concrete_fields]
_SAID_BY = Often(
    lambda rows: (
        EdgeRow.objects.filter(source__in=rows, target__isnull=False)
        .order_by()
        .values_list("scan__sha256", "scan__name", *COLUMNS)
    ),
    Among.NUMBERS,
)


def _told(found: list[Any], besides: Iterable[int], whole: bool = False) -> Told:
    """What these edges tell; each knows the sha256 and the name of the file in which it stands."""
    ends = {one for row in found for one in (row.source_id, row.target_id, row.said_by_id) if one is not None}
    documents = documents_at(ends | set(besides), whole)
    keys, scans = {pk: one.key for pk, one in documents.items()}, {row.scan_id: row.sha256 for row in found}
    found.sort(key=lambda row: (row.sha256, row.position, row.number))
    edges = tuple(graph_rows.edge(row, keys, scans) for row in found)
    return Told(edges, documents, {row.sha256: row.file for row in found})


def by_pair(edges: Iterable[Edge], relations: Collection[Relation] | None = None) -> dict[tuple[str, str], list[Edge]]:
    """All that is said of two documents, what tells most first: own words, a relation beyond a mention, the surest."""
    found: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in edges:
        if edge.target is not None and (not relations or edge.relation in relations):
            found[(edge.source, edge.target)].append(edge)
    for own in found.values():
        own.sort(key=_rank)
    return found


def _rank(edge: Edge) -> tuple[bool, bool, float, str, int, int]:
    bare = edge.relation is Relation.MENTIONS
    return (edge.asserted, bare, -edge.confidence, edge.sha256, edge.position, edge.start)


def hops_on(
    ways: Sequence[Sequence[int]],
    relations: Collection[Relation] | None = None,
    either_way: bool = False,
    whole: bool = False,
) -> tuple[list[tuple[Edge, ...]], Told]:
    """What tells most of each pair of neighbours on these ways of rows; `either_way`: or of the two the other way.

    Beside the hops all that was read for them.
    """
    if not ways:
        return [], Told()
    pairs = {pair for way in ways for pair in pairwise(way)}
    back = {(b, a) for a, b in pairs} if either_way else set()
    found = told(between(sorted(pairs | back)), chain.from_iterable(ways), whole)
    best = by_pair(found.edges, relations)
    keys = {row: one.key for row, one in found.rows.items()}
    named = ([keys[one] for one in way] for way in ways)
    hops = [tuple((best.get((a, b)) or best[(b, a)])[0] for a, b in pairwise(way)) for way in named]
    return hops, found
