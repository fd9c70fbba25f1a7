"""Torn files swept by the real sweep: `python -m benchmarks.fuzz [NUMBER] [SEED]` prints what became of them.

The files are dropped in batches into an inbox; every batch is swept by a process of its own (office, register, sweep),
so that a crash of native code is seen.  Afterwards every file must lie exactly once in the archive, with the failed or
with the duplicates, byte for byte as it was dropped.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.fuzz_sources import made, real
from benchmarks.mutations import mutated
from settings import FOLDERS

ROOM = Path(__file__).parents[1]
BATCH = 100
REAL_SHARE = 0.005  # real pages cost seconds each
SAME_SHARE = 0.02  # dropped as they are: read once, then duplicates
MAX_PIXELS = 2_200_000  # a page: A4 is drawn at 150 dpi, which costs a quarter of the OCR
KEPT = ("archive", "failed", "duplicates")
SWEEPS = 3  # of a batch at most: a crash must not keep the files from the next sweep
WORST = 5  # of the slowest are told


@dataclass
class Tally:
    """What became of the files: how many by code, seconds by file, MiB of the largest process, and what went wrong."""

    codes: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=dict)
    mib: int = 0
    broken: list[str] = field(default_factory=list)
    crashes: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def inputs(number: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """So many torn files with their names, the same for the same seed."""
    own, true = made(), list(real())
    for index in range(number):
        dice = random.Random(seed * 1_000_003 + index)
        ending, content = dice.choice(true if true and dice.random() < REAL_SHARE else own)
        yield f"{index:05}{ending}", content if dice.random() < SAME_SHARE else mutated(content, dice)


def fuzzed(number: int, seed: int, home: Path) -> Tally:
    """What became of so many torn files, dropped and swept below `home`."""
    tally, batch = Tally(), []
    for one in inputs(number, seed):
        batch.append(one)
        if len(batch) == BATCH:
            _swept(batch, home, tally)
            batch = []
            sys.stderr.write("\n".join(("", *lines(tally), "")))
    if batch:
        _swept(batch, home, tally)
    return tally


def _swept(batch: list[tuple[str, bytes]], home: Path, tally: Tally) -> None:
    """One batch dropped, swept (again after a crash) and counted."""
    inbox = home / "inbox"
    inbox.mkdir(parents=True, exist_ok=True)
    before = _hashes(home, KEPT)
    for name, content in batch:
        (inbox / name).write_bytes(content)
    for _ in range(SWEEPS):
        report = home / "report.json"
        report.unlink(missing_ok=True)
        command = [sys.executable, "-m", "benchmarks.sweep_once", str(report)]
        with (home / "log.txt").open("a") as log:
            ended = subprocess.run(command, cwd=ROOM, env=_environment(home), stdout=log, stderr=log, check=False)
        if ended.returncode == 0:
            _count(json.loads(report.read_text()), tally)
            break
        tally.crashes.append(f"{batch[0][0]} …: {ended.returncode}")
    dropped = Counter(hashlib.sha256(content).hexdigest() for _, content in batch)
    if _hashes(home, KEPT) - before != dropped or any(inbox.iterdir()):
        tally.lost.append(f"{batch[0][0]} …")


def _hashes(home: Path, folders: tuple[str, ...]) -> Counter[str]:
    """The sha256 of every file kept, without the notes beside the failed."""
    paths = (path for folder in folders for path in (home / folder).rglob("*"))
    own = (path for path in paths if path.is_file() and path.suffix != ".txt" and not path.name.startswith("."))
    return Counter(hashlib.sha256(path.read_bytes()).hexdigest() for path in own)


def _environment(home: Path) -> dict[str, str]:
    folders = {f"VANTHU_{name.upper()}": str(home / name) for name in FOLDERS}
    register = {"VANTHU_DATABASE_URL": f"sqlite:///{home / 'register.sqlite3'}", "VANTHU_STABLE_SECONDS": "0"}
    limits = {"VANTHU_OCR_TIMEOUT": "30", "VANTHU_MAX_PIXELS": str(MAX_PIXELS), "VANTHU_SECRET_KEY": "fuzz"}
    return {**os.environ, **folders, **register, **limits}


def _count(report: dict[str, Any], tally: Tally) -> None:
    for one in report["files"]:
        tally.codes[one["code"]] += 1
        tally.seconds[one["name"]] = one["seconds"]
    tally.mib = max(tally.mib, report["mib"])
    tally.broken += report["broken"]


def lines(tally: Tally) -> Iterator[str]:
    """The tally as Markdown."""
    yield "| outcome | files |"
    yield "|---|--:|"
    for code, count in tally.codes.most_common():
        yield f"| {code} | {count} |"
    slowest = sorted(tally.seconds.items(), key=lambda pair: -pair[1])[:WORST]
    yield ""
    yield "slowest: " + ", ".join(f"{name} {seconds:.1f} s" for name, seconds in slowest)
    yield f"largest process: {tally.mib} MiB"
    yield f"opening processes broken off: {len(tally.broken)} {tally.broken[:WORST]}"
    yield f"sweeps crashed: {tally.crashes or 0}; batches with files lost or doubled: {tally.lost or 0}"


def main() -> None:
    """Tear, sweep, tell; ends with 1 where a sweep crashed or a file was lost."""
    number, seed = (int(word) for word in (sys.argv[1:] + ["2000", "1"][len(sys.argv) - 1 :])[:2])
    with tempfile.TemporaryDirectory(prefix="vanthu-fuzz-") as folder:
        tally = fuzzed(number, seed, Path(folder))
    for line in lines(tally):
        sys.stdout.write(f"{line}\n")
    sys.exit(1 if tally.crashes or tally.lost else 0)


if __name__ == "__main__":
    main()
