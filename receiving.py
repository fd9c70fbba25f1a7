"""What the pages ask of reading: files put into the inbox by the rules of intake, scans divided as clerks say.

Joins the pages with intake, which they do not know: `web.door` calls what stands here.
"""

from __future__ import annotations

import errno
import os
import shutil
import threading
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from pipeline import secrecy
from pipeline.archive import note_of
from pipeline.errors import PipelineError, StorageFailed, of_the_machine, refused
from pipeline.half_sent import half_sent
from pipeline.intake import glances, is_candidate
from pipeline.safe_name import numbered, safe_name
from pipeline.sniff import DOCX, EDXML, JPEG, PDF, PNG, TIFF, media_type
from pipeline.under_way import names_under_way
from pipeline.undone import unpublished, unreckoned
from records import Refused
from settings import Settings

if TYPE_CHECKING:
    from dividing import Divided

ENDINGS = {PDF: ".pdf", TIFF: ".tif", JPEG: ".jpg", PNG: ".png", DOCX: ".docx", EDXML: ".edxml"}
#: File systems without a second name for one file say so in these ways.
NO_LINKS = frozenset((errno.EPERM, errno.ENOTSUP, errno.EXDEV, errno.EMLINK, errno.ENOSYS))
#: Where there are no such names, one file of this process is put into its place at a time.
_PLACING = threading.Lock()


class FileTooLarge(PipelineError):
    """More bytes than `Settings.upload_megabytes`: (limit in megabytes,)."""

    code = "file_too_large"
    sentence = "Tệp nặng hơn {0} MB, mức cho phép khi gửi qua trang này."
    remedy = (
        "Hãy quét lại ở 300 dpi đen trắng hoặc tách thành nhiều tệp, hoặc nhờ người quản trị chép tệp vào "
        "thư mục hộp đến."
    )


def receive(name: str, chunks: Iterable[bytes], settings: Settings) -> str | Refused:
    """The name under which the file now lies in the inbox, whole; or why it was not taken, and then nothing is kept."""
    part = settings.inbox / f".{uuid4().hex}.part"  # intake leaves such names alone
    try:
        settings.inbox.mkdir(parents=True, exist_ok=True)
        _write(part, chunks, settings.upload_megabytes)
        return _placed(part, _named(name, media_type(part)), settings.inbox)
    except PipelineError as error:
        return refused(error, name)
    except OSError as error:
        told = of_the_machine(error) or StorageFailed()
        remedy = "Tệp chưa được nhận; hãy báo người quản trị chạy 'vanthu doctor', rồi gửi lại tệp."
        return Refused(name, told.code, told.at_work, remedy)
    finally:
        part.unlink(missing_ok=True)


def too_large(name: str, settings: Settings) -> Refused:
    """What is said of a file that was not even received."""
    return refused(FileTooLarge(settings.upload_megabytes), name)


def again(stored: str, settings: Settings) -> str | None:
    """The name under which a failed file lies in the inbox again, its note gone; None where it is not there any more.

    Raises OSError.
    """
    file = settings.failed / stored
    if Path(stored).name != stored or file.is_symlink() or not file.is_file():
        return None
    name = stored if is_candidate(stored) else f"van-ban-{stored}"
    settings.inbox.mkdir(parents=True, exist_ok=True)
    placed = _placed(file, name, settings.inbox)
    note_of(file).unlink(missing_ok=True)
    return placed


def waiting(settings: Settings) -> list[str]:
    """The names of the files that intake will take from the inbox, the oldest first."""
    found = {path: one for inbox in settings.all_inboxes for path, one in glances(inbox).items()}
    return [path.name for path in sorted(found, key=lambda path: (found[path].mtime_ns, path.name))]


def broken_off(settings: Settings) -> int:
    """How many files stopped coming half-way; a sweep takes them away after an hour."""
    return len(half_sent(settings))


def being_read(names: Iterable[str], settings: Settings) -> frozenset[str]:
    """Those of the waiting files that are being read now."""
    return names_under_way(names, settings)


def changed(settings: Settings) -> None:
    """Nothing; the next sweep publishes, and reckons the tasks anew, though no file came.  Raises OSError."""
    settings.archive.mkdir(parents=True, exist_ok=True)
    unpublished(settings).touch()


def names_secrecy(mark: str) -> bool:
    """Whether a mark that a person wrote is one of secrecy."""
    return secrecy.names_secrecy(mark)


def withdraw(sha256: str, settings: Settings) -> bool:
    """Whether all outputs are written anew already; the scan is withdrawn as a secret paper.

    Raises LookupError where it is not kept, OSError where its files cannot be moved.
    """
    from office import publish_now, withdraw_secret  # what publishes is heavy

    withdraw_secret(settings, sha256)
    return publish_now(settings)


def reckon(settings: Settings) -> bool:
    """Whether falls, days, chains and answers of all tasks are up to date now; False where that is left to a sweep."""
    from following import follow  # what reckons is heavy
    from office import FEW_PUBLISHED
    from registry.queries import count

    settings.archive.mkdir(parents=True, exist_ok=True)
    unreckoned(settings).touch()
    if count() > FEW_PUBLISHED:
        return False
    follow(settings)
    return True


def behind(settings: Settings) -> bool:
    """Whether names in tasks were changed on the desk, and what follows is not reckoned yet."""
    return unreckoned(settings).exists()


def divide(sha256: str, settings: Settings) -> Divided:
    """What became of the scan that is to be divided as clerks say."""
    from dividing import divide as divide_now  # what reads scans is heavy, and asked for seldom

    return divide_now(sha256, settings)


def _write(part: Path, chunks: Iterable[bytes], megabytes: int) -> None:
    """The bytes on the disk; a name must never point at what a power cut has left empty."""
    size = 0
    with part.open("xb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > megabytes * 1_000_000:
                raise FileTooLarge(megabytes)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())


def _named(name: str, kind: str) -> str:
    """A name that every file system takes and that intake does not leave alone.

    >>> _named("../~lock.pdf", PDF), _named("x.part", PDF), _named("~$a.pdf", PDF)
    ('_~lock.pdf', 'x.part.pdf', 'van-ban-~$a.pdf')
    """
    safe = safe_name(name)
    if Path(safe).suffix.lower() not in (*ENDINGS.values(), ".jpeg", ".tiff", ".xml"):
        safe = safe_name(f"{safe}{ENDINGS[kind]}")
    return safe if is_candidate(safe) else f"van-ban-{safe}"


def _placed(source: Path, name: str, inbox: Path) -> str:
    """The name under which the file now lies in the inbox: its own or, where that is taken, with a counter."""
    for path in _places(inbox, name):
        try:
            os.link(source, path)
        except FileExistsError:
            continue
        except OSError as error:
            if error.errno not in NO_LINKS:
                raise
            return _moved(source, name, inbox)
        source.unlink()
        return path.name
    raise AssertionError("numbers have no end")


def _moved(source: Path, name: str, inbox: Path) -> str:
    """The same where a file can have one name only."""
    with _PLACING:
        path = next(path for path in _places(inbox, name) if not path.exists())
        if source.stat().st_dev == inbox.stat().st_dev:
            source.replace(path)
            return path.name
        part = inbox / f".{uuid4().hex}.part"
        try:
            shutil.copyfile(source, part)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        source.unlink()
    return path.name


def _places(inbox: Path, name: str) -> Iterator[Path]:
    return (inbox / numbered(name, number) for number in count(1))
