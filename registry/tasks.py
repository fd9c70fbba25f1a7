"""What the registry is asked about tasks: which there are for whom, by when, in what state, and their history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from records import FallKind, LinkKind, Task, TaskChange, TaskPaper, TaskStatus
from registry import task_rows
from registry.connection import lent_connection
from registry.entered_rows import entered_of, with_entered
from registry.models import (
    Correction,
    DispatchRow,
    Finding,
    TaskChangeRow,
    TaskFallRow,
    TaskLinkRow,
    TaskRow,
)
from registry.queries import standing
from registry.recurring import due_next

#: Tasks held in one query.
CHUNK = 500
#: The same where somebody waits for the first of many.
PART = 30
#: What is shown of the dispatch that orders a task.
FIELDS = ("symbol", "kind", "issued_on", "issuer", "subject", "arrival", "addressees")
#: What of it the days of a task hang on; and what of a task they do not.
DAYS = ("issued_on",)
WORDS = ("text", "clause", "due_text", "actors", "said_actors", "coordinators", "box", "note", "evidence")
HEAVY = ("text", "evidence", "citations", "asserted_edges", "obligations")
OPEN = [one.value for one in TaskStatus if one.is_open]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tasks are meant; what is left out limits nothing.

    `units`: keys, one of which it falls on.  `before`: due before this day.  `overdue`, `open_ones`, `recurring`,
    `unmatched` (a name in it fits no unit), `proposed` (a document seems to answer it), `unanswered` (an order from
    outside that falls on us, and none of our documents hands it down or answers it).
    """

    units: frozenset[str] | None = None
    before: dt.date | None = None
    overdue: bool = False
    open_ones: bool = False
    recurring: bool = False
    unmatched: bool = False
    proposed: bool = False
    unanswered: bool = False


def tasks(wanted: Wanted, today: dt.date) -> Iterator[Task]:
    """The tasks that are meant, by the day on which something is to be done next, then by arrival.

    All are put in order first, by their days alone; what else is told of them is looked up while they are taken.
    """
    last = min([one for one in (wanted.before, today if wanted.overdue else None) if one], default=None)
    with lent_connection():
        days = [one for one in _days(_limited(wanted, today), today) if last is None or one[0] < last]
    return _those([number for _, number in sorted(days)])


def all_tasks() -> tuple[Task, ...]:
    """Every task in the order of arrival, dispatch and place; those gone from the text too."""
    return tuple(each_task())


def each_task() -> Iterator[Task]:
    """The same one after another, a few hundred held at once."""
    return _loaded(TaskRow.objects.order_by("scan__received_at", "scan__sha256", "position", "number", "pk"))


def of_rows(rows: QuerySet[TaskRow], most: int) -> tuple[Task, ...]:
    """The tasks of the first `most` of these rows, in their order, with eight queries."""
    return tuple(_loaded(rows[:most], most))


def in_parts(rows: QuerySet[TaskRow], most: int) -> Iterator[Task]:
    """The same, looked up some at a time while they are taken."""
    return _loaded(rows[:most], PART)


def task(number: int) -> Task:
    """The task of that number.  Raises LookupError where there is none."""
    found = tuple(_loaded(TaskRow.objects.filter(pk=number)))
    if not found:
        raise LookupError(f"Không có việc số {number}; hãy xem số ở cột đầu của lệnh vanthu tasks.")
    return found[0]


def history(number: int) -> tuple[TaskChange, ...]:
    """Every change of the task, oldest first."""
    with lent_connection():
        return tuple(task_rows.change(row) for row in TaskChangeRow.objects.filter(task_id=number))


def _limited(wanted: Wanted, today: dt.date) -> QuerySet[TaskRow]:
    """The limits that the tables' indexes know; days of what comes again are looked at afterwards."""
    rows = TaskRow.objects.all()
    if wanted.units is not None:
        rows = rows.filter(pk__in=TaskFallRow.objects.filter(unit__in=sorted(wanted.units)).values("task"))
    if wanted.open_ones or wanted.overdue or wanted.proposed:
        rows = rows.filter(gone=False, status__in=OPEN)
    bounds = [one for one in (wanted.before, today if wanted.overdue else None) if one]
    if bounds:
        rows = rows.filter(Q(due__lt=min(bounds)) | Q(rrule__isnull=False))
    if wanted.recurring:
        rows = rows.filter(Q(recurrence__isnull=False) | Q(rrule__isnull=False))
    if wanted.unmatched:
        rows = rows.filter(pk__in=TaskFallRow.objects.filter(how=FallKind.UNMATCHED.value).values("task"))
    if wanted.proposed:
        rows = rows.filter(pk__in=TaskLinkRow.objects.filter(kind=LinkKind.ANSWERED_BY.value).values("task"))
    if wanted.unanswered:
        rows = _unanswered(rows)
    return rows


def _unanswered(rows: QuerySet[TaskRow]) -> QuerySet[TaskRow]:
    """Those from outside, open and falling on us, to which no task of our own papers surely leads."""
    links = TaskLinkRow.objects.all()
    handed_down = links.filter(upper=OuterRef("pk"), kind=LinkKind.IMPLEMENTS.value, sure=True, task__own=True)
    answered = links.filter(task=OuterRef("pk"), kind=LinkKind.ANSWERED_BY.value)
    ours = TaskFallRow.objects.filter(task=OuterRef("pk"), how=FallKind.OURS.value)
    still = rows.filter(Exists(ours), own=False, gone=False, status__in=OPEN)
    return still.exclude(Exists(handed_down)).exclude(Exists(answered))


def _days(rows: QuerySet[TaskRow], today: dt.date) -> Iterator[tuple[dt.date, int]]:
    """Each task's day, after all others where it has none; of what comes again the next, which stands in no table."""
    again = list[int]()
    for number, day, rule in rows.order_by().values_list("pk", "due", "rrule"):
        if rule is None:
            yield day or dt.date.max, number
        else:
            again.append(number)
    coming = list(TaskRow.objects.filter(pk__in=again).select_related("scan").order_by().defer(*WORDS))
    papers = _papers(coming, DAYS)
    for row in coming:
        one = task_rows.recurring(row, papers[(row.scan_id, row.position)])
        yield due_next(one, today) or dt.date.max, row.pk


def _loaded(rows: QuerySet[TaskRow], chunk: int = CHUNK) -> Iterator[Task]:
    """The tasks, a chunk at a time, with the same number of queries however many a chunk holds."""
    with lent_connection():
        numbers = list(rows.values_list("pk", flat=True))
    return _those(numbers, chunk)


def _those(numbers: Sequence[int], first: int | None = None) -> Iterator[Task]:
    """The tasks of these numbers, in their order; the first come quickly, then more at a time."""
    start, chunk = 0, first or PART
    while start < len(numbers):
        with lent_connection():
            found = _chunk(numbers[start : start + chunk])
        yield from found
        start, chunk = start + chunk, CHUNK


def _chunk(numbers: Sequence[int]) -> list[Task]:
    whole = TaskRow.objects.filter(pk__in=numbers).select_related("scan")
    rows = {row.pk: row for row in whole.prefetch_related("fall_rows", "link_rows", "change_rows")}
    papers = _papers(list(rows.values()))
    return [
        task_rows.task(rows[one], papers[(rows[one].scan_id, rows[one].position)]) for one in numbers if one in rows
    ]


def _papers(rows: Sequence[TaskRow], fields: Sequence[str] = FIELDS) -> dict[tuple[int, int], TaskPaper]:
    """The dispatches of these rows, by scan and position, with their corrections put in; told are these fields."""
    scans = {row.scan_id for row in rows}
    few = Prefetch("findings", Finding.objects.filter(field__in=fields))
    of_scans = with_entered(DispatchRow.objects.filter(scan_id__in=scans))
    dispatches = of_scans.defer(*HEAVY).prefetch_related(few)
    found = {(one.scan_id, one.position): one for one in dispatches}
    corrections: dict[int, list[Correction]] = {}
    for one in Correction.objects.filter(scan_id__in=scans):
        corrections.setdefault(one.scan_id, []).append(one)
    papers = {}
    for row in rows:
        dispatch = found.get((row.scan_id, row.position))
        ours = [one for one in corrections.get(row.scan_id, ()) if dispatch and standing(one, dispatch)]
        given = entered_of(dispatch) if dispatch else None
        papers[(row.scan_id, row.position)] = task_rows.paper(row.scan, row.position, dispatch, ours, given)
    return papers
