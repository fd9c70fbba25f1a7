"""Every way in which number and date are told, each by itself: the rungs that `extractors.ladder` weighs."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial

from extractors.file_name import date_named, number_named, symbol_named
from extractors.mentions import mentions
from extractors.place_date import printed_date, traced_date
from extractors.symbol import is_party, number_of, printed_symbol, symbol_letters, traced_symbol
from extractors.zone_lines import lines_in
from records import Aside, Dispatch, Evidence, Found, Header, Line, Rung, Word, Zone
from rules import rule

#: What a rung is worth by itself, where the reading of it does not say: papers of the same scan name each other for
#: sure, but perhaps not this one; a file's name was typed by a person, perhaps after another paper.
CITED = 0.7
FILE_NAME = 0.5
#: A name with the number and not all codes says nothing of the others.
NUMBER_ONLY = 0.4

#: No file came before this program was written: an earlier day is that of a clock never set.
CLOCK_SET = dt.date(2026, 1, 1)

Told = Callable[[Line], Found | None]


def symbol_rungs(dispatch: Dispatch, header: Header, aside: Aside) -> Iterator[Evidence]:
    """What is told of the symbol: by the page, by other papers, by the file's name."""
    party, lines = is_party(dispatch), lines_in(dispatch, Zone.SYMBOL)
    page = list(_of_lines("symbol", lines, partial(printed_symbol, party=party), partial(traced_symbol, party=party)))
    yield from page
    codes, days = _codes(header, lines), {one.value for one in _page_days(dispatch)}
    for one in _naming(dispatch, aside, codes, days):
        # Others name many papers of this kind: what they name tells something only where the page tells the same, or
        # nothing; an annex names the paper that it belongs to.
        if one.of_annex or not page or one.symbol in {own.value for own in page}:
            yield Evidence("symbol", Rung.CITED, one.symbol, CITED * one.sure, one.symbol)
    kind = header.kind.value if header.kind else None
    if header.symbol is None:
        whole = symbol_named(aside.name, kind, party)
        yield from [Evidence("symbol", Rung.FILE_NAME, whole, FILE_NAME, aside.name)] if whole else []
    elif named := number_named(aside.name, codes, kind):
        weight = FILE_NAME if len(named.codes) == len(codes) else NUMBER_ONLY
        value = _spelt(named.number, [header.symbol.value, *(one.value for one in page)])
        yield Evidence("symbol", Rung.FILE_NAME, value, weight, aside.name)


def _spelt(number: str, symbols: Sequence[str]) -> str:
    """The symbol with this number as the page spells it, leading zero and all; else with the first one's codes."""
    same = (one for one in symbols if number_of(one).lstrip("0") == number.lstrip("0"))
    return next(same, number + symbols[0][len(number_of(symbols[0])) :])


def date_rungs(dispatch: Dispatch, header: Header, aside: Aside) -> Iterator[Evidence]:
    """What is told of the date of issue, and up to which day it can lie."""
    page = _page_days(dispatch)
    yield from page
    codes, days = _codes(header, lines_in(dispatch, Zone.SYMBOL)), {one.value for one in page}
    for one in _naming(dispatch, aside, codes, days):
        if one.date and header.symbol and number_of(one.symbol) == number_of(header.symbol.value):
            yield Evidence("issued_on", Rung.CITED, one.date, CITED, one.date)
    if named := date_named(aside.name):
        yield Evidence("issued_on", Rung.FILE_NAME, named, FILE_NAME, aside.name)
    yield from _bounds(header, aside)


def _page_days(dispatch: Dispatch) -> tuple[Evidence, ...]:
    """The dates of issue that the page may bear."""
    return tuple(_of_lines("issued_on", lines_in(dispatch, Zone.PLACE_DATE), printed_date, traced_date))


def _of_lines(field: str, lines: tuple[Line, ...], printed: Told, traced: Told) -> Iterator[Evidence]:
    """What the first line that tells anything says, by its words and by its second reading."""
    for line in lines:
        told = [(_rung(line), printed(line)), (Rung.INK if line.strip and line.strip.ink else Rung.STRIP, traced(line))]
        pen = line.strip is not None and (line.strip.by_hand or line.strip.ink)
        found = [replace(_evidence(field, rung, one), pen=pen) for rung, one in told if one is not None]
        if found:
            yield from found
            return


def _evidence(field: str, rung: Rung, found: Found) -> Evidence:
    return Evidence(field, rung, found.value, found.confidence, found.printed, found.page, found.box)


def _rung(line: Line) -> Rung:
    """How the line's words were read: filled into the file, written in it, or seen on its picture."""
    if any(word.filled and _has_digit(word) for word in line.words):
        return Rung.WIDGET
    return Rung.PRINT if any(word.confidence < 1.0 for word in line.words) else Rung.TEXT


def _has_digit(word: Word) -> bool:
    return any(map(str.isdigit, word.text))


def _codes(header: Header, lines: tuple[Line, ...]) -> tuple[str, ...]:
    """The codes of the dispatch's symbol, also where its number is not written or not legible."""
    texts = [header.symbol.value] if header.symbol else [line.text for line in lines[:1]]
    return tuple(code for text in texts for code in re.findall(r"(?<=[-/])\s*([^\W\d_]+)", text))


@dataclass(frozen=True, slots=True)
class _Named:
    """A document that is named: by one of the dispatch's own annexes, or by another dispatch."""

    symbol: str
    sure: float
    date: str | None
    of_annex: bool


def _naming(dispatch: Dispatch, aside: Aside, codes: tuple[str, ...], days: Set[str]) -> tuple[_Named, ...]:
    """The documents with these codes that the dispatch's own annexes, or other dispatches, name.

    Numbers come again in every province and year: what dispatches of other scans name is this one only by its day too.
    """
    if not codes:
        return ()
    annexes = [line.text for line in dispatch.lines if rule("zones", "annex.reference").finds(line.text)]
    own = [one for text in annexes for one in _named(text, codes, of_annex=True)]
    others = [one for text in aside.others for one in _named(text, codes)]
    kept = [one for text in aside.kept for one in _named(text, codes) if one.date in days]
    return tuple(dict.fromkeys((*own, *others, *kept)))


def _named(text: str, codes: tuple[str, ...], of_annex: bool = False) -> Iterator[_Named]:
    own = symbol_letters("0" + "".join(codes))[1:]
    for one in mentions(text):
        symbol = one.symbol or ""
        if symbol_letters(symbol).lstrip("0123456789") == own:
            yield _Named(symbol, one.sure, one.date, of_annex)


def _bounds(header: Header, aside: Aside) -> Iterator[Evidence]:
    """The last days on which the dispatch can have been issued; that of its coming only where it contradicts."""
    if header.arrival and header.arrival.date:
        yield _evidence("issued_on", Rung.ARRIVAL, header.arrival.date)
    came = aside.received
    if came and came >= CLOCK_SET and header.issued_on and header.issued_on.value > came.isoformat():
        yield Evidence("issued_on", Rung.RECEIVED, came.isoformat(), 1.0)
