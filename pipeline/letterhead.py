"""Where in a scan a new dispatch begins: at each letterhead that bears a number or a date of its own."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.motto import is_motto
from records import Line
from rules import rule
from rules.fold import capitals, letters

#: Motto, number and organ of one letterhead stand within so many lines of each other.
REACH = 14


def dispatch_starts(lines: Sequence[Line]) -> list[int]:
    """The indexes of the lines with which dispatches begin; the first is always 0."""
    starts = {0}
    for i, line in enumerate(lines):
        if is_motto(line.text) and _is_letterhead(lines, i):
            starts.add(_start(lines, i))
    found = sorted(starts)
    return (
        found
        if len(found) < 2 or _has_letterhead(lines[: found[1]]) or _stands_alone(lines, found[1])
        else found[1:2] + found[2:]
    )


def _has_letterhead(lines: Sequence[Line]) -> bool:
    return any(is_motto(line.text) for line in lines) or len(lines) > REACH


def _stands_alone(lines: Sequence[Line], start: int) -> bool:
    """Whether what stands before the first letterhead is a page of its own and not a pen note above it."""
    return start > 6 and lines[start - 1].page != lines[start].page


def _is_letterhead(lines: Sequence[Line], motto: int) -> bool:
    """Whether a number with digits, or on a page a whole date, stands near: blank forms have neither."""
    near = [line for line in lines[max(0, motto - REACH) : motto + REACH] if line.page == lines[motto].page]
    dated = lines[motto].words and any(_places_date(line) for line in near)
    return bool(dated) or any(rule("zones", "symbol.line").finds(line.text) for line in near)


def _places_date(line: Line) -> bool:
    """Whether the line is a place with its whole date, and nothing else."""
    return rule("zones", "place_date").finds(line.text) and rule("dates", "date.long").finds(line.text)


def _start(lines: Sequence[Line], motto: int) -> int:
    """The first line of the letterhead around the motto: the page's top, or in a plain text its first organ's line."""
    page = lines[motto].page
    top = next(i for i, line in enumerate(lines) if line.page == page)
    if lines[motto].words:
        return top
    start = motto
    for i in range(motto - 1, max(top, motto - REACH) - 1, -1):
        if len(lines[i].text) > 90 or _belongs_above(lines[i]):
            break
        if _organ(lines[i].text):
            start = i
    return start if start > 8 + top else top


def _organ(text: str) -> bool:
    return capitals(text) > 0.8 and len(letters(text)) > 4 and not rule("signature", "title").finds(text)


def _belongs_above(line: Line) -> bool:
    """Whether the line ends the dispatch before: a signature, an item of 'Nơi nhận', a sentence's end."""
    signed = rule("signature", "authority").finds(line.text) or rule("signature", "title").finds(line.text)
    return signed or line.text.startswith("- ") or line.text.endswith((".", "./."))
