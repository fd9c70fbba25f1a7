"""The graph in the database: what it is made from, keeping it, and giving it back.

It is made anew from all kept readings; only rows that differ are written, so that the edges of one scan change alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Prefetch

from records import Document, Doubt, Edge, Graph, Paper, Ruling
from registry import graph_rows, rows, rulings
from registry.amend import amended
from registry.connection import lent_connection
from registry.models import (
    Correction,
    CutRow,
    DispatchRow,
    DocumentRow,
    DoubtRow,
    EdgeRow,
    ESignatureRow,
    GraphState,
    ProblemRow,
    RulingRow,
    ScanRow,
)
from registry.queries import CHUNK, standing

#: What the graph does not need of a dispatch is taken for empty, so that no picture is loaded.
NEEDED = (
    "corrections",
    "dispatches__findings",
    Prefetch("dispatches__problems", ProblemRow.objects.none()),
    Prefetch("dispatches__e_signatures", ESignatureRow.objects.none()),
    Prefetch("dispatches__cuts", CutRow.objects.none()),
)
#: The one row that tells of what the graph was made.
ONLY = 1


class DjangoGraph:
    """The Papers of records over Django's database, and the keeper of the graph made from them."""

    def papers(self) -> Iterator[Paper]:
        """Every kept dispatch with its corrections put in, without signatures, pictures and problems."""
        with lent_connection():
            keys = list(ScanRow.objects.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), CHUNK):
            with lent_connection():
                chunk = ScanRow.objects.filter(pk__in=keys[start : start + CHUNK])
                scans = list(chunk.prefetch_related(*NEEDED))
            yield from (paper for scan in scans for paper in _papers(scan))

    def rulings(self) -> tuple[Ruling, ...]:
        """The rulings that stand, oldest first; those undone are left out."""
        return tuple(one for one, undone in rulings.history() if not undone)

    def stamp(self) -> str:
        """What the kept readings, corrections and rulings are at: another text whenever any of them changed.

        Keys of rows are never given twice, and a re-reading makes new rows.
        """
        with lent_connection():
            counts = [
                model._default_manager.aggregate(Count("pk"), Max("pk")).values()
                for model in (DispatchRow, Correction, RulingRow)
            ]
        return "/".join(str(number) for pair in counts for number in pair)

    def made_from(self) -> str | None:
        """The stamp of what the kept graph was made from; None where none is kept."""
        with lent_connection():
            return GraphState.objects.filter(pk=ONLY).values_list("stamp", flat=True).first()

    def digest(self) -> str:
        """The sha256 of what the kept graph says; '' where none is kept."""
        with lent_connection():
            return GraphState.objects.filter(pk=ONLY).values_list("digest", flat=True).first() or ""

    def files(self) -> dict[str, str]:
        """The name of every scan's file, by its sha256."""
        with lent_connection():
            return dict(ScanRow.objects.values_list("sha256", "name"))

    def doubts(self) -> tuple[Doubt, ...]:
        """The doubts of the kept graph, as they were told."""
        with lent_connection():
            scans = dict(ScanRow.objects.values_list("pk", "sha256"))
            return tuple(graph_rows.doubt(row, scans) for row in DoubtRow.objects.order_by("number"))

    def keep(self, graph: Graph, stamp: str) -> None:
        """Put the graph in the place of the kept one; rows that say the same stay as they are."""
        with lent_connection(), transaction.atomic():
            state, _ = GraphState.objects.select_for_update().get_or_create(pk=ONLY, defaults={"stamp": ""})
            scans = dict(ScanRow.objects.values_list("sha256", "pk"))
            gone = _keep_documents(graph.documents)
            _keep_edges(graph.edges, scans)
            _keep_doubts(graph.doubts, scans)
            DocumentRow.objects.filter(pk__in=gone).delete()
            state.stamp, state.digest = stamp, _digest(graph)
            state.save()

    def kept(self) -> Graph:
        """The kept graph: documents by key, edges by scan, dispatch and place, doubts as they were told."""
        with lent_connection():
            scans = dict(ScanRow.objects.values_list("pk", "sha256"))
            found = list(DocumentRow.objects.all())
            keys = {row.pk: row.key for row in found}
            edges = [(row.number, graph_rows.edge(row, keys, scans)) for row in EdgeRow.objects.all()]
        edges.sort(key=lambda pair: (pair[1].sha256, pair[1].position, pair[0]))
        documents = sorted((graph_rows.document(row) for row in found), key=lambda one: one.key)
        return Graph(tuple(documents), tuple(edge for _, edge in edges), self.doubts())


def _papers(scan: ScanRow) -> Iterator[Paper]:
    corrections = list(scan.corrections.all())
    for dispatch in sorted(scan.dispatches.all(), key=lambda one: one.position):
        ours = [rows.amendment(one) for one in corrections if standing(one, dispatch)]
        reading = rows.reading(dispatch, amended(rows.values(dispatch), ours))
        yield Paper(scan.sha256, dispatch.position, scan.name, reading)


def _digest(graph: Graph) -> str:
    return sha256(repr(graph).encode("utf-8", "replace")).hexdigest()


def _keep_documents(documents: Sequence[Document]) -> list[int]:
    """The rows of documents that are no more, to be removed once no edge speaks of them."""
    kept = {row.key: row for row in DocumentRow.objects.all()}
    wanted = {columns["key"]: columns for columns in map(graph_rows.document_columns, documents)}
    DocumentRow.objects.bulk_create(DocumentRow(**wanted[key]) for key in wanted if key not in kept)
    for key, row in kept.items():
        if key in wanted and _differs(row, wanted[key]):
            DocumentRow.objects.filter(pk=row.pk).update(**wanted[key])
    return [row.pk for key, row in kept.items() if key not in wanted]


def _keep_edges(edges: Sequence[Edge], scans: dict[str, int]) -> None:
    """Paper by paper, so that what one scan says changes without touching the edges of others."""
    keys = dict(DocumentRow.objects.values_list("key", "pk"))
    wanted: dict[tuple[int, int], list[graph_rows.Columns]] = {}
    for (digest, position), own in groupby(edges, key=lambda one: (one.sha256, one.position)):
        columns = [graph_rows.edge_columns(one, keys, scans, number) for number, one in enumerate(own)]
        wanted[(scans[digest], position)] = columns
    kept: dict[tuple[int, int], list[EdgeRow]] = {}
    for row in EdgeRow.objects.order_by("scan_id", "position", "number"):
        kept.setdefault((row.scan_id, row.position), []).append(row)
    for place in kept.keys() | wanted.keys():
        have, want = kept.get(place, []), wanted.get(place, [])
        if len(have) != len(want) or any(_differs(row, one) for row, one in zip(have, want, strict=True)):
            EdgeRow.objects.filter(pk__in=[row.pk for row in have]).delete()
            EdgeRow.objects.bulk_create(EdgeRow(**one) for one in want)


def _keep_doubts(doubts: Sequence[Doubt], scans: dict[str, int]) -> None:
    wanted = [graph_rows.doubt_columns(one, scans, number) for number, one in enumerate(doubts)]
    kept = list(DoubtRow.objects.order_by("number"))
    if len(kept) != len(wanted) or any(_differs(row, one) for row, one in zip(kept, wanted, strict=True)):
        DoubtRow.objects.all().delete()
        DoubtRow.objects.bulk_create(DoubtRow(**one) for one in wanted)


def _differs(row: Any, columns: graph_rows.Columns) -> bool:
    return any(getattr(row, name) != value for name, value in columns.items())
