"""Answers of the graph in their order, made as far as they are asked for; the ways are told for those alone."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from django.db.models import Q

from records import Document, Edge, Relation
from registry.connection import lent_connection
from registry.graph_models import DocumentRow
from registry.hops import Told, hops_on, keys_at
from registry.links import Links, among
from registry.walk import Walk

#: Answers that are counted; beyond, there are "more than" these.
COUNTED = 1000
#: Edges read for the count alone, and where limits leave most documents out.
LOOKED_AT, LOOKED_AT_LIMITED = 5000, 20_000
#: Queries for the same.
ASKED = 4
#: Answers told at once where all are wanted.
AT_ONCE = 500
#: Stands after all days, for documents without a date.
UNDATED = "9"


@dataclass(frozen=True, slots=True)
class Answer:
    """A document, and the hops that lead from it to the one asked for (or from that one to it)."""

    document: Document
    hops: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the answers, and what is told on their ways."""

    answers: tuple[Answer, ...]
    told: Told


def as_answers(
    ways: Sequence[Sequence[int]], ends: Sequence[int], relations: Collection[Relation] | None, whole: bool
) -> Part:
    """The ways of rows as answers, each with the document of its end."""
    hops, told = hops_on(ways, relations, whole=whole)
    return Part(tuple(Answer(told.rows[end], own) for end, own in zip(ends, hops, strict=True)), told)


class Answers(ABC):
    """The answers to a question, in their order; read as far as they are asked for."""

    more: bool

    @property
    @abstractmethod
    def direct(self) -> int:
        """How many there are one step away."""

    @abstractmethod
    def count(self) -> int:
        """How many there are; where `more` says so, at least."""

    @abstractmethod
    def part(self, start: int, end: int) -> Part:
        """The answers from `start` up to `end`, counted from 0."""

    def __getitem__(self, wanted: slice) -> Part:
        """The same, as lists are cut."""
        return self.part(wanted.start or 0, wanted.stop)

    def parts(self) -> Iterator[Part]:
        """All of them, some at once."""
        start = 0
        while (part := self.part(start, start + AT_ONCE)).answers:
            yield part
            start += AT_ONCE


class WalkedAnswers(Answers):
    """The answers in the order of steps, days, keys; a document comes a second time by its longer way.

    `condition`: which documents count; all where it is empty.  `back`: the walk goes to those that cite, and ways are
    told from the answer to where it began.  `whole`: documents come with what papers say of each.
    """

    def __init__(self, walk: Walk, links: Links, condition: Q, back: bool, whole: bool) -> None:
        self._walk, self._links, self._condition = walk, links, condition
        self._back, self._whole = back, whole
        self._order: dict[int, tuple[str, str]] = {}
        self._found: list[tuple[int, int]] = []
        self._placed = 0
        self._beyond: int | None = None
        self._asked = 0

    @property
    def direct(self) -> int:
        """How many there are one step away."""
        if self._condition:
            self._place(1)
        return self._counted(1)

    def count(self) -> int:
        """How many there are; where `more` says so, at least."""
        if self._beyond is None:
            looked_at = LOOKED_AT_LIMITED if self._condition else LOOKED_AT
            self._go(COUNTED, looked_at)
            enough = self._walk.ended or self._counted() >= COUNTED
            self._beyond = 0 if enough or self._asked_enough else self._at_least(looked_at)
        return self._counted() + self._beyond

    @property
    def more(self) -> bool:  # type: ignore[override]  # reckoned, not kept
        """Whether there can be more than are counted."""
        self.count()
        return not self._walk.ended

    def part(self, start: int, end: int) -> Part:
        """The answers from `start` up to `end`, counted from 0."""
        self._go(end)
        self._place_up_to(end)
        wanted = self._found[start:end]
        ways = self._walk.ways(wanted, keys_at)
        in_order = [ways[one][::-1] if self._back else ways[one] for one in wanted]
        return as_answers(in_order, [row for row, _ in wanted], self._links.relations, self._whole)

    def _go(self, end: int, looked_at: int | None = None) -> None:
        """Walk on until there are as many, or nothing is left, or that many edges were read."""
        while True:
            if self._condition:
                self._known_levels()
                self._place(len(self._walk.levels))
            if self._walk.ended or self._counted() >= end:
                return
            if looked_at is not None and self._asked_enough:
                return
            left = None if looked_at is None else max(0, looked_at - self._links.looked_at)
            if not self._walk.further(left) and not self._walk.ended:
                return

    def _known_levels(self) -> None:
        """Walk on as far as nothing need be asked, so that all these levels are put in order at once."""
        while not self._walk.ended and self._links.knows(self._walk.border):
            self._walk.further()

    @property
    def _asked_enough(self) -> bool:
        return self._links.asked + self._asked >= ASKED

    def _counted(self, levels: int | None = None) -> int:
        """How many there are on the levels that are known."""
        if self._condition:
            return len(self._found) if levels is None else sum(steps <= levels for _, steps in self._found)
        return sum(map(len, self._walk.levels[:levels]))

    def _place_up_to(self, end: int) -> None:
        there = accumulate(len(level) for level in self._walk.levels)
        enough = (number for number, count in enumerate(there, 1) if count >= end)
        self._place(next(enough, len(self._walk.levels)))

    def _place(self, levels: int) -> None:
        """Put the answers of these levels in order."""
        new = self._walk.levels[self._placed : levels]
        self._ask({one for level in new for one in level} - self._order.keys())
        for steps, level in enumerate(new, self._placed + 1):
            counting = [one for one in level if one in self._order]
            self._found += [(one, steps) for one in sorted(counting, key=self._order.__getitem__)]
        self._placed += len(new)

    def _ask(self, rows: Collection[int]) -> None:
        if not rows:
            return
        self._asked += 1
        found = DocumentRow.objects.filter(self._condition, pk__in=among(rows)).order_by()
        with lent_connection():
            told = found.values_list("pk", "issued_on", "key")
            self._order |= {pk: (day or UNDATED, key) for pk, day, key in told}

    def _at_least(self, looked_at: int) -> int:
        """How many more some edges tell, of those that stand one step further."""
        some = self._links.first(self._walk.border, looked_at)
        new = {one for one in some if not self._walk.known(one)}
        if self._condition:
            self._ask(new)
            new &= self._order.keys()
        return min(len(new), max(0, COUNTED - self._counted()))
