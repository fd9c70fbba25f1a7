"""Nhiệm vụ: what is to be done, by whom, by when."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path

from web.groups import DeskRequest, for_group


@for_group()
def tasks(request: DeskRequest) -> HttpResponse:
    """The page."""
    return render(request, "tasks/tasks.html")


urls: list[URLPattern] = [path("", tasks, name="tasks")]
