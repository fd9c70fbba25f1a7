"""The nouns of a printed book: its cover, its columns, its months, and the rows as they fit on paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Protocol

from publish.cells import Cell, Line
from publish.serif import broken

MM = 72 / 25.4
#: The paper and its margins, in millimetres: A4 across, more on the left for the binding.
PAPER, LEFT, RIGHT, TOP, BOTTOM = (297.0, 210.0), 20.0, 12.0, 14.0, 14.0
#: Points: of the letters, from line to line, around the text of a cell.
SIZE, LEADING, PADDING = 10.0, 12.0, 3.0
#: A row has no more lines: Excel makes none higher than 409 points, and a page takes no more.
MOST_LINES = 26


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a book: what stands above it, how wide it is (millimetres), whether its text stands in the middle."""

    title: str
    wide: float
    middle: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """Some words as they are set."""

    words: str
    size: float = 13.0
    bold: bool = False
    italic: bool = False
    underlined: bool = False


@dataclass(frozen=True, slots=True)
class Strip:
    """A strip of a cover or of what closes a month: one text in the middle of the page, or two side by side.

    `high`: in points.
    """

    texts: tuple[Text, ...]
    high: float = 20.0


@dataclass(frozen=True, slots=True)
class Part:
    """A month of a book: what its sheet is called, what stands above it, its lines, and what closes it."""

    name: str
    title: str
    lines: Iterable[Line]
    closing: tuple[Strip, ...]
    nothing: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """A book to print; its parts are made while they are taken, once."""

    title: str
    columns: tuple[Column, ...]
    cover: tuple[Strip, ...]
    parts: Iterable[Part]


class Press(Protocol):
    """What prints a book: told its parts and lines in their order."""

    def begin(self, part: Part) -> None:
        """Begin a month."""

    def line(self, line: Line) -> None:
        """Add a line to it."""

    def end(self, part: Part) -> None:
        """Close it."""

    def finished(self) -> bytes:
        """The whole file."""


def printed(book: Book, presses: Sequence[Press]) -> list[bytes]:
    """What each of the presses makes of the book, whose lines are asked for only once."""
    for part in book.parts:
        for press in presses:
            press.begin(part)
        for line in part.lines:
            for press in presses:
                press.line(line)
        for press in presses:
            press.end(part)
    return [press.finished() for press in presses]


@dataclass(frozen=True, slots=True)
class Row:
    """A row on paper: its cells, and their texts in lines."""

    cells: Line
    texts: tuple[tuple[str, ...], ...]

    @property
    def high(self) -> float:
        """In points."""
        return max(1, *(len(one) for one in self.texts)) * LEADING + 2 * PADDING


def rows(line: Line, columns: Sequence[Column], loose: float = 1.0) -> Iterator[Row]:
    """The line as a row; what is too high for one goes on in further ones, whose other cells are empty.

    `loose`: which part of a column's width is counted on, for programs that set wider than we reckon.
    """
    room = [(one.wide * MM - 2 * PADDING) * loose for one in columns]
    texts = [broken(shown(cell), wide, SIZE) for cell, wide in zip(line, room, strict=True)]
    if max(len(one) for one in texts) <= MOST_LINES:
        yield Row(line, tuple(tuple(one) for one in texts))
        return
    for part in zip_longest(*(_cut(one) for one in texts), fillvalue=()):
        yield Row(tuple(_cell(own, cell) for own, cell in zip(part, line, strict=True)), part)


def _cut(lines: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(lines[start : start + MOST_LINES]) for start in range(0, len(lines), MOST_LINES))


def _cell(own: Sequence[str], whole: Cell) -> Cell:
    """What of the cell stands in this row: all of it where it is no text."""
    words = "".join(own).strip()
    return (words or None) if isinstance(whole, str) else whole if words else None


def shown(cell: Cell) -> str:
    """The cell as it is printed; a day as 05/01/2026."""
    if cell is None:
        return ""
    return f"{cell.day:02}/{cell.month:02}/{cell.year}" if isinstance(cell, dt.date) else str(cell)
