"""What the tables for analysts cost over a made-up register: `python -m benchmarks.tables --home DIR`.

DIR is a folder filled by `python -m benchmarks.seed`; with VANTHU_DATABASE_URL its database is that one.  Printed: a
Markdown table with each table's lines, seconds, megabytes on the disk, and the most memory of the process so far; then
the seconds of a second publishing, where nothing changed.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.seed import at_home
from settings import Settings

HEAD = "| table | lines | seconds | Parquet, MB | CSV, MB | most memory, MiB |\n|---|---|---|---|---|---|\n"


def steps(settings: Settings) -> Iterator[tuple[str, Callable[[], None]]]:
    """What writes each table, by its name."""
    from publish.analysts.write import Tables
    from publish.task_words import names_of
    from registry.directory import directory
    from registry.graph import DjangoGraph
    from registry.kept import rows
    from registry.queries import kept_scans
    from registry.tasks import each_task

    tables = Tables(settings.outputs, hidden=True)

    def dispatches() -> None:
        with tables.dispatches() as take:
            for scan in kept_scans():
                take(tuple(rows(scan)))

    yield "dispatches", dispatches
    yield "documents, citations", lambda: tables.graph(DjangoGraph().digest())
    yield "obligations", lambda: tables.obligations(each_task(), names_of(directory()))


def seconds(work: Callable[[], None]) -> float:
    """By the clock."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def measured(settings: Settings) -> Iterator[str]:
    """The lines of the Markdown table, and what comes after it."""
    from registry.start import start

    start(settings)
    from publish.analysts.files import lines_in

    folder = settings.outputs / "data"
    yield HEAD
    for names, work in steps(settings):
        took = seconds(work)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        for name in names.split(", "):
            parquet, csv = folder / f"{name}.parquet", folder / f"{name}.csv"
            sizes = " | ".join(f"{path.stat().st_size / 1e6:.1f}" for path in (parquet, csv))
            yield f"| {name} | {lines_in(parquet):,} | {took:.1f} | {sizes} | {memory:.0f} |\n"
    yield f"once more, nothing changed: {sum(seconds(work) for _, work in steps(settings)):.1f} s\n"


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tables")
    parser.add_argument("--home", type=Path, required=True)
    for line in measured(at_home(parser.parse_args().home)):
        sys.stdout.write(line)
        sys.stdout.flush()


if __name__ == "__main__":
    main()
