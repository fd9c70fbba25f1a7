"""The stages from words to readings, in the order they run: the one visible list."""

from __future__ import annotations

from pipeline.layout import layout
from pipeline.secrecy import without_secrets
from pipeline.segment import segment
from pipeline.understand import understand
from records import ReadScan, ScanReading


def reading_of(scan: ReadScan) -> ScanReading:
    """All that a scan's words say: laid out, cut into dispatches, understood.  Raises SecretMark before the last."""
    pages = layout(scan)
    dispatches = without_secrets(segment(pages))
    readings = tuple(understand(dispatch) for dispatch in dispatches)
    return ScanReading(scan.scan, len(scan.pages), readings, scan.problems)
