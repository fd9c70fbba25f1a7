"""Lines of cells as an Excel workbook; the only module that knows XlsxWriter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any, BinaryIO

import xlsxwriter

from publish.cells import Cell, Line

#: What browsers call a workbook.
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

#: Excel holds no longer text in a cell.
LONGEST_TEXT = 32_767

#: Excel knows no dates before.
FIRST_YEAR = 1900

#: A workbook carries the time it was made; with this one the same register gives the same bytes.
MADE = dt.datetime(2000, 1, 1)

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

#: The letters by which the columns of a printed workbook are counted; every system has some as wide as these.
LETTERS = {"font_name": "Times New Roman", "font_size": 11}


def xlsx(name: str, columns: Mapping[str, int], lines: Sequence[Line]) -> bytes:
    """The workbook: a sheet `name` under a fixed heading of the columns (with widths in characters), ready to print."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, OPTIONS)
    book.set_properties({"title": name, "created": MADE})
    sheet = book.add_worksheet(name)
    _lay_out(sheet, columns)
    look = {"text_wrap": True, "valign": "top", "border": 1}
    sheet.write_row(0, 0, list(columns), book.add_format({**look, "bold": True, "align": "center"}))
    plain, date = book.add_format(look), book.add_format({**look, "num_format": "dd/mm/yyyy", "align": "left"})
    for row, line in enumerate(lines, start=1):
        for column, cell in enumerate(line):
            write(sheet, (row, column), cell, date if isinstance(cell, dt.date) else plain)
    book.close()
    return buffer.getvalue()


def _lay_out(sheet: Any, columns: Mapping[str, int]) -> None:
    """A4 across, as wide as the page, the heading on every page."""
    for number, width in enumerate(columns.values()):
        sheet.set_column(number, number, width)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def opened(file: BinaryIO, title: str) -> Any:
    """A workbook that is written into the file row by row, in their order, so that a long one needs no memory."""
    by_rows = {"in_memory": False, "constant_memory": True, "default_format_properties": LETTERS}
    book = xlsxwriter.Workbook(file, {**OPTIONS, **by_rows})
    book.set_properties({"title": title, "created": MADE})
    return book


def write(sheet: Any, place: tuple[int, int], cell: Cell, look: Any) -> None:
    """Write the cell as what it is; text stays text, also where it looks like a formula."""
    if cell is None:
        sheet.write_blank(*place, None, look)
    elif isinstance(cell, dt.date) and cell.year >= FIRST_YEAR:
        sheet.write_datetime(*place, cell, look)
    elif isinstance(cell, int | float):
        sheet.write_number(*place, cell, look)
    else:
        words = str(cell)
        sheet.write_string(*place, words if len(words) <= LONGEST_TEXT else f"{words[: LONGEST_TEXT - 1]}…", look)
