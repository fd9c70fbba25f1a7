"""What a sweep puts right before it begins: the traces of one that was killed.

A kill between the move to the archive and its note in the register leaves a reading that does not know its original; a
kill while a file is copied leaves part of a copy; a kill while pages are read leaves pictures in the temp folder.
"""

from __future__ import annotations

import itertools
import logging
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from pipeline.archive import PART, archived_copy
from pipeline.half_sent import SWEPT_AWAY, half_sent
from pipeline.shared_storage import PATTERN
from pipeline.under_way import stale_marks
from records import Register
from settings import Settings

log = logging.getLogger(__name__)

#: Held in the archive by whoever sweeps; its time is that of the last sweep's beginning.
SWEEP_LOCK = ".sweep-lock"
#: How the folders are called in which pages lie for Tesseract; the number is that of the process.
SCRATCH = re.compile(r"vanthu-(\d+)-\w+")
#: What shows other machines our archive; it ends with the sweep.
SEEN = re.compile(PATTERN)
#: How the outputs are called until they are whole; the number is that of the process that writes them.
HALF_OUTPUT = re.compile(r"\.(?:(\d+)-)?[0-9a-f]{32}\.tmp")


def mend(settings: Settings, register: Register) -> None:
    """Nothing; afterwards the register knows every archived original, and no leftovers lie about.

    Only for the one process that sweeps: what it finds half done, nobody is doing.  Raises OSError.
    """
    for sha256 in register.unarchived():
        copy = archived_copy(sha256, settings)
        if copy:
            register.archived(sha256, copy)
            log.warning("mended: the register now knows the archived %s", copy.name)
    for path in leftovers(settings):
        removed(path)
        log.warning("mended: removed the leftover %s", path)
    with suppress(FileNotFoundError):
        os.utime(settings.archive / SWEEP_LOCK)


def leftovers(settings: Settings) -> tuple[Path, ...]:
    """Unfinished copies and outputs, uploads that broke off long ago, page pictures and marks of processes gone."""
    archived = settings.archive.absolute().glob("[0-9]*/[0-9]*/.*")
    aside = (path for folder in (settings.failed, settings.duplicates) for path in folder.absolute().glob(".*"))
    return (
        *(path for path in itertools.chain(archived, aside) if PART.fullmatch(path.name)),
        *_half_written(settings.outputs.absolute()),
        *half_sent(settings, SWEPT_AWAY),
        *stale_marks(settings),
        *(path for path in settings.archive.absolute().glob(".seen-*") if _is_nobodys(SEEN.fullmatch(path.name))),
        *scratch(),
    )


def removed(path: Path) -> None:
    """Nothing; afterwards the leftover is gone."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _half_written(outputs: Path) -> Iterator[Path]:
    """What publishings left that were killed; one that still writes is left alone."""
    for path in outputs.rglob(".*.tmp"):
        named = HALF_OUTPUT.fullmatch(path.name)
        if named and not (named[1] and _runs(int(named[1]))):
            yield path


def scratch() -> Iterator[Path]:
    """The folders of page pictures that processes of this machine left which are no more."""
    for path in Path(tempfile.gettempdir()).glob("vanthu-*"):
        if _is_nobodys(SCRATCH.fullmatch(path.name)) and path.is_dir() and not path.is_symlink():
            yield path


def _is_nobodys(named: re.Match[str] | None) -> bool:
    """Whether it is called as we call ours, and its process is no more."""
    return named is not None and not _runs(int(named[1]))


def _runs(process: int) -> bool:
    """Whether the process still runs; one that ended and that nobody has asked after does not."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return not _ended(Path("/proc", str(process), "stat"))


def _ended(stat: Path) -> bool:
    """Whether the system keeps no more than the process's entry; False where it does not tell."""
    try:
        return stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[0] in "ZX"
    except (OSError, IndexError):
        return False
