"""Lines of a scan become dispatches: cut at each letterhead, zoned, with a clean text that leads back to the page."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from pipeline.division import divided_starts
from pipeline.letterhead import dispatch_starts
from pipeline.running import without_running
from pipeline.text import assembled
from pipeline.zones import zoned
from records import UNDIVIDED, Dispatch, Division, LaidOutPage, Line, Zone
from rules import rule

#: What shows that a paper is a dispatch, by zone.
TELLING = frozenset({Zone.SYMBOL, Zone.KIND, Zone.MOTTO, Zone.SIGNATURE, Zone.RECIPIENTS})


def segment(pages: Sequence[LaidOutPage], division: Division = UNDIVIDED) -> tuple[Dispatch, ...]:
    """The dispatches of a scan in reading order; at least one, be it only a paper that is no dispatch.

    `pages` stand in that order already (see `pipeline.division.arranged`); where clerks said that a dispatch begins, or
    that none does, they are believed.
    """
    lines = without_running(pages)
    starts = divided_starts(lines, dispatch_starts(lines), division)
    edges = [*starts, len(lines)]
    parts = [lines[a:b] for a, b in itertools.pairwise(edges)]
    return tuple(_dispatch(part) for part in parts if part) or (_dispatch(()),)


def _dispatch(lines: Sequence[Line]) -> Dispatch:
    text, own, placed = assembled(zoned(lines))
    pages = tuple(dict.fromkeys(line.page for line in own))
    return Dispatch(pages, own, text, placed, is_dispatch=_is_dispatch(own))


def _is_dispatch(lines: Sequence[Line]) -> bool:
    """Whether the paper shows the form of a dispatch: a motto or number, and one more of its parts."""
    zones = {line.zone for line in lines} & TELLING
    addressed = any(rule("zones", "addressee.opening").finds(line.text) for line in lines[:40])
    return len(zones) + addressed >= 2
