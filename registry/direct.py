"""The documents that cite one directly: counted exactly, and put in order by the database."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import F

from records import Relation
from registry.answers import Answers, Part, as_answers
from registry.connection import lent_connection
from registry.graph_models import DocumentRow, EdgeRow
from registry.limits import Limits


class DirectAnswers(Answers):
    """The answers of one step, in the order of days and keys."""

    more = False

    def __init__(self, row: int, relations: Collection[Relation] | None, limits: Limits, whole: bool) -> None:
        self._row, self._relations, self._whole = row, relations, whole
        edges = EdgeRow.objects.filter(target=row).order_by()
        edges = edges.filter(relation__in=sorted(map(str, relations))) if relations else edges
        self._sources = edges.values("source").distinct()
        self._limits = limits
        wanted = DocumentRow.objects.filter(limits.condition(), pk__in=edges.values("source"))
        self._rows = wanted.order_by(F("issued_on").asc(nulls_last=True), "key")
        self._counted: int | None = None

    @property
    def direct(self) -> int:
        """All of them."""
        return self.count()

    def count(self) -> int:
        """How many there are."""
        if self._counted is None:
            with lent_connection():
                self._counted = (self._rows if self._limits else self._sources).count()
        return self._counted

    def part(self, start: int, end: int) -> Part:
        """The answers from `start` up to `end`, counted from 0."""
        with lent_connection():
            found = list(self._rows.values_list("pk", flat=True)[start:end])
        return as_answers([[one, self._row] for one in found], found, self._relations, self._whole)
