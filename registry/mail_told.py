"""What the desk tells of mails: with which one a file came, what could not be taken, how the mailboxes answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from records import Mail
from registry.models import DispatchRow, EnclosureRow, MailRow, PostboxRow

PARTS = ("message_id", "sender", "subject", "sent_at")
#: Mails told whose files were left out.
LATEST = 15
#: Days for which a mail whose files were left out is told.
TOLD_FOR = 14


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that was not taken: from which mail, and why."""

    sender: str
    subject: str
    sent_at: dt.datetime | None
    name: str
    reason: str


def first_mail() -> dict[str, Subquery]:
    """What each row of a dispatch is to be asked for too, so that no question more is needed (see `came_with`)."""
    mails = MailRow.objects.filter(enclosures__sha256=OuterRef("scan__sha256")).exclude(sender="", subject="")
    return {f"mail_{name}": Subquery(mails.order_by("pk").values(name)[:1]) for name in PARTS}


def came_with(row: DispatchRow) -> Mail | None:
    """The first mail that brought the dispatch's file; None where none did, nothing may be told, or was not asked."""
    message_id, sender, subject, sent_at = (getattr(row, f"mail_{name}", None) for name in PARTS)
    return Mail(message_id, sender or "", subject or "", sent_at) if message_id else None


def senders(stored: Sequence[str]) -> dict[str, str]:
    """Who sent each of the files of the inbox, as far as they came by mail, by their names there."""
    rows = EnclosureRow.objects.filter(stored__in=stored, placed=True).order_by("pk")
    return {name: sender for name, sender in rows.values_list("stored", "mail__sender") if name and sender}


def left_out(now: dt.datetime) -> list[LeftOut]:
    """The files that were left out of the mails of the last days, the latest first."""
    since = now - dt.timedelta(days=TOLD_FOR)
    rows = MailRow.objects.filter(done=True, looked_at__gte=since).exclude(left_out=[]).order_by("-pk")[:LATEST]
    return [LeftOut(row.sender, row.subject, row.sent_at, *pair) for row in rows for pair in row.left_out]


def failures() -> list[PostboxRow]:
    """The mailboxes that did not answer when they were asked last."""
    return list(PostboxRow.objects.exclude(failure=""))
