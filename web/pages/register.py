"""Sổ văn bản đến: the register with its filters and its search."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path

from web.groups import DeskRequest, Group, for_group


@for_group(Group.CLERK, Group.LEADER, Group.ANALYST)
def register(request: DeskRequest) -> HttpResponse:
    """The page."""
    return render(request, "register/register.html")


urls: list[URLPattern] = [path("", register, name="register")]
