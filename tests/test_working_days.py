"""So many working days end on the day that an office's calendar tells: weekends, Tết and public holidays are off."""

from __future__ import annotations

import datetime as dt

import pytest

from extractors.deadlines import deadlines
from extractors.working_days import counted, ended, is_working_day
from records import Unit


def day(iso: str) -> dt.date:
    return dt.date.fromisoformat(iso)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "last"),
    [
        ("2024-06-03", 15, Unit.WORKING_DAYS, "2024-06-24"),  # a Monday; no holiday in June
        ("2024-06-07", 1, Unit.WORKING_DAYS, "2024-06-10"),  # a Friday
        ("2025-01-20", 10, Unit.WORKING_DAYS, "2025-02-10"),  # over Tết Ất Tỵ: off from 25 January to 2 February
        ("2025-04-28", 3, Unit.WORKING_DAYS, "2025-05-06"),  # 2 May off in exchange for Saturday 26 April
        ("2026-08-19", 3, Unit.WORKING_DAYS, "2026-08-22"),  # Saturday 22 August worked in exchange for the 31st
        ("2024-06-03", 15, Unit.DAYS, "2024-06-18"),
        ("2024-06-03", 5, Unit.DAYS, "2024-06-10"),  # ends on Saturday the 8th
        ("2026-04-20", 10, Unit.DAYS, "2026-05-04"),  # ends on 30 April
        ("2024-06-03", 2, Unit.WEEKS, "2024-06-17"),
        ("2024-01-31", 1, Unit.MONTHS, "2024-02-29"),  # no 31st: the month's last day
        ("2024-05-15", 6, Unit.MONTHS, "2024-11-15"),
        ("2024-02-29", 1, Unit.YEARS, "2025-02-28"),
        ("2024-06-03", 24, Unit.HOURS, "2024-06-04"),
        ("2024-06-03", 48, Unit.HOURS, "2024-06-05"),
    ],
)
def test_the_last_day(start: str, amount: int, unit: Unit, last: str) -> None:
    found = ended(day(start), amount, unit)
    assert found
    assert found.day == day(last)


@pytest.mark.parametrize("off", ["2024-02-12", "2024-04-18", "2024-04-30", "2024-05-01", "2024-09-02", "2024-09-03"])
def test_public_holidays_are_off(off: str) -> None:
    assert not is_working_day(day(off))


@pytest.mark.parametrize("start", ["1990-01-01", "2099-12-25", "2101-01-01"])
def test_years_without_a_calendar_give_no_day(start: str) -> None:
    assert ended(day(start), 10, Unit.WORKING_DAYS) is None


@pytest.mark.parametrize("amount", [0, -1, 100_000])
def test_an_amount_that_cannot_be_meant_gives_no_day(amount: int) -> None:
    assert ended(day("2024-06-03"), amount, Unit.DAYS) is None


def test_days_near_a_holiday_are_less_sure_and_least_before_their_notice() -> None:
    plain, tet, later = (ended(day(one), 10, Unit.WORKING_DAYS) for one in ("2024-06-03", "2025-01-20", "2029-02-05"))
    assert plain and tet and later
    assert plain.confidence > tet.confidence > later.confidence


@pytest.mark.parametrize(
    ("say", "received", "last"),
    [
        ("trong thời hạn 15 ngày làm việc kể từ ngày nhận được Công văn này", "2024-06-05", "2024-06-26"),
        ("trong thời hạn 15 ngày làm việc kể từ ngày nhận được Công văn này", None, "2024-06-24"),
        ("sau 05 ngày kể từ ngày ký", "2024-06-05", "2024-06-10"),
        ("30 ngày kể từ ngày Quyết định này có hiệu lực", None, "2024-07-03"),
        ("trong thời hạn 15 ngày kể từ ngày nhận đủ hồ sơ hợp lệ", "2024-06-05", None),
        ("trong thời hạn một tháng", "2024-06-05", None),
        ("trước ngày 10/11/2024", "2024-06-05", None),
    ],
)
def test_a_deadline_counts_from_receipt_issue_or_effect(say: str, received: str | None, last: str | None) -> None:
    (found,) = deadlines(say, day("2024-06-03"))
    ends = counted(found, day("2024-06-03"), day(received) if received else None)
    assert ends == (day(last) if last else None)


def test_a_deadline_counts_from_nothing_where_no_day_is_known() -> None:
    (found,) = deadlines("sau 05 ngày kể từ ngày ký", None)
    assert counted(found, None, None) is None
