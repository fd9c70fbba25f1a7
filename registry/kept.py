"""A scan as the registry keeps it: what was read with what clerks corrected, and the lists that follow from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from records import Cut, Doubt, Found, Header, Problem, Reading, ScanReading
from registry.amend import Amendment
from registry.entered import Entered
from registry.findings import PARTS, findings
from registry.register_row import RegisterRow, Review, doubts, of_pages, worst


@dataclass(frozen=True, slots=True)
class KeptScan:
    """`reading` holds the values that count; `corrected` names, for each dispatch, the fields a clerk settled.

    `adrift` are corrections whose dispatch a re-reading no longer found where it was.  `entered`: for each dispatch the
    number and day under which it was entered; empty where nobody asked.
    """

    reading: ScanReading
    corrected: tuple[frozenset[str], ...]
    adrift: tuple[Amendment, ...] = ()
    entered: tuple[Entered | None, ...] = ()


def rows(kept: KeptScan) -> Iterator[RegisterRow]:
    """The register's rows of the scan, one a dispatch."""
    reading = kept.reading
    problems = reading.problems + tuple(_adrift(one) for one in kept.adrift)
    for position, (one, corrected) in enumerate(zip(reading.readings, kept.corrected, strict=True)):
        open_ones = doubts(one, corrected) + of_pages(problems, one.pages)
        grade, given = worst(reading.grades, one.pages), kept.entered[position] if kept.entered else None
        yield RegisterRow(reading.scan, position, one, corrected, open_ones, grade, given)


def reviews(kept: KeptScan) -> Iterator[Review]:
    """Every open doubt of the scan: first those about all of it, then dispatch by dispatch."""
    reading = kept.reading
    for problem in (*reading.problems, *(_adrift(one) for one in kept.adrift), *_empty(reading)):
        yield Review(reading.scan, problem)
    for position, (one, corrected) in enumerate(zip(reading.readings, kept.corrected, strict=True)):
        symbol = one.header.symbol.value if one.header.symbol else None
        for problem in doubts(one, corrected):
            yield Review(reading.scan, problem, position, symbol, _about(problem, one.header), _cut(problem, one))


def between(kept: KeptScan, doubts: Iterable[Doubt]) -> Iterator[Review]:
    """Those doubts between documents that show in this scan."""
    scan = kept.reading.scan
    for one in doubts:
        if one.sha256 == scan.sha256 and one.position < len(kept.reading.readings):
            symbol = kept.reading.readings[one.position].header.symbol
            problem = Problem(one.code, one.message, one.page, one.box, "citations")
            yield Review(scan, problem, one.position, symbol.value if symbol else None)


def _about(problem: Problem, header: Header) -> Found | None:
    """The value the problem is about."""
    about = (found for key, found in findings(header).items() if problem.field in (key.name, key.field))
    return next(about, None)


def _cut(problem: Problem, reading: Reading) -> Cut | None:
    """The picture that shows what the problem is about."""
    return next((cut for cut in reading.cuts if problem.field in (cut.field, *_parts_of(cut.field))), None)


def _parts_of(field: str) -> tuple[str, ...]:
    return tuple(f"{field}.{part}" for part in PARTS.get(field, ()))


def _adrift(one: Amendment) -> Problem:
    message = (
        f"Lời sửa “{one.value or 'không có'}” của {one.by} không còn khớp văn bản nào sau khi đọc lại; "
        f"hãy xem bản gốc và sửa lại."
    )
    return Problem("correction_adrift", message, field=one.key.name)


def _empty(reading: ScanReading) -> Iterator[Problem]:
    if not reading.readings:
        yield Problem("no_dispatch", "Không tìm thấy văn bản nào trong tệp; hãy xem bản gốc và quét lại.")
