"""Lịch: links by which phones and computers subscribe to a unit's tasks, and the calendar behind each."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import F, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST, require_safe

from publish.calendar import ics_parts
from publish.task_words import names_of
from registry.attention import open_tasks
from registry.directory import directory
from registry.models import OfficeUnitRow
from registry.scope import tasks_among, tasks_of
from registry.tasks import in_parts
from web import calendar_links
from web.groups import DeskRequest, for_group
from web.task_filter import units_to_choose

#: Tasks in one calendar, those that come first.
MOST = 1000
CUT = "Lịch chỉ chứa {} việc có hạn sớm nhất; hãy tạo lịch cho đơn vị nhỏ hơn, hoặc xem trang Nhiệm vụ để thấy đủ."
#: Links shown on the page.
SHOWN = 200


@for_group()
def links(request: DeskRequest) -> HttpResponse:
    """The links in force; a new one for a unit that the person sees is shown once."""
    choices, address = units_to_choose(request.user, directory()), ""
    if request.method == "POST":
        unit = request.POST.get("unit", "")
        if unit not in dict(choices):
            messages.error(request, "Hãy chọn một đơn vị trong danh sách.")
            return redirect("calendar_links")
        token = calendar_links.make(request.user, OfficeUnitRow.objects.get(key=unit))
        address = request.build_absolute_uri(reverse("calendar", args=(token,)))
    kept = calendar_links.open_to(request.user)[:SHOWN]
    return render(request, "tasks/links.html", {"links": kept, "units": choices, "address": address, "most": MOST})


@for_group()
@require_POST
def revoke(request: DeskRequest, number: int) -> HttpResponse:
    """Back to the links; that one leads nowhere any more."""
    link = get_object_or_404(calendar_links.open_to(request.user), pk=number)
    calendar_links.revoke(link, request.user)
    messages.success(request, f"Đã thu hồi liên kết lịch của {link.unit}.")
    return redirect("calendar_links")


@login_not_required
@require_safe
def calendar(_request: HttpRequest, token: str) -> HttpResponseBase:
    """The open tasks of the unit and those under it that have a day; whoever has the secret gets it, others 404."""
    link = calendar_links.found(token)
    if link is None:
        raise Http404
    every = directory()
    dated = open_tasks(tasks_among(tasks_of(None), every.within(link.unit.key))).filter(
        Q(due__isnull=False) | Q(rrule__isnull=False)
    )
    cut = dated[: MOST + 1].count() > MOST
    name, note = (f"{link.unit.name} ({MOST} việc)", CUT.format(MOST)) if cut else (link.unit.name, "")
    tasks = in_parts(dated.order_by(F("due").asc(nulls_last=True), "pk"), MOST)
    parts = ics_parts(tasks, names_of(every), name, note)
    return StreamingHttpResponse(parts, content_type="text/calendar; charset=utf-8")


urls: list[URLPattern] = [
    path("lich/", links, name="calendar_links"),
    path("lich/<int:number>/thu-hoi/", revoke, name="calendar_link_revoke"),
    path("lich/<str:token>/viec.ics", calendar, name="calendar"),
]
