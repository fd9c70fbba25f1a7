"""A graph made by hand, put into the tables."""

from __future__ import annotations

import datetime as dt

from records import Graph, Resolution
from registry.graph import DjangoGraph
from registry.models import DocumentRow, EdgeRow, ScanRow

RECEIVED = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def keep(graph: Graph) -> None:
    """The tables hold this graph and no other."""
    EdgeRow.objects.all().delete()
    DocumentRow.objects.all().delete()
    told = {"media_type": "application/pdf", "size": 1, "received_at": RECEIVED, "page_count": 1}
    for sha256 in sorted({edge.sha256 for edge in graph.edges}):
        ScanRow.objects.get_or_create(sha256=sha256, defaults={"name": f"{sha256[:8]}.pdf", **told})
    kept = DjangoGraph()
    kept.keep(Resolution(graph, ()), kept.snapshot())
