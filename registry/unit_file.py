"""The directory of the office from a table file (.xlsx, .csv); the only module that knows openpyxl."""

from __future__ import annotations

import csv
import datetime as dt
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

#: The columns by their headings; the first two must be there.
COLUMNS = {
    "tên": "name",
    "loại": "kind",
    "trực thuộc": "parent",
    "tên khác": "aliases",
    "từ ngày": "valid_from",
    "đến ngày": "valid_to",
    "thư điện tử": "email",
    "là cơ quan ta": "is_office",
    "đơn vị kế tiếp": "successors",
    "mã định danh": "organ_id",
    "mã": "key",
}
REQUIRED = ("tên", "loại")

#: No directory is larger; a longer file is another one, opened by mistake.
MOST_ROWS = 20_000


class UnitFileError(ValueError):
    """A table that cannot be taken over; the message says row by row what to put right."""


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A row of the table: its number as the table program shows it, and its cells by field; what is empty is ''."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, field: str) -> str:
        """The cell of the field; '' where the table has no such column."""
        return self.cells.get(field, "")


def unit_lines(path: Path) -> tuple[UnitLine, ...]:
    """The rows of the table that are not blank.  Raises UnitFileError where it is no table with these columns."""
    rows = list(_rows(path))
    if not rows:
        raise UnitFileError(f"Tệp {path.name} không có dòng nào; hãy lấy mẫu bằng lệnh vanthu units template.")
    fields = _fields(rows[0][1], path)
    lines = (
        UnitLine(number, {field: cell for field, cell in zip(fields, cells, strict=False) if field})
        for number, cells in rows[1:]
    )
    return tuple(lines)


def _fields(heading: Sequence[str], path: Path) -> list[str]:
    titles = [" ".join(cell.casefold().split()) for cell in heading]
    missing = [title for title in REQUIRED if title not in titles]
    if missing:
        wanted = ", ".join(f"“{title}”" for title in missing)
        raise UnitFileError(f"Tệp {path.name}, dòng {1}: thiếu cột {wanted}; các cột là: {', '.join(COLUMNS)}.")
    twice = sorted({title for title in titles if title in COLUMNS and titles.count(title) > 1})
    if twice:
        raise UnitFileError(f"Tệp {path.name}: cột “{twice[0]}” có hai lần; hãy bỏ một cột.")
    return [COLUMNS.get(title, "") for title in titles]


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not blank, by their number from 1."""
    read = _csv if path.suffix.casefold() == ".csv" else _xlsx
    for number, cells in enumerate(read(path), start=1):
        if number > MOST_ROWS:
            raise UnitFileError(f"Tệp {path.name} có hơn {MOST_ROWS} dòng; hãy kiểm tra lại có đúng tệp danh bạ không.")
        if any(cells):
            yield number, cells


def _csv(path: Path) -> Iterator[list[str]]:
    content = path.read_bytes()
    try:
        text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnitFileError(
            f"Tệp {path.name} không phải bảng mã UTF-8; trong Excel hãy chọn Lưu thành “CSV UTF-8”."
        ) from error
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    for row in csv.reader(StringIO(text, newline=""), delimiter=separator):
        yield [_text(cell) for cell in row]


def _xlsx(path: Path) -> Iterator[list[str]]:
    try:
        book = load_workbook(BytesIO(path.read_bytes()), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        for row in sheet.iter_rows(values_only=True):
            yield [_text(cell) for cell in row]
    except (InvalidFileException, zipfile.BadZipFile, KeyError, IndexError) as error:
        raise UnitFileError(
            f"Tệp {path.name} không mở được như tệp Excel; hãy lưu lại thành .xlsx hoặc .csv."
        ) from error


def _text(cell: Any) -> str:
    """A cell as text: dates as ISO, whole numbers without a point."""
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())
