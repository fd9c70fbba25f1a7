"""Nhiệm vụ: what is to be done, by whom, by when; as a list, as one task, as a month, as a workbook."""

from __future__ import annotations

import logging
from collections.abc import Collection
from typing import cast

from django.conf import settings as django_settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from publish.sheet import XLSX
from publish.tasks import as_xlsx
from publish.unit_files import sheet_name
from registry.directory import directory
from registry.models import TaskRow
from registry.task_change import as_read, change
from registry.task_names import SETTABLE
from registry.tasks import of_rows
from web.door import door, written
from web.groups import DeskRequest, Right, for_group, may
from web.month import month, month_meant
from web.pager import Pager
from web.pages import calendar_links
from web.scope import visible_tasks
from web.task_filter import SHOWN, Show, asked_for
from web.task_form import TaskForm
from web.task_lines import lines
from web.task_page import context

log = logging.getLogger(__name__)

#: Tasks on one page, and in one workbook.
ON_PAGE, IN_BOOK = 25, 2000


@for_group()
def tasks(request: DeskRequest) -> HttpResponse:
    """The list, page by page."""
    asked = asked_for(request.user, request.GET)
    page = Pager(asked.rows(), ON_PAGE).get_page(request.GET.get("trang"))
    shown = lines(request.user, of_rows(cast(QuerySet[TaskRow], page.object_list), ON_PAGE), asked.names, asked.today)
    choices = {"shown": SHOWN.items(), "asked": asked, "days": django_settings.VANTHU.remind_days}
    return render(request, "tasks/tasks.html", {"page": page, "lines": shown, **choices})


@for_group()
def task(request: DeskRequest, number: int) -> HttpResponse:
    """One task, with the form to write how far it is; one of another unit is not there (404)."""
    one = next(iter(of_rows(visible_tasks(request.user).filter(pk=number), 1)), None)
    if one is None:
        raise Http404
    every = directory()
    form = TaskForm(one, every if may(request.user, Right.CORRECT) else None, request.POST or None)
    if request.method == "POST":
        if not may(request.user, Right.FOLLOW):
            raise PermissionDenied
        if form.is_valid():
            _write(request, number, form)
            return redirect("task", number)
    return render(request, "tasks/task.html", context(request.user, one, form, every))


def _write(request: DeskRequest, number: int, form: TaskForm) -> None:
    """Nothing; what was altered is written under the person's name, and told."""
    wanted, given_back, who = form.wanted(), form.given_back_fields(), (request.user.get_username(), timezone.now())
    changed = change(number, wanted, *who) if wanted else ()
    changed += as_read(number, given_back, *who) if given_back else ()
    if changed:
        written()
        _reckon_at_once(changed)
        messages.success(request, f"Đã ghi: {', '.join(SETTABLE[name] for name in changed)}.")
    else:
        messages.info(request, "Không có gì thay đổi.")


def _reckon_at_once(changed: Collection[str]) -> None:
    """Nothing; chain and answers follow the names that were changed, at once where the tasks are few.

    Where they are many, or it cannot be done now, the page tells that it is left to the next sweep.
    """
    if not {"units", "actors"} & set(changed):
        return
    try:
        door().reckon(django_settings.VANTHU)
    except (OSError, DatabaseError) as error:
        log.warning("what follows for the tasks is left to the next sweep: %s", error)


@for_group()
def in_month(request: DeskRequest) -> HttpResponse:
    """The sheet of a month."""
    asked = asked_for(request.user, request.GET, Show.EVERY)
    first = month_meant(request.GET.get("thang", ""), asked.today)
    sheet = month(asked.of_units(few=True), first, asked.today)
    return render(request, "tasks/month.html", {"asked": asked, "month": sheet})


@for_group()
def workbook(request: DeskRequest) -> HttpResponse:
    """What the list shows, all its pages, as a workbook; back to the list where that is too much."""
    asked = asked_for(request.user, request.GET)
    found = of_rows(asked.rows(), IN_BOOK + 1)
    if len(found) > IN_BOOK:
        messages.error(request, f"Có hơn {IN_BOOK} việc; hãy chọn một đơn vị hoặc thu hẹp bộ lọc rồi xuất lại.")
        return redirect(f"{reverse('tasks')}?{asked.query}")
    book = as_xlsx(found, sheet_name(asked.title))
    return HttpResponse(book, XLSX, headers={"Content-Disposition": 'attachment; filename="nhiem-vu.xlsx"'})


urls: list[URLPattern] = [
    path("", tasks, name="tasks"),
    path("<int:number>/", task, name="task"),
    path("thang/", in_month, name="tasks_month"),
    path("nhiem-vu.xlsx", workbook, name="tasks_workbook"),
    *calendar_links.urls,
]
