"""Trang giấy: one page of a dispatch, its picture and its text, opened at a sentence."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_GET

from web.groups import DeskRequest, for_group
from web.paper_page import context
from web.scope import visible_dispatches


@for_group()
@require_GET
def paper(request: DeskRequest, number: int, page: int) -> HttpResponse:
    """The page (from 1 in the scan); 404 where the dispatch has no such page, or is not there for the person."""
    row = get_object_or_404(visible_dispatches(request.user).select_related("scan"), pk=number)
    if page not in row.pages:
        raise Http404
    told = context(request.user, row, page, request.GET.get("cau", ""), request.GET.get("o", ""))
    return render(request, "dispatch/page.html", told)


urls: list[URLPattern] = [path("<int:number>/trang/<int:page>/", paper, name="dispatch_page")]
