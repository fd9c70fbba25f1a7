"""What hostile files cost: `python -m benchmarks.hostile [NAME…]` prints a Markdown table.

Every file is made here and read by `vanthu read --json` in a process of its own; MiB is the largest process that took
part (the command, the one that opens files, Tesseract), ms is without the start of the command.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.hostile_cases import CASES, READ, Case

#: The command, first on a torn PDF: what a process costs once (modules, the process that opens files) is not counted.
READER = """
import sys, time
from cli import main
def read(path):
    main(["read", "--json", path], standalone_mode=False)
read(sys.argv[1])
begun = time.monotonic()
read(sys.argv[2])
print(round(1000 * (time.monotonic() - begun)))
"""
ROOM = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Cost:
    """What reading said and took: milliseconds, and MiB of the largest process."""

    code: str
    told: str
    ms: int
    mib: int


def written(case: Case, path: Path) -> None:
    """Make the file in a process that is gone afterwards: a reader started from a large one would count as large."""
    maker = multiprocessing.get_context("fork").Process(target=lambda: path.write_bytes(case.make()))
    maker.start()
    maker.join()


def measured(path: Path) -> Cost:
    """The file read by the command in a process of its own, which has started before."""
    torn = path.with_name("torn.pdf")
    torn.write_bytes(b"%PDF-1.7")
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            [sys.executable, "-c", READER, str(torn), str(path)], stdout=out, stderr=errors, cwd=ROOM
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        said = out.read().decode().splitlines()
    if process.returncode:
        return Cost(f"died ({process.returncode})", "", 0, usage.ru_maxrss // 1024)
    code, told = verdict(json.loads(said[-2]))
    return Cost(code, told, int(said[-1]), usage.ru_maxrss // 1024)


def verdict(said: dict[str, Any]) -> tuple[str, str]:
    """The code of the refusal or of the first page that was not read, else READ; and what the clerk is told."""
    scan = said["scan"]
    unread = [one for one in scan["problems"] if one["code"] != "poor_page"]
    return (unread[0]["code"], unread[0]["message"]) if unread else (READ, "")


def rows(cases: Sequence[Case]) -> Iterator[str]:
    """The lines of the table, as they are measured."""
    yield "| input | kB | code | ms | MiB | what the clerk is told |"
    yield "|---|--:|---|--:|--:|---|"
    for case in cases:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / case.file
            written(case, path)
            cost, size = measured(path), path.stat().st_size
        code = cost.code if cost.code == case.code else f"{cost.code} (expected {case.code})"
        yield f"| {case.name} | {size / 1000:.0f} | {code} | {cost.ms} | {cost.mib} | {cost.told} |"


def main() -> None:
    """Print the table of all cases, or of those whose names hold one of the words given."""
    words = sys.argv[1:]
    for line in rows([case for case in CASES if not words or any(word in case.name for word in words)]):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
