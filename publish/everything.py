"""All published files at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from publish import readings, register, review
from publish.cells import Line
from publish.replace import replace
from records import ScanReading
from registry.kept import KeptScan, reviews, rows
from registry.start import start
from settings import Settings


def publish(settings: Settings) -> tuple[Path, ...]:
    """The files in the outputs folder, written anew from the registry; the same registry gives the same bytes.

    Raises PermissionError where a file cannot be replaced, RuntimeError where the process uses another database.
    """
    start(settings)
    from registry.queries import kept_scans  # the tables can be imported only now

    tables = _Tables()
    written = readings.write(settings.outputs / "readings", tables.filled_by(kept_scans()))
    return (
        replace(settings.outputs / "register.xlsx", register.as_xlsx(tables.register)),
        replace(settings.outputs / "register.csv", register.as_csv(tables.register)),
        replace(settings.outputs / "review.csv", review.as_csv(tables.review)),
        *written,
    )


@dataclass
class _Tables:
    """The lines of the tables, gathered while the scans pass by: so each scan is asked for and held only once."""

    register: list[Line] = field(default_factory=list)
    review: list[Line] = field(default_factory=list)

    def filled_by(self, scans: Iterable[KeptScan]) -> Iterator[ScanReading]:
        """The readings of the scans, whose lines are added on the way."""
        for kept in scans:
            self.register += register.lines(rows(kept))
            self.review += review.lines(reviews(kept))
            yield kept.reading
