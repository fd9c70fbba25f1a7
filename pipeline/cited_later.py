"""A doubtful number or date of a kept dispatch weighed once more when others that name it have come.

The page itself is not looked at again: what it says was kept as evidence.  What is sure stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractors.identity import Told, identity, place_key
from extractors.ladder import BESIDE, PAGE, weighed
from extractors.rungs import CITED
from extractors.second_reading import BY_HAND, DISPUTED
from pipeline.doubts import doubts
from pipeline.poor_pages import held_on_poor
from records import (
    SURE,
    Citation,
    Citers,
    Evidence,
    Found,
    Grade,
    Header,
    Problem,
    Reading,
    Rung,
    ScanReading,
)

FIELDS = ("symbol", "issued_on")
#: The rungs of a page that was read from its picture.
DRAWN = (Rung.PRINT, Rung.STRIP, Rung.INK)


def doubted(reading: Reading) -> frozenset[str]:
    """The symbols that the page may bear, where its number or its date is read and doubtful; else none."""
    told = [getattr(reading.header, field) for field in FIELDS]
    if not reading.is_dispatch or None in told or all(found.confidence >= SURE for found in told):
        return frozenset()
    return frozenset({told[0].value, *_page(reading, "symbol")})


def weighed_again(kept: ScanReading, corrected: Sequence[frozenset[str]], citers: Citers) -> ScanReading:
    """The scan's reading with what dispatches of other scans tell of its doubtful numbers and dates.

    `corrected` names for each dispatch the fields that a clerk settled: they, and what is sure, stay.
    """
    found = []
    for reading, settled in zip(kept.readings, corrected, strict=True):
        citing = [one for symbol in sorted(doubted(reading)) for one in citers.citing(symbol, kept.scan.sha256)]
        again = _again(reading, citing, settled) if citing else reading
        found.append(again)
    poor = {number for number, grade in enumerate(kept.grades, start=1) if grade is Grade.POOR}
    return replace(kept, readings=held_on_poor(tuple(found), frozenset(poor)))


def _again(reading: Reading, citing: Sequence[Citation], settled: frozenset[str]) -> Reading:
    """The reading with what these citations tell."""
    header, evidence = reading.header, list(reading.evidence)
    for field, tell in (("symbol", _symbols), ("issued_on", _days)):
        found = getattr(header, field)
        if found is None or found.confidence >= SURE or field in settled:
            continue
        new = [one for one in dict.fromkeys(tell(replace(reading, header=header), citing)) if one not in evidence]
        evidence += new
        if new:
            again = _weighed(found, [one for one in evidence if one.field == field])
            header = replace(header, symbol=again) if field == "symbol" else replace(header, issued_on=again)
    if len(evidence) == len(reading.evidence):
        return reading
    problems = _problems(reading, header, evidence)
    return replace(reading, header=header, evidence=tuple(evidence), problems=problems)


def _page(reading: Reading, field: str) -> set[str]:
    return {one.value for one in reading.evidence if one.field == field and one.rung in PAGE}


def _symbols(reading: Reading, citing: Iterable[Citation]) -> Iterator[Evidence]:
    """Which of the page's readings others name: numbers come again, so day and place have to fit."""
    page, days = _page(reading, "symbol"), _page(reading, "issued_on")
    for one in citing:
        if one.symbol in page and one.date in days and _of_the_same_place(reading.header, one):
            yield Evidence("symbol", Rung.CITED, one.symbol, CITED * one.confidence, one.text)


def _days(reading: Reading, citing: Iterable[Citation]) -> Iterator[Evidence]:
    """The days that others give the document of this sure symbol; one of another term or year is another document."""
    symbol = reading.header.symbol
    if symbol is None or symbol.confidence < SURE:
        return
    own = identity(symbol.value, _told(reading.header))
    for one in citing:
        told = Told(one.kind, one.jurisdiction, one.date, one.term, one.issuer)
        if one.date and own.whole and identity(one.symbol, told).key == own.key:
            yield Evidence("issued_on", Rung.CITED, one.date, CITED, one.text)


def _of_the_same_place(header: Header, one: Citation) -> bool:
    here = header.jurisdiction.value if header.jurisdiction else None
    return None in (here, one.jurisdiction) or place_key(here) == place_key(one.jurisdiction)


def _told(header: Header) -> Told:
    names = ("kind", "jurisdiction", "issued_on", "issuer")
    kind, place, date, issuer = (found.value if (found := getattr(header, name)) else None for name in names)
    return Told(kind, place, date, None, issuer)


def _weighed(found: Found, told: Sequence[Evidence]) -> Found:
    """The value as page and others tell it; where others differ among themselves, nothing is made sure by them."""
    page = [one for one in told if one.rung in PAGE]
    if len({one.value for one in told if one.rung is Rung.CITED}) > 1:
        return replace(found, confidence=min(found.confidence, DISPUTED))
    most = BY_HAND if any(one.pen is not False for one in page) else 1.0
    again = weighed(found, [*page, *_beside(told)], most, any(one.rung in DRAWN for one in page))
    return again or found


def _beside(told: Sequence[Evidence]) -> Iterator[Evidence]:
    return (one for one in told if one.rung in BESIDE)


def _problems(reading: Reading, header: Header, evidence: Sequence[Evidence]) -> tuple[Problem, ...]:
    """The problems, those about number and date as they are now."""
    before = {one.code for one in doubts(reading.header, reading.is_dispatch, reading.evidence) if one.field in FIELDS}
    now = [one for one in doubts(header, reading.is_dispatch, evidence) if one.field in FIELDS]
    codes = before | {one.code for one in now}
    return (*now, *(one for one in reading.problems if one.field not in FIELDS or one.code not in codes))
