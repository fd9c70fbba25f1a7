"""The times that a text names ('ngày 16/6', 'quý III và quý IV năm 2023'), and the days they begin and end on."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from extractors.mention_parts import Prose
from extractors.place_date import DIGITS
from rules import rule

#: How long a day without a year may be past before the next year's is meant (DOMAIN: deadlines).
PAST = 183
#: Numbers that papers spell out.
NUMBERS = {
    **{"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10},
    **{"muoi lam": 15, "hai muoi": 20, "ba muoi": 30, "bon muoi lam": 45, "sau muoi": 60, "chin muoi": 90},
}
#: The last day of a part of a month, and how surely it is meant.
PART_OF_MONTH = {"dau": (10, 0.6), "giua": (20, 0.6), "thuong tuan": (10, 0.9), "trung tuan": (20, 0.9)}
#: How many months one of a kind has.
MONTHS_OF = {"month": 1, "quarter": 3, "year": 12}
#: What a date is worth whose digits were mended.
MENDED = 0.7
#: What a date is worth whose year the dispatch does not say.
ASSUMED = 0.85


@dataclass(frozen=True, slots=True)
class Day:
    """A day as far as it is said; day 0 is the last one of its month, month 0 is not said."""

    year: int | None
    month: int
    day: int


@dataclass(frozen=True, slots=True)
class Time:
    """A time the text names, from `first` to `last`; `many`: it names a span; `sure`: how clear its words are.

    `part`: its beginning, middle or end is meant ('cuối năm 2024').
    """

    start: int
    end: int
    kind: str
    first: Day
    last: Day
    many: bool = False
    sure: float = 1.0
    part: bool = False


@dataclass(frozen=True, slots=True)
class Resolved:
    """A time's first and last day; `assumed` where its year comes from the dispatch."""

    first: dt.date
    last: dt.date
    assumed: bool


def number(printed: str) -> int | None:
    """The number printed in digits or in (folded) words."""
    text = " ".join(printed.split())
    return int(text) if text.isdigit() else NUMBERS.get(text)


@lru_cache(maxsize=64)
def times(prose: Prose) -> tuple[Time, ...]:
    """Every time the text names, in reading order; of overlapping ones the longest."""
    found = [*_blurred(prose)]
    for name, read in FORMS.items():
        for match in rule("deadlines", name).pattern.finditer(prose.folded):
            time = read(match, *match.span("time"))
            if time is not None and not _is_fund(prose, time):
                found.append(time)
    return tuple(_longest(found))


def resolved(time: Time, issued_on: dt.date | None) -> Resolved | None:
    """The days of the time; None where its year is not said and the dispatch has no date, or there is no such day."""
    year = time.last.year
    if time.last.month == 0 or (year is None and issued_on is None):
        return None
    try:
        last = _date(time.last, year or (issued_on or dt.date.min).year)
        if year is None and issued_on and (issued_on - last).days > PAST:
            last = _date(time.last, issued_on.year + 1)
        first = _date(time.first, time.first.year or last.year)
        if first > last and time.first.year is None:
            first = _date(time.first, last.year - 1)
    except ValueError:
        return None
    return Resolved(first, last, year is None)


def _date(day: Day, year: int) -> dt.date:
    return dt.date(year, day.month, day.day or calendar.monthrange(year, day.month)[1])


def _longest(found: list[Time]) -> Iterator[Time]:
    """The times that no longer one covers, in reading order."""
    end = 0
    for time in sorted(found, key=lambda one: (one.start, -one.end, -one.sure)):
        if time.start >= end:
            end = time.end
            yield time


def _is_fund(prose: Prose, time: Time) -> bool:
    """Whether 'quỹ I' is meant, a fund."""
    return time.kind == "quarter" and "quỹ" in prose.printed[time.start : time.end].lower()


def _year(match: re.Match[str]) -> int | None:
    printed = re.sub(r"\D", "", match["year"] or "")
    return int(printed) + (2000 if len(printed) == 2 else 0) if printed else None


def _day(match: re.Match[str], start: int, end: int) -> Time:
    groups, year = match.groupdict(), _year(match) if "year" in match.groupdict() else None
    month, day = int(groups.get("month") or 0), int(match["day"])
    last = int(groups.get("day_to") or day)
    many = last > day
    kind = "day" if month else "day_only"
    return Time(start, end, kind, Day(year, month, day), Day(year, month, last), many)


def _blurred_day(match: re.Match[str], start: int, end: int) -> Time | None:
    """A date in figures that an OCR took for letters ('3O/6/2O25')."""
    day, month, year = (int(match[part].translate(DIGITS)) for part in ("day", "month", "year"))
    said = Day(year, month, day)
    return Time(start, end, "day", said, said, False, MENDED) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _months(match: re.Match[str], start: int, end: int) -> Time | None:
    said = [int(one) for one in re.findall(r"\d+", match["month"])]
    return _stretch(match, (start, end), "month", (said[0], said[-1]))


def _quarters(match: re.Match[str], start: int, end: int) -> Time | None:
    said = [_quarter(one) for one in re.findall(r"[ilv|\d]+", re.sub(r"qu[yi]|va|den|toi", " ", match["quarter"]))]
    if not all(1 <= one <= 4 for one in said):
        return None
    found = _stretch(match, (start, end), "quarter", (said[0] * 3 - 2, said[-1] * 3))
    blurred = re.search(r"[l|]|1.*i|i.*1|11", match["quarter"])
    return replace(found, sure=min(found.sure, 0.9)) if blurred else found


def _quarter(printed: str) -> int:
    if printed.endswith("v"):
        return 4
    if printed in ("2", "3", "4"):
        return int(printed)
    return len(printed)


def _stretch(match: re.Match[str], span: tuple[int, int], kind: str, months: tuple[int, int]) -> Time:
    """A stretch of months, cut to the part of it that is said ('giữa tháng 6')."""
    year, part = _year(match), match.groupdict().get("part")
    first, last = Day(year, months[0], 1), Day(year, months[1], 0)
    many = months[1] - months[0] >= MONTHS_OF[kind]
    sure = 1.0
    if part and not part.startswith("cuoi"):
        last, sure = _of_part(part, months, last, kind)
    return Time(*span, kind, first, last, many, sure, bool(part))


def _of_part(part: str, months: tuple[int, int], last: Day, kind: str) -> tuple[Day, float]:
    if part in PART_OF_MONTH and kind == "month":
        return replace(last, day=PART_OF_MONTH[part][0]), PART_OF_MONTH[part][1]
    if week := re.search(r"\d", part):
        return replace(last, day=min(int(week[0]) * 7, 28)), 0.7
    if part == "tuan dau":
        return replace(last, day=7), 0.7
    if part in ("dau", "giua"):
        share = 4 if part == "dau" else 2
        return replace(last, month=months[0] + max(1, (months[1] - months[0] + 1) // share) - 1), 0.5
    return last, 0.9


def _half(match: re.Match[str], start: int, end: int) -> Time | None:
    """The first or last months of a year; those 'con lai' or 'cuối' are its last ones."""
    if match["which"] == "nam" and not match["rest"]:
        return None
    year, count = _year(match), number(match["months"] or "6") or 6
    first, last = (1, count) if match["which"] == "dau" else (13 - count, 12)
    return Time(start, end, "half", Day(year, first, 1), Day(year, last, 0))


def _years(match: re.Match[str], start: int, end: int) -> Time | None:
    found = _stretch(match, (start, end), "year", (1, 12))
    to = match.groupdict().get("year_to")
    if to is None:
        return replace(found, kind="year_end") if found.sure < 1 else found
    return replace(found, last=Day(int(to), 12, 0), many=True) if int(to) >= int(match["year"]) else None


def _stage(match: re.Match[str], start: int, end: int) -> Time | None:
    found = _years(match, start, end)
    return replace(found, kind="stage") if found else None


def _this_year(_: re.Match[str], start: int, end: int) -> Time:
    return Time(start, end, "year", Day(None, 1, 1), Day(None, 12, 0))


def _now(match: re.Match[str], start: int, end: int) -> Time:
    return replace(_this_year(match, start, end), kind="now")


def _year_end(match: re.Match[str], start: int, end: int) -> Time:
    months = {"dau": (3, 0.5), "giua": (6, 0.5), "cuoi": (12, 0.9)}
    last, sure = months[match["part"]]
    return Time(start, end, "year_end", Day(None, 1, 1), Day(None, last, 0), False, sure)


def _blurred(prose: Prose) -> Iterator[Time]:
    """Dates whose digits a scanner's OCR took for letters ('ngày 1O tháng l2 năm 2019')."""
    for match in rule("dates", "date.long").pattern.finditer(prose.printed):
        printed = [re.sub(r"\s", "", match[part]) for part in ("year", "month", "day")]
        year, month, day = (int(one.translate(DIGITS)) for one in printed)
        if 1 <= month <= 12 and 1 <= day <= 31:
            said = Day(year, month, day)
            sure = 1.0 if all(one.isdigit() for one in printed) else MENDED
            yield Time(*match.span("date"), "day", said, said, False, sure)


Reader = Callable[[re.Match[str], int, int], Time | None]
FORMS: dict[str, Reader] = {
    "time.day": _day,
    "time.date": _day,
    "time.date_blurred": _blurred_day,
    "time.day_month": _day,
    "time.day_only": _day,
    "time.month": _months,
    "time.month_number": _months,
    "time.quarter": _quarters,
    "time.half": _half,
    "time.year": _years,
    "time.year_end": _year_end,
    "time.stage": _stage,
    "time.bare_year": _years,
    "time.this_year": _this_year,
    "time.now": _now,
}
