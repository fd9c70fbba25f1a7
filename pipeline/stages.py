"""The stages from words to readings, in the order they run: the one visible list."""

from __future__ import annotations

from pipeline.aside import asides
from pipeline.cuts import with_cuts
from pipeline.layout import layout
from pipeline.secrecy import without_secrets
from pipeline.segment import segment
from pipeline.signatures import with_signatures
from pipeline.understand import understand
from records import ReadScan, ScanReading


def reading_of(scan: ReadScan) -> ScanReading:
    """All that a scan's words say: laid out, cut into dispatches, understood, each with signatures and pictures.

    Raises SecretMark before anything is understood.
    """
    pages = layout(scan)
    dispatches = without_secrets(segment(pages))
    papers = zip(dispatches, asides(scan.scan, dispatches), strict=True)
    understood = tuple(understand(dispatch, aside) for dispatch, aside in papers)
    readings = with_cuts(with_signatures(understood, scan), scan)
    return ScanReading(scan.scan, len(scan.pages), readings, scan.problems)
