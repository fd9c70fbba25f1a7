"""Which units were reminded on which day, so that nobody is twice."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from registry.connection import lent_connection
from registry.models import ReminderRow


def claim(unit: str, day: dt.date) -> bool:
    """Whether this unit is still to be reminded on this day; who asks first is told so, whoever asks later is not."""
    with lent_connection(), transaction.atomic():
        _, new = ReminderRow.objects.get_or_create(unit=unit, day=day)
    return new


def give_back(unit: str, day: dt.date) -> None:
    """Take the claim back: the reminder did not go out."""
    with lent_connection():
        ReminderRow.objects.filter(unit=unit, day=day).delete()
