"""The stages from words to readings, in the order they run: the one visible list."""

from __future__ import annotations

from pipeline.layout import layout
from pipeline.secrecy import without_secrets
from pipeline.segment import segment
from pipeline.signatures import with_signatures
from pipeline.understand import understand
from records import ReadScan, ScanReading


def reading_of(scan: ReadScan) -> ScanReading:
    """All that a scan's words say: laid out, cut into dispatches, understood, each with its signatures.

    Raises SecretMark before anything is understood.
    """
    pages = layout(scan)
    dispatches = without_secrets(segment(pages))
    understood = tuple(understand(dispatch) for dispatch in dispatches)
    readings = with_signatures(understood, scan)
    return ScanReading(scan.scan, len(scan.pages), readings, scan.problems)
