"""The numbers that an organ gave its documents, and those of them that never came.

A number counts within a series: the same code, organ, place and term or year, all of it told by the document's key
('411-CV/TU|tra vinh|2020-2025').
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import F, Q

from records import Document
from registry import graph_rows
from registry.connection import lent_connection
from registry.graph_models import DocumentRow, SeriesRow

#: Fewer received than this tell no series; where the numbers lie further apart than that, one of them is misread.
FEWEST, WIDEST = 3, 5000
#: Series told at once where all are wanted.
AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers that never came, from `first` to `last`; `cited`: those of them that others speak of."""

    first: int
    last: int
    cited: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """The documents of one series: one of those received, the lowest and highest number, how many came, what lacks."""

    example: Document
    first: int
    last: int
    received: int
    gaps: tuple[Gap, ...]

    @property
    def name(self) -> str:
        """What the numbers are followed by: '…-CV/TU'."""
        return "…" + (self.example.symbol or self.example.key).lstrip("0123456789")

    @property
    def where(self) -> str:
        """Whose numbers they are, and when: 'Tỉnh ủy Trà Vinh, 2020-2025'."""
        return ", ".join(
            part for part in (self.example.issuer or self.example.jurisdiction, self.example.period) if part
        )

    @property
    def lacking(self) -> int:
        """How many numbers never came."""
        return sum(one.last - one.first + 1 for one in self.gaps)


class SeriesWithGaps:
    """The series that lack numbers between those known, the one of which most came first.

    `told`: of no more gaps of each than these it is told who speaks of them (None: of all).
    """

    def __init__(self, told: int | None = None) -> None:
        self._told = told
        lacking = Q(last__lte=F("first") + WIDEST, last__gte=F("first") + F("came"))
        self._rows = SeriesRow.objects.filter(lacking, came__gte=FEWEST).order_by("-came", "name")

    def count(self) -> int:
        """How many there are."""
        with lent_connection():
            return self._rows.count()

    def __getitem__(self, wanted: slice) -> tuple[Series, ...]:
        """Some of them."""
        with lent_connection():
            rows = list(self._rows[wanted])
            came = _came([row.name for row in rows])
            lacking = {row.name: tuple(_lacking([row.first - 1, *came[row.name], row.last + 1])) for row in rows}
            known = self._known(came, lacking)
        return tuple(_series(row, lacking[row.name], known[row.name]) for row in rows)

    def __iter__(self) -> Iterator[Series]:
        """All of them."""
        start = 0
        while some := self[start : start + AT_ONCE]:
            yield from some
            start += AT_ONCE

    def _known(
        self, came: Mapping[str, Sequence[int]], lacking: Mapping[str, Sequence[range]]
    ) -> Mapping[str, list[DocumentRow]]:
        """Of each series the documents with the first number that came, and those in the gaps that are told."""
        known: dict[str, list[DocumentRow]] = defaultdict(list)
        wanted = [Q(series=name, ordinal=numbers[0], received=True) for name, numbers in came.items()]
        for name, gaps in lacking.items():
            last = gaps[: self._told][-1][-1]
            wanted.append(Q(series=name, ordinal__lte=last, received=False))
        if wanted:
            found = DocumentRow.objects.filter(Q(*wanted, _connector=Q.OR)).order_by("ordinal", "key")
            for row in found.defer("said", "words"):
                known[str(row.series)].append(row)
        return known


def _came(names: Sequence[str]) -> Mapping[str, list[int]]:
    """The numbers of each series that came, in order."""
    came: dict[str, list[int]] = defaultdict(list)
    numbers = DocumentRow.objects.filter(series__in=names, received=True).order_by("series", "ordinal").distinct()
    for name, number in numbers.values_list("series", "ordinal") if names else ():
        came[str(name)].append(number or 0)
    return came


def _series(row: SeriesRow, lacking: Sequence[range], known: Sequence[DocumentRow]) -> Series:
    """The series; `known`: the first document that came, and those in the gaps."""
    numbers: dict[int, list[Document]] = defaultdict(list)
    for one in known:
        if not one.received:
            numbers[one.ordinal or 0].append(graph_rows.document(one, without_said=True))
    example = next(graph_rows.document(one, without_said=True) for one in known if one.received)
    gaps = tuple(Gap(one[0], one[-1], tuple(_in(one, numbers))) for one in lacking)
    return Series(example, row.first, row.last, row.came, gaps)


def _in(gap: range, numbers: Mapping[int, Sequence[Document]]) -> Iterable[Document]:
    return (one for number in gap for one in numbers.get(number, ()))


def _lacking(edges: Sequence[int]) -> Iterable[range]:
    """The numbers before, between and after those that came, as far as any is known."""
    return (range(before + 1, after) for before, after in pairwise(edges) if after - before > 1)
