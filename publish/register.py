"""The register of incoming dispatches (sổ đăng ký văn bản đến, Nghị định 30/2020, Phụ lục IV) as Excel and CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from publish.cells import Cell, Line, confidence, date, text
from publish.sheet import xlsx
from publish.table import csv, csv_parts
from records import ESignature, Header
from registry.register_row import GRADE_NAMES, RegisterRow

#: The ten columns of the register, and their widths in characters.
COLUMNS = {
    "Ngày đến": 11,
    "Số đến": 8,
    "Tác giả": 24,
    "Số, ký hiệu văn bản": 16,
    "Ngày tháng văn bản": 11,
    "Tên loại và trích yếu": 45,
    "Đơn vị hoặc người nhận": 28,
    "Ngày chuyển": 11,
    "Ký nhận": 10,
    "Ghi chú": 40,
}

#: What the CSV says besides, for those who count and check.
FURTHER_COLUMNS = (
    "Tệp",
    "SHA-256",
    "Thứ tự trong tệp",
    "Từ trang",
    "Đến trang",
    "Trạng thái",
    "Chất lượng trang",
    "Chữ ký số",
    "Độ tin cậy số, ký hiệu",
    "Độ tin cậy ngày tháng",
)


def lines(rows: Iterable[RegisterRow]) -> list[Line]:
    """For each row its ten cells, then those of the further columns."""
    return [_cells(row) + _further_cells(row) for row in rows]


def as_xlsx(register: Sequence[Line]) -> bytes:
    """The register as a workbook of ten columns."""
    return xlsx("Sổ văn bản đến", COLUMNS, [line[: len(COLUMNS)] for line in register])


def as_csv(register: Sequence[Line]) -> bytes:
    """The register as CSV with the further columns."""
    return csv([*COLUMNS, *FURTHER_COLUMNS], register)


def csv_in_parts(parts: Iterable[Sequence[Line]]) -> Iterator[bytes]:
    """The same part by part."""
    return csv_parts([*COLUMNS, *FURTHER_COLUMNS], parts)


def _cells(row: RegisterRow) -> Line:
    header = row.reading.header
    return (
        _came(row),
        text(row.arrival_number) or None,
        text(header.issuer),
        text(header.symbol),
        date(header.issued_on),
        _title(header),
        "; ".join(text(one) or "" for one in header.addressees) or None,
        None,  # the day it was handed on, and who took it, are written by hand
        None,
        _note(row),
    )


def _came(row: RegisterRow) -> Cell:
    """The day of arrival; a stamped one that is half read stays as it is, where nobody entered another."""
    stamp = row.reading.header.arrival
    half_read = date(stamp.date) if stamp and not (row.entered and row.entered.day) else None
    return half_read or row.arrived_on


def _title(header: Header) -> Cell:
    """The kind, with a capital, and the subject: 'Kế hoạch sơ kết …'."""
    title = " ".join(part for part in (text(header.kind), text(header.subject)) if part)
    return title[:1].upper() + title[1:] or None


def _note(row: RegisterRow) -> str:
    """What the clerk should look at again, and the file it is in."""
    kind = [] if row.reading.is_dispatch else ["Không mang thể thức văn bản."]
    doubts = [text(problem.message) or "" for problem in row.doubts]
    stamp = [f"Dấu đến ghi số {text(row.other_stamp)}."] if row.other_stamp else []
    return " ".join([*kind, *stamp, *dict.fromkeys(doubts), f"Tệp: {text(row.scan.name)}"])


def signature(one: ESignature) -> str:
    """Who signed, and whether what was signed still stands: 'Vũ Đại Thắng: còn nguyên'."""
    who = text(one.signer or one.organisation) or "không rõ người ký"
    return f"{who}: {one.integrity or 'chỉ thấy khung in trên trang'}"


def _further_cells(row: RegisterRow) -> Line:
    reading = row.reading
    return (
        text(row.scan.name),
        row.scan.sha256,
        row.position + 1,
        min(reading.pages, default=None),
        max(reading.pages, default=None),
        row.status.value,
        GRADE_NAMES[row.grade] if row.grade else None,
        "; ".join(signature(one) for one in reading.e_signatures) or None,
        confidence(reading.header.symbol),
        confidence(reading.header.issued_on),
    )
