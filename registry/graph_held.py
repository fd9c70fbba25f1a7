"""What the tables hold of the part of the graph that is about to change: read once, for all who put the change in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from records import Document, Doubt, Edge, Revision
from registry import graph_rows
from registry.fact_keep import HeldFacts
from registry.hops import keys_at
from registry.models import DocumentRow, DoubtRow, EdgeRow, GraphState, PaperRow, ScanRow
from registry.often import Among, Often
from registry.versions import Place

#: The one row that tells of what the graph was made; whoever writes locks it.
ONLY = 1


def locked() -> GraphState:
    """The row that tells of what the graph was made: until the transaction ends nobody else writes the graph."""
    found = _STATE()
    return found[0] if found else GraphState.objects.select_for_update().get_or_create(pk=ONLY, defaults=NEW)[0]


NEW = {"stamp": ""}
_STATE = Often(lambda: GraphState.objects.select_for_update().filter(pk=ONLY))


class Asked:
    """What was asked of the kept graph while nobody else writes it, so that it is asked once.

    `state`: of what the graph was made, where that was asked for already.
    """

    def __init__(self, state: GraphState | None = None) -> None:
        self.state = state
        self.facts = HeldFacts()
        self._documents: dict[str, DocumentRow | None] = {}
        self._papers: dict[Place, int | None] = {}

    def documents(self, keys: Collection[str]) -> dict[str, DocumentRow]:
        """The kept documents with these keys."""
        if missing := [key for key in keys if key not in self._documents]:
            self._documents |= dict.fromkeys(missing) | {row.key: row for row in _DOCUMENTS(missing)}
        return {key: row for key in keys if (row := self._documents[key]) is not None}

    def papers(self, places: Collection[Place]) -> dict[Place, int]:
        """The rows of the papers at these places as the graph knows them; of one that says nothing there is none."""
        if missing := [place for place in places if place not in self._papers]:
            found = _PAPERS({sha256 for sha256, _ in missing})
            self._papers |= dict.fromkeys(missing) | {(sha256, position): pk for sha256, position, pk in found}
        return {place: pk for place in places if (pk := self._papers[place]) is not None}


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
        if others := ends - names.keys():
            names |= keys_at(others)
        files = {pk: name for name, pk in scans.items()}
        if elsewhere := {row.scan_id for row in self.doubts} - files.keys():
            files |= _files_of(elsewhere)
        yield from (graph_rows.edge(row, names, files) for row in self.edges)
        yield from (graph_rows.doubt(row, files) for row in self.doubts)


def held(revision: Revision, scans: Mapping[str, int], asked: Asked) -> Held:
    """What is there of all that the revision changes."""
    keys = frozenset({one.key for one in revision.documents} | revision.gone)
    edges = edges_at(asked.papers(list(revision.edges)).keys(), scans)
    return Held(keys, asked.documents(sorted(keys)), edges, _DOUBTS(revision.doubts.keys()))


def edges_at(places: Collection[Place], scans: Mapping[str, int]) -> Sequence[EdgeRow]:
    """The edges of the papers at these places, in their order."""
    wanted = {(scans[name], position) for name, position in places}
    rows = _EDGES({scan for scan, _ in wanted}) if wanted else []
    return [row for row in rows if (row.scan_id, row.position) in wanted]


_DOCUMENTS = Often(lambda keys: DocumentRow.objects.filter(key__in=keys).order_by(), Among.TEXTS)
_DOUBTS = Often(lambda keys: DoubtRow.objects.filter(key__in=keys).order_by(), Among.TEXTS)
_EDGES = Often(lambda scans: EdgeRow.objects.filter(scan__in=scans).order_by("number"), Among.NUMBERS)
_PAPERS = Often(
    lambda names: PaperRow.objects.filter(scan__sha256__in=names).values_list("scan__sha256", "position", "pk"),
    Among.TEXTS,
)


def _files_of(rows: Iterable[int]) -> dict[int, str]:
    return dict(ScanRow.objects.filter(pk__in=rows).order_by().values_list("pk", "sha256"))
