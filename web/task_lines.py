"""Tasks as pages show them: the day in words, whose it is, where it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.urls import reverse

from publish import task_words as words
from publish.cells import text
from publish.task_words import Units
from records import Task
from registry.recurring import due_next
from web.scope import visible_dispatches


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task in a list; `dispatch` is the address of its dispatch, empty where the person may not see that."""

    number: int
    day: str
    late: bool
    how_due: str
    whose: str
    assignee: str
    state: str
    text: str
    place: str
    dispatch: str


def lines(user: User, tasks: Sequence[Task], units: Units, today: dt.date) -> list[TaskLine]:
    """Each of the tasks in a line."""
    there = _dispatches(user, tasks)
    return [line(one, units, today, there.get((one.paper.sha256, one.paper.position), "")) for one in tasks]


def line(one: Task, units: Units, today: dt.date, dispatch: str) -> TaskLine:
    """The task in a line; `dispatch` is the address of its dispatch, '' where the person may not see that."""
    day = due_next(one, today)
    return TaskLine(
        one.number,
        words.day(day) or "chưa rõ hạn",
        bool(one.is_open and day and day < today),
        words.how_due(one) or "",
        words.whose(one, units, words.FEW_UNITS),
        one.assignee,
        words.state(one),
        text(one.text) or "",
        words.place(one),
        dispatch,
    )


def _dispatches(user: User, tasks: Sequence[Task]) -> dict[tuple[str, int], str]:
    """The addresses of the dispatches of these tasks, by scan and position."""
    scans = sorted({one.paper.sha256 for one in tasks})
    found = visible_dispatches(user).filter(scan__sha256__in=scans) if scans else visible_dispatches(user).none()
    rows = found.values_list("scan__sha256", "position", "pk")
    return {(sha256, position): reverse("dispatch", args=(number,)) for sha256, position, number in rows}
