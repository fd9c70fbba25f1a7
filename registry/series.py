"""The numbers that an organ gave its documents, and those of them that never came.

A number counts within a series: the same code, organ, place and term or year, all of it told by the document's key
('411-CV/TU|tra vinh|2020-2025').
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from records import Document

NUMBERED = re.compile(r"(\d+)[a-z]?([-/][^|]+\|.+)")
#: Fewer received than this tell no series; where the numbers lie further apart than that, one of them is misread.
FEWEST, WIDEST = 3, 5000


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


def with_gaps(documents: Iterable[Document]) -> tuple[Series, ...]:
    """The series that lack numbers between those known, the one of which most came first."""
    by_series: dict[str, dict[int, list[Document]]] = defaultdict(lambda: defaultdict(list))
    for one in documents:
        match = NUMBERED.fullmatch(one.key)
        if match and one.period:
            by_series[match[2]][int(match[1])].append(one)
    found = [series for numbers in by_series.values() if (series := _series(numbers)) and series.gaps]
    return tuple(sorted(found, key=lambda one: (-one.received, one.example.key)))


def _series(numbers: dict[int, list[Document]]) -> Series | None:
    """The series of these numbers; None where too few came, or they cannot be of one."""
    came = sorted(number for number, own in numbers.items() if any(one.received for one in own))
    if len(came) < FEWEST or max(numbers) - min(numbers) > WIDEST:
        return None
    example = next(one for one in numbers[came[0]] if one.received)
    return Series(example, min(numbers), max(numbers), len(came), tuple(_gaps(came, numbers)))


def _gaps(came: Sequence[int], numbers: dict[int, list[Document]]) -> Iterable[Gap]:
    """The numbers before, between and after those that came, as far as any is known."""
    edges = [min(numbers) - 1, *came, max(numbers) + 1]
    for before, after in pairwise(edges):
        if after - before > 1:
            lacking = range(before + 1, after)
            yield Gap(lacking[0], lacking[-1], tuple(one for number in lacking for one in numbers.get(number, ())))
