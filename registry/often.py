"""Questions that are asked for every dispatch, put into words once.

Django builds and compiles a queryset anew each time it is asked, which takes several times as long as the answer where
that is a few rows.  Here it does so once in a process, for values that stand in for those to come; afterwards only
these are exchanged.  PostgreSQL plans each of them once for a connection: it plans longer than it looks up a few rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.query import ModelIterable, ValuesListIterable

from registry.alter import LISTS, packed
from registry.planned import planned_cursor, quoted

#: Where a value stands in a statement.
HOLE = re.compile(r"(?<!%)%s")
#: What stands around the values of a column that is one of them.
BEFORE, AFTER = "IN (", ")"
#: Stand-ins are told from all else that is asked with by these.
NUMBER, TEXT = -7_304_166_000, "\ue0007304166"


class Among(Enum):
    """What a question asks for a list of: the column is one of them, however many there are."""

    NUMBERS = "numbers"
    TEXTS = "texts"


#: Which of the values belongs there, or what is always there.
Hole = tuple[int | None, Any]


@dataclass(frozen=True, slots=True)
class _Words:
    """A statement, and what belongs into each of its holes."""

    statement: str
    holes: tuple[Hole, ...]
    made: Callable[[list[Any]], list[Any]]


class Often:
    """A question: called with its values it gives the rows, as the queryset would.

    `ask` gives the queryset for lists of values, one for each of `kinds`, to be used as `column__in` only: of whole
    rows, or by `values_list`.  (What is related comes by `values_list` alone: nothing is selected or fetched besides.)
    """

    def __init__(self, ask: Callable[..., QuerySet[Any, Any]], *kinds: Among) -> None:
        self._ask, self._kinds = ask, kinds
        self._words = cache(self._put_into_words)

    def __call__(self, *values: Collection[Any]) -> list[Any]:
        """The rows for these lists of values."""
        words = self._words(connection.vendor)
        told = [packed(one) for one in values]
        with planned_cursor() as cursor:
            cursor.execute(words.statement, [one if at is None else told[at] for at, one in words.holes])
            return words.made(cursor.fetchall())

    def _put_into_words(self, vendor: str) -> _Words:
        found = self._ask(*([_stand_in(number, kind)] for number, kind in enumerate(self._kinds)))
        statement, told = found.query.sql_with_params()
        at = {_stand_in(number, kind): number for number, kind in enumerate(self._kinds)}
        holes = tuple((at.get(one) if isinstance(one, int | str) else None, one) for one in told)
        parts = HOLE.split(statement)
        for place, (which, _) in enumerate(holes):
            if which is not None:
                parts[place : place + 2] = _widened(parts[place], parts[place + 1], self._kinds[which], vendor)
        if vendor == "postgresql":
            parts, holes = _with_constants(parts, holes)
        return _Words("%s".join(parts), holes, _maker(found))


def _with_constants(parts: Sequence[str], holes: Sequence[Hole]) -> tuple[list[str], tuple[Hole, ...]]:
    """What stands between the values alone: a plan for any value would use no index that is of some rows only."""
    between, left = [parts[0]], list[Hole]()
    for part, (which, always) in zip(parts[1:], holes, strict=True):
        if which is None:
            between[-1] += quoted(always) + part
        else:
            between.append(part)
            left.append((which, always))
    return between, tuple(left)


def _stand_in(number: int, kind: Among) -> int | str:
    return NUMBER - number if kind is Among.NUMBERS else f"{TEXT}{number}"


def _widened(before: str, after: str, kind: Among, vendor: str) -> tuple[str, str]:
    """What stands before and after the hole where any number of values goes in as one."""
    if not (before.endswith(BEFORE) and after.startswith(AFTER)):
        raise ValueError(f"Only `column__in` can be asked for often, not: …{before[-40:]}%s{after[:40]}…")
    begins, ends = LISTS[vendor][kind.value].split("%s")
    return before.removesuffix(BEFORE) + begins, ends + after.removeprefix(AFTER)


def _maker(found: QuerySet[Any, Any]) -> Callable[[list[Any]], list[Any]]:
    """What makes the queryset's rows of those of the database."""
    compiler = found.query.get_compiler(connection=connection)  # which is that of whatever thread asks
    compiler.as_sql()
    converters = compiler.get_converters([one[0] for one in compiler.select])
    as_row = _row_maker(found, compiler.select)

    def made(rows: list[Any]) -> list[Any]:
        told = compiler.apply_converters(rows, converters) if converters else rows
        return [as_row(one) for one in told]

    return made


def _row_maker(found: QuerySet[Any, Any], selected: Sequence[Any]) -> Callable[[Sequence[Any]], Any]:
    if found._iterable_class is ModelIterable:
        names = [one[0].target.attname for one in selected]
        return lambda row: found.model.from_db(found.db, names, row)
    if found._iterable_class is ValuesListIterable:
        return tuple
    return lambda row: row[0]
