"""Dates written by hand as they are read: a stroke between the numbers may look like a one, or be lost in dots."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator

#: What stands between the numbers besides a stroke read as a one.
SIGNS = r"[./,-]*"
#: Years are written in full or with their last two digits; the dispatches of an office at work are of this century.
YEAR = r"(?P<year>20\d\d|\d\d)"


def days(text: str) -> tuple[dt.date, ...]:
    """The days that the signs can mean, those only for which the fewest ones are strokes; empty for no date.

    Numbers parted by signs are what they are: 31/02/2022 is no day, and not 3 February with a stroke.

    >>> days("10/6/22")
    (datetime.date(2022, 6, 10),)
    >>> days("231412026")
    (datetime.date(2026, 4, 23),)
    """
    signs = re.sub(r"\s+", "", text).strip("./,-")
    told = sorted(set(_readings(signs)), key=lambda one: (one[0], str(one[1])))
    return tuple(day for ones, day in told if ones == told[0][0] and day is not None)


def _readings(signs: str) -> Iterator[tuple[int, dt.date | None]]:
    """Pairs of the number of ones taken for strokes and the day, which is None where there is no such day."""
    for day, month, a, b in itertools.product((1, 2), (1, 2), ("", "1"), ("", "1")):
        first, second = rf"(?P<a>{SIGNS}{a}{SIGNS})", rf"(?P<b>{SIGNS}{b}{SIGNS})"
        match = re.fullmatch(rf"(?P<day>\d{{{day}}}){first}(?P<month>\d{{{month}}}){second}{YEAR}", signs)
        if match and match["a"] and match["b"] and (a + b == "" or _day(match)):
            yield len(a + b), _day(match)


def _day(match: re.Match[str]) -> dt.date | None:
    year = int(match["year"])
    try:
        return dt.date(year + 2000 if year < 100 else year, int(match["month"]), int(match["day"]))
    except ValueError:
        return None
