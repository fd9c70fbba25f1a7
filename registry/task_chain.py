"""The chain of a task: the upper orders it carries out, up to the first, and what was handed down from it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from records import LinkKind
from registry.models import TaskLinkRow, TaskRow

#: So far a chain is followed in either direction (Trung ương, tỉnh, khối, chi bộ), and so many hops at most.
LEVELS, WIDEST = 3, 300


@dataclass(frozen=True, slots=True)
class Step:
    """A task in the chain, `level` hops away; `document`: what orders the upper one of the two tasks of the hop.

    `seen` False: the task itself does not concern who asks, and `text`, `status` and `due` are not told.
    """

    level: int
    number: int
    document: str
    sure: bool
    score: float
    seen: bool
    text: str = ""
    status: str = ""
    due: dt.date | None = None


def above(number: int, seen: QuerySet[TaskRow]) -> tuple[Step, ...]:
    """The upper orders, level by level; beyond one that is not `seen` nothing is told."""
    return _steps(number, _hops(number, ("task", "upper"), seen))


def below(number: int, seen: QuerySet[TaskRow]) -> tuple[Step, ...]:
    """What was handed down, level by level, as far as it is `seen`."""
    return tuple(one for one in _steps(number, _hops(number, ("upper", "task"), seen)) if one.seen)


def _steps(number: int, hops: Mapping[int, list[Step]]) -> tuple[Step, ...]:
    """Level by level; circles are harmless: no task comes twice."""
    known, here, found = {number}, [number], list[Step]()
    for level in range(1, LEVELS + 1):
        near = {one.number: one for task in here for one in hops.get(task, ()) if one.number not in known}
        found += [replace(one, level=level) for one in near.values()]
        known |= set(near)
        here = [one.number for one in near.values() if one.seen]
    return tuple(found)


def _hops(number: int, way: tuple[str, str], seen: QuerySet[TaskRow]) -> dict[int, list[Step]]:
    """The hops from each task that can be reached this way, in one query; the surest of two between the same."""
    near, far = way
    links = TaskLinkRow.objects.filter(kind=LinkKind.IMPLEMENTS.value, upper__isnull=False)
    marked = links.filter(_reached(number, way, links)).annotate(seen=Exists(seen.filter(pk=OuterRef(far))))
    columns = (f"{near}_id", f"{far}_id", "label", "sure", "score", "seen")
    told = (f"{far}__text", f"{far}__status", f"{far}__due")
    found: dict[int, list[Step]] = defaultdict(list)
    for start, *step in marked.order_by("score", "-pk").values_list(*columns, *told)[:WIDEST]:
        found[start].append(_step(*step))
    return found


def _step(*columns: Any) -> Step:
    """The hop of a row; of a task that is not seen no more than which document orders it."""
    number, document, sure, score, seen, *told = columns
    return Step(0, number, document, sure, score, seen, *(told if seen else ()))


def _reached(number: int, way: tuple[str, str], links: QuerySet[TaskLinkRow]) -> Q:
    near, far = way
    wanted, last = Q(**{near: number}), links.filter(**{near: number})
    for _ in range(LEVELS - 1):
        step = {f"{near}__in": last.values(far)}
        wanted, last = wanted | Q(**step), links.filter(**step)
    return wanted
