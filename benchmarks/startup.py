"""How long commands take to begin: `python -m benchmarks.startup [FILE]`.

`vanthu --help` to its end, `vanthu read` until the first page of the file (one of our own as text by default) is begun;
by the clock and on the processor, and the modules that take most of it.
"""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

HOUSE = Path(__file__).parents[1]
CASE = HOUSE / "corpora" / "cases" / "sample-party.txt"
ROUNDS = 5
MOST = 10  # modules told of each command
#: Tells when it got there, and ends.
END = """
import os, resource, time
def end(*given, **more):
    used = resource.getrusage(resource.RUSAGE_SELF)
    os.write(1, f"\\nBEGUN {time.monotonic()} {used.ru_utime + used.ru_stime} {used.ru_maxrss}\\n".encode())
    os._exit(0)
"""
HELP = END + "import sys\nfrom cli import main\ntry: main(['--help'])\nexcept SystemExit: end()"
READ = (
    END + "from cli import main\nfrom pipeline import read\nread._page = read._plain_page = end\nmain(['read', FILE])"
)
_TOLD = re.compile(r"BEGUN ([\d.]+) ([\d.]+) (\d+)")
_IMPORT = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)")


def once(code: str) -> tuple[float, float, float]:
    """Seconds by the clock from the start of Python, seconds of its processor, MiB of memory."""
    begun = time.monotonic()
    done = subprocess.run([sys.executable, "-c", code], cwd=HOUSE, capture_output=True, text=True, check=False)
    told = _TOLD.search(done.stdout)
    if told is None:
        raise SystemExit(done.stderr)
    return float(told[1]) - begun, float(told[2]), int(told[3]) / 1024


def dearest(code: str) -> str:
    """The libraries and rooms whose own modules take most of the imports' time, with milliseconds."""
    command = [sys.executable, "-X", "importtime", "-c", code]
    done = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=False)
    cost: dict[str, int] = {}
    for microseconds, name in _IMPORT.findall(done.stderr):
        room = name.partition(".")[0]
        cost[room] = cost.get(room, 0) + int(microseconds)
    first = sorted(cost.items(), key=lambda one: -one[1])[:MOST]
    return ", ".join(f"{name} {microseconds // 1000}" for name, microseconds in first)


def main(arguments: Sequence[str]) -> None:
    """Print a Markdown table: medians, and the dearest imports."""
    file = str(Path(arguments[0] if arguments else CASE).absolute())
    sys.stdout.write("| command | s | s of the processor | MiB | ms of imports by room |\n|---|---|---|---|---|\n")
    for name, code in (("vanthu --help", HELP), ("vanthu read, to the first page", READ.replace("FILE", repr(file)))):
        clock, processor, memory = (
            statistics.median(one) for one in zip(*(once(code) for _ in range(ROUNDS)), strict=True)
        )
        sys.stdout.write(f"| {name} | {clock:.2f} | {processor:.2f} | {memory:.0f} | {dearest(code)} |\n")


if __name__ == "__main__":
    main(sys.argv[1:])
