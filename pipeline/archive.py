"""Where files go from the inbox: to the archive, to the failed, to the duplicates.  They are moved, never deleted.

A file is moved within one file system by renaming it.  Across file systems it is copied beside its goal, the copy is
checked against the sha256, renamed, and only then the source removed.
"""

from __future__ import annotations

import errno
import itertools
import os
import re
import shutil
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import ChangedMeanwhile, Unreadable, refused, withholds_name
from pipeline.intake import sha256_of
from pipeline.safe_name import numbered, safe_name
from records import Duplicate, Refused, Scan
from settings import Settings

HASH_SIGNS = 12  # of the sha256 in an archived name
#: How a copy is called until it is whole; what bears such a name after a kill is a copy of a file that is still there.
PART = re.compile(r"\.(vanthu-)?\w{8}\.part")
#: One file is set aside at a time: two must not take one name.
_SETTING_ASIDE = threading.Lock()


def archive(scan: Scan, settings: Settings) -> Path | Refused:
    """Where the original now lies, byte-identical: `archive/YYYY/MM/<sha12>-<name>`.

    Refused, with the file left in the inbox, where its bytes are no longer those of the scan.  Raises OSError.
    """
    try:
        if sha256_of(scan.path) != scan.sha256:
            return refused(ChangedMeanwhile(), scan.name, scan.sha256)
    except FileNotFoundError:
        return refused(Unreadable(), scan.name, scan.sha256)
    folder = settings.archive.absolute() / f"{scan.received_at:%Y}" / f"{scan.received_at:%m}"
    name = f"{scan.sha256[:HASH_SIGNS]}-{safe_name(scan.name)}"
    target = next(path for path in _places(folder, name) if not path.exists() or sha256_of(path) == scan.sha256)
    if not _moved(scan.path, target, scan.sha256):
        return refused(ChangedMeanwhile(), scan.name, scan.sha256)
    return target


def archived_copy(sha256: str, settings: Settings) -> Path | None:
    """The archived original of these bytes, found by name and checked by content; None where there is none.

    Asked after a crash between the move and its note in the register.
    """
    found = sorted(settings.archive.absolute().glob(f"[0-9]*/[0-9]*/{sha256[:HASH_SIGNS]}-*"))
    return next((path for path in found if path.is_file() and sha256_of(path) == sha256), None)


def set_aside_failed(path: Path, outcome: Refused, settings: Settings) -> Path:
    """Where the refused file now lies, beside `<name>.txt` that tells the clerk why and what to do.

    The path itself, with no note written, where its bytes are no longer those refused.  Raises OSError.
    """
    folder = settings.failed.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    sha256 = outcome.sha256 or sha256_of(path)
    name = safe_name(path.name)
    with _SETTING_ASIDE:
        if place := _copied_before(path, folder, name, sha256):
            return place
        target = next(place for place in _places(folder, name) if _noted(place, outcome))
        moved = False
        try:
            moved = _moved(path, target, sha256)
        finally:
            if not moved and not target.exists():
                note_of(target).unlink()
    return target if moved else path


def note_of(path: Path) -> Path:
    """Where the note about a failed file lies."""
    return path.with_name(path.name + ".txt")


def _noted(place: Path, outcome: Refused) -> bool:
    """Whether the place was free and the note for it is written now; the note keeps the place."""
    if place.exists():
        return False
    note, said = note_of(place), _said_of(outcome)
    if note.exists() and not _left_behind(note, said[0]):
        return False
    try:
        note.write_text("".join(f"{line}\n" for line in said), encoding="utf-8")
    except OSError:
        note.unlink(missing_ok=True)  # half a note, on a disk that is full
        raise
    return True


def _said_of(outcome: Refused) -> tuple[str, ...]:
    """The lines of the note: the file's name, why it was refused, what to do; of a secret paper not the name."""
    name = () if withholds_name(outcome) else (safe_name(outcome.name),)
    return (*name, outcome.message, outcome.remedy)


def _left_behind(note: Path, first: str) -> bool:
    """Whether this is our note with that first line, written, perhaps in part, before a kill.

    A failed file that is itself called `….txt` is no note: one lies beside it.
    """
    if note_of(note).exists():
        return False
    with note.open("rb") as file:
        begun = file.read(len(first.encode()) + 1)
    return f"{first}\n".encode().startswith(begun)


def set_aside_duplicate(path: Path, outcome: Duplicate, settings: Settings) -> Path:
    """Where the file now lies whose bytes came before.  Raises OSError."""
    folder, name = settings.duplicates.absolute(), safe_name(path.name)
    with _SETTING_ASIDE:
        if place := _copied_before(path, folder, name, outcome.sha256):
            return place
        target = next(place for place in _places(folder, name) if not place.exists())
        _moved(path, target, outcome.sha256)
    return target


def is_source_of(path: Path, place: Path) -> bool:
    """Whether `place` holds the copy of exactly this file, made on another file system before a kill.

    The bytes must be known to be the same.  A copy bears the date of its source to the nanosecond, and a file that came
    anew bears its own.
    """
    try:
        source, copy = path.stat(), place.stat()
    except FileNotFoundError:
        return False
    return source.st_dev != copy.st_dev and (source.st_size, source.st_mtime_ns) == (copy.st_size, copy.st_mtime_ns)


def _copied_before(path: Path, folder: Path, name: str, sha256: str) -> Path | None:
    """The copy of this very file, made before a kill that left the source; the source is removed now."""
    for place in itertools.takewhile(Path.exists, _places(folder, name)):
        if is_source_of(path, place) and sha256_of(place) == sha256:
            path.unlink()
            return place
    return None


def _places(folder: Path, name: str) -> Iterator[Path]:
    """The name in the folder, then the name with a counter, without end."""
    return (folder / numbered(name, number) for number in itertools.count(1))


def _moved(source: Path, target: Path, sha256: str) -> bool:
    """Whether the file now lies at `target`; False, with nothing changed, where its bytes are not those expected."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        source.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        return _copied(source, target, sha256)
    _sync(target.parent)
    return True


def _copied(source: Path, target: Path, sha256: str) -> bool:
    """The move between two file systems: copy, make it last, check, rename, and only then remove the source."""
    before = source.stat()
    handle, name = tempfile.mkstemp(prefix=".vanthu-", suffix=".part", dir=target.parent)
    copy = Path(name)
    try:
        with os.fdopen(handle, "wb") as file, source.open("rb") as original:
            shutil.copyfileobj(original, file)
            file.flush()
            os.fsync(file.fileno())
        if sha256_of(copy) != sha256:
            return False
        os.utime(copy, ns=(before.st_atime_ns, before.st_mtime_ns))
        copy.replace(target)
    finally:
        copy.unlink(missing_ok=True)
    _sync(target.parent)
    after = source.stat()
    if (after.st_ino, after.st_size, after.st_mtime_ns) == (before.st_ino, before.st_size, before.st_mtime_ns):
        source.unlink()  # otherwise another file has taken its name, and comes next
    return True


def _sync(folder: Path) -> None:
    """Make the new name in the folder outlast a power cut, where the system can."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        return
    finally:
        os.close(handle)
