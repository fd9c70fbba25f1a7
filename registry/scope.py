"""Which tasks and dispatches concern some units: querysets that pages narrow further, and slice.

`units` None: all there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from registry.goes_to import KEPT, GoesTo
from registry.models import DispatchRow, Finding, OfficeUnitRow, TaskFallRow, TaskRow


def tasks_of(units: frozenset[str] | None) -> QuerySet[TaskRow]:
    """The tasks that stand in a paper now and fall on one of the units, in the order of arrival."""
    rows = TaskRow.objects.filter(gone=False)
    return rows if units is None else falling_on(rows, units)


def tasks_among(rows: QuerySet[TaskRow], units: Iterable[str]) -> QuerySet[TaskRow]:
    """Those of the tasks that fall on one of the units, gathered: for lists, that ask for many."""
    return rows.filter(pk__in=_falling(units))


def falling_on(rows: QuerySet[TaskRow], units: Iterable[str]) -> QuerySet[TaskRow]:
    """The same, looked up task by task."""
    return rows.filter(Exists(TaskFallRow.objects.filter(task=OuterRef("pk"), unit__in=sorted(units))))


def _falling(units: Iterable[str]) -> QuerySet[Any]:
    """The numbers of the tasks that fall on one of the units."""
    return TaskFallRow.objects.order_by().filter(unit__in=sorted(units)).values("task")


def dispatches_of(units: frozenset[str] | None) -> QuerySet[DispatchRow]:
    """The dispatches that go to one of the units, by name, or order something of one; in the order of reading."""
    return DispatchRow.objects.all() if units is None else DispatchRow.objects.filter(concern_of(units).tested())


@dataclass(frozen=True, slots=True)
class Concern:
    """Units, and all that they are called: what dispatches must go to, or order something of, to concern them."""

    units: frozenset[str]
    called: frozenset[str]

    def tested(self, at: str = "") -> Q:
        """The condition, looked up row by row: for one row, or to walk through many; `at`: the way to the dispatch."""
        named = self._naming().filter(dispatch=OuterRef(f"{at}pk"))
        orders = tasks_of(self.units).filter(scan=OuterRef(f"{at}scan"), position=OuterRef(f"{at}position"))
        return Q(Exists(named)) | Q(Exists(orders))

    def gathered(self) -> Q:
        """The same condition of lines, by the numbers of all such dispatches: for counting, and for few."""
        tasks = TaskRow.objects.order_by().filter(pk__in=_falling(self.units), gone=False)
        place = DispatchRow.objects.order_by().filter(scan=OuterRef("scan"), position=OuterRef("position"))
        ordering = tasks.annotate(dispatch=Subquery(place.values("pk"))).values("dispatch")
        return Q(dispatch__in=self._naming().values("dispatch")) | Q(dispatch__in=ordering)

    def _naming(self) -> QuerySet[Finding]:
        """Where one of the names stands as that of somebody to whom the dispatch goes."""
        names = sorted(self.called)
        begun = Finding.objects.order_by().alias(begun=GoesTo("field", "value"))
        found = begun.filter(begun__in=[name[:KEPT] for name in names])
        return found.filter(value__in=names) if any(len(name) > KEPT for name in names) else found


class Units(frozenset[str]):
    """Keys of units that came with all that they are called (`called`), so that nobody asks for it again."""

    called: frozenset[str]


def concern_of(units: frozenset[str]) -> Concern:
    """What concerns these units."""
    return Concern(units, units.called if isinstance(units, Units) else names_of(units))


def concerns_of(units: frozenset[str] | None, under: str = "") -> list[Concern]:
    """What concerns these units (None: no limit), and what the unit `under` or one under it; by one question."""
    wanted = [] if units is None else [units]
    if under:
        wanted.append(within((under,)))
    return [concern_of(one) for one in wanted]


def names_of(units: Iterable[str]) -> frozenset[str]:
    """All that these units are called."""
    rows = OfficeUnitRow.objects.filter(key__in=sorted(units)).values_list("name", "aliases")
    return frozenset(name for one, others in rows for name in (one, *others))


def within(units: Iterable[str]) -> Units:
    """The keys of these units and of all under them, with their names; by one question."""
    every = list(OfficeUnitRow.objects.values_list("key", "parent__key", "name", "aliases"))
    found = Units(_within({key: parent for key, parent, _, _ in every}, frozenset(units)))
    found.called = frozenset(one for key, _, name, others in every if key in found for one in (name, *others))
    return found


def _within(parents: Mapping[str, str | None], wanted: frozenset[str]) -> frozenset[str]:
    def over(key: str) -> Iterable[str]:
        seen = set[str]()
        while key and key not in seen:
            seen.add(key)
            key = parents.get(key) or ""
        return seen

    return frozenset(key for key in parents if wanted & set(over(key)))
