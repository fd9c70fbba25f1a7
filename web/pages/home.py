"""Trang chủ: what needs a person now."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path

from web.groups import DeskRequest, for_group


@for_group()
def home(request: DeskRequest) -> HttpResponse:
    """The page."""
    return render(request, "home/home.html")


urls: list[URLPattern] = [path("", home, name="home")]
