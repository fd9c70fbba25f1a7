"""Which files of the inbox are being read at this moment: told by locks, which end with the process that reads."""

from __future__ import annotations

import fcntl
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from pathlib import Path

from settings import Settings

#: Below the archive; the marks in it are hidden, and their names tell nothing of the papers'.
FOLDER = ".reading"


@contextmanager
def under_way(path: Path, settings: Settings) -> Iterator[None]:
    """A `with` during which the file counts as being read; where no mark can be made, it is read all the same."""
    with ExitStack() as stack:
        try:
            mark = _mark(path.name, settings)
            mark.parent.mkdir(parents=True, exist_ok=True)
            lock = stack.enter_context(mark.open("w"))
            fcntl.flock(lock, fcntl.LOCK_EX)
            stack.callback(mark.unlink, missing_ok=True)
        except OSError:
            pass  # a full disk is told by what needs it, not by this mark
        yield


def names_under_way(names: Iterable[str], settings: Settings) -> frozenset[str]:
    """Those of the files that some process is reading now."""
    return frozenset(name for name in names if _is_held(_mark(name, settings)))


def stale_marks(settings: Settings) -> tuple[Path, ...]:
    """The marks that no process holds: what one that was killed left."""
    marks = sorted((settings.archive.absolute() / FOLDER).glob(".*"))
    return tuple(mark for mark in marks if not _is_held(mark))


def _is_held(mark: Path) -> bool:
    try:
        with mark.open("r") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def _mark(name: str, settings: Settings) -> Path:
    digest = sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
    return settings.archive / FOLDER / f".{digest[:16]}"
