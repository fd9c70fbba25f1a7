"""The ĐẾN stamp: what the receiving office wrote on arrival; it never tells the dispatch's own number or date."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from extractors.evidence import evidence, evidence_of
from extractors.strokes import days
from extractors.zone_lines import is_drawn, lines_in
from records import SURE, Arrival, Dispatch, Found, Line, Zone
from rules import rule
from rules.fold import capitals, squeezed
from rules.offices import known_office
from rules.spelling import marks_mended, sentence_case

#: Numbers and dates of a stamp are written by hand on most paper: never sure when read from a picture.
BY_HAND = 0.85
#: A dispatch arrives within two years after its issue; a date outside is a slip.
LONGEST_WAY = dt.timedelta(days=730)


def arrival(dispatch: Dispatch, issued: Found | None) -> Arrival | None:
    """The arrival as stamped, or None where no stamp was seen; a date before a sure date of issue is left out."""
    issued = issued if issued and issued.confidence >= SURE else None
    lines = lines_in(dispatch, Zone.STAMP)
    if not lines:
        return None
    sure = BY_HAND if is_drawn(dispatch) else 1.0
    found = Arrival(_number(lines, sure), _date(lines, sure, issued), _office(lines, is_drawn(dispatch)))
    return None if found.number is None and found.date is None and found.office is None else found


def _number(lines: Sequence[Line], sure: float) -> Found | None:
    for line in lines:
        match = rule("stamp", "number").search(line.text)
        if match:
            digits = re.sub(r"\D", "", match["number"])
            return evidence(line, digits, "stamp.number", sure, match.span("number"))
    return None


def _date(lines: Sequence[Line], sure: float, issued: Found | None) -> Found | None:
    for line in lines:
        match = rule("stamp", "date").search(line.text)
        told = [day for day in days(match["date"]) if _after(day, issued)] if match else []
        if match and len(told) == 1:
            return evidence(line, told[0].isoformat(), "stamp.date", sure, match.span("date"))
    return None


def _after(value: dt.date, issued: Found | None) -> bool:
    if issued is None:
        return True
    gone = value - dt.date.fromisoformat(issued.value)
    return dt.timedelta(0) <= gone <= LONGEST_WAY


def _office(lines: Sequence[Line], drawn: bool) -> Found | None:
    """The receiving office: the stamp's lines in capitals above ĐẾN."""
    own: list[Line] = []
    names: list[str] = []
    for line in lines:
        name = squeezed(re.split(r"\s+(?:Số|Ngày|Giờ)\s*[:.]", line.text)[0])
        if rule("zones", "stamp.arrival").finds(line.text) or rule("zones", "stamp.routing").finds(line.text):
            continue
        if len(name) > 5 and capitals(name) > 0.7:
            own.append(line)
            names.append(marks_mended(name) if drawn else name)
    if not own:
        return None
    name = " ".join(names).strip(" -_.,:;*") if drawn else " ".join(names)
    known = known_office(name) if drawn else None
    return evidence_of(own, known or sentence_case(name), "stamp.office", 0.85)
