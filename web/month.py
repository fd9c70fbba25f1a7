"""A month of tasks as weeks of days."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from registry.attention import Coming, within_days
from registry.models import TaskRow
from registry.recurring import days_within

#: Tasks looked at for one month; where there are more, the page says so.
MOST = 500
#: So many years before and after today there are sheets.
YEARS = 20


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the sheet with what is due on it; `inside`: of the month itself."""

    date: dt.date
    inside: bool
    today: bool
    tasks: tuple[Coming, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """The sheet of a month, week by week from Monday; `cut`: there are more tasks than were looked at."""

    first: dt.date
    weeks: list[list[Day]]
    cut: bool

    @property
    def before(self) -> str:
        """The month before, as the address names it."""
        return f"{self.first - dt.timedelta(days=1):%Y-%m}"

    @property
    def after(self) -> str:
        """The month after, as the address names it."""
        return f"{self.first + dt.timedelta(days=31):%Y-%m}"


def month_meant(said: str, today: dt.date) -> dt.date:
    """The first day of the month that the address names ('2022-06'), else of today's."""
    try:
        first = dt.datetime.strptime(said, "%Y-%m").date()
    except ValueError:
        return today.replace(day=1)
    return first if abs(first.year - today.year) <= YEARS else today.replace(day=1)


def month(rows: QuerySet[TaskRow], first: dt.date, today: dt.date) -> Month:
    """The month with what of these tasks is due in it: what has its day there, done or not, and what comes again."""
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    found = within_days(rows, first, last, MOST + 1)
    by_day = _by_day(found[:MOST], first, last)
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    sheet = [[Day(day, day.month == first.month, day == today, tuple(by_day[day])) for day in week] for week in weeks]
    return Month(first, sheet, len(found) > MOST)


def _by_day(tasks: Iterable[Coming], first: dt.date, last: dt.date) -> defaultdict[dt.date, list[Coming]]:
    found: defaultdict[dt.date, list[Coming]] = defaultdict(list)
    for one in tasks:
        for day in days_within(one, first, last):
            found[day].append(one)
    return found
