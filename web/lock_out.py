"""Accounts that rest after too many wrong passwords; the only room of django-axes."""

from __future__ import annotations

from dataclasses import dataclass

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.utils import timezone


@dataclass(frozen=True, slots=True)
class Resting:
    """An account that rests: the name that was typed (there may be no such account), and from where."""

    name: str
    address: str


def resting(limit: int) -> list[Resting]:
    """Those that rest now, at most so many, the latest first."""
    tired = AccessAttempt.objects.filter(failures_since_start__gte=settings.AXES_FAILURE_LIMIT)
    recent = tired.filter(attempt_time__gte=timezone.now() - settings.AXES_COOLOFF_TIME).order_by("-attempt_time")
    return [Resting(one.username or "", one.ip_address or "") for one in recent[:limit]]


def wake(name: str) -> None:
    """Nothing; the account of this name may be tried again at once."""
    reset(username=name)
