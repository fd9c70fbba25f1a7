"""Which tasks and dispatches concern some units: querysets that pages narrow further, and slice.

`units` None: all there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import In

from registry.concern_models import ConcernRow
from registry.goes_to import KEPT, GoesTo
from registry.models import DispatchRow, Finding, OfficeUnitRow, TaskFallRow, TaskRow

#: What a unit's row tells of its names, and of those by which the kept table goes.
NAMES = ("name", "aliases", "kept_names")


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
    """Units, and all that they are called: what dispatches must go to, or order something of, to concern them.

    `current`: the kept table goes by these names, so that lists take from it what `tested` and `gathered` find out.
    """

    units: frozenset[str]
    called: frozenset[str]
    current: bool = False

    def walked(self) -> Q:
        """The condition of lines, looked up line by line."""
        if not self.current:
            return self.tested("dispatch__")
        return Q(Exists(self.kept().filter(line=OuterRef("pk"))))

    def listed(self) -> Q:
        """The condition of lines, by the numbers of all such lines, from which a database begins."""
        return Q(pk__in=self.kept().values("line")) if self.current else self.gathered()

    def held_against(self) -> Q:
        """The condition of lines that are found otherwise, each looked for among all such lines."""
        number = F("pk") + 0  # a number that no index finds
        return Q(In(number, self.kept().values("line").query)) if self.current else self.gathered()

    def kept(self) -> QuerySet[ConcernRow]:
        """The rows of the kept table, one a unit and line; as good as the condition where it is `current`."""
        return ConcernRow.objects.order_by().filter(unit__in=sorted(self.units))

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
        return found.filter(value__in=names) if any(len(name) >= KEPT for name in names) else found


class Units(frozenset[str]):
    """Keys of units that came with all that they are called (`called`), so that nobody asks for it again.

    `current`: the kept table of concerns goes by these names.
    """

    called: frozenset[str]
    current: bool


def concern_of(units: frozenset[str]) -> Concern:
    """What concerns these units."""
    told = units if isinstance(units, Units) else _told(units)
    return Concern(frozenset(units), told.called, told.current)


def concerns_of(units: frozenset[str] | None, under: str = "") -> list[Concern]:
    """What concerns these units (None: no limit), and what the unit `under` or one under it; by one question.

    What concerns the one narrows nothing further where all of the other is among it.
    """
    narrower = within((under,)) if under else None
    wanted = [] if units is None or (narrower is not None and narrower <= units) else [units]
    if narrower is not None:
        wanted.append(narrower)
    return [concern_of(one) for one in wanted]


def names_of(units: Iterable[str]) -> frozenset[str]:
    """All that these units are called."""
    return _told(frozenset(units)).called


def is_current(name: str, aliases: Sequence[str], kept_names: Sequence[str] | None) -> bool:
    """Whether the kept table goes by these names of a unit."""
    return kept_names is not None and [name, *aliases] == list(kept_names)


def within(units: Iterable[str]) -> Units:
    """The keys of these units and of all under them, with their names; by one question."""
    every = list(OfficeUnitRow.objects.values_list("key", "parent__key", *NAMES))
    keys = _within({key: parent for key, parent, *_ in every}, frozenset(units))
    return _named(keys, {key: told for key, _, *told in every if key in keys})


def _told(units: frozenset[str]) -> Units:
    rows = OfficeUnitRow.objects.filter(key__in=sorted(units)).values_list("key", *NAMES)
    return _named(units, {key: told for key, *told in rows})


def _named(units: frozenset[str], rows: Mapping[str, Sequence[Any]]) -> Units:
    """The units with what their rows tell of their names; one that has no row is not reckoned."""
    found = Units(units)
    found.called = frozenset(one for name, others, _ in rows.values() for one in (name, *others))
    found.current = all(key in rows and is_current(*rows[key]) for key in units)
    return found


def _within(parents: Mapping[str, str | None], wanted: frozenset[str]) -> frozenset[str]:
    def over(key: str) -> Iterable[str]:
        seen = set[str]()
        while key and key not in seen:
            seen.add(key)
            key = parents.get(key) or ""
        return seen

    return frozenset(key for key in parents if wanted & set(over(key)))
