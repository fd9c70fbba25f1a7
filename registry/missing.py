"""The documents that are cited and not in the archive, those that most cite first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import connection

from records import Document
from registry import graph_rows
from registry.connection import lent_connection
from registry.graph_models import DocumentRow
from registry.hops import documents_at
from registry.links import TABLE

#: Documents told at once where all are wanted.
AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Missing:
    """A document that is cited and not in the archive; how many documents cite it, and these, or the first of them."""

    document: Document
    count: int
    citers: tuple[Document, ...]


class MissingDocuments:
    """All of them; `named`: no more citers than these are told of each, those known longest (None: all, by key)."""

    def __init__(self, named: int | None = None, whole: bool = False) -> None:
        self._named, self._whole = named, whole
        self._rows = DocumentRow.objects.filter(received=False, cited__gt=0).order_by("-cited", "key")

    def count(self) -> int:
        """How many there are."""
        with lent_connection():
            return self._rows.count()

    def __getitem__(self, wanted: slice) -> tuple[Missing, ...]:
        """Some of them."""
        rows = self._rows if self._whole else self._rows.defer("said", "words")
        with lent_connection():
            found = list(rows[wanted])
        citers = self._citers([row.pk for row in found])
        known = documents_at({one for some in citers.values() for one in some}, self._whole)
        return tuple(
            Missing(graph_rows.document(row, not self._whole), row.cited, self._in_order(citers[row.pk], known))
            for row in found
        )

    def __iter__(self) -> Iterator[Missing]:
        """All of them."""
        start = 0
        while some := self[start : start + AT_ONCE]:
            yield from some
            start += AT_ONCE

    def _in_order(self, rows: Sequence[int], known: dict[int, Document]) -> tuple[Document, ...]:
        found = tuple(known[one] for one in rows)
        return found if self._named is not None else tuple(sorted(found, key=lambda one: one.key))

    def _citers(self, rows: Sequence[int]) -> dict[int, list[int]]:
        """The papers that speak of each, not those that are only said to do so."""
        found: dict[int, list[int]] = defaultdict(list)
        if not rows:
            return found
        first = "" if self._named is None else f" LIMIT {self._named}"
        one = f"SELECT DISTINCT target_id, said_by_id FROM {TABLE} WHERE target_id = %s ORDER BY said_by_id{first}"
        with lent_connection(), connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join([f"SELECT * FROM ({one}) AS citers"] * len(rows)), list(rows))
            for target, said_by in cursor.fetchall():
                found[target].append(said_by)
        return found
