"""One sweep of very many small files, plain and through Prefect: `python -m benchmarks.long_sweep [--files 10000]`.

The files are made first; then the real command sweeps them in an office of its own, once each way, and its processes
are looked at from outside: files an hour, memory by progress, seconds of the processor.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.process_tree import Taken, taken
from benchmarks.small_pdfs import small_pdfs
from settings import FOLDERS

HOUSE = Path(__file__).parents[1]
WAYS = {"plain": (), "prefect": ("--prefect",)}
#: At which shares of the files done memory is told; at the last file the graph is made already.
SHARES = (0.1, 0.5, 0.99)
EVERY = 1.0  # seconds between two looks


@dataclass(frozen=True, slots=True)
class Look:
    """The processes at one moment, and how many files lie in the inbox still."""

    taken: Taken
    left: int


def swept(folder: Path, files: Sequence[Path], way: str) -> tuple[list[Look], float]:
    """What was seen of the sweep of copies of these files, and how many seconds the command took in all."""
    environment = office_in(folder)
    inbox = Path(environment["VANTHU_INBOX"])
    for path in files:
        shutil.copyfile(path, inbox / path.name)
    command = [sys.executable, "-c", "from cli import main; main()", "inbox", "--once", *WAYS[way]]
    looks: list[Look] = []
    begun = time.monotonic()
    with (folder / "printed.txt").open("wb") as printed:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=printed, stderr=printed)
        while process.poll() is None:
            time.sleep(EVERY)
            seen = taken(process.pid)
            if seen.processes:
                looks.append(Look(seen, sum(1 for _ in inbox.iterdir())))
    if process.returncode:
        raise SystemExit((folder / "printed.txt").read_text(encoding="utf-8")[-2000:])
    return looks, time.monotonic() - begun


def office_in(folder: Path) -> dict[str, str]:
    """The environment of a command that works in a new office in this folder."""
    own = {f"VANTHU_{name.upper()}": str(folder / name) for name in (*FOLDERS, "prefect_home")}
    for path in own.values():
        Path(path).mkdir(parents=True)
    others = {name: value for name, value in os.environ.items() if not name.startswith(("VANTHU_", "PREFECT_"))}
    more = {"VANTHU_STABLE_SECONDS": "0", "VANTHU_DATABASE_URL": f"sqlite:///{folder / 'vanthu.sqlite3'}"}
    return {**others, **own, **more, "PYTHONPATH": str(HOUSE)}


def told(way: str, looks: Sequence[Look], seconds: float, files: int) -> str:
    """A row of the table."""
    working = [look for look in looks if look.left < files]
    sweeping = [look for look in working if look.left]
    span = working[len(sweeping)].taken.at - sweeping[0].taken.at if len(sweeping) < len(working) else 0.0
    done = files - sweeping[-1].left if sweeping else files
    memory = [_at(working, files, share) for share in SHARES]
    after = max((look.taken.mib for look in working if not look.left), default=0.0)
    hourly = f"{3600 * done / span:,.0f}" if span else "–"
    cells = (way, f"{files:,}", hourly, *(f"{one:.0f}" for one in memory), f"{after:.0f}")
    used = looks[-1].taken.seconds
    reading = sweeping[-1].taken.seconds - sweeping[0].taken.seconds if sweeping else 0.0
    return "| " + " | ".join((*cells, f"{seconds:.0f}", f"{used:.0f}", f"{1000 * reading / max(done, 1):.0f}")) + " |"


def _at(looks: Sequence[Look], files: int, share: float) -> float:
    """MiB when this share of the files was done."""
    return next((look.taken.mib for look in looks if files - look.left >= share * files), 0.0)


def main(arguments: Sequence[str]) -> None:
    """Print a Markdown table, one row a way."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.long_sweep")
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--way", action="append", choices=WAYS)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="long-sweep-") as name:
        drawn = Path(name) / "drawn"
        drawn.mkdir()
        files = list(small_pdfs(drawn, given.files))
        head = "| way | files | files an hour | MiB at 10 % | 50 % | 99 % | most while publishing | s in all | "
        sys.stdout.write(f"{head}s of the processor | its ms a file, sweeping |\n|{'---|' * 10}\n")
        for way in given.way or WAYS:
            looks, seconds = swept(Path(name) / way, files, way)
            sys.stdout.write(told(way, looks, seconds, given.files) + "\n")
            sys.stdout.flush()
            shutil.rmtree(Path(name) / way)


if __name__ == "__main__":
    main(sys.argv[1:])
