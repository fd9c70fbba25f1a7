"""One line of the register: the dispatch as read and corrected, what is doubtful about it, and so its status."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from records import SURE, Cut, Found, Grade, Problem, Reading, Scan
from registry.entered import Entered, arrival_day, arrival_number, other_stamp

#: The fields no register row should lack, with the names the clerk knows them by.
MAIN_FIELDS = {
    "symbol": "số, ký hiệu",
    "issued_on": "ngày tháng văn bản",
    "issuer": "tác giả",
    "kind": "tên loại",
}


#: What a clerk calls a page of each grade.
GRADE_NAMES = {Grade.GOOD: "tốt", Grade.FAIR: "khá", Grade.POOR: "kém"}


class Status(StrEnum):
    """How far a row can be trusted; always computed."""

    REVIEW = "cần xem lại"
    CORRECTED = "đã sửa"
    READ = "đã đọc"


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A dispatch in the register: `reading` holds the values that count, `corrected` names the fields a clerk settled.

    `doubts` are the problems still open: of the dispatch, of its pages, and of its main fields.  `grade` is that of its
    worst page; None where no page has one.  `entered`: under which number, and on which day, a clerk entered it.
    """

    scan: Scan
    position: int
    reading: Reading
    corrected: frozenset[str]
    doubts: tuple[Problem, ...]
    grade: Grade | None = None
    entered: Entered | None = None

    @property
    def arrival_number(self) -> str:
        """The number (số đến) that counts: the entered one, else the stamped one; '' for none."""
        return arrival_number(self.reading.header, self.entered)

    @property
    def arrived_on(self) -> dt.date:
        """The day of arrival that counts: the entered one, else the stamped one, else that of the file."""
        return arrival_day(self.reading.header, self.entered, self.scan.received_at)

    @property
    def other_stamp(self) -> str:
        """The number on the stamp where another one was entered, else ''."""
        return other_stamp(self.reading.header, self.entered)

    @property
    def status(self) -> Status:
        """What is left to do: look again, or nothing."""
        if self.doubts:
            return Status.REVIEW
        return Status.CORRECTED if self.corrected else Status.READ


@dataclass(frozen=True, slots=True)
class Review:
    """One open doubt for the clerk's list; `position`, `symbol`, `found` and `cut` are None for the whole scan."""

    scan: Scan
    problem: Problem
    position: int | None = None
    symbol: str | None = None
    found: Found | None = None
    cut: Cut | None = None


def doubts(reading: Reading, corrected: frozenset[str]) -> tuple[Problem, ...]:
    """The problems of the reading that no correction has settled, and those of its main fields nobody has told yet."""
    told = {problem.field for problem in reading.problems}
    stated = [problem for problem in reading.problems if not _settled(problem, corrected)]
    unsure = [problem for problem in _unsure(reading) if problem.field not in told | corrected]
    return (*stated, *unsure)


def of_pages(problems: tuple[Problem, ...], pages: tuple[int, ...]) -> tuple[Problem, ...]:
    """Those problems of a scan that touch these pages; a problem without a page touches all."""
    return tuple(problem for problem in problems if problem.page is None or problem.page in pages)


def worst(grades: Sequence[Grade | None], pages: tuple[int, ...]) -> Grade | None:
    """The worst of the grades of these pages (from 1); None where none of them has one."""
    found = {grade for number, grade in enumerate(grades, start=1) if number in pages}
    return next((grade for grade in (Grade.POOR, Grade.FAIR, Grade.GOOD) if grade in found), None)


def _settled(problem: Problem, corrected: frozenset[str]) -> bool:
    """Whether a clerk has corrected the field the problem is about, or a part of it."""
    return problem.field is not None and any(
        name == problem.field or name.startswith(f"{problem.field}.") for name in corrected
    )


def _unsure(reading: Reading) -> Iterator[Problem]:
    """A doubt for each main field that is missing or unsure; a paper that is no dispatch need not have them."""
    first = reading.pages[0] if reading.pages else None
    for field, name in MAIN_FIELDS.items():
        found: Found | None = getattr(reading.header, field)
        if found is None and reading.is_dispatch:
            yield Problem("missing", f"Chưa đọc được {name}; hãy xem bản gốc và điền vào.", first, None, field)
        elif found is not None and found.confidence < SURE:
            message = f"{name[0].upper()}{name[1:]} “{found.value}” chưa chắc đúng; hãy đối chiếu với bản gốc."
            yield Problem("unsure", message, found.page, found.box, field)
