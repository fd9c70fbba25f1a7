"""Duyệt: what was read, beside the picture of the page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path

from web.groups import DeskRequest, Group, for_group


@for_group(Group.CLERK)
def review(request: DeskRequest) -> HttpResponse:
    """The page."""
    return render(request, "review/review.html")


urls: list[URLPattern] = [path("", review, name="review")]
