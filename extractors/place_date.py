"""Place and date of issue ('Trà Vinh, ngày 14 tháng 6 năm 2022')."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from extractors.evidence import evidence
from extractors.second_reading import AGREED, DISPUTED, is_alone, weighed
from extractors.zone_lines import is_drawn, lines_in
from records import Dispatch, Found, Line, Zone
from rules import rule
from rules.gazetteer import respelt

DIGITS = str.maketrans("OoDØlLI|iSB", "00001111158")
#: Dispatches are read from the founding of the State to a century after the format now in force.
YEARS = range(1945, 2121)
#: A date that only the second reader could read, twice the same: right on 46 of 46 drawn lines.
SECOND = 0.9


def issued_on(dispatch: Dispatch) -> Found | None:
    """The date of issue as an ISO date, or None where it is not written or cannot be read."""
    for line in lines_in(dispatch, Zone.PLACE_DATE):
        found = _held(line)
        if found:
            return found
    return None


def printed_date(line: Line) -> Found | None:
    """The date as the line's own words tell it."""
    for name in ("date.long", "date.short"):
        match = rule("dates", name).search(line.text)
        found = match and _date(line, match, name)
        if found:
            return found
    return None


def traced_date(line: Line) -> Found | None:
    """The date of the line's second reading, as sure as that is by itself."""
    if line.strip is None or len(line.strip.digits) != 3:
        return None
    value = _valid(*reversed(line.strip.digits))
    sure = SECOND if line.strip.held else DISPUTED
    return weighed(evidence(line, value, "date.strip"), line.strip, sure) if value else None


def _held(line: Line) -> Found | None:
    """The date of both readings: surer where they tell the same, the second one's where they do not."""
    printed, traced = printed_date(line), traced_date(line)
    if printed is not None and is_alone(line):
        return replace(printed, confidence=min(printed.confidence, DISPUTED))
    if traced is None or line.strip is None:
        return printed
    if printed is None:
        return traced
    if printed.value == traced.value:
        return weighed(printed, line.strip, AGREED)
    return replace(traced, confidence=min(traced.confidence, DISPUTED))


def place(dispatch: Dispatch) -> Found | None:
    """The place of issue as it should be spelt, or None."""
    for line in lines_in(dispatch, Zone.PLACE_DATE):
        match = rule("dates", "place").search(line.text)
        if match is None:
            continue
        start, end = match.span("place")
        printed = line.text[start:end].strip(" ,.;")
        spelt, sure = respelt(printed) if is_drawn(dispatch) else (printed, 1.0)
        if re.search(r"\w{2}", spelt):
            return evidence(line, spelt, "place", sure, (start, end))
    return None


def _date(line: Line, match: re.Match[str], name: str) -> Found | None:
    """The date of the match, mended digits at a lower confidence, or None where there is no such day."""
    printed = [line.text[slice(*match.span(part))] for part in ("year", "month", "day")]
    digits = [re.sub(r"\s", "", part).translate(DIGITS) for part in printed]
    value = _valid(*digits)
    if value is None:
        return None
    mended = any(re.search(r"[^\d\s]", part) for part in printed)
    return evidence(line, value, name, 0.7 if mended else 1.0, match.span("date"))


def _valid(year: str, month: str, day: str) -> str | None:
    """The ISO date of the digits, or None where there is no such day or no dispatch was written then."""
    try:
        value = dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return value.isoformat() if value.year in YEARS else None
