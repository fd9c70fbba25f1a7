"""Which tasks and dispatches concern some units: querysets that pages narrow further, and slice.

`units` None: all there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Exists, OuterRef, Q, QuerySet

from registry.models import DispatchRow, Finding, OfficeUnitRow, TaskFallRow, TaskRow

#: Where a dispatch names whom it goes to.
GOES_TO = ("addressees", "recipients")


def tasks_of(units: frozenset[str] | None) -> QuerySet[TaskRow]:
    """The tasks that stand in a paper now and fall on one of the units, in the order of arrival."""
    rows = TaskRow.objects.filter(gone=False)
    return rows if units is None else falling_on(rows, units)


def falling_on(rows: QuerySet[TaskRow], units: Iterable[str]) -> QuerySet[TaskRow]:
    """Those of the tasks that fall on one of the units."""
    return rows.filter(Exists(TaskFallRow.objects.filter(task=OuterRef("pk"), unit__in=sorted(units))))


def dispatches_of(units: frozenset[str] | None) -> QuerySet[DispatchRow]:
    """The dispatches that go to one of the units, by name, or order something of one; in the order of reading."""
    return DispatchRow.objects.all() if units is None else _concerning(units, names_of(units))


def dispatches_under(unit: str) -> QuerySet[DispatchRow]:
    """The dispatches that concern the unit or one under it; told by one question to the directory."""
    every = list(OfficeUnitRow.objects.values_list("key", "parent__key", "name", "aliases"))
    units = _within({key: parent for key, parent, _, _ in every}, frozenset((unit,)))
    called = frozenset(one for key, _, name, aliases in every if key in units for one in (name, *aliases))
    return _concerning(units, called)


def _concerning(units: frozenset[str], called: frozenset[str]) -> QuerySet[DispatchRow]:
    named = Finding.objects.filter(dispatch=OuterRef("pk"), field__in=GOES_TO, value__in=sorted(called))
    orders = tasks_of(units).filter(scan=OuterRef("scan"), position=OuterRef("position"))
    return DispatchRow.objects.filter(Q(Exists(named)) | Q(Exists(orders)))


def names_of(units: Iterable[str]) -> frozenset[str]:
    """All that these units are called."""
    rows = OfficeUnitRow.objects.filter(key__in=sorted(units)).values_list("name", "aliases")
    return frozenset(name for one, others in rows for name in (one, *others))


def within(units: Iterable[str]) -> frozenset[str]:
    """The keys of these units and of all under them."""
    return _within(dict(OfficeUnitRow.objects.values_list("key", "parent__key")), frozenset(units))


def _within(parents: Mapping[str, str | None], wanted: frozenset[str]) -> frozenset[str]:
    def over(key: str) -> Iterable[str]:
        seen = set[str]()
        while key and key not in seen:
            seen.add(key)
            key = parents.get(key) or ""
        return seen

    return frozenset(key for key in parents if wanted & set(over(key)))
