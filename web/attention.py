"""The tiles of the home page: what asks for this person now, each with a few lines and the way to the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from axes.models import AccessAttempt
from django.conf import settings as django_settings
from django.contrib.auth.models import User
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import timezone

from publish.task_words import FREQUENCIES, day
from records import Frequency
from registry import attention
from registry.doubtful import doubtful
from registry.models import DispatchRow, DoubtRow, OfficeUnitRow, TaskRow
from registry.recurring import due_next
from registry.tasks import Wanted, tasks
from web.failed_files import failed_files, waiting_files
from web.groups import Group, groups_of
from web.scope import own_units, units_of, visible_dispatches, visible_tasks

#: Lines in a tile, and the number up to which things are counted: beyond it a page tells, not the tile.
LINES, MOST = 5, 100
#: Recurring tasks whose days are reckoned for a tile; where there are more, only the page of tasks tells.
RECKONED = 300


@dataclass(frozen=True, slots=True)
class Line:
    """One thing; `address` is empty where no page is about it."""

    title: str
    detail: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """What asks for somebody: how many, the first few, where to go.  `tone`: '', 'doubt' or 'bad'."""

    title: str
    count: int
    lines: tuple[Line, ...]
    address: str
    action: str
    tone: str = ""

    @property
    def counted(self) -> str:
        """The count as it is shown."""
        return f"{MOST - 1}+" if self.count >= MOST else str(self.count)


def tiles(user: User) -> tuple[Tile, ...]:
    """The tiles of the person's groups that hold something; who has units sees their tasks in any group."""
    groups = groups_of(user)
    found: list[Iterable[Tile]] = []
    if Group.CLERK in groups:
        found.append(_for_clerks(user))
    if groups & {Group.CLERK, Group.LEADER} or own_units(user):
        found.append(_for_leaders(user))
    if Group.ANALYST in groups:
        found.append(_for_analysts())
    if Group.ADMIN in groups:
        found.append(_for_admins())
    return tuple(one for some in found for one in some if one.count)


def _for_clerks(user: User) -> Iterator[Tile]:
    house = django_settings.VANTHU
    rows = doubtful(visible_dispatches(user)).order_by("-scan__received_at", "-pk")
    count, review = _counted(rows), reverse("review")
    yield Tile("Văn bản cần xem lại", count, _dispatches(rows), review, "Duyệt từng chỗ chưa chắc", "doubt")
    failed, inbox = failed_files(house), reverse("inbox")
    shown = tuple(Line(one.name or "Tên tệp không hiện", one.reason) for one in failed[:LINES])
    yield Tile("Tệp không đọc được", len(failed), shown, inbox, "Xem lý do và cách làm", "bad")
    waiting = waiting_files(house)
    yield Tile("Tệp đang chờ đọc", len(waiting), tuple(map(Line, waiting[:LINES])), inbox, "Đến hộp đến")
    unknown = attention.tasks_of_nobody(visible_tasks(user))
    yield Tile(
        "Việc chưa rõ của đơn vị nào", _counted(unknown), _tasks(unknown), reverse("tasks"), "Gắn đơn vị", "doubt"
    )


def _for_leaders(user: User) -> Iterator[Tile]:
    today, rows, address = timezone.localdate(), visible_tasks(user), reverse("tasks")
    late = attention.overdue_tasks(rows, today)
    yield Tile("Quá hạn", _counted(late), _tasks(late), address, "Xem mọi việc quá hạn", "bad")
    days = django_settings.VANTHU.remind_days
    soon = attention.tasks_due(rows, today, days)
    yield Tile(f"Đến hạn trong {days} ngày", _counted(soon), _tasks(soon), address, "Xem việc sắp đến hạn", "doubt")
    yield from _coming_again(user, today, days)
    new = attention.new_tasks(rows)
    yield Tile("Việc mới chưa ai nhận", _counted(new), _tasks(new), address, "Xem nhiệm vụ")


def _coming_again(user: User, today: dt.date, days: int) -> Iterator[Tile]:
    """What comes again and has its next day soon; that day is in no table, it is reckoned."""
    if attention.recurring_tasks(visible_tasks(user))[: RECKONED + 1].count() > RECKONED:
        return
    soon = Wanted(units_of(user), today + dt.timedelta(days=days + 1), open_ones=True, recurring=True)
    found = [one for one in tasks(soon, today) if one.rrule]
    address = reverse("tasks")
    shown = tuple(
        Line(_shortened(one.text), f"kỳ tới {day(due_next(one, today))}", f"{address}#viec-{one.number}")
        for one in found[:LINES]
    )
    yield Tile(f"Việc định kỳ trong {days} ngày tới", len(found), shown, address, "Xem nhiệm vụ", "doubt")


def _for_analysts() -> Iterator[Tile]:
    graph = reverse("graph")
    missing = attention.missing_documents(LINES)
    shown = tuple(Line(name, f"{count} văn bản nêu đến") for _, name, count in missing)
    count = _counted(attention.absent_documents())
    yield Tile("Được nêu mà kho chưa có", count, shown, graph, "Xem đồ thị")
    doubts = DoubtRow.objects.order_by("-pk")
    lines = tuple(Line(one.message) for one in doubts[:LINES])
    yield Tile("Nghi ngờ giữa các văn bản", _counted(doubts), lines, graph, "Xem đồ thị", "doubt")


def _for_admins() -> Iterator[Tile]:
    accounts = reverse("accounts")
    resting = AccessAttempt.objects.filter(failures_since_start__gte=django_settings.AXES_FAILURE_LIMIT)
    recent = resting.filter(attempt_time__gte=timezone.now() - django_settings.AXES_COOLOFF_TIME)
    shown = tuple(Line(one.username, f"từ {one.ip_address}") for one in recent[:LINES])
    yield Tile("Đang nghỉ vì gõ sai mật khẩu", _counted(recent), shown, accounts, "Đặt lại mật khẩu", "bad")
    fresh = User.objects.filter(is_active=True, desk__own_password=False).order_by("username")
    people = tuple(
        Line(one.first_name or one.username, "", reverse("account", args=(one.pk,))) for one in fresh[:LINES]
    )
    yield Tile("Chưa tự đặt mật khẩu", _counted(fresh), people, accounts, "Xem tài khoản")
    if not OfficeUnitRow.objects.exists():
        advice = Line("Danh bạ đơn vị còn trống", "Chạy vanthu units template, điền bảng, rồi vanthu units import.")
        yield Tile("Chưa có đơn vị nào", 1, (advice,), accounts, "Xem tài khoản", "doubt")


def _counted(rows: QuerySet[Model]) -> int:
    return rows.order_by()[:MOST].count()


def _dispatches(rows: QuerySet[DispatchRow]) -> tuple[Line, ...]:
    return tuple(
        Line(_name(one), one.subject, reverse("dispatch", args=(one.number,)))
        for one in attention.headings(rows[:LINES])
    )


def _name(one: attention.Heading) -> str:
    """How an office calls a dispatch in one breath."""
    issued = f"ngày {day(one.issued_on)}" if one.issued_on else ""
    named = " ".join(part for part in (one.kind, one.symbol, issued) if part)
    return named[:1].upper() + named[1:] if one.symbol or one.kind else one.file


def _tasks(rows: QuerySet[TaskRow]) -> tuple[Line, ...]:
    return tuple(Line(_shortened(one.text), _when(one), f"{reverse('tasks')}#viec-{one.pk}") for one in rows[:LINES])


def _when(one: TaskRow) -> str:
    who = "; ".join(one.actors)
    again = FREQUENCIES[Frequency(one.recurrence)] if one.recurrence else "chưa rõ hạn"
    when = f"hạn {day(one.due)}" if one.due else again
    return f"{when} · {who}" if who else when


def _shortened(text: str, most: int = 140) -> str:
    """The text, cut between two words where it is longer.

    >>> _shortened("Báo cáo kết quả", 10)
    'Báo cáo…'
    """
    return text if len(text) <= most else f"{text[:most].rpartition(' ')[0]}…"
