"""What stands in an office's books: a dispatch each, in order, month by month, from which day and number to which."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Entry:
    """A dispatch in a book: its row's number, the day it came, its number of arrival; `tasks`: those it orders."""

    dispatch: int
    day: dt.date
    arrival: int | None = None
    tasks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """From which day and number to which some entries go; None where there is none.  `count`: how many they are."""

    count: int = 0
    first: dt.date | None = None
    last: dt.date | None = None
    lowest: int | None = None
    highest: int | None = None


@dataclass(frozen=True, slots=True)
class Month:
    """The entries of one month."""

    year: int
    number: int
    entries: tuple[Entry, ...]


def span(entries: Iterable[Entry]) -> Span:
    """Of these entries."""
    every = list(entries)
    days, numbers = [one.day for one in every], [one.arrival for one in every if one.arrival is not None]
    return Span(
        len(every),
        min(days, default=None),
        max(days, default=None),
        min(numbers, default=None),
        max(numbers, default=None),
    )


def by_month(entries: Iterable[Entry]) -> list[Month]:
    """The same month by month; a month in which nothing came is left out."""
    months = groupby(entries, key=lambda one: (one.day.year, one.day.month))
    return [Month(year, number, tuple(own)) for (year, number), own in months]
