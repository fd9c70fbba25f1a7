"""An office's year with something in it, and printed books opened again."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from io import BytesIO
from typing import Any

import openpyxl
import pdfplumber

from publish.book import Book, printed
from publish.book_pdf import BookPdf
from publish.book_sheet import BookSheet
from records import Arrival, ScanReading
from tests.sample_readings import found, full_header, reading, scan_reading

SUBJECT = "Về việc nâng cao chất lượng sinh hoạt chi bộ ở những nơi khó khăn, rừng thẳm, biển đảo xa xôi"


def came(number: int, day: str, **changes: Any) -> ScanReading:
    """A dispatch stamped with this number and day."""
    head = replace(full_header(), arrival=Arrival(found(str(number)), found(day)), marks=(), **changes)
    return scan_reading(reading(head, obligations=()), sha256=f"{number:064x}")


def kept(*scans: ScanReading) -> None:
    from registry.save import DjangoRegister

    for one in scans:
        DjangoRegister().save(one)


def a_year() -> None:
    """Three months: 40 dispatches in January, one in March, two in December."""
    january = [came(one, f"2026-01-{(one + 1) // 2:02}", subject=found(SUBJECT)) for one in range(1, 41)]
    kept(*january, came(41, "2026-03-05"), came(42, "2026-12-31"), came(43, "2026-12-31"))


def workbook(content: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(content))


def pages(content: bytes) -> list[Any]:
    with pdfplumber.open(BytesIO(content)) as pdf:
        return list(pdf.pages)


def text_of(page: Any) -> str:
    return " ".join(page.extract_text().split())


def both(book: Book) -> tuple[bytes, bytes]:
    """The workbook and the PDF."""
    sheet, pdf = printed(book, [BookSheet(book), BookPdf(book)])
    return sheet, pdf


def cells(sheet: Any, row: int) -> list[Any]:
    return [cell.value for cell in sheet[row]]


def day(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)
