"""Links by which calendars of phones and computers subscribe to a unit's tasks: made, found by their secret, revoked.

Only the sha256 of a secret is kept, so that nobody who reads the table can use a link.
"""

from __future__ import annotations

import secrets
from hashlib import sha256

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone

from registry.models import OfficeUnitRow
from web.groups import Right, may
from web.models import CalendarLink
from web.scope import units_of

#: Bytes of chance in a secret.
CHANCE = 32


def make(user: User, unit: OfficeUnitRow) -> str:
    """The secret of a new link; it is told this once."""
    token = secrets.token_urlsafe(CHANCE)
    CalendarLink.objects.create(user=user, unit=unit, digest=_digest(token))
    return token


def found(token: str) -> CalendarLink | None:
    """The link of that secret; None where there is none, it is revoked, or its maker sees the unit no more."""
    link = CalendarLink.objects.select_related("user", "unit").filter(digest=_digest(token), revoked_at=None).first()
    if link is None or not link.user.is_active:
        return None
    seen = units_of(link.user)
    return link if seen is None or link.unit.key in seen else None


def open_to(user: User) -> QuerySet[CalendarLink]:
    """The links in force that the person may revoke: his own; who follows tasks those of all units he sees."""
    rows = CalendarLink.objects.filter(revoked_at=None).select_related("user", "unit")
    if not may(user, Right.FOLLOW):
        return rows.filter(user=user)
    seen = units_of(user)
    return rows if seen is None else rows.filter(unit__key__in=sorted(seen))


def revoke(link: CalendarLink, by: User) -> None:
    """Nothing; from now on the link leads nowhere."""
    link.revoked_at, link.revoked_by = timezone.now(), by.get_username()
    link.save(update_fields=["revoked_at", "revoked_by"])


def _digest(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()
