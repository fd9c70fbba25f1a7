"""The day on which so many days end by the Vietnamese calendar: weekends, Tết and the other public holidays are off.

Bộ luật Dân sự 2015, Điều 147 and 148: the day that a stretch of time begins on is not counted; one that ends on a day
off ends on the next working day; months and years end on the same day of the last month, or its last day.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

import holidays
from dateutil.relativedelta import relativedelta

from records import Anchor, Deadline, Unit

#: Years whose public holidays are known: the Labour Code's begin in 1995, the lunar calendar's tables end in 2099.
YEARS = range(1995, 2100)
#: The last year whose exchange of working days (set by a notice each autumn) the calendar holds.
NOTICED = 2026
#: No stretch of time in a dispatch is longer; a longer one is misread.
LONGEST = 400
#: How close to a public holiday a notice may have moved a day off.
NEAR = dt.timedelta(days=4)
#: What a day is worth that no holiday is near, that a holiday is near, and that one is near in a year without a notice.
PLAIN, MOVABLE, NOT_NOTICED = 0.98, 0.9, 0.7


@dataclass(frozen=True, slots=True)
class Ended:
    """The last day of a stretch of time, and how sure it is: notices that the calendar may lack move days off."""

    day: dt.date
    confidence: float


@cache
def _calendar() -> holidays.HolidayBase:
    return holidays.country_holidays("VN")


def is_working_day(day: dt.date) -> bool:
    """Whether offices work that day; days worked in exchange for another count where their notice is known."""
    return _calendar().is_working_day(day)


def ended(start: dt.date, amount: int, unit: Unit) -> Ended | None:
    """The last day of so many days, weeks, months … after `start`; None outside the years whose holidays are known."""
    if not 0 < amount <= LONGEST or start.year not in YEARS:
        return None
    last = _after(start, amount, unit)
    if last is None or last.year not in YEARS:
        return None
    begin = start if unit == Unit.WORKING_DAYS else last
    return Ended(last, _confidence(begin, last))


def counted(deadline: Deadline, issued_on: dt.date | None, received_on: dt.date | None) -> dt.date | None:
    """The last day allowed by a deadline of so many days; None where it counts from an event or from nothing.

    Receipt is the day of the arrival stamp, else the day of issue; effect the day of issue, as for most decisions.
    """
    anchors = {Anchor.RECEIPT: received_on or issued_on, Anchor.ISSUE: issued_on, Anchor.EFFECT: issued_on}
    start = anchors.get(deadline.anchor) if deadline.anchor else None
    if start is None or deadline.amount is None or deadline.unit is None:
        return None
    found = ended(start, deadline.amount, deadline.unit)
    return found.day if found else None


def _after(start: dt.date, amount: int, unit: Unit) -> dt.date | None:
    if unit == Unit.WORKING_DAYS:
        return _working_days_after(start, amount)
    if unit == Unit.HOURS:  # the hour that they begin is not known: a day begun counts
        return start + dt.timedelta(days=-(-amount // 24))
    steps = {
        Unit.WEEKS: relativedelta(weeks=amount),
        Unit.MONTHS: relativedelta(months=amount),
        Unit.YEARS: relativedelta(years=amount),
    }
    try:
        last: dt.date = start + steps.get(unit, relativedelta(days=amount))
    except (ValueError, OverflowError):
        return None
    return last if last.year not in YEARS or is_working_day(last) else _working_days_after(last, 1)


def _working_days_after(start: dt.date, amount: int) -> dt.date:
    day = start
    while amount:
        day += dt.timedelta(days=1)
        amount -= is_working_day(day)
    return day


def _confidence(begin: dt.date, last: dt.date) -> float:
    """How sure the last day is: near a public holiday a notice may have moved days off."""
    day, end = begin - NEAR, last + NEAR
    while day <= end:
        if day in _calendar():
            return MOVABLE if last.year <= NOTICED else NOT_NOTICED
        day += dt.timedelta(days=1)
    return PLAIN
