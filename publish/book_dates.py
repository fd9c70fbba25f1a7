"""Which year, or month of it, a book holds, and how that is told."""

from __future__ import annotations

from dataclasses import dataclass

from registry.book_entries import Month, Span


@dataclass(frozen=True, slots=True)
class Wanted:
    """A year, or one month of it."""

    year: int
    month: int | None = None

    @property
    def when(self) -> str:
        """In words: 'năm 2026', 'tháng 01/2026'."""
        return f"tháng {self.month:02}/{self.year}" if self.month else f"năm {self.year}"

    @property
    def told(self) -> str:
        """As a cover has it: '2026', 'tháng 01/2026'."""
        return self.when if self.month else str(self.year)

    @property
    def ending(self) -> str:
        """As a file's name has it: '2026', '2026-01'."""
        return f"{self.year}-{self.month:02}" if self.month else str(self.year)

    @property
    def sheet(self) -> str:
        """As a sheet may be called."""
        return self.when.replace("/", "-").capitalize()


def of_month(month: Month) -> str:
    """'Tháng 01/2026'."""
    return f"Tháng {month.number:02}/{month.year}"


def sheet_name(month: Month) -> str:
    """The same as Excel takes it for a sheet: without a stroke."""
    return of_month(month).replace("/", "-")


def from_to(of: Span) -> str:
    """', từ số 1 đến số 57'; ', số 57' where that is all; '' where no number is known."""
    if of.lowest is None:
        return ""
    return f", từ số {of.lowest} đến số {of.highest}" if of.lowest != of.highest else f", số {of.lowest}"
