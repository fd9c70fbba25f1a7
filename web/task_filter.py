"""Which tasks a page shows: of which unit, in which state of their days; the same for list, month and workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from urllib.parse import urlencode

from django.conf import settings as django_settings
from django.contrib.auth.models import User
from django.db.models import F, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from publish.task_words import names_of
from records import Directory
from registry import attention
from registry.directory import directory
from registry.models import TaskRow
from web.scope import units_of, visible_tasks


class Show(StrEnum):
    """What is to be shown, as the address names it."""

    OPEN = "chua-xong"
    OVERDUE = "qua-han"
    SOON = "sap-den-han"
    RECURRING = "dinh-ky"
    UNDATED = "chua-ro-han"
    NEW = "moi"
    UNKNOWN = "chua-ro-don-vi"
    EVERY = "tat-ca"


SHOWN = {
    Show.OPEN: "Chưa xong",
    Show.OVERDUE: "Quá hạn",
    Show.SOON: "Sắp đến hạn",
    Show.RECURRING: "Định kỳ",
    Show.UNDATED: "Chưa rõ hạn",
    Show.NEW: "Mới, chưa ai nhận",
    Show.UNKNOWN: "Chưa rõ đơn vị",
    Show.EVERY: "Tất cả",
}


@dataclass(frozen=True)
class TaskFilter:
    """What a person asked for; `unit` is the key of one of his units, or empty: all that he sees."""

    user: User
    show: Show
    unit: str
    today: dt.date
    directory: Directory

    @cached_property
    def names(self) -> dict[str, str]:
        """What each unit is called."""
        return names_of(self.directory)

    @cached_property
    def units(self) -> list[tuple[str, str]]:
        """The units to choose from: key and name, in the directory's order."""
        return units_to_choose(self.user, self.directory)

    @property
    def title(self) -> str:
        """What is shown, in words."""
        whose = self.names.get(self.unit, "")
        return f"{SHOWN[self.show]}: {whose}" if whose else SHOWN[self.show]

    @property
    def query(self) -> str:
        """The same choice as an address carries it."""
        return urlencode({"xem": self.show.value} | ({"don-vi": self.unit} if self.unit else {}))

    def of_units(self, few: bool = False) -> QuerySet[TaskRow]:
        """The tasks the person sees, of the unit that was chosen and those under it, whatever their days.

        `few`: they are narrowed to few by other things, and then looked at one by one.
        """
        under = frozenset(self.directory.within(self.unit)) if self.unit else None
        return visible_tasks(self.user, under, few)

    def rows(self) -> QuerySet[TaskRow]:
        """The tasks that were asked for, the nearest day first, those without one last."""
        return _narrowed(self.of_units(few=self.show is Show.RECURRING), self.show, self.today).order_by(
            F("due").asc(nulls_last=True), "pk"
        )


def asked_for(user: User, query: QueryDict, default: Show = Show.OPEN) -> TaskFilter:
    """What the address asks for; what it asks for that there is not, or not for this person, is left out."""
    show, unit, every = query.get("xem", ""), query.get("don-vi", ""), directory()
    known = unit if unit in dict(units_to_choose(user, every)) else ""
    return TaskFilter(user, Show(show) if show in set(Show) else default, known, timezone.localdate(), every)


def units_to_choose(user: User, every: Directory) -> list[tuple[str, str]]:
    """Key and name of each unit whose tasks the person sees."""
    names, own = names_of(every), units_of(user)
    return [(one.key, names[one.key]) for one in every.units if own is None or one.key in own]


def _narrowed(rows: QuerySet[TaskRow], show: Show, today: dt.date) -> QuerySet[TaskRow]:
    narrowing: dict[Show, Callable[[], QuerySet[TaskRow]]] = {
        Show.OPEN: lambda: attention.open_tasks(rows),
        Show.OVERDUE: lambda: attention.overdue_tasks(rows, today),
        Show.SOON: lambda: _soon(rows, today, django_settings.VANTHU.remind_days),
        Show.RECURRING: lambda: attention.coming_back(rows),
        Show.UNDATED: lambda: attention.open_tasks(rows).filter(due=None, rrule=None),
        Show.NEW: lambda: attention.new_tasks(rows),
        Show.UNKNOWN: lambda: attention.tasks_of_nobody(rows),
        Show.EVERY: lambda: rows,
    }
    return narrowing[show]()


def _soon(rows: QuerySet[TaskRow], today: dt.date, days: int) -> QuerySet[TaskRow]:
    """What has its day soon, also what comes again."""
    again = [one.number for _, one in attention.coming_again(rows, today + dt.timedelta(days=days), today)]
    last = today + dt.timedelta(days=days)
    return attention.open_tasks(rows).filter(Q(due__gte=today, due__lte=last, rrule=None) | Q(pk__in=again))
