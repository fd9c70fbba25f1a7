"""What asks for somebody now, as querysets: tasks by their day, tasks nobody knows the unit of, papers that lack."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet

from records import FallKind, TaskStatus
from registry.models import DispatchRow, DocumentRow, EdgeRow, Finding, TaskFallRow, TaskRow
from registry.tasks import OPEN

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


def new_tasks(rows: QuerySet[TaskRow]) -> QuerySet[TaskRow]:
    """Those nobody has taken up, the latest first."""
    return rows.filter(status=TaskStatus.NEW.value).order_by("-pk")


def tasks_of_nobody(rows: QuerySet[TaskRow]) -> QuerySet[TaskRow]:
    """Open ones with a name in them that no unit of the directory bears."""
    unknown = TaskFallRow.objects.filter(task=OuterRef("pk"), how=FallKind.UNMATCHED.value)
    return open_tasks(rows).filter(Exists(unknown)).order_by("-pk")


def absent_documents() -> QuerySet[DocumentRow]:
    """Documents that some paper speaks of and that are not there."""
    return DocumentRow.objects.filter(Exists(EdgeRow.objects.filter(target=OuterRef("pk"))), papers=[])


def missing_documents(limit: int) -> list[tuple[str, str, int]]:
    """Documents that are cited and not there: key, what they are called, how many papers speak of them; most first."""
    absent = EdgeRow.objects.filter(target__papers=[])
    most = absent.values_list("target").annotate(count=Count("said_by", distinct=True)).order_by("-count", "target")
    counts = dict(most[:limit])
    named = DocumentRow.objects.in_bulk(counts)
    return [(named[pk].key, _called(named[pk]), count) for pk, count in counts.items()]


def headings(rows: QuerySet[DispatchRow]) -> list[Heading]:
    """These dispatches, each in one line as it was read."""
    found = list(rows.values_list("pk", "scan__name"))
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
