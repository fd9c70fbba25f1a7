"""The numbers that an organ gave its documents, and those of them that never came.

A number counts within a series: the same code, organ, place and term or year, all of it told by the document's key
('411-CV/TU|tra vinh|2020-2025').
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Count, F, Max, Min, Q

from records import Document
from registry import graph_rows
from registry.connection import lent_connection
from registry.graph_models import DocumentRow

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
    """The series that lack numbers between those known, the one of which most came first."""

    def __init__(self) -> None:
        numbered = DocumentRow.objects.filter(series__isnull=False).order_by().values("series")
        came = Count("ordinal", distinct=True, filter=Q(received=True))
        told = numbered.annotate(came=came, first=Min("ordinal"), last=Max("ordinal"))
        lacking = told.filter(came__gte=FEWEST, last__lte=F("first") + WIDEST, last__gte=F("first") + F("came"))
        with lent_connection():
            self._names = [str(name) for name in lacking.order_by("-came", "series").values_list("series", flat=True)]

    def count(self) -> int:
        """How many there are."""
        return len(self._names)

    def __getitem__(self, wanted: slice) -> tuple[Series, ...]:
        """Some of them."""
        names = self._names[wanted]
        rows = DocumentRow.objects.filter(series__in=names).order_by("ordinal", "key")
        with lent_connection():
            told = rows.filter(received=True).values_list("series", "ordinal").order_by().distinct()
            came: dict[str, set[int]] = defaultdict(set)
            for name, ordinal in told:
                came[str(name)].add(ordinal or 0)
            firsts = [Q(series=name, ordinal=min(came[name])) for name in names]
            spoken_of = Q(received=False) | Q(Q(*firsts, _connector=Q.OR), received=True)
            found = list(rows.filter(spoken_of).defer("said", "words") if names else ())
        known: dict[str, list[DocumentRow]] = defaultdict(list)
        for row in found:
            known[str(row.series)].append(row)
        return tuple(_series(sorted(came[name]), known[name]) for name in names)

    def __iter__(self) -> Iterator[Series]:
        """All of them."""
        for start in range(0, len(self._names), AT_ONCE):
            yield from self[start : start + AT_ONCE]


def _series(came: Sequence[int], known: Sequence[DocumentRow]) -> Series:
    """The series of which these numbers came; `known`: the first document that came, and those that did not."""
    numbers: dict[int, list[Document]] = defaultdict(list)
    for row in known:
        if not row.received:
            numbers[row.ordinal or 0].append(graph_rows.document(row, without_said=True))
    example = next(graph_rows.document(row, without_said=True) for row in known if row.received)
    first, last = min([came[0], *numbers]), max([came[-1], *numbers])
    return Series(example, first, last, len(came), tuple(_gaps([first - 1, *came, last + 1], numbers)))


def _gaps(edges: Sequence[int], numbers: Mapping[int, Sequence[Document]]) -> Iterable[Gap]:
    """The numbers before, between and after those that came, as far as any is known."""
    for before, after in pairwise(edges):
        if after - before > 1:
            lacking = range(before + 1, after)
            yield Gap(lacking[0], lacking[-1], tuple(one for number in lacking for one in numbers.get(number, ())))
