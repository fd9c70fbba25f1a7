"""What the books of a year are at: a text that is another one whenever one of their lines may be."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.db.models import Count, F, Max, QuerySet

from registry.connection import lent_connection
from registry.models import (
    ArrivalRow,
    Correction,
    LineRow,
    OfficeUnitRow,
    TaskChangeRow,
    TaskFallRow,
    TaskLinkRow,
    TaskRow,
)

#: Rows held at once.
AT_ONCE = 2000


def of_register(year: int) -> str:
    """Of the dispatches that came in the year: their readings (which bear new numbers), corrections, numbers, days."""
    lines = LineRow.objects.filter(year=year).order_by("pk")
    scans = lines.order_by().values("dispatch__scan")
    corrected = Correction.objects.filter(scan__in=scans).order_by().values("scan")
    with lent_connection():
        return _digest(
            lines.values_list("pk", "arrived_on", "arrival_number", "doubtful"),
            corrected.annotate(n=Count("pk"), last=Max("pk")).order_by("scan").values_list("scan", "n", "last"),
            ArrivalRow.objects.filter(scan__in=scans).order_by("pk").values_list("pk", "year", "number", "day"),
        )


def of_tasks(year: int, register: str) -> str:
    """The stamp of that year's `register` and of the tasks ordered in it.

    On whom these fall counts too, what seems to answer them, and what units are called.
    """
    of_year = TaskRow.objects.filter(
        scan__dispatches__position=F("position"), scan__dispatches__line__year=year
    ).order_by("pk")
    numbers = of_year.order_by().values("pk")
    with lent_connection():
        told = _digest(
            of_year.values_list(*(one.attname for one in TaskRow._meta.concrete_fields)),
            *(_rows(one, task__in=numbers) for one in (TaskFallRow, TaskLinkRow)),
            TaskChangeRow.objects.filter(task__in=numbers).order_by("pk").values_list("pk"),
            OfficeUnitRow.objects.order_by("pk").values_list("key", "name", "parent"),
        )
    return sha256(f"{register} {told}".encode()).hexdigest()


def _rows(model: Any, **wanted: Any) -> QuerySet[Any, Any]:
    columns = [one.attname for one in model._meta.concrete_fields if not one.primary_key]
    found: QuerySet[Any, Any] = model.objects.filter(**wanted).order_by("task", "number").values_list(*columns)
    return found


def _digest(*told: QuerySet[Any, Any]) -> str:
    whole = sha256()
    for rows in told:
        for row in rows.iterator(AT_ONCE):
            whole.update(repr(row).encode("utf-8", "replace"))
        whole.update(b"|")
    return whole.hexdigest()
