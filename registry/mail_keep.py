"""Keeping which mails were looked at and which of their files were taken, so that none is taken twice or forgotten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from records import Mail
from registry.connection import lent_connection
from registry.models import EnclosureRow, MailRow, PostboxRow, ScanRow
from registry.storable import storable

#: How a file is called of whose mail nothing may be told; every other one has a name.
WITHHELD = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mail lies: the mailbox and its folder by name, the UIDVALIDITY told there, and the mail's UID."""

    postbox: str
    validity: int
    uid: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that is to be put into the inbox; `begun`: that was begun before, and may have been done."""

    sha256: str
    begun: bool


def unlooked(postbox: str, validity: int, uids: Sequence[int]) -> list[int]:
    """Those of the mails, in their order, that were not looked at to their end."""
    if not uids:
        return []
    with lent_connection():
        rows = MailRow.objects.filter(postbox__name=postbox, validity=validity, uid__gte=min(uids), done=True)
        known = set(rows.order_by().values_list("uid", flat=True))
    return [uid for uid in uids if uid not in known]


def begin(place: Place, mail: Mail, files: Mapping[str, str], at: dt.datetime) -> list[Wanted]:
    """Which of the files (names by sha256) are to be put into the inbox: those that no look at this mail has taken.

    It is the same mail also under another UID, by its Message-ID: servers number their mails anew.
    """
    with lent_connection(), transaction.atomic():
        row = _row(place, mail, at)
        same = EnclosureRow.objects.filter(mail__postbox=row.postbox, mail__message_id=row.message_id)
        taken = set(same.filter(sha256__in=files, placed=True).values_list("sha256", flat=True))
        begun = set(same.filter(sha256__in=files, placed=False).values_list("sha256", flat=True))
        for sha256, name in files.items():
            if sha256 not in taken:
                EnclosureRow.objects.get_or_create(mail=row, sha256=sha256, defaults={"name": storable(name)})
    return [Wanted(sha256, sha256 in begun) for sha256 in files if sha256 not in taken]


def placed(place: Place, sha256: str, stored: str) -> None:
    """Note that the file lies in the inbox under this name."""
    with lent_connection():
        rows = _enclosures(place).filter(sha256=sha256)
        rows.update(placed=True)
        rows.exclude(name=WITHHELD).update(stored=stored)


def refused(place: Place, sha256: str) -> None:
    """Note that the file does not go into the inbox."""
    with lent_connection():
        _enclosures(place).filter(sha256=sha256).delete()


def finish(place: Place, left_out: Iterable[tuple[str, str]]) -> None:
    """Note that the mail was looked at to its end; of one that brought nothing no words are kept."""
    with lent_connection(), transaction.atomic():
        rows = _rows(place)
        secret = any(_is_secret(row) for row in rows)
        told = [] if secret else [[storable(name), sentence] for name, sentence in left_out]
        rows.update(done=True, left_out=told)
        if not told:
            rows.filter(enclosures=None).update(sender="", subject="", sent_at=None)


def asked(postbox: str, at: dt.datetime, failure: str) -> None:
    """Note how it went when the mailbox was asked."""
    with lent_connection():
        PostboxRow.objects.update_or_create(name=postbox, defaults={"asked_at": at, "failure": storable(failure)})


def was_read(sha256: str) -> bool:
    """Whether a scan of these bytes is kept."""
    with lent_connection():
        return ScanRow.objects.filter(sha256=sha256).exists()


def forget_words(sha256: str) -> bool:
    """Whether mails brought these bytes; no word is left of them, but that they came: else they would come again."""
    mails = list(EnclosureRow.objects.filter(sha256=sha256).order_by().values_list("mail_id", flat=True))
    MailRow.objects.filter(pk__in=mails).update(sender="", subject="", sent_at=None, left_out=[])
    EnclosureRow.objects.filter(mail__in=mails).update(name="", stored="")
    return bool(mails)


def _row(place: Place, mail: Mail, at: dt.datetime) -> MailRow:
    postbox, _ = PostboxRow.objects.get_or_create(name=place.postbox)
    known = {"message_id": storable(mail.message_id), "looked_at": at}
    row, _ = MailRow.objects.update_or_create(postbox=postbox, validity=place.validity, uid=place.uid, defaults=known)
    if not _is_secret(row):
        row.sender, row.subject, row.sent_at = storable(mail.sender), storable(mail.subject), mail.sent_at
        row.save()
    return row


def _is_secret(row: MailRow) -> bool:
    """Whether this mail, under whatever UID, brought a paper of which nothing may be told."""
    same = EnclosureRow.objects.filter(mail__postbox=row.postbox_id, mail__message_id=row.message_id)
    return same.filter(name=WITHHELD).exists()


def _rows(place: Place) -> QuerySet[MailRow]:
    return MailRow.objects.filter(postbox__name=place.postbox, validity=place.validity, uid=place.uid)


def _enclosures(place: Place) -> QuerySet[EnclosureRow]:
    return EnclosureRow.objects.filter(mail__in=_rows(place))
