"""Running heads and page numbers taken out, so that a sentence over two pages is one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain

from records import LaidOutPage, Line
from rules import rule
from rules.fold import letters

#: A head that stands on this many pages at the same end is a running head.
REPEATED = 3


def without_running(pages: Sequence[LaidOutPage]) -> tuple[Line, ...]:
    """The lines of all pages without page numbers at top or bottom and without repeated heads."""
    repeated = _repeated(pages)
    return tuple(chain.from_iterable(_kept(page, repeated) for page in pages))


def _kept(page: LaidOutPage, repeated: frozenset[str]) -> Sequence[Line]:
    lines = page.lines
    if page.source == "plain":
        return lines
    while lines and _runs(lines[0], repeated):
        lines = lines[1:]
    while lines and _runs(lines[-1], repeated):
        lines = lines[:-1]
    return lines


def _runs(line: Line, repeated: frozenset[str]) -> bool:
    return rule("zones", "running.page_number").finds(line.text) or letters(line.text) in repeated


def _repeated(pages: Sequence[LaidOutPage]) -> frozenset[str]:
    ends = Counter(letters(line.text) for page in pages for line in {*page.lines[:2], *page.lines[-2:]})
    return frozenset(text for text, count in ends.items() if count >= REPEATED and len(text) > 5)
