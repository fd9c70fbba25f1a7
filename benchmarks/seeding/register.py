"""The dispatches put into the register's tables: scans, values, doubts, corrections, lines, numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils import timezone

from benchmarks.seeding.tables import Table, table_of, values
from benchmarks.seeding.world import World
from records import SURE, Header, ScanReading
from registry import rows
from registry.entered import entered
from registry.line_keep import line_of, sureness
from registry.models import ArrivalRow, Correction, Finding, ScanRow
from registry.register_row import MAIN_FIELDS

CLERK = "an"


@dataclass
class Batch:
    """Rows of some dispatches, to be written together; scans and dispatches have the same numbers, from 1."""

    world: World
    rows: dict[type[models.Model], list[Any]] = field(default_factory=dict)
    plain: dict[type[models.Model], list[dict[str, Any]]] = field(default_factory=dict)
    corrections: int = 0

    def take(self, dispatch: int, reading: ScanReading) -> tuple[ScanRow, str]:
        """The scan's row, and how far its corrections go; what the register keeps of it is in the batch."""
        (one,) = reading.readings
        dice = self.world.chance("kept", dispatch)
        scan = _scan_row(dispatch + 1, reading)
        (row,) = rows.dispatch_rows(scan, reading)
        row.pk = dispatch + 1
        problems = [*rows.problem_rows(scan, None, reading.problems), *rows.problem_rows(scan, row, one.problems)]
        unsure = _is_doubtful(one.header) or bool(problems)
        settled = unsure and not reading.problems and dice.random() < 0.5 and one.header.issued_on is not None
        self.corrections += settled
        corrections = [_correction(self.corrections, scan, one.header)] if settled else []
        numbers = [_arrival(scan, dispatch)] if dice.random() < 0.7 else []
        line = line_of(row, one.header, unsure and not settled, entered(numbers, row))
        line.sureness = sureness(row, one.header)
        self.columns(Finding, [{"dispatch_id": row.pk, **told} for told in rows.finding_columns(one.header)])
        for some in ([scan], [row], problems, corrections, [line], numbers):
            self.add(some)
        return scan, f"1/{self.corrections}" if settled else ""

    def add(self, some: Sequence[models.Model]) -> None:
        """Nothing; the rows are in the batch."""
        for one in some:
            self.rows.setdefault(type(one), []).append(one)

    def columns(self, model: type[models.Model], some: Sequence[dict[str, Any]]) -> None:
        """The same for rows told by their columns, without numbers; objects cost thrice as much."""
        self.plain.setdefault(model, []).extend(some)

    def write(self) -> None:
        """Nothing; the batch is in the tables, and empty."""
        for model, found in self.rows.items():
            numbered = all(one.pk is not None for one in found)
            table = table_of(model) if numbered else Table(model, _without_number(model))
            table.write(values(one)[0 if numbered else 1 :] for one in found)
        for model, told in self.plain.items():
            if told:
                Table(model, list(told[0])).write(list(one.values()) for one in told)
        self.rows, self.plain = {}, {}


def _without_number(model: type[models.Model]) -> list[str]:
    return [one.attname for one in model._meta.concrete_fields if not one.primary_key]


def _scan_row(number: int, reading: ScanReading) -> ScanRow:
    one = reading.scan
    return ScanRow(
        pk=number,
        sha256=one.sha256,
        name=one.name,
        media_type=one.media_type,
        size=one.size,
        received_at=one.received_at,
        page_count=reading.page_count,
        grades=list(reading.grades),
        turns=list(reading.turns),
        saved_at=one.received_at,
    )


def _is_doubtful(head: Header) -> bool:
    found = [getattr(head, name) for name in MAIN_FIELDS]
    return any(one is None or one.confidence < SURE for one in found)


def _correction(number: int, scan: ScanRow, head: Header) -> Correction:
    """A clerk found the symbol to be right."""
    value = head.symbol.value if head.symbol else None
    told = {"field": "symbol", "value": value, "by": CLERK, "at": scan.received_at + dt.timedelta(hours=2)}
    return Correction(pk=number, scan=scan, dispatch_position=0, first_page=1, **told)


def _arrival(scan: ScanRow, dispatch: int) -> ArrivalRow:
    at = scan.received_at
    year = timezone.localtime(at).year
    return ArrivalRow(scan=scan, dispatch_position=0, first_page=1, year=year, number=dispatch + 1, by=CLERK, at=at)
