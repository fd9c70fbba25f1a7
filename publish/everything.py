"""All published files at once."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from publish import cuts, graph, readings, register, review, unit_files
from publish.analysts.write import Tables as AnalystsTables
from publish.cells import Line
from publish.replace import replace
from publish.task_words import names_of
from records import Doubt, ScanReading
from registry.kept import KeptScan, between, reviews, rows
from registry.register_row import RegisterRow
from registry.start import start
from settings import Settings

log = logging.getLogger(__name__)


def publish(settings: Settings, at_once: bool = True) -> tuple[Path, ...]:
    """The files in the outputs folder, written anew from the registry; the same registry gives the same bytes.

    Where they need not be all `at_once`, the printed books of a big year are written once a day.

    Raises PermissionError where a file cannot be replaced, RuntimeError where the process uses another database, and
    FontMissing where the books, which come last, cannot be printed; where they need not be at once it is logged.
    """
    start(settings)
    from publish import books  # the tables can be imported only now
    from registry.directory import directory
    from registry.graph import DjangoGraph
    from registry.queries import kept_scans
    from registry.tasks import all_tasks

    kept, units = DjangoGraph(), directory()
    analysts = AnalystsTables(settings.outputs, hidden=not settings.data_names)
    with analysts.dispatches() as take:
        tables = _Tables(settings.outputs / cuts.FOLDER, kept.doubts(), take)
        read = readings.write(settings.outputs / "readings", tables.filled_by(kept_scans()))
    cuts.without_others(tables.folder, frozenset(path.name for path in tables.cuts))
    analysts.graph(kept.digest())
    tasks = all_tasks()
    analysts.obligations(tasks, names_of(units))
    written = (
        replace(settings.outputs / "register.xlsx", register.as_xlsx(tables.register)),
        replace(settings.outputs / "register.csv", register.as_csv(tables.register)),
        replace(settings.outputs / "review.csv", review.as_csv(tables.review)),
        *read,
        *tables.cuts,
        *graph.write(settings.outputs, kept.digest(), lambda: (kept.kept(), kept.files())),
        *unit_files.write(settings.outputs / unit_files.FOLDER, tasks, units, kept.files()),
        *analysts.written,
    )
    try:
        return (*written, *books.publish(settings, names_of(units), at_once))
    except books.FontMissing as error:
        if at_once:
            raise
        log.warning("the books are not printed: %s", error)
        return written


@dataclass
class _Tables:
    """The lines of the tables, gathered while the scans pass by: so each scan is asked for and held only once.

    Pictures are written to `folder` at once and only their paths held; `take` takes each scan's rows for analysts.
    """

    folder: Path
    doubts: Sequence[Doubt]
    take: Callable[[Sequence[RegisterRow]], None]
    register: list[Line] = field(default_factory=list)
    review: list[Line] = field(default_factory=list)
    cuts: list[Path] = field(default_factory=list)

    def filled_by(self, scans: Iterable[KeptScan]) -> Iterator[ScanReading]:
        """The readings of the scans, whose lines are added on the way."""
        for kept in scans:
            of_scan = tuple(rows(kept))
            self.register += register.lines(of_scan)
            self.take(of_scan)
            self.review += review.lines(reviews(kept))
            self.review += review.lines(between(kept, self.doubts))
            self.cuts += cuts.write(self.folder, kept.reading)
            yield kept.reading
