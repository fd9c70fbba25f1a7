"""The days of what comes again, by the rules that RFC 5545 writes."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Protocol

from dateutil.rrule import rrule, rruleset, rrulestr

from records import Task


@lru_cache(maxsize=4096)  # a rule is slow to follow over years, and pages ask the same on every day
def next_day(rule: str | None, since: dt.date | None, on: dt.date) -> dt.date | None:
    """The first occurrence on that day or later; None where there is none, or no rule that can be understood.

    `since`: the day from which the rule counts, by which also 'every two months' knows which months.

    >>> next_day("FREQ=MONTHLY;BYMONTHDAY=25", dt.date(2022, 6, 6), dt.date(2022, 6, 26))
    datetime.date(2022, 7, 25)
    """
    days = _days(rule, since or on)
    found = days.after(_midnight(on), inc=True) if days is not None else None
    return found.date() if found else None


class Dated(Protocol):
    """What of a task says on which day it is to be done next."""

    @property
    def due(self) -> dt.date | None:
        """Its day."""

    @property
    def rrule(self) -> str | None:
        """By which rule it comes again."""

    @property
    def since(self) -> dt.date | None:
        """From which day the rule counts."""

    @property
    def done_until(self) -> dt.date | None:
        """The last occurrence that was done."""

    @property
    def settled(self) -> frozenset[str]:
        """What a clerk wrote."""


def due_next(task: Dated, today: dt.date) -> dt.date | None:
    """The day by which something of the task is to be done next, seen from today; None where no day is known.

    Of what comes again it is the next occurrence that nobody has marked as done, of all else its day, also a past one.
    """
    if task.rrule is None or "due" in task.settled:
        return task.due
    first = today if task.done_until is None else max(today, task.done_until + dt.timedelta(days=1))
    return next_day(task.rrule, task.since, first) or task.due


def first_day(task: Task) -> dt.date | None:
    """The first occurrence that nobody has marked as done; the day of a task that comes once."""
    if task.rrule is None or "due" in task.settled or task.since is None:
        return task.due
    first = task.since if task.done_until is None else max(task.since, task.done_until + dt.timedelta(days=1))
    return next_day(task.rrule, task.since, first) or task.due


def days_within(task: Dated, first: dt.date, last: dt.date) -> tuple[dt.date, ...]:
    """The days from `first` to `last` on which something of the task is due; of what comes again those not yet done."""
    if task.rrule is None or "due" in task.settled or task.since is None:
        return (task.due,) if task.due and first <= task.due <= last else ()
    done = first if task.done_until is None else task.done_until + dt.timedelta(days=1)
    return _between(task.rrule, task.since, max(first, done), last)


@lru_cache(maxsize=4096)
def _between(rule: str, since: dt.date, first: dt.date, last: dt.date) -> tuple[dt.date, ...]:
    days = _days(rule, since)
    found = days.between(_midnight(first), _midnight(last), inc=True) if days else ()
    return tuple(day.date() for day in found)


def _days(rule: str | None, since: dt.date) -> rrule | rruleset | None:
    if not rule:
        return None
    try:
        return rrulestr(rule, dtstart=_midnight(since))
    except ValueError:
        return None


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time())
