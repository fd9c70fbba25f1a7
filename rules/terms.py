"""In which series a number counts: the Party's term, or the calendar year."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from rules import table
from rules.fold import unmarked


@cache
def level_of(organ: str) -> str | None:
    """Whose congress the numbers of the organ with this code follow; None where they follow the calendar year.

    >>> level_of("TW"), level_of("BTCTU"), level_of("ĐUK"), level_of("TTg")
    ('central', 'province', 'province', None)
    """
    code = unmarked(organ).upper()
    return next((entry["name"] for entry in table("terms")["level"] if re.search(entry["pattern"], code)), None)


def term_on(level: str, day: dt.date) -> str | None:
    """The term in which a document of that day counts; its very day in the months in which two series can meet.

    None for a day before the first term that is known.

    >>> term_on("central", dt.date(2017, 9, 22)), term_on("central", dt.date(2026, 4, 2))
    ('XII', 'XIV')
    >>> term_on("province", dt.date(2018, 10, 8)), term_on("province", dt.date(2020, 10, 8))
    ('2015-2020', '2020-10-08')
    """
    if level == "central":
        past = [entry["name"] for entry in table("terms")["term"] if entry["after"] < day]
        return past[-1] if past else None
    (changing,) = (entry for entry in table("terms")["changing"] if entry["level"] == level)
    if day.year in changing["years"] and changing["from_month"] <= day.month <= changing["to_month"]:
        return day.isoformat()
    begun = day.year - day.year % 5
    if day.year == begun and day.month < changing["from_month"]:
        begun -= 5
    return f"{begun}-{begun + 5}"


def is_term(level: str | None, name: str) -> bool:
    """Whether the level has a term of that name ('XII'); the terms of provinces are not told by their numbers."""
    return level == "central" and any(entry["name"] == name for entry in table("terms")["term"])
