"""Văn bản: one dispatch."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path

from web.groups import DeskRequest, for_group
from web.scope import visible_dispatches


@for_group()
def dispatch(request: DeskRequest, number: int) -> HttpResponse:
    """The page; one that does not concern the person is not there for him (404)."""
    row = get_object_or_404(visible_dispatches(request.user).select_related("scan"), pk=number)
    return render(request, "dispatch/dispatch.html", {"dispatch": row})


urls: list[URLPattern] = [path("<int:number>/", dispatch, name="dispatch")]
