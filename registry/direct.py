"""The documents that cite one directly: counted exactly, and put in order by the database."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, F, OuterRef, QuerySet

from records import Relation
from registry.answers import Answers, Part, as_answers
from registry.connection import lent_connection
from registry.graph_models import DocumentRow, EdgeRow
from registry.limits import Limits

#: From so many answers on the first of them are found by walking through all documents in their order.
MANY = 1000


class DirectAnswers(Answers):
    """The answers of one step, in the order of days and keys."""

    more = False

    def __init__(self, row: int, relations: Collection[Relation] | None, limits: Limits, whole: bool) -> None:
        self.row, self._relations, self._whole = row, relations, whole
        self._sources = self.edges().filter(target=row).values("source")
        self.condition = limits.condition()
        in_order = DocumentRow.objects.filter(self.condition).order_by(F("issued_on").asc(nulls_last=True), "key")
        cites = self.edges().filter(target=row, source=OuterRef("pk"))
        self._rows, self._walked = in_order.filter(pk__in=self._sources), in_order.filter(Exists(cites))
        self._counted: int | None = None

    def edges(self) -> QuerySet[EdgeRow]:
        """All edges of the relations that count, in no order."""
        every = EdgeRow.objects.order_by()
        return every.filter(relation__in=sorted(map(str, self._relations))) if self._relations else every

    @property
    def direct(self) -> int:
        """All of them."""
        return self.count()

    def count(self) -> int:
        """How many there are."""
        if self._counted is None:
            with lent_connection():
                self._counted = (self._rows if self.condition else self._sources.distinct()).count()
        return self._counted

    def part(self, start: int, end: int) -> Part:
        """The answers from `start` up to `end`, counted from 0."""
        rows = self._walked if end <= MANY <= self.count() else self._rows
        with lent_connection():
            found = list(rows.values_list("pk", flat=True)[start:end])
        return as_answers([[one, self.row] for one in found], found, self._relations, self._whole)
