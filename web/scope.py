"""What a person sees: everything, or what concerns his units.  Every page takes its rows from here."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet

from registry import scope
from registry.models import DispatchRow, OfficeUnitRow, TaskRow
from web.groups import Right, may

NOBODY = frozenset[str]()


def units_of(user: User) -> frozenset[str] | None:
    """The keys of the units whose affairs the person sees, with those under them; None is everything.

    Clerks and analysts see everything, and so do people of the office itself; who has no unit sees nothing.
    """
    kept: tuple[frozenset[str] | None] | None = getattr(user, "_desk_units", None)
    if kept is None:
        kept = (None if may(user, Right.SEE_ALL) else _within(user),)
        user._desk_units = kept  # type: ignore[attr-defined]
    return kept[0]


def own_units(user: User) -> list[OfficeUnitRow]:
    """The units that the person was given, in the directory's order."""
    try:
        return list(user.desk.units.all())
    except ObjectDoesNotExist:
        return []


def visible_tasks(user: User, under: frozenset[str] | None = None, few: bool = False) -> QuerySet[TaskRow]:
    """The tasks a person may see, of those that stand in a paper now; `under`: that fall on one of these units.

    `few`: what is asked beside is fulfilled by so few that these are looked at one by one.
    """
    rows, own = scope.tasks_of(None), units_of(user)
    falling = scope.falling_on if few else scope.tasks_among
    wanted = [own] if under is None or own is None or not under <= own else []  # else the one is in the other
    for units in (*wanted, under):
        rows = rows if units is None else falling(rows, units)
    return rows


def visible_dispatches(user: User) -> QuerySet[DispatchRow]:
    """The dispatches a person may see; what his units are called is asked once a request."""
    kept: QuerySet[DispatchRow] | None = getattr(user, "_desk_dispatches", None)
    if kept is None:
        kept = scope.dispatches_of(units_of(user))
        user._desk_dispatches = kept  # type: ignore[attr-defined]
    return kept.all()


def _within(user: User) -> frozenset[str] | None:
    own = own_units(user)
    if any(one.is_office for one in own):
        return None
    return scope.within(one.key for one in own) if own else NOBODY
