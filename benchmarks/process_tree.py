"""What a process and all below it take of the machine, as Linux tells it in /proc: memory, seconds of the processor."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

TICKS = os.sysconf("SC_CLK_TCK")
PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Taken:
    """At one moment: MiB of memory of all processes, seconds of the processor since they began, how many they are."""

    at: float
    mib: float
    seconds: float
    processes: int


@dataclass(frozen=True, slots=True)
class _One:
    parent: int
    own: float  # seconds of this process
    dead: float  # seconds of those below it that ended and were asked after


def taken(root: int) -> Taken:
    """What the process with this number and those below it take now; shared pages are shared out (PSS)."""
    found = _processes()
    tree = _below(root, found)
    seconds = sum(found[pid].own + found[pid].dead for pid in tree)
    return Taken(time.monotonic(), sum(_pss(pid) for pid in tree), seconds, len(tree))


def mib_each(root: int) -> dict[int, float]:
    """MiB of each process of the tree, by its number."""
    return {pid: _pss(pid) for pid in _below(root, _processes())}


def _processes() -> dict[int, _One]:
    found: dict[int, _One] = {}
    for path in PROC.iterdir():
        if path.name.isdigit():
            try:
                told = (path / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            except OSError:
                continue  # ended meanwhile
            own, dead = int(told[11]) + int(told[12]), int(told[13]) + int(told[14])
            found[int(path.name)] = _One(int(told[1]), own / TICKS, dead / TICKS)
    return found


def _below(root: int, found: Mapping[int, _One]) -> list[int]:
    tree = [root] if root in found else []
    for pid in tree:  # grows while it is walked
        tree += [child for child, one in found.items() if one.parent == pid]
    return tree


def _pss(pid: int) -> float:
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def idle_seconds() -> float:
    """Seconds that all processors of the machine have been idle, or waited for a disk, since it started."""
    told = (PROC / "stat").read_text(encoding="ascii").splitlines()[0].split()
    return (int(told[4]) + int(told[5])) / TICKS


class Watched:
    """Looks at a process's tree again and again, until the `with` ends; `looks` holds what was seen."""

    def __init__(self, root: int, every: float = 1.0) -> None:
        self._root, self._every = root, every
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self.looks: list[Taken] = []

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._end.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._end.wait(self._every):
            seen = taken(self._root)
            if seen.processes:
                self.looks.append(seen)
