"""A book as an Excel workbook: a cover, then a sheet a month, each ready to print; lines are written as they come."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any

from publish.book import (
    BOTTOM,
    LEADING,
    LEFT,
    PADDING,
    RIGHT,
    SIZE,
    TOP,
    Book,
    Column,
    Part,
    Strip,
    Text,
    rows,
)
from publish.cells import Line
from publish.serif import BOLD, broken
from publish.sheet import opened, write

FONT = "Times New Roman"
INCH = 25.4
#: Office programs set text a little wider than it is, and some wider than others.
LOOSE = 0.96
#: Pixels of a millimetre on Excel's screen, by which it counts columns.
PIXELS = 96 / INCH
A4 = 9


class BookSheet:
    """Prints a book into a workbook."""

    def __init__(self, book: Book) -> None:
        self._book, self._buffer = book, BytesIO()
        self._file = opened(self._buffer, book.title)
        self._looks: dict[Any, Any] = {}
        self._row, self._lines = 0, 0
        self._page("Bìa", (Column("", 132.5), Column("", 132.5)))
        for strip in book.cover:
            self._strip(strip, (0, 0, 1, 1))

    def begin(self, part: Part) -> None:
        """Begin a sheet: what month it is, the heads of the columns, their numbers."""
        columns = self._book.columns
        self._sheet = sheet = self._page(part.name, columns)
        self._lines = 0
        last = len(columns) - 1
        title = self._look(bold=True, font_size=13, align="center", valign="vcenter")
        sheet.set_row(0, 26)
        sheet.merge_range(0, 0, 0, last, part.title, title)
        head = self._look(bold=True, font_size=SIZE, align="center", valign="vcenter", text_wrap=True, border=1)
        sheet.set_row(1, head_height(columns))
        sheet.write_row(1, 0, [one.title for one in columns], head)
        number = self._look(italic=True, font_size=9, align="center", valign="vcenter", border=1)
        sheet.set_row(2, 15)
        sheet.write_row(2, 0, [f"({number})" for number in range(1, len(columns) + 1)], number)
        sheet.repeat_rows(1, 2)
        sheet.freeze_panes(3, 0)
        self._row = 3

    def line(self, line: Line) -> None:
        """Add a line, as high as its text is."""
        for row in rows(line, self._book.columns, LOOSE):
            self._sheet.set_row(self._row, row.high)
            for number, (cell, column) in enumerate(zip(row.cells, self._book.columns, strict=True)):
                write(self._sheet, (self._row, number), cell, self._of_cell(column, isinstance(cell, dt.date)))
            self._row += 1
        self._lines += 1

    def end(self, part: Part) -> None:
        """Close the month: where people sign."""
        last = len(self._book.columns) - 1
        if not self._lines and part.nothing:
            look = self._look(italic=True, font_size=SIZE, align="center", valign="vcenter", border=1)
            self._sheet.set_row(self._row, 24)
            self._sheet.merge_range(self._row, 0, self._row, last, part.nothing, look)
            self._row += 1
        if self._lines:
            self._sheet.ignore_errors({"number_stored_as_text": f"A1:{chr(65 + last)}{self._row + 1}"})
        half = _half(self._book.columns)
        for strip in part.closing:
            self._strip(strip, (0, half, half + 1, last))

    def finished(self) -> bytes:
        """The workbook."""
        self._file.close()
        return self._buffer.getvalue()

    def _page(self, name: str, columns: tuple[Column, ...]) -> Any:
        """A sheet of A4 across, as wide as the page, with the number of the page below."""
        self._sheet = sheet = self._file.add_worksheet(name)
        for number, one in enumerate(columns):
            sheet.set_column_pixels(number, number, round(one.wide * PIXELS))
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(LEFT / INCH, RIGHT / INCH, TOP / INCH, BOTTOM / INCH)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f'&L&"{FONT},Italic"&9{self._book.title}&R&"{FONT},Regular"&9Trang &P/&N', {"margin": 0.25})
        self._row = 0
        return sheet

    def _strip(self, strip: Strip, at: tuple[int, int, int, int]) -> None:
        """One text over all columns, or two: over those from and to which `at` tells."""
        self._sheet.set_row(self._row, strip.high)
        places = [at[:2], at[2:]] if len(strip.texts) > 1 else [(at[0], at[3])]
        for words, (first, last) in zip(strip.texts, places, strict=True):
            if first == last:
                self._sheet.write_string(self._row, first, words.words, self._of_text(words))
            else:
                self._sheet.merge_range(self._row, first, self._row, last, words.words, self._of_text(words))
        self._row += 1

    def _of_text(self, one: Text) -> Any:
        return self._look(
            font_size=one.size,
            bold=one.bold,
            italic=one.italic,
            underline=int(one.underlined),
            align="center",
            valign="vcenter",
        )

    def _of_cell(self, column: Column, day: bool) -> Any:
        """Days and numbers in the middle, other text from the left; all of it from the top, in lines."""
        told = {"num_format": "dd/mm/yyyy"} if day else {}
        align = "center" if column.middle else "left"
        return self._look(font_size=SIZE, align=align, valign="top", text_wrap=True, border=1, **told)

    def _look(self, **told: Any) -> Any:
        """The format, made once."""
        key = tuple(sorted(told.items()))
        if key not in self._looks:
            self._looks[key] = self._file.add_format({"font_name": FONT, **told})
        return self._looks[key]


def head_height(columns: tuple[Column, ...]) -> float:
    """How high the heads of the columns are, in points."""
    room = [(one.wide * 72 / INCH - 2 * PADDING) * LOOSE for one in columns]
    lines = (len(broken(one.title, wide, SIZE, BOLD)) for one, wide in zip(columns, room, strict=True))
    return max(lines) * LEADING + 2 * PADDING


def _half(columns: tuple[Column, ...]) -> int:
    """The last column of the left half."""
    whole, so_far = sum(one.wide for one in columns), 0.0
    for number, one in enumerate(columns):
        so_far += one.wide
        if so_far >= whole / 2:
            return max(number - 1, 0) if so_far - whole / 2 > one.wide / 2 else number
    return 0
