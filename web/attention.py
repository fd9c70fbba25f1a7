"""The tiles of the home page: what asks for this person now, each with a few lines and the way to the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings as django_settings
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from publish.news import heading
from publish.task_words import FREQUENCIES, day
from records import Frequency
from registry import attention
from registry.lines import lines_of
from registry.models import DoubtRow, LineRow, OfficeUnitRow, TaskRow
from registry.news import unseen
from registry.news_told import news
from web.failed_files import failed_files, waiting_files
from web.follows import unseen_news
from web.groups import Group, groups_of
from web.lock_out import resting
from web.scope import own_units, units_of, visible_dispatches, visible_tasks
from web.task_filter import Show

#: Lines in a tile, and the number up to which things are counted: beyond it a page tells, not the tile.
LINES, MOST = 5, 100


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
    found.append(_for_followers(user))
    return tuple(one for some in found for one in some if one.count)


def _for_clerks(user: User) -> Iterator[Tile]:
    house = django_settings.VANTHU
    yield _doubtful(lines_of(units_of(user)).filter(doubtful__in=(True,)).order_by("-arrived_on", "-pk"))
    failed, inbox = failed_files(house), reverse("inbox")
    shown = tuple(Line(one.name or "Tên tệp không hiện", one.reason) for one in failed[:LINES])
    yield Tile("Tệp không đọc được", len(failed), shown, inbox, "Xem lý do và cách làm", "bad")
    waiting = waiting_files(house)
    yield Tile("Tệp đang chờ đọc", len(waiting), tuple(map(Line, waiting[:LINES])), inbox, "Đến hộp đến")
    unknown = attention.tasks_of_nobody(visible_tasks(user))
    yield _of_tasks("Việc chưa rõ của đơn vị nào", unknown, Show.UNKNOWN, "Gắn đơn vị", "doubt")


def _for_leaders(user: User) -> Iterator[Tile]:
    today, rows, days = timezone.localdate(), visible_tasks(user), django_settings.VANTHU.remind_days
    yield _of_tasks("Quá hạn", attention.overdue_tasks(rows, today), Show.OVERDUE, "Xem mọi việc quá hạn", "bad")
    soon = attention.tasks_due(rows, today, days)
    yield _of_tasks(f"Đến hạn trong {days} ngày", soon, Show.SOON, "Xem việc sắp đến hạn", "doubt")
    again, address = (
        attention.coming_again(rows, today + dt.timedelta(days=days), today),
        f"{reverse('tasks')}?xem={Show.RECURRING}",
    )
    shown = tuple(
        Line(_shortened(one.text), f"kỳ tới {day(when)}", reverse("task", args=(one.number,)))
        for when, one in again[:LINES]
    )
    yield Tile(f"Việc định kỳ trong {days} ngày tới", len(again), shown, address, "Xem nhiệm vụ", "doubt")
    yield _of_tasks("Việc mới chưa ai nhận", attention.new_tasks(rows), Show.NEW, "Xem nhiệm vụ")


def _for_analysts() -> Iterator[Tile]:
    graph = reverse("graph")
    count, missing = attention.missing_documents(MOST, LINES)
    shown = tuple(Line(name, f"{citers} văn bản nêu đến") for name, citers in missing)
    yield Tile("Được nêu mà kho chưa có", count, shown, reverse("graph_missing"), "Xem văn bản còn thiếu")
    doubts = list(DoubtRow.objects.order_by("-pk").values_list("message", flat=True)[:MOST])
    lines = tuple(map(Line, doubts[:LINES]))
    yield Tile("Nghi ngờ giữa các văn bản", len(doubts), lines, graph, "Xem đồ thị", "doubt")


def _for_followers(user: User) -> Iterator[Tile]:
    count = unseen_news(user)
    if count:
        told = news(unseen(user, visible_dispatches(user))[:LINES])
        lines = tuple(Line(heading(one), "", _dispatch(one.dispatch)) for one in told)
        yield Tile("Tin về văn bản theo dõi", count, lines, reverse("followed"), "Xem tin, kèm câu trích")


def _dispatch(number: int | None) -> str:
    return reverse("dispatch", args=(number,)) if number else ""


def _for_admins() -> Iterator[Tile]:
    accounts = reverse("accounts")
    tired = resting(MOST)
    shown = tuple(Line(one.name, f"từ {one.address}") for one in tired[:LINES])
    yield Tile("Đang nghỉ vì gõ sai mật khẩu", len(tired), shown, accounts, "Đặt lại mật khẩu", "bad")
    fresh = User.objects.filter(is_active=True, desk__own_password=False).order_by("username")[:MOST]
    people = tuple(Line(one.first_name or one.username, "", reverse("account", args=(one.pk,))) for one in fresh)
    yield Tile("Chưa tự đặt mật khẩu", len(people), people[:LINES], accounts, "Xem tài khoản")
    if not OfficeUnitRow.objects.exists():
        advice = Line("Danh bạ đơn vị còn trống", "Chạy vanthu units template, điền bảng, rồi vanthu units import.")
        yield Tile("Chưa có đơn vị nào", 1, (advice,), accounts, "Xem tài khoản", "doubt")


def _doubtful(rows: QuerySet[LineRow]) -> Tile:
    found = list(rows.values_list("pk", "dispatch__scan__name")[:MOST])
    lines = tuple(
        Line(_name(one), one.subject, reverse("review_one", args=(one.number,)))
        for one in attention.headings(found[:LINES])
    )
    return Tile("Văn bản cần xem lại", len(found), lines, reverse("review"), "Duyệt từng chỗ chưa chắc", "doubt")


def _of_tasks(title: str, rows: QuerySet[TaskRow], show: Show, action: str, tone: str = "") -> Tile:
    found = list(rows.values_list("pk", flat=True)[:MOST])  # by the index alone; rows are wide
    told = TaskRow.objects.only("text", "due", "actors", "recurrence").in_bulk(found[:LINES]) if found else {}
    address = f"{reverse('tasks')}?xem={show}"
    shown = [told[number] for number in found[:LINES] if number in told]
    lines = tuple(Line(_shortened(one.text), _when(one), reverse("task", args=(one.pk,))) for one in shown)
    return Tile(title, len(found), lines, address, action, tone)


def _name(one: attention.Heading) -> str:
    """How an office calls a dispatch in one breath."""
    issued = f"ngày {day(one.issued_on)}" if one.issued_on else ""
    named = " ".join(part for part in (one.kind, one.symbol, issued) if part)
    return named[:1].upper() + named[1:] if one.symbol or one.kind else one.file


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
