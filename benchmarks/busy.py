"""How busy a sweep of scans keeps the processors: `python -m benchmarks.busy [--files 100] [--searchable]`.

Our own cases are drawn as an office scans them, then the real command sweeps them.  Beside the seconds of the processor
that its processes took stand those that the whole machine was idle meanwhile: what the sweep took of what other work
left to it is told too, since other work takes its share on a machine that is not ours alone.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.long_sweep import WAYS, office_in
from benchmarks.process_tree import Taken, idle_seconds, taken
from corpora.render import render

CASES = Path(__file__).parents[1] / "corpora" / "cases"
EVERY = 0.5  # seconds between two looks


def drawn(folder: Path, count: int) -> int:
    """So many cases as scans in the folder, by their names; how many there are."""
    cases = sorted(CASES.glob("*.txt"))[:count]
    for case in cases:
        render(case, "office", folder)
    return len(cases)


def swept(environment: Mapping[str, str], way: str) -> tuple[list[tuple[Taken, float]], int]:
    """What the sweep took at every look, with the machine's idle seconds, from its first file's begin to its last."""
    inbox, looks = Path(environment["VANTHU_INBOX"]), []
    command = [sys.executable, "-c", "from cli import main; main()", "inbox", "--once", *WAYS[way]]
    process = subprocess.Popen(command, env=dict(environment), stdout=subprocess.DEVNULL)
    marks = Path(environment["VANTHU_ARCHIVE"]) / ".reading"
    begun = False
    while process.poll() is None:
        begun = begun or (marks.is_dir() and any(marks.iterdir()))
        if begun and any(inbox.iterdir()):
            looks.append((taken(process.pid), idle_seconds()))
        time.sleep(EVERY)
    return looks, os.cpu_count() or 1


def told(way: str, files: int, looks: Sequence[tuple[Taken, float]], cores: int) -> str:
    """A row of the table."""
    (first, idle_before), (last, idle_after) = looks[0], looks[-1]
    span, used, idle = last.at - first.at, last.seconds - first.seconds, idle_after - idle_before
    shares = (used / (span * cores), idle / (span * cores), used / (used + idle))
    cells = (way, str(files), f"{span:.0f}", f"{used:.0f}", *(f"{share:.2f}" for share in shares))
    return "| " + " | ".join(cells) + " |"


def main(arguments: Sequence[str]) -> None:
    """Print a Markdown table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.busy")
    parser.add_argument("--files", type=int, default=100)
    parser.add_argument("--searchable", action="store_true", help="with the searchable copy of each scan")
    parser.add_argument("--way", action="append", choices=WAYS)
    given = parser.parse_args(arguments)
    head = "| way | files | s | s of the processor | cores busy with it | cores idle | of what others left |\n"
    sys.stdout.write(f"{head}|{'---|' * 7}\n")
    for way in given.way or ["plain"]:
        with tempfile.TemporaryDirectory(prefix="busy-") as name:
            environment = office_in(Path(name)) | {"VANTHU_SEARCHABLE": str(given.searchable)}
            files = drawn(Path(environment["VANTHU_INBOX"]), given.files)
            sys.stdout.write(told(way, files, *swept(environment, way)) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
