"""The documents that cite one directly and through others: the walk begins where the direct ones do not suffice."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from django.db.models import F

from registry import answers
from registry.answers import Answers, Part
from registry.connection import lent_connection
from registry.direct import DirectAnswers


class ThroughAnswers(Answers):
    """The answers of one step, then those of a walk, which has the same ones first and is made only where needed."""

    def __init__(self, direct: DirectAnswers, walk: Callable[[], Answers]) -> None:
        self._direct, self._walk = direct, walk

    @property
    def direct(self) -> int:
        """How many there are one step away."""
        return self._direct.count()

    def count(self) -> int:
        """How many there are; where `more` says so, at least."""
        return self.direct if self._many else self._walked.count()

    @property
    def more(self) -> bool:  # type: ignore[override]  # reckoned, not kept
        """Whether there can be more than are counted."""
        return self._any_beyond if self._many else self._walked.more

    def part(self, start: int, end: int) -> Part:
        """The answers from `start` up to `end`, counted from 0."""
        return (self._direct if end <= self.direct else self._walked).part(start, end)

    @property
    def _many(self) -> bool:
        """Whether no more need be counted than the direct ones."""
        return self.direct >= answers.COUNTED

    @cached_property
    def _walked(self) -> Answers:
        return self._walk()

    @cached_property
    def _any_beyond(self) -> bool:
        """Whether any document cites one of the direct ones, be it itself direct: it has a longer way then."""
        start, edges = self._direct.row, self._direct.edges()
        near = edges.filter(target=start).exclude(source=start)
        beyond = edges.filter(target__in=near.values("source")).exclude(source=start).exclude(source=F("target"))
        with lent_connection():
            return beyond.exists()
