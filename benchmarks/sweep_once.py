"""One sweep of the inbox that the settings name, told as JSON: `python -m benchmarks.sweep_once REPORT`."""

from __future__ import annotations

import json
import logging
import resource
import sys
import time
from pathlib import Path

from office import Office, office
from pipeline.sweep import sweep
from records import Outcome, Refused, ScanReading
from settings import Settings


class Broken(logging.Handler):
    """Gathers what is told of processes that broke off."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the message."""
        self.told.append(record.getMessage())


def swept(open_office: Office) -> list[dict[str, object]]:
    """Name, code and seconds of every file that the sweep handled."""
    seconds: dict[str, float] = {}

    def timed(path: Path) -> Outcome:
        begun = time.monotonic()
        try:
            return open_office.handle(path)
        finally:
            seconds[path.name] = time.monotonic() - begun

    outcomes = sweep(open_office.settings, timed)
    return [{"name": name, "code": code(one), "seconds": seconds[name]} for name, one in outcomes]


def code(outcome: Outcome) -> str:
    """What became of a file in one word; of a file that was read in part, what kept its first page from it."""
    if isinstance(outcome, Refused):
        return outcome.code
    if not isinstance(outcome, ScanReading):
        return "duplicate"
    unread = [problem.code for problem in outcome.problems if problem.code != "poor_page"]
    return f"read, a page {unread[0]}" if unread else "read"


def _own_mib() -> int:
    """The most memory this process ever had; `ru_maxrss` would also tell of the process that started it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:"))) // 1024


def main() -> None:
    """Sweep and write the report."""
    broken = Broken()
    logging.getLogger("pipeline.apart").addHandler(broken)
    with office(Settings()) as open_office:
        files = swept(open_office)
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    report = {"files": files, "mib": max(_own_mib(), children), "broken": broken.told}
    Path(sys.argv[1]).write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
