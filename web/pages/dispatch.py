"""Văn bản: one dispatch with all that is known of it, its original, its pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path

from registry import one_dispatch
from registry.follow_keys import own_key
from registry.mail_told import first_mail
from registry.models import DispatchRow
from web.dispatch_page import context, hides_others
from web.follow_buttons import button
from web.follows import follows
from web.groups import DeskRequest, for_group
from web.pages import edxml, paper, searchable
from web.scope import visible_dispatches


@for_group()
def dispatch(request: DeskRequest, number: int) -> HttpResponse:
    """The page; one that does not concern the person is not there for him (404)."""
    seen = visible_dispatches(request.user)
    row = get_object_or_404(seen.select_related("scan").annotate(key=own_key(), **first_mail()), pk=number)
    shown = context(request.user, row, seen)
    return render(request, "dispatch/dispatch.html", shown | _to_follow(request, getattr(row, "key", None)))


@for_group()
def original(request: DeskRequest, number: int) -> HttpResponseBase:
    """The file as it came in, byte for byte, to be saved; one that holds papers of others too is not given (404)."""
    row = _row(request, number)
    if hides_others(row, visible_dispatches(request.user)):
        raise Http404
    place = row.scan.archived
    if place is None or not Path(place).is_file():
        messages.error(request, "Không thấy bản gốc trong kho lưu; hãy nhờ văn thư chạy lệnh vanthu verify.")
        return redirect("dispatch", number)
    return FileResponse(
        Path(place).open("rb"), as_attachment=True, filename=row.scan.name, content_type=row.scan.media_type
    )


@for_group()
def picture(request: DeskRequest, number: int, position: int) -> HttpResponse:
    """The picture of a doubtful place, as it was cut out when the scan was read."""
    png = one_dispatch.picture(_row(request, number), position)
    if png is None:
        raise Http404
    return HttpResponse(png, content_type="image/png")


def _to_follow(request: DeskRequest, key: str | None) -> dict[str, Any]:
    """What the buttons need by which the document, and those that it names, are followed."""
    return {"follow": button(request, key) if key else None, "followed": follows(request.user)}


def _row(request: DeskRequest, number: int) -> DispatchRow:
    return get_object_or_404(visible_dispatches(request.user).select_related("scan"), pk=number)


urls: list[URLPattern] = [
    path("<int:number>/", dispatch, name="dispatch"),
    path("<int:number>/ban-goc/", original, name="dispatch_original"),
    path("<int:number>/anh/<int:position>/", picture, name="dispatch_picture"),
    *paper.urls,
    *searchable.urls,
    *edxml.urls,
]
