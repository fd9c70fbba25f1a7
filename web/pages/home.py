"""Trang chủ: what needs a person now."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path

from web.attention import tiles
from web.groups import DeskRequest, Group, for_group, groups_of


@for_group()
def home(request: DeskRequest) -> HttpResponse:
    """The page: tiles of what asks for the person; where nothing does, what to do first."""
    groups = groups_of(request.user)
    context = {
        "tiles": tiles(request.user),
        "only_admin": groups == {Group.ADMIN},
        "is_clerk": Group.CLERK in groups,
    }
    return render(request, "home/home.html", context)


urls: list[URLPattern] = [path("", home, name="home")]
