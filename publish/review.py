"""The clerk's list of what to look at again, as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from publish.cells import Line, confidence, text
from publish.cuts import FOLDER, file_name
from publish.table import csv
from registry.register_row import Review

COLUMNS = (
    "Tệp",
    "SHA-256",
    "Trang",
    "Thứ tự trong tệp",
    "Số, ký hiệu văn bản",
    "Trường",
    "Mã",
    "Điều cần xem lại",
    "Giá trị đọc được",
    "Độ tin cậy",
    "Ảnh",
)


def lines(reviews: Iterable[Review]) -> list[Line]:
    """For each open doubt its cells."""
    return [_cells(one) for one in reviews]


def as_csv(doubts: Sequence[Line]) -> bytes:
    """The list as CSV, one line for each open doubt."""
    return csv(COLUMNS, doubts)


def _cells(review: Review) -> Line:
    problem = review.problem
    return (
        text(review.scan.name),
        review.scan.sha256,
        problem.page,
        None if review.position is None else review.position + 1,
        text(review.symbol),
        problem.field,
        problem.code,
        text(problem.message),
        text(review.found),
        confidence(review.found),
        _picture(review),
    )


def _picture(review: Review) -> str | None:
    """Where the picture of the doubtful place lies, as a path from the outputs folder."""
    if review.cut is None or review.position is None:
        return None
    return f"{FOLDER}/{file_name(review.scan.sha256, review.position, review.cut.field)}"
