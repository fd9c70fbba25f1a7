"""The mails that were not looked at yet: their files into the inbox, in an order that loses none and takes none twice.

What is to be taken is noted first, put into the inbox then, and noted as taken last.  After a kill between the last two
the file is looked for where it can be by then, so that it comes once.  The mail stays as it was; no mark on it counts.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import blames_file
from pipeline.intake import sha256_of
from pipeline.sole import sole
from postbox.enclosures import Enclosure, OpenedMail, opened
from postbox.server import Postbox, PostboxAway, postbox
from receiving import receive
from records import Refused
from registry import mail_keep
from registry.mail_keep import Place, Wanted
from settings import Settings

#: In the archive: held by the process that asks the mailbox.
LOCK = ".mail-lock"
#: Bytes: servers take no heavier mails, and one has to be held in memory.
HEAVIEST = 100_000_000
#: A visit ends after so many seconds, at the next mail; the rest comes at the next one.
LONGEST = 300.0
HEAVY = "Thư nặng {0} MB, quá mức {1} MB nên không lấy; hãy mở bằng chương trình thư rồi lưu tệp vào hộp đến."
STOPPED = "Chưa lấy được tệp “{0}” của thư: {1} Thư ấy sẽ được lấy lại ở lần sau."
BUSY = "Một lần hỏi hộp thư khác đang chạy, lần này không làm gì."


@dataclass
class Fetched:
    """What one visit brought: `taken` (name in the inbox, sender), `left_out` and `failed` (sentences)."""

    taken: list[tuple[str, str]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    failed: str = ""

    def lines(self) -> Iterator[str]:
        """A sentence for each, for the person who asked."""
        yield from (f"{name}: đã vào hộp đến, từ thư của {sender}." for name, sender in self.taken)
        yield from self.left_out
        if self.failed:
            yield self.failed


class _Stopped(Exception):
    """The computer cannot take files now; the message is a sentence."""


def fetch(settings: Settings, clock: Callable[[], dt.datetime], days: int | None = None) -> Fetched:
    """What one visit to the mailbox brought; what it could not do is told and tried again at the next one.

    Mails of the last `days` are looked at (those of the settings where None).  `registry.start.start` must have run,
    also before this module is imported.  Raises OSError where registry or archive cannot be used.
    """
    done, name = Fetched(), postbox_name(settings)
    with sole(settings.archive / LOCK) as first:
        if not first:
            done.failed = BUSY
            return done
        try:
            with postbox(settings) as box:
                _visit(box, settings, clock, days or settings.imap_days, done)
        except PostboxAway as error:
            done.failed = str(error)
        except _Stopped as error:
            done.failed = str(error)
        mail_keep.asked(name, clock(), done.failed)
    return done


def postbox_name(settings: Settings) -> str:
    """How the mailbox is called where it is kept what was taken from it."""
    return f"{settings.imap_user} {settings.imap_folder} ({settings.imap_host})"


def _visit(box: Postbox, settings: Settings, clock: Callable[[], dt.datetime], days: int, done: Fetched) -> None:
    end, name = time.monotonic() + LONGEST, postbox_name(settings)
    uids = mail_keep.unlooked(name, box.validity, box.uids((clock() - dt.timedelta(days=days)).date()))
    sizes = box.sizes(uids)
    for uid in uids:
        if time.monotonic() > end:
            return
        found = _opened(box, uid, sizes.get(uid, 0))
        if found is not None:
            _take(found, Place(name, box.validity, uid), settings, clock(), done)


def _opened(box: Postbox, uid: int, size: int) -> OpenedMail | None:
    """The mail, of a heavy one only its headers; None where it is gone."""
    heavy = size > HEAVIEST
    raw = box.head(uid) if heavy else box.mail(uid)
    if raw is None:
        return None
    if heavy:
        sentence = HEAVY.format(size // 1_000_000, HEAVIEST // 1_000_000)
        return OpenedMail(opened(raw).mail, (), (("", sentence),))
    return opened(raw)


def _take(found: OpenedMail, place: Place, settings: Settings, at: dt.datetime, done: Fetched) -> None:
    """Put the files of the mail into the inbox and note it."""
    files = {one.sha256: one for one in found.enclosures}
    left_out = list(found.left_out)
    for wanted in mail_keep.begin(place, found.mail, {sha256: one.name for sha256, one in files.items()}, at):
        one = files[wanted.sha256]
        came = _placed(one, wanted, settings)
        if isinstance(came, str):
            mail_keep.placed(place, wanted.sha256, came)
            done.taken.append((came, found.mail.sender))
        elif blames_file(came):
            mail_keep.refused(place, wanted.sha256)
            left_out.append((one.name, f"{came.message} {came.remedy}"))
        else:
            raise _Stopped(STOPPED.format(one.name, came.message))
    mail_keep.finish(place, left_out)
    done.left_out.extend(_told(found, name, sentence) for name, sentence in left_out)


def _told(found: OpenedMail, name: str, sentence: str) -> str:
    file = f", tệp “{name}”" if name else ""
    return f"Thư “{found.mail.subject}” của {found.mail.sender}{file}: {sentence}"


def _placed(one: Enclosure, wanted: Wanted, settings: Settings) -> str | Refused:
    """The name under which the file lies in the inbox, or lay there before a kill; or why it was not taken."""
    if wanted.begun and (before := _lies(one, settings)):
        return before
    return receive(one.name, (one.data,), settings)


def _lies(one: Enclosure, settings: Settings) -> str:
    """The name of the file that holds these bytes already, waiting or put aside; '' where none does."""
    size, sha256 = len(one.data), one.sha256
    for folder in (settings.inbox, settings.failed, settings.duplicates):
        for path in sorted(folder.glob("[!.]*")):
            if _holds(path, size, sha256):
                return path.name
    return one.name if mail_keep.was_read(sha256) else ""


def _holds(path: Path, size: int, sha256: str) -> bool:
    try:
        return path.is_file() and path.stat().st_size == size and sha256_of(path) == sha256
    except OSError:
        return False  # it was taken meanwhile
