"""How clerks divide a scan: where dispatches begin, in which order its pages are read, which belong to none."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, count


class Say(StrEnum):
    """What a statement says of its pages."""

    BEGINS = "begins"  # a dispatch begins at the top of the page
    GOES_ON = "goes-on"  # none does: the dispatch before goes on
    ORDER = "order"  # the pages of the scan are read in this order
    LEFT_OUT = "left-out"  # the page belongs to no dispatch


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing a clerk said of a scan's pages (from 1, as they lie in the file), who and when.

    `number` is that under which it is kept; 0 for one that is not kept yet.
    """

    say: Say
    pages: tuple[int, ...]
    by: str
    at: dt.datetime
    number: int = 0


@dataclass(frozen=True, slots=True)
class Division:
    """All that stands of a scan; what is not said is left to the reader.

    `order` names every page once, those left out too; () is the order in which they lie.
    """

    order: tuple[int, ...] = ()
    begins: frozenset[int] = frozenset()
    goes_on: frozenset[int] = frozenset()
    left_out: frozenset[int] = frozenset()

    def sequence(self, pages: int) -> tuple[int, ...]:
        """The pages that belong to dispatches, of so many in the scan, in the order of reading."""
        return tuple(page for page in self.order or range(1, pages + 1) if page not in self.left_out)

    @property
    def heads(self) -> frozenset[int]:
        """The pages on which a dispatch begins because a clerk says so."""
        if self == UNDIVIDED:
            return frozenset()
        first = next(page for page in chain(self.order, count(1)) if page not in self.left_out)
        return (self.begins | {first}) - self.left_out


#: Of a scan of which nobody said anything.
UNDIVIDED = Division()
