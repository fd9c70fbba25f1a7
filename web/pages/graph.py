"""Đồ thị: what documents say of one another."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path

from web.groups import DeskRequest, Group, for_group


@for_group(Group.ANALYST, Group.CLERK)
def graph(request: DeskRequest) -> HttpResponse:
    """The page."""
    return render(request, "graph/graph.html")


urls: list[URLPattern] = [path("", graph, name="graph")]
