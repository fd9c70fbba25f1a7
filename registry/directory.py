"""The directory of the office as it is kept: read, and brought up to date from a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction

from records import Directory, OfficeUnit
from registry.concern_keep import keep_units
from registry.connection import lent_connection
from registry.known_units import COLUMNS, known_units, unit_of
from registry.models import OfficeUnitRow
from registry.rows import storable


class Missing(StrEnum):
    """What becomes of kept units that a newer table does not hold."""

    KEEP = "keep"
    END = "end"  # they end on the day before the table is taken over


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What taking a table over did: keys of units added, changed, left as they were, ended, kept though missing."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def directory() -> Directory:
    """The units that are kept, in the clerk's order; an empty directory where none was brought in."""
    with lent_connection():
        return known_units().directory


def take_over(units: Sequence[OfficeUnit], missing: Missing, today: dt.date) -> TakenOver:
    """What changed; the units are kept, each under its key, all or none.

    Raises OSError where the database cannot be used now.
    """
    with lent_connection(), transaction.atomic():
        rows = {row.key: row for row in OfficeUnitRow.objects.select_for_update(of=("self",)).select_related("parent")}
        before = {key: _unit(row) for key, row in rows.items()}
        given = {unit.key for unit in units}
        gone = [key for key in rows if key not in given]
        if any(unit.is_office for unit in units):
            OfficeUnitRow.objects.exclude(key__in=given).update(is_office=False)
        for position, unit in enumerate(units):
            rows[unit.key] = _saved(unit, position, rows.get(unit.key))
        for unit in units:
            _put_under(rows[unit.key], rows[unit.parent] if unit.parent else None)
        for position, key in enumerate(gone, start=len(units)):
            OfficeUnitRow.objects.filter(key=key).update(position=position)
        ended = _end(gone, today) if missing is Missing.END else ()
    with suppress(OSError):  # until it can be done, which is tried at every start and sweep, lists find it out anew
        keep_units()
    return TakenOver(
        tuple(unit.key for unit in units if unit.key not in before),
        tuple(unit.key for unit in units if unit.key in before and before[unit.key] != unit),
        tuple(unit.key for unit in units if before.get(unit.key) == unit),
        ended,
        tuple(key for key in gone if key not in ended),
    )


def _saved(unit: OfficeUnit, position: int, row: OfficeUnitRow | None) -> OfficeUnitRow:
    """The row of the unit, without its parent, which may have no row yet."""
    row = row or OfficeUnitRow(key=unit.key)
    row.position = position
    row.name, row.kind, row.email = storable(unit.name), storable(unit.kind), unit.email
    row.aliases = [storable(one) for one in unit.aliases]
    row.valid_from, row.valid_to = _date(unit.valid_from), _date(unit.valid_to)
    row.is_office, row.successors, row.organ_id = unit.is_office, list(unit.successors), unit.organ_id
    row.save()
    return row


def _put_under(row: OfficeUnitRow, parent: OfficeUnitRow | None) -> None:
    if row.parent != parent:
        row.parent = parent
        row.save(update_fields=["parent"])


def _end(keys: Sequence[str], today: dt.date) -> tuple[str, ...]:
    """The keys of those that had no end, or a later one; now they ended yesterday, or on the day they began."""
    last, found = today - dt.timedelta(days=1), list[str]()
    for row in OfficeUnitRow.objects.filter(key__in=keys):
        if row.valid_to is None or row.valid_to > last:
            row.valid_to = max(last, row.valid_from or last)
            row.save(update_fields=["valid_to"])
            found.append(row.key)
    return tuple(found)


def _unit(row: OfficeUnitRow) -> OfficeUnit:
    parent = row.parent.key if row.parent else None
    return unit_of([parent if name == "parent__key" else getattr(row, name) for name in COLUMNS])


def _date(iso: str | None) -> dt.date | None:
    return dt.date.fromisoformat(iso) if iso else None
