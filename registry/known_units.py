"""What dispatches are held against of the office's units: the directory, who bears which name, which are behind.

All of it is made of one question, and only where its answer is another one than before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from records import Directory, OfficeUnit
from registry.grouped import grouped
from registry.models import OfficeUnitRow
from registry.often import Often
from registry.scope import is_current

#: What is kept of a unit.
COLUMNS = (
    *("key", "name", "kind", "parent__key", "aliases", "valid_from", "valid_to"),
    *("email", "is_office", "successors", "organ_id"),
)


@dataclass(frozen=True, slots=True)
class KnownUnits:
    """The directory; the units (their keys) by the names by which they are reckoned; those reckoned by other names."""

    directory: Directory
    bearing: Mapping[str, Sequence[str]]
    behind: Sequence[str]


def known_units() -> KnownUnits:
    """The units that are kept, in the clerk's order."""
    rows = _UNITS()
    if rows != _known[-1][0]:
        _known[:] = [(rows, _made(rows))]
    return _known[-1][1]


_UNITS = Often(lambda: OfficeUnitRow.objects.values_list(*COLUMNS, "kept_names"))


def _made(rows: Sequence[Sequence[Any]]) -> KnownUnits:
    units = tuple(unit_of(told) for *told, _ in rows)
    named = [(name, unit.key) for unit, (*_, kept) in zip(units, rows, strict=True) for name in kept or ()]
    bearing = {name: [key for _, key in own] for name, own in grouped(named, lambda one: one[0]).items()}
    pairs = zip(units, rows, strict=True)
    behind = [unit.key for unit, (*_, kept) in pairs if not is_current(unit.name, unit.aliases, kept)]
    return KnownUnits(Directory(units), bearing, behind)


#: The rows that were read last, and what they tell.
_known: list[tuple[list[Any], KnownUnits]] = [([], _made([]))]


def unit_of(columns: Sequence[Any]) -> OfficeUnit:
    """The unit of these columns."""
    told = dict(zip(COLUMNS, columns, strict=True))
    told |= {name: tuple(told[name]) for name in ("aliases", "successors")}
    told |= {name: told[name].isoformat() for name in ("valid_from", "valid_to") if told[name]}
    return OfficeUnit(parent=told.pop("parent__key"), **told)
