"""The stages from words to readings, in the order they run: the one visible list."""

from __future__ import annotations

from pipeline.aside import asides
from pipeline.confirm import confirmed
from pipeline.cuts import with_cuts
from pipeline.division import arranged, with_page_problems
from pipeline.layout import layout
from pipeline.poor_pages import held_down
from pipeline.secrecy import without_secrets
from pipeline.segment import segment
from pipeline.signatures import with_signatures
from pipeline.understand import understand
from records import UNDIVIDED, Citers, Division, ReadScan, ScanReading


def reading_of(scan: ReadScan, citers: Citers | None = None, division: Division = UNDIVIDED) -> ScanReading:
    """All that a scan's words say: laid out, cut into dispatches, understood, each with signatures and pictures.

    Raises SecretMark before anything is understood, wherever clerks may cut.  `citers` are asked of doubtful numbers.
    """
    pages = layout(scan)
    dispatches = without_secrets(segment(pages))
    if division != UNDIVIDED:
        dispatches = without_secrets(segment(arranged(pages, division), division))
    papers = tuple(zip(dispatches, asides(scan, dispatches), strict=True))
    understood = tuple(understand(dispatch, aside) for dispatch, aside in papers)
    sure = confirmed(understood, papers, scan.scan.sha256, citers)
    readings = with_cuts(with_signatures(held_down(sure, scan.pages), scan), scan)
    grades = tuple(page.grade for page in scan.pages)
    turns = tuple(page.rotation if page.source == "ocr" else None for page in scan.pages)
    readings, problems = with_page_problems(readings, scan.problems, division)
    return ScanReading(scan.scan, len(scan.pages), readings, problems, grades, turns, division, scan)
