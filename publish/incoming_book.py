"""The register of incoming dispatches as a book to print (sổ đăng ký văn bản đến, Nghị định 30/2020, Phụ lục IV)."""

from __future__ import annotations

from collections.abc import Iterator

from publish.book import Book, Column, Part
from publish.book_dates import Wanted, from_to, of_month, sheet_name
from publish.cells import Cell, Line, text
from publish.letterhead import Letterhead, closing, cover
from publish.register import lines
from records import SURE
from registry.book_entries import Entry, Month, by_month, span
from registry.book_rows import rows_of
from registry.register_row import MAIN_FIELDS, RegisterRow

TITLE = "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN"
#: The ten columns of the decree; together they are as wide as the page between its margins.
COLUMNS = (
    Column("Ngày đến", 20, middle=True),
    Column("Số đến", 13.5, middle=True),
    Column("Tác giả", 34),
    Column("Số, ký hiệu văn bản", 27),
    Column("Ngày tháng văn bản", 20, middle=True),
    Column("Tên loại và trích yếu nội dung văn bản", 60.5),
    Column("Đơn vị hoặc người nhận", 32),
    Column("Ngày chuyển", 17, middle=True),
    Column("Ký nhận", 19),
    Column("Ghi chú", 22),
)
NOTHING = "Không có văn bản đến."


def book(entries: list[Entry], wanted: Wanted, whose: Letterhead) -> Book:
    """The book of these dispatches, a part a month."""
    every = cover(whose, TITLE, wanted.told, span(entries))
    return Book(f"Sổ đăng ký văn bản đến {wanted.when}", COLUMNS, every, _parts(entries, wanted, whose))


def _parts(entries: list[Entry], wanted: Wanted, whose: Letterhead) -> Iterator[Part]:
    for month in by_month(entries):
        said = f"{of_month(month)} có {len(month.entries)} văn bản đến{from_to(span(month.entries))}."
        yield Part(sheet_name(month), of_month(month).upper(), _lines(month), closing(whose, said))
    if not entries:
        yield Part(wanted.sheet, wanted.when.upper(), (), closing(whose, NOTHING), NOTHING)


def _lines(month: Month) -> Iterator[Line]:
    return (cells(row) for row in rows_of(month.entries))


def cells(row: RegisterRow) -> Line:
    """The ten cells: those of the published register, with a note as short as paper wants it."""
    (told,) = lines([row])
    return (*told[: len(COLUMNS) - 1], _note(row))


def _note(row: RegisterRow) -> Cell:
    """How urgent it is, that it is no dispatch, another number on the stamp, what is still to be looked at."""
    urgent = (f"{text(one)}{'' if one.confidence >= SURE else ' (?)'}" for one in row.reading.header.marks)
    told = [f"{one}." for one in urgent]
    if not row.reading.is_dispatch:
        told.append("Không mang thể thức văn bản.")
    if row.other_stamp:
        told.append(f"Dấu đến ghi số {text(row.other_stamp)}.")
    return " ".join([*told, *_doubts(row)]) or None


def _doubts(row: RegisterRow) -> list[str]:
    if not row.doubts:
        return []
    fields = {one.field for one in row.doubts}
    named = [name for field, name in MAIN_FIELDS.items() if field in fields]
    return [f"Cần xem lại: {'; '.join(named)}." if named else "Cần xem lại."]
