"""What an office's books hold of a year: which dispatches and tasks stand in them, in order, month by month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from django.db.models import Exists, F, OuterRef, QuerySet

from records import FallKind, Task
from registry.book_entries import Entry
from registry.connection import lent_connection
from registry.line_models import LineRow
from registry.lines import lines_of, register_rows_of
from registry.models import TaskFallRow, TaskRow
from registry.queries import CHUNK
from registry.register_row import RegisterRow
from registry.tasks import of_rows

#: As a book on paper has its lines: by day, then by number, what has none last.
IN_ORDER = ("arrived_on", F("arrival_number").asc(nulls_last=True), "pk")
OF_TASK = "scan__dispatches__"
#: What falls on others alone, an office does not follow.
FOLLOWED = (FallKind.OURS.value, FallKind.UNMATCHED.value)


def years() -> list[int]:
    """The years in which something came, the first one first."""
    with lent_connection():
        return list(LineRow.objects.order_by("year").values_list("year", flat=True).distinct())


def is_big(year: int, most: int) -> bool:
    """Whether more dispatches than these came in the year."""
    with lent_connection():
        return LineRow.objects.order_by().filter(year=year)[: most + 1].count() > most


def incoming(year: int, units: frozenset[str] | None = None, month: int | None = None) -> list[Entry]:
    """The dispatches that came in the year (or one month of it) and concern one of the units; None: all."""
    found = lines_of(units).filter(year=year)
    if month is not None:
        found = found.filter(arrived_on__month=month)
    with lent_connection():
        told = list(found.order_by(*IN_ORDER).values_list("pk", "arrived_on", "arrival_number"))
    return [Entry(*one) for one in told]


def ordering(year: int, tasks: QuerySet[TaskRow] | None = None, month: int | None = None) -> list[Entry]:
    """Those of them that order one of the tasks (None: any) of our units, or of one yet unknown, with these tasks."""
    followed = TaskFallRow.objects.filter(task=OuterRef("pk"), how__in=FOLLOWED)
    wanted = (TaskRow.objects.all() if tasks is None else tasks).filter(Exists(followed))
    line = f"{OF_TASK}line__"
    places = {f"{OF_TASK}position": F("position"), f"{line}year": year}
    if month is not None:
        places[f"{line}arrived_on__month"] = month
    columns = (f"{OF_TASK}pk", f"{line}arrived_on", f"{line}arrival_number")
    order = (columns[1], F(columns[2]).asc(nulls_last=True), columns[0], "number", "pk")
    with lent_connection():
        told = list(wanted.filter(**places).order_by(*order).values_list(*columns, "pk"))
    grouped = groupby(told, key=lambda one: (one[0], one[1], one[2]))
    return [Entry(*of, tasks=tuple(dict.fromkeys(task for *_, task in own))) for of, own in grouped]


def rows_of(entries: Sequence[Entry]) -> Iterator[RegisterRow]:
    """The register's rows of these dispatches in this order, looked up some at a time."""
    for part in _parts(entries):
        yield from (row for _, row in register_rows_of([one.dispatch for one in part], signatures=False))


def rows_by_dispatch(entries: Sequence[Entry]) -> Iterator[tuple[Entry, RegisterRow]]:
    """Each of these dispatches with its row, likewise; one that is gone meanwhile is left out."""
    for part in _parts(entries):
        found = dict(register_rows_of([one.dispatch for one in part], signatures=False))
        yield from ((one, found[one.dispatch]) for one in part if one.dispatch in found)


def tasks_of(entries: Sequence[Entry]) -> Iterator[list[Task]]:
    """The tasks of each of these dispatches, likewise."""
    for part in _parts(entries):
        numbers = [number for one in part for number in one.tasks]
        rows = TaskRow.objects.filter(pk__in=numbers).order_by("pk")
        found = {task.number: task for task in of_rows(rows, len(numbers))} if numbers else {}
        yield from ([found[number] for number in one.tasks if number in found] for one in part)


def _parts(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    return (entries[start : start + CHUNK] for start in range(0, len(entries), CHUNK))
