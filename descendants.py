"""The processes below this one, seen through /proc, and the end of all of them."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

#: Linux: orphans come to this process, not to init (prctl(2), PR_SET_CHILD_SUBREAPER).
_ADOPT_ORPHANS = 36
_LOOK_AGAIN = 0.02  # seconds
_PROCESSES = Path("/proc")


def adopt_orphans() -> None:
    """Nothing; from now on a process whose parent ends before it stays below this one (Linux only).

    Whoever adopts must ask after their ends, or their entries stay in the system's table: so only before an own end.
    """
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(_ADOPT_ORPHANS, 1, 0, 0, 0)


def descendants(top: int) -> tuple[int, ...]:
    """The numbers of all living processes below that one, parents before children; none where there is no /proc."""
    children: dict[int, list[int]] = {}
    for number, parent in _living():
        children.setdefault(parent, []).append(number)
    found = [top]
    for number in found:  # grows while it is walked
        found += children.get(number, ())
    return tuple(found[1:])


def end_descendants(top: int, seconds: float) -> bool:
    """Whether no process is left below that one, each killed before those below it, at most so many seconds long.

    Parents first: a reader must not take the end of a process that helps it for a fault of its file.
    """
    end = time.monotonic() + seconds
    while left := descendants(top):
        killed(left)
        if time.monotonic() > end:
            return False
        time.sleep(_LOOK_AGAIN)
    return True


def ask_after_the_dead() -> None:
    """Nothing; the entries of ended children leave the system's table: what asks for their numbers finds them gone."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            continue


def killed(numbers: Iterable[int]) -> None:
    """Nothing; each of the processes that still runs is killed, in this order."""
    for number in numbers:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(number, signal.SIGKILL)


def _living() -> Iterator[tuple[int, int]]:
    """Every process that runs and its parent; a dead one that nobody has asked after (Z) is none."""
    for path in _PROCESSES.glob("[0-9]*/stat"):
        with suppress(OSError, ValueError):  # it ended meanwhile
            state, parent = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[:2]
            if state not in "ZX":
                yield int(path.parent.name), int(parent)
