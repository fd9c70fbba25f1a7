"""Which units each dispatch concerns, kept beside the register's lines: the same that `registry.scope` finds out.

For every unit the table is true by the names that its row says it was reckoned by; where these are not its names now,
lists ask for the true condition until it is reckoned anew.  New lines are kept by the same names, so that no change of
the directory in between goes lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from django.db import connection, transaction

from registry.alter import alter
from registry.concern_models import ConcernRow
from registry.connection import lent_connection
from registry.goes_to import GOES_TO
from registry.known_units import known_units
from registry.models import Finding, LineRow, OfficeUnitRow, TaskFallRow
from registry.often import Among, Often
from registry.planned import planned_cursor
from registry.put_in import put_in
from registry.scope import Concern

#: Scans looked at at once.
SCANS = 200
#: The number under which PostgreSQL knows our turn; any number will do that no other program takes.
TURN = 7_304_166_255
Place = tuple[int, int]


def wait_for_turn() -> None:
    """Nothing; from now until the transaction ends nobody else changes what concerns whom.

    To be called first in a transaction that does.  SQLite lets one write at a time anyway.
    """
    if connection.vendor == "postgresql":
        with planned_cursor() as cursor:
            cursor.execute(f"SELECT pg_advisory_xact_lock({TURN})")


def keep_concerns(scans: Collection[int]) -> None:
    """Find out anew what the lines of these scans concern."""
    every = sorted(scans)
    for start in range(0, len(every), SCANS):
        _keep(every[start : start + SCANS])


def keep_first_concerns(lines: Iterable[LineRow], findings: Mapping[int, Iterable[Finding]]) -> None:
    """Keep what these lines concern whose scans have only just come: to whom they go, since nothing is reckoned yet.

    `findings`: what was found in each dispatch, by its row.
    """
    bearing = known_units().bearing
    rows = [
        ConcernRow(line=line, unit=unit, arrived_on=line.arrived_on)
        for line in lines
        for unit in sorted({key for one in findings[line.dispatch_id] for key in _goes_to(one, bearing)})
    ]
    put_in(rows)


def keep_units() -> None:
    """Reckon the units that were added, or called otherwise, since; one unit a transaction, so that others write."""
    with lent_connection():
        behind = units_behind()
    for key in behind:
        with lent_connection(), transaction.atomic():
            wait_for_turn()
            _keep_unit(key)


def units_behind() -> list[str]:
    """The keys of units whose rows do not go by their names of now."""
    return list(known_units().behind)


def _keep(scans: Collection[int]) -> None:
    found = _LINES(scans)
    units = _named(scans)
    for place, unit in _ordered(scans):
        units[place].add(unit)
    rows = [
        ConcernRow(line_id=pk, unit=unit, arrived_on=day) for pk, day, *place in found for unit in _at(units, place)
    ]
    with transaction.atomic(savepoint=False):
        alter(f"DELETE FROM {ConcernRow._meta.db_table} WHERE line_id {{numbers}}", [pk for pk, *_ in found])
        put_in(rows)


def _at(units: dict[Place, set[str]], place: Iterable[int]) -> list[str]:
    scan, position = place
    return sorted(units[(scan, position)])


def _named(scans: Collection[int]) -> defaultdict[Place, set[str]]:
    """By dispatch, the units to which it goes by name."""
    bearing = known_units().bearing
    found = defaultdict[Place, set[str]](set)
    for scan, position, value in _NAMES(scans):
        found[(scan, position)].update(bearing.get(value, ()))
    return found


def _goes_to(one: Finding, bearing: Mapping[str, Sequence[str]]) -> Sequence[str]:
    return bearing.get(one.value, ()) if one.field in GOES_TO else ()


def _ordered(scans: Collection[int]) -> Iterator[tuple[Place, str]]:
    """Dispatches, and the units of which they order something."""
    for scan, position, unit in _FALLS(scans):
        yield (scan, position), unit


_LINES = Often(
    lambda scans: (
        LineRow.objects.order_by()
        .filter(dispatch__scan__in=scans)
        .values_list("pk", "arrived_on", "dispatch__scan", "dispatch__position")
    ),
    Among.NUMBERS,
)
_NAMES = Often(
    lambda scans: (
        Finding.objects.order_by()
        .filter(dispatch__scan__in=scans, field__in=GOES_TO)
        .values_list("dispatch__scan", "dispatch__position", "value")
    ),
    Among.NUMBERS,
)
_FALLS = Often(
    lambda scans: (
        TaskFallRow.objects.order_by()
        .filter(task__scan__in=scans, task__gone=False)
        .exclude(unit="")
        .values_list("task__scan", "task__position", "unit")
    ),
    Among.NUMBERS,
)


def _keep_unit(key: str) -> None:
    row = OfficeUnitRow.objects.get(key=key)
    names = [row.name, *row.aliases]
    concern = Concern(frozenset((key,)), frozenset(names))
    lines = LineRow.objects.order_by().filter(concern.gathered()).values_list("pk", "arrived_on")
    rows = [ConcernRow(line_id=pk, unit=key, arrived_on=day) for pk, day in lines]
    ConcernRow.objects.filter(unit=key).delete()
    put_in(rows)
    OfficeUnitRow.objects.filter(key=key).update(kept_names=names)
