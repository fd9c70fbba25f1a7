"""The book by which an office follows what it received (sổ theo dõi giải quyết văn bản đến), to print."""

from __future__ import annotations

from collections.abc import Iterator

from publish import tracking
from publish.book import Book, Column, Part
from publish.book_dates import Wanted, of_month, sheet_name
from publish.cells import Line
from publish.letterhead import Letterhead, closing, cover
from publish.task_words import Units
from registry.book_entries import Entry, Month, by_month, span
from registry.book_rows import tasks_of

TITLE = "SỔ THEO DÕI GIẢI QUYẾT VĂN BẢN ĐẾN"
#: The seven columns of the decree.
WIDE = (15, 74, 48, 32, 28, 30, 38)
IN_THE_MIDDLE = ("Số đến", "Thời hạn giải quyết")
COLUMNS = tuple(Column(title, wide, title in IN_THE_MIDDLE) for title, wide in zip(tracking.COLUMNS, WIDE, strict=True))
NOTHING = "Không có văn bản phải giải quyết."


def book(
    entries: list[Entry], wanted: Wanted, whose: Letterhead, units: Units, only: frozenset[str] | None = None
) -> Book:
    """The book of these dispatches with their tasks, a part a month; `only`: the lines of these units alone."""
    every = cover(whose, TITLE, wanted.told, span(entries))
    title = f"Sổ theo dõi giải quyết văn bản đến {wanted.when}"
    return Book(title, COLUMNS, every, _parts(entries, wanted, whose, (units, only)))


def _parts(
    entries: list[Entry], wanted: Wanted, whose: Letterhead, for_whom: tuple[Units, frozenset[str] | None]
) -> Iterator[Part]:
    for month in by_month(entries):
        said = f"{of_month(month)} có {len(month.entries)} văn bản đến phải giải quyết."
        yield Part(sheet_name(month), of_month(month).upper(), _lines(month, *for_whom), closing(whose, said), NOTHING)
    if not entries:
        yield Part(wanted.sheet, wanted.when.upper(), (), closing(whose, NOTHING), NOTHING)


def _lines(month: Month, units: Units, only: frozenset[str] | None) -> Iterator[Line]:
    return (line for tasks in tasks_of(month.entries) for line in tracking.lines(tasks, units, only))
