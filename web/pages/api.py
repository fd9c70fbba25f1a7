"""Giao diện lập trình: the same questions for programs."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path

from web.groups import DeskRequest, Group, for_group


@for_group(Group.ANALYST)
def api(request: DeskRequest) -> HttpResponse:
    """The page."""
    return render(request, "api/api.html")


urls: list[URLPattern] = [path("", api, name="api")]
