"""What the tables hold of the part of the graph that is about to change: read once, for all who put the change in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from records import Document, Doubt, Edge, Revision
from registry import graph_rows
from registry.models import DocumentRow, DoubtRow, EdgeRow, ScanRow
from registry.often import Among, Often
from registry.versions import Place


@dataclass(frozen=True, slots=True)
class Held:
    """Documents by key, the edges of the papers in their order, all doubts of the documents."""

    keys: frozenset[str]
    documents: Mapping[str, DocumentRow]
    edges: Sequence[EdgeRow]
    doubts: Sequence[DoubtRow]

    def said(self, scans: Mapping[str, int]) -> Iterator[Document | Edge | Doubt]:
        """The same as the nouns, for the digest, before any row of it is written; `scans`: rows that are known."""
        yield from map(graph_rows.document, self.documents.values())
        ends = {pk for row in self.edges for pk in (row.source_id, row.target_id, row.said_by_id) if pk is not None}
        names = {row.pk: key for key, row in self.documents.items()}
        names |= _keys_of(ends - names.keys())
        files = {pk: name for name, pk in scans.items()}
        files |= _files_of({row.scan_id for row in self.doubts} - files.keys())
        yield from (graph_rows.edge(row, names, files) for row in self.edges)
        yield from (graph_rows.doubt(row, files) for row in self.doubts)


def held(revision: Revision, scans: Mapping[str, int]) -> Held:
    """What is there of all that the revision changes."""
    keys = frozenset({one.key for one in revision.documents} | revision.gone)
    documents = {row.key: row for row in DOCUMENTS(keys)}
    return Held(keys, documents, edges_at(revision.edges, scans), _DOUBTS(revision.doubts.keys()))


def edges_at(places: Iterable[Place], scans: Mapping[str, int]) -> Sequence[EdgeRow]:
    """The edges of the papers at these places, in their order."""
    wanted = {(scans[name], position) for name, position in places}
    rows = _EDGES({scan for scan, _ in wanted})
    return [row for row in rows if (row.scan_id, row.position) in wanted]


#: The kept documents with these keys, their doubts, the edges of these scans.
DOCUMENTS = Often(lambda keys: DocumentRow.objects.filter(key__in=keys).order_by(), Among.TEXTS)
_DOUBTS = Often(lambda keys: DoubtRow.objects.filter(key__in=keys).order_by(), Among.TEXTS)
_EDGES = Often(lambda scans: EdgeRow.objects.filter(scan__in=scans).order_by("number"), Among.NUMBERS)


def _keys_of(rows: Iterable[int]) -> dict[int, str]:
    return dict(DocumentRow.objects.filter(pk__in=rows).order_by().values_list("pk", "key"))


def _files_of(rows: Iterable[int]) -> dict[int, str]:
    return dict(ScanRow.objects.filter(pk__in=rows).order_by().values_list("pk", "sha256"))
