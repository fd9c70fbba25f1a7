"""The whole graph a part at a time, so that a large one is never held in memory: documents, edges, dispatches' keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import F, QuerySet

from records import Document, Edge
from registry.connection import lent_connection
from registry.graph_models import DocumentRow, EdgeRow
from registry.graph_rows import document, edge
from registry.models import ScanRow

#: Documents, and scans whose edges are, held at once.
DOCUMENTS, SCANS = 2000, 200


class KnownDocument(NamedTuple):
    """A document, without what others say of it, and how many others cite it."""

    document: Document
    cited_by: int


def documents() -> Iterator[KnownDocument]:
    """Every document of the kept graph, held or only cited, by key."""
    with lent_connection():
        # The databases' own orders differ; Python's is one.
        order = [number for _, number in sorted(DocumentRow.objects.order_by().values_list("key", "pk").iterator())]
    for start in range(0, len(order), DOCUMENTS):
        part = order[start : start + DOCUMENTS]
        with lent_connection():
            rows = DocumentRow.objects.defer("said", "words", "codes").in_bulk(part)
        yield from (
            KnownDocument(document(rows[one], without_said=True), rows[one].cited) for one in part if one in rows
        )


def edges() -> Iterator[tuple[int, Edge]]:
    """Every edge of the kept graph with its number in its paper (from 0), by scan (sha256), dispatch and number."""
    with lent_connection():
        scans = [number for _, number in sorted(ScanRow.objects.order_by().values_list("sha256", "pk").iterator())]
    for start in range(0, len(scans), SCANS):
        with lent_connection():
            rows = EdgeRow.objects.filter(scan__in=scans[start : start + SCANS])
            part = list(_joined(rows))
        yield from part


def _joined(rows: QuerySet[EdgeRow]) -> Iterator[tuple[int, Edge]]:
    """The edges of these rows, the keys and the file looked up with them: an object for each would cost most of all."""
    joined = rows.annotate(
        source_key=F("source__key"), target_key=F("target__key"), said_by_key=F("said_by__key"), file=F("scan__sha256")
    )
    for row in joined.order_by("file", "position", "number"):
        keys = {row.source_id: row.source_key, row.said_by_id: row.said_by_key}
        if row.target_id is not None:
            keys[row.target_id] = row.target_key
        yield row.number, edge(row, keys, {row.scan_id: row.file})


def keys_of_dispatches() -> dict[tuple[str, int], str]:
    """The document of every dispatch in the graph, by scan and position (from 0)."""
    with lent_connection():
        held = DocumentRow.objects.filter(received=True).order_by().values_list("key", "papers")
        return {(sha256, position): key for key, papers in held.iterator() for sha256, position in papers}
