"""What asks for somebody now, as querysets: tasks by their day, tasks nobody knows the unit of, papers that lack."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, TextField, When
from django.db.models.functions import Coalesce

from records import FallKind, TaskStatus
from registry.models import Correction, DocumentRow, Finding, TaskFallRow, TaskRow
from registry.recurring import due_next
from registry.task_names import OFFICE_TIME
from registry.task_rows import day as day_of
from registry.tasks import OPEN

#: Recurring tasks whose next day is reckoned; where there are more, the latest.
RECKONED = 300
#: What a line about a dispatch shows.
SHOWN = ("symbol", "kind", "issued_on", "issuer", "subject")


@dataclass(frozen=True, slots=True)
class Heading:
    """A dispatch in one line; what was not read is empty."""

    number: int
    symbol: str
    kind: str
    issued_on: str
    issuer: str
    subject: str
    file: str


def open_tasks(rows: QuerySet[TaskRow]) -> QuerySet[TaskRow]:
    """Those with something left to do."""
    return rows.filter(status__in=OPEN)


def overdue_tasks(rows: QuerySet[TaskRow], today: dt.date) -> QuerySet[TaskRow]:
    """Those whose day has passed, the latest first; what comes again is never overdue, its next day is before it."""
    return open_tasks(rows).filter(due__lt=today, rrule=None).order_by("-due", "pk")


def tasks_due(rows: QuerySet[TaskRow], today: dt.date, days: int) -> QuerySet[TaskRow]:
    """Those due from today on within so many days, the nearest first, without what comes again."""
    last = today + dt.timedelta(days=days)
    return open_tasks(rows).filter(due__gte=today, due__lte=last, rrule=None).order_by("due", "pk")


def recurring_tasks(rows: QuerySet[TaskRow]) -> QuerySet[TaskRow]:
    """Open ones that come again by a rule."""
    return open_tasks(rows).exclude(rrule=None)


def coming_back(rows: QuerySet[TaskRow]) -> QuerySet[TaskRow]:
    """Open ones that come again, by a rule or by words that make none; each kind has its index."""
    ways = (Q(recurrence__isnull=False), Q(rrule__isnull=False))
    one, other = (open_tasks(TaskRow.objects.order_by().filter(way)).values("pk") for way in ways)
    return rows.filter(pk__in=one.union(other))


@dataclass(frozen=True, slots=True)
class Coming:
    """A task in short, with what its days are reckoned from."""

    number: int
    text: str
    due: dt.date | None
    rrule: str | None
    since: dt.date
    done_until: dt.date | None
    settled: frozenset[str]
    status: TaskStatus

    @property
    def is_open(self) -> bool:
        """Whether something is left to do."""
        return self.status.is_open


def coming_again(rows: QuerySet[TaskRow], last: dt.date, today: dt.date) -> list[tuple[dt.date, Coming]]:
    """Those of the first RECKONED recurring tasks whose next day is on `last` at the latest, with it, nearest first.

    The next day stands in no table; a rule counts from the day of the dispatch, else from the day its file came.
    """
    found = _in_short(recurring_tasks(rows).order_by("-pk")[:RECKONED])
    days = [(day, one) for one in found if (day := due_next(one, today)) is not None and day <= last]
    return sorted(days, key=lambda pair: (pair[0], pair[1].number))


def within_days(rows: QuerySet[TaskRow], first: dt.date, last: dt.date, most: int) -> list[Coming]:
    """Those with their day in that span, done or not, then open ones that come again; `most` at most."""
    here = Q(due__gte=first, due__lte=last)
    dated = _in_short(rows.filter(here).order_by("due", "pk")[:most])
    return dated + _in_short(recurring_tasks(rows).filter(Q(due=None) | ~here).order_by("pk")[: most - len(dated)])


def _in_short(rows: QuerySet[TaskRow]) -> list[Coming]:
    """These tasks; a rule counts from the day of the dispatch, else from the day its file came."""
    place = {"dispatch__scan": OuterRef("scan"), "dispatch__position": OuterRef("position")}
    read = Finding.objects.filter(**place, field="issued_on").values("value")[:1]
    written = Correction.objects.filter(
        scan=OuterRef("scan"), dispatch_position=OuterRef("position"), field="issued_on"
    ).order_by("-at", "-pk")
    issued = Case(
        When(rrule__isnull=False, then=Coalesce(Subquery(written.values("value")[:1]), Subquery(read))),
        output_field=TextField(),
    )
    numbers = list(rows.values_list("pk", flat=True))  # by the index alone; rows are wide
    columns = ("pk", "text", "due", "rrule", "done_until", "settled", "status", "issued_on", "scan__received_at")
    told = TaskRow.objects.order_by().filter(pk__in=numbers).annotate(issued_on=issued).values_list(*columns)
    found = {one[0]: _coming(*one) for one in told}
    return [found[number] for number in numbers if number in found]


def _coming(*columns: Any) -> Coming:
    number, text, due, rule, done_until, settled, status, issued_on, received_at = columns
    since = day_of(issued_on) or received_at.astimezone(OFFICE_TIME).date()
    return Coming(number, text, due, rule, since, done_until, frozenset(settled), TaskStatus(status))


def new_tasks(rows: QuerySet[TaskRow]) -> QuerySet[TaskRow]:
    """Those nobody has taken up, the latest first."""
    return rows.filter(status=TaskStatus.NEW.value).order_by("-pk")


def tasks_of_nobody(rows: QuerySet[TaskRow]) -> QuerySet[TaskRow]:
    """Open ones with a name in them that no unit of the directory bears."""
    unknown = TaskFallRow.objects.filter(unit="", how=FallKind.UNMATCHED.value)
    return open_tasks(rows).filter(pk__in=unknown.values("task")).order_by("-pk")


def missing_documents(most: int, shown: int) -> tuple[int, list[tuple[str, int]]]:
    """How many documents are cited and not there (at most `most`), and of the first what each is called, by how many.

    Those come first that most papers speak of.
    """
    absent = DocumentRow.objects.filter(received=False, cited__gt=0).order_by("-cited", "key").defer("said", "words")
    ranked = list(absent[:most])
    return len(ranked), [(_called(one), one.cited) for one in ranked[:shown]]


def headings(found: Sequence[tuple[int, str]]) -> list[Heading]:
    """Each of these dispatches (its number, its file) in one line, as it was read."""
    told: dict[int, dict[str, str]] = {number: {} for number, _ in found}
    findings = Finding.objects.filter(dispatch__in=told, field__in=SHOWN, position=0)
    for number, field, value in findings.values_list("dispatch_id", "field", "value"):
        told[number][field] = value
    return [
        Heading(number, **{name: told[number].get(name, "") for name in SHOWN}, file=file) for number, file in found
    ]


def _called(row: DocumentRow) -> str:
    number = " ".join(part for part in (row.kind, row.symbol) if part)
    return number[:1].upper() + number[1:] if number else row.title or row.key
