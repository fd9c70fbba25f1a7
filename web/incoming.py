"""What the inbox page shows: files that wait, are being read, are done, could not be read, or came before."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from registry import attention, mail_told
from registry.mail_told import LeftOut
from settings import Settings
from web.door import door
from web.failed_files import FailedFile, copies, failed_files
from web.scope import visible_dispatches

#: Lines in each list; the register and the folders hold the rest.
MOST = 100
LATEST = 15


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file of the inbox."""

    name: str
    is_read_now: bool
    sender: str = ""  # of the mail that brought it


@dataclass(frozen=True, slots=True)
class Incoming:
    """The state of the inbox; lists are cut, counts are not."""

    waiting: tuple[Waiting, ...]
    waiting_count: int
    failed: tuple[FailedFile, ...]
    failed_count: int
    copies: tuple[str, ...]
    done: tuple[attention.Heading, ...]
    broken_off: int = 0
    left_out: tuple[LeftOut, ...] = ()
    postbox_failures: tuple[str, ...] = ()

    def told(self) -> dict[str, Any]:
        """The state as JSON: counts, each waiting file, and a mark that changes with anything the page shows."""
        return {
            "waiting": [{"name": one.name, "reading": one.is_read_now} for one in self.waiting],
            "waiting_count": self.waiting_count,
            "failed_count": self.failed_count,
            "state": sha256(repr(self).encode("utf-8", "replace")).hexdigest()[:16],
        }


def incoming(user: User, settings: Settings) -> Incoming:
    """The state now, as far as the person may see it."""
    names, failed = door().waiting(settings), failed_files(settings)
    reading = door().being_read(names[:MOST], settings)
    senders = mail_told.senders(names[:MOST])
    return Incoming(
        tuple(Waiting(name, name in reading, senders.get(name, "")) for name in names[:MOST]),
        len(names),
        tuple(failed[:MOST]),
        len(failed),
        tuple(copies(settings)[:LATEST]),
        tuple(attention.headings(_latest(user))),
        door().broken_off(settings),
        tuple(mail_told.left_out(timezone.now())),
        tuple(one.failure for one in mail_told.failures()),
    )


def _latest(user: User) -> list[tuple[int, str]]:
    """The dispatches read last, each with its file."""
    rows = visible_dispatches(user).order_by("-scan_id", "position")
    return list(rows.values_list("pk", "scan__name")[:LATEST])
