"""The days of what comes again, seen from a day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from records import Task, TaskPaper
from registry.recurring import due_next, first_day, next_day

SINCE = dt.date(2022, 6, 6)


def task(**more: Any) -> Task:
    paper = TaskPaper("f" * 64, 0, "a.pdf", SINCE)
    return Task(1, "u", paper, 0, "Báo cáo", "", 0.9, since=SINCE, **more)


@pytest.mark.parametrize(
    ("rule", "on", "day"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=25", "2022-06-25", "2022-06-25"),
        ("FREQ=MONTHLY;BYMONTHDAY=25", "2022-06-26", "2022-07-25"),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=20", "2022-06-21", "2022-09-20"),
        ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", "2022-07-01", "2022-09-30"),
        ("FREQ=WEEKLY;BYDAY=FR", "2022-06-20", "2022-06-24"),
        ("FREQ=MONTHLY;BYMONTHDAY=25;UNTIL=20221231T000000", "2022-12-26", None),
        ("FREQ=NEVER", "2022-06-20", None),
        (None, "2022-06-20", None),
    ],
)
def test_the_next_occurrence(rule: str | None, on: str, day: str | None) -> None:
    assert next_day(rule, SINCE, dt.date.fromisoformat(on)) == (dt.date.fromisoformat(day) if day else None)


def test_what_was_done_is_not_due_again() -> None:
    again = task(rrule="FREQ=MONTHLY;BYMONTHDAY=25")
    today = dt.date(2022, 6, 20)
    assert due_next(again, today) == dt.date(2022, 6, 25)
    done = task(rrule="FREQ=MONTHLY;BYMONTHDAY=25", done_until=dt.date(2022, 6, 25))
    assert due_next(done, today) == first_day(done) == dt.date(2022, 7, 25)
    assert due_next(again, dt.date(2030, 1, 1)) == dt.date(2030, 1, 25)


def test_a_day_that_a_clerk_wrote_takes_the_place_of_the_rule() -> None:
    day = dt.date(2022, 6, 30)
    written = task(rrule="FREQ=MONTHLY;BYMONTHDAY=25", due=day, settled=frozenset({"due"}))
    assert (due_next(written, dt.date(2022, 7, 5)), first_day(written)) == (day, day)
