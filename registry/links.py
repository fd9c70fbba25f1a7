"""Steps through the graph: for rows of documents the rows one step further, read from an index and remembered."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from enum import Enum
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

from records import Relation
from registry.connection import lent_connection
from registry.graph_models import EdgeRow

#: A question to the database with its parameters.
Query = tuple[str, list[Any]]


class Direction(Enum):
    """In which direction a step goes: the column where it begins, and the one where it ends."""

    BACK = ("target_id", "source_id")  # to those that cite
    FORTH = ("source_id", "target_id")  # to those that are cited


#: From so few documents on the next steps are asked for at once: so many steps, so many documents, so many edges.
FEW, STEPS, AHEAD, EDGES = 50, 8, 400, 5000


class Links:
    """The steps in one direction, by these relations alone (None: all); every document is asked for once.

    `ahead`: where documents are few, also the steps after the next are read.
    `onward`: for a document all from which a step known by now leads to it.  `looked_at`: how many edges were read,
    `asked`: by how many queries.
    """

    def __init__(self, direction: Direction, relations: Collection[Relation] | None = None, ahead: bool = True) -> None:
        self._near, self._far = direction.value
        self._few = FEW if ahead else 0
        self.relations = relations
        self._relations = sorted(str(one) for one in relations) if relations else []
        self._known: dict[int, set[int]] = {}
        self.onward: dict[int, set[int]] = {}
        self.looked_at = 0
        self.asked = 0

    def beyond(self, documents: Collection[int], most: int | None = None) -> dict[int, set[int]] | None:
        """For each of the documents those one step further; None where that would be to read more than `most` edges."""
        new = [one for one in documents if one not in self._known]
        if new and not self._ahead(new, most) and not self._read(new, self.step(new, _beyond(most)), most):
            return None
        return {one: self._known[one] for one in documents}

    def knows(self, documents: Collection[int]) -> bool:
        """Whether nothing need be asked to tell the next step from any of these."""
        return all(one in self._known for one in documents)

    def first(self, documents: Collection[int], most: int) -> set[int]:
        """Some of those one step further, as so many edges tell them."""
        with lent_connection(), connection.cursor() as cursor:
            cursor.execute(*self.step(sorted(documents), most))
            return {far for _, far in cursor.fetchall()}

    def _ahead(self, new: list[int], most: int | None) -> bool:
        """Whether the steps from few documents were read, with the steps after them; not where those are very many."""
        if len(new) > self._few:
            return False
        edges = EDGES if most is None else min(EDGES, most)
        read = self._read(new, self._steps(new, edges + 1), edges)
        self._few = self._few if read else 0  # it would be so again
        return read

    def _read(self, new: list[int], asked: Query, most: int | None) -> bool:
        """Whether the answer holds no more than `most` edges; then they are known."""
        self.asked += 1
        with lent_connection(), connection.cursor() as cursor:
            cursor.execute(*asked)
            found = cursor.fetchall()
        if most is not None and len(found) > most:
            return False
        self.learn(new, found)
        return True

    def learn(self, new: Iterable[int], found: Sequence[tuple[int, int | None]]) -> None:
        """Nothing; these are all the steps from the new documents, and from others that they begin at."""
        self.looked_at += len(found)
        self._known |= {one: set() for one in (*new, *(near for near, _ in found))}
        for near, far in found:
            if far is not None:
                self._known[near].add(far)
                self.onward.setdefault(far, set()).add(near)

    def step(self, documents: list[int], most: int | None) -> Query:
        """The question for the steps from these documents, for no more than `most`."""
        is_one, told = one_of(documents)
        of, relations = self._only("")
        sql = f"SELECT {self._near}, {self._far} FROM {TABLE} WHERE {self._near} {is_one}{of} AND {self._far} > 0"
        return (f"{sql} LIMIT {most}" if most is not None else sql), [told, *relations]

    def _steps(self, documents: list[int], most: int) -> Query:
        """The steps from the documents and from some that are few steps further, those nearest first.

        So long ways ask seldom.  A document from which no step leads comes with None.
        """
        inside, told = listed(documents)
        of, relations = self._only("e.")
        number = AHEAD + len(documents)
        # Each database has its own way to stop in time; PostgreSQL gives those nearest first by itself.
        within, after = (
            (f" ORDER BY 2 LIMIT {number}", "") if connection.vendor == "sqlite" else ("", f" LIMIT {number}")
        )
        sql = f"""
            WITH RECURSIVE ahead(one, step) AS (
                SELECT value, 0 FROM ({inside}) AS begun
                UNION
                SELECT e.{self._far}, ahead.step + 1 FROM ahead JOIN {TABLE} AS e ON e.{self._near} = ahead.one
                WHERE ahead.step < {STEPS} AND e.{self._far} > 0{of}{within}
            )
            SELECT few.one, e.{self._far} FROM (SELECT DISTINCT one FROM (SELECT one FROM ahead{after}) AS taken) AS few
            LEFT JOIN {TABLE} AS e ON e.{self._near} = few.one AND e.{self._far} > 0{of} LIMIT {most}"""
        return sql, [told, *relations, *relations]

    def _only(self, table: str) -> tuple[str, list[str]]:
        if not self._relations:
            return "", []
        return f" AND {table}relation IN ({', '.join(['%s'] * len(self._relations))})", self._relations


class BothWays:
    """Steps in either direction, each level by one question; what `forth` and `back` know is not asked for again."""

    def __init__(self, forth: Links, back: Links) -> None:
        self._forth, self._back = forth, back
        self.onward: dict[int, set[int]] = {}

    def beyond(self, documents: Collection[int], most: int | None = None) -> dict[int, set[int]] | None:
        """For each of the documents those one step further; None where that would be to read more than `most` edges."""
        if not self._read([one for one in documents if not self._knows(one)], most):
            return None
        forth, back = (one_way.beyond(documents) or {} for one_way in (self._forth, self._back))
        found = {one: forth[one] | back[one] for one in documents}
        for near, some in found.items():
            for far in some:
                self.onward.setdefault(far, set()).add(near)
        return found

    def _knows(self, one: int) -> bool:
        return self._forth.knows((one,)) and self._back.knows((one,))

    def _read(self, new: list[int], most: int | None) -> bool:
        if not new:
            return True
        (forth, told), (back, also_told) = (one_way.step(new, None) for one_way in (self._forth, self._back))
        limit = "" if most is None else f" LIMIT {most + 1}"
        sql = f"SELECT 1, f.* FROM ({forth}) AS f UNION ALL SELECT 0, b.* FROM ({back}) AS b{limit}"
        with lent_connection(), connection.cursor() as cursor:
            cursor.execute(sql, [*told, *also_told])
            found = cursor.fetchall()
        if most is not None and len(found) > most:
            return False
        self._forth.learn(new, [(near, far) for is_forth, near, far in found if is_forth])
        self._back.learn(new, [(near, far) for is_forth, near, far in found if not is_forth])
        return True


TABLE = EdgeRow._meta.db_table


def _beyond(most: int | None) -> int | None:
    """One edge more than are wanted, which tells that there are more."""
    return None if most is None else most + 1


def listed(numbers: Iterable[int]) -> tuple[str, Any]:
    """A query that gives the numbers as `value`, and its parameter: one, however many numbers there are."""
    if connection.vendor == "postgresql":
        return "SELECT unnest(%s::bigint[]) AS value", list(numbers)
    return "SELECT value FROM json_each(%s)", json.dumps(list(numbers))


def one_of(numbers: Iterable[int]) -> tuple[str, Any]:
    """What is true of a column that holds one of the numbers, and its parameter."""
    if connection.vendor == "postgresql":
        return "= ANY(%s::bigint[])", list(numbers)  # it plans badly for what a query gives
    sql, told = listed(numbers)
    return f"IN ({sql})", told


def among(numbers: Iterable[int]) -> RawSQL | list[int]:
    """The same for `pk__in`."""
    if connection.vendor == "postgresql":
        return list(numbers)
    sql, told = listed(numbers)
    return RawSQL(sql, (told,))
