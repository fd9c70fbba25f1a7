"""A scan of five drawn pages for the tests of division: two dispatches and a blank page between them, as kept words."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from pipeline.stages import reading_of
from records import UNDIVIDED, Division, Page, ReadScan, Say, ScanReading, Statement
from registry.save import DjangoRegister
from tests.papers import page, scan_of
from tests.test_segment import first_page, last_page

AT = dt.datetime(2023, 4, 7, 8, 0, tzinfo=dt.UTC)
PAGES = 5


def pages() -> tuple[Page, ...]:
    """Pages 1 and 2 are 38/QĐ-UBND, 3 is blank, 4 and 5 are 39/QĐ-UBND."""
    blank = page(number=3, source="blank")
    return first_page(), last_page(2), blank, first_page("Số: 39/QĐ-UBND", 4), last_page(5)


def words(sha256: str = "a" * 64) -> ReadScan:
    """The pages as they were read; each has been looked at as the first of a dispatch."""
    scan = scan_of(*pages())
    return replace(scan, scan=replace(scan.scan, sha256=sha256), heads=frozenset(range(1, PAGES + 1)))


def read(division: Division = UNDIVIDED, sha256: str = "a" * 64) -> ScanReading:
    return reading_of(words(sha256), None, division)


def kept(division: Division = UNDIVIDED, sha256: str = "a" * 64) -> None:
    DjangoRegister().save(read(division, sha256))


def said(say: Say, *numbers: int, by: str = "Chị Lan") -> Statement:
    return Statement(say, numbers, by, AT)
