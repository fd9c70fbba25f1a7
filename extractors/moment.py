"""The moment a signature's box names ('28.04.2026 15:49:15 +07:00') as ISO 8601, digits mended that an OCR misread."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from rules import rule
from rules.fold import fold

#: Letters that stand for digits, in small letters as the rules see them.
DIGITS = str.maketrans("oil|sb", "011158")
#: Electronic signatures have been law since 2005; a year outside is a slip.
YEARS = range(2005, 2121)
#: The offset of a box that prints none.
VIETNAM = dt.timezone(dt.timedelta(hours=7))
#: What a moment is worth whose digits were mended.
MENDED = 0.7


@dataclass(frozen=True, slots=True)
class Moment:
    """`value` in ISO 8601, with the offset from UTC or as a date alone; `confidence` is lower for mended digits."""

    value: str
    has_hour: bool
    confidence: float


def moment(text: str) -> Moment | None:
    """The moment named in the text, or None where there is no such day."""
    folded = fold(text)
    day = next(
        (found for name in ("day_first", "year_first") if (found := rule("e_signature", name).search(text))), None
    )
    if day is None:
        return None
    rest = folded[: day.start()] + "\n" + folded[day.end() :]
    clock = rule("e_signature", "clock").search(rest)
    sure = MENDED if re.search(r"[oil|sb]", day[0] + (_digits_of(clock) if clock else "")) else 1.0
    try:
        date = dt.date(*(_number(day[part]) for part in ("year", "month", "day")))
        value = _with_clock(date, clock).isoformat() if clock else date.isoformat()
    except ValueError:
        return None
    return Moment(value, clock is not None, sure) if date.year in YEARS else None


def _digits_of(clock: re.Match[str]) -> str:
    return "".join(clock[part] or "" for part in ("hour", "minute", "second", "offset"))


def _with_clock(date: dt.date, clock: re.Match[str]) -> dt.datetime:
    hour, minute, second = (_number(clock[part] or "0") for part in ("hour", "minute", "second"))
    if clock["half"] in ("ch", "pm") and hour < 12:
        hour += 12
    zone = dt.UTC if clock["utc"] else _zone(clock["offset"])
    return dt.datetime.combine(date, dt.time(hour, minute, second), zone)


def _zone(offset: str | None) -> dt.timezone:
    """The offset as printed: '+07:00', "+07'00'", '+7'."""
    if offset is None:
        return VIETNAM
    digits = re.sub(r"\D", "", offset.translate(DIGITS))
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    away = dt.timedelta(hours=int(hours), minutes=int(minutes))
    return dt.timezone(-away if offset.startswith("-") else away)


def _number(printed: str) -> int:
    return int(printed.translate(DIGITS))
