"""The pages of the clerk, the leader and the analyst; none yet."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
