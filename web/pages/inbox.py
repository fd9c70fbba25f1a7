"""Hộp đến: files brought in, and what becomes of each."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path

from web.groups import DeskRequest, Group, for_group


@for_group(Group.CLERK)
def inbox(request: DeskRequest) -> HttpResponse:
    """The page."""
    return render(request, "inbox/inbox.html")


urls: list[URLPattern] = [path("", inbox, name="inbox")]
