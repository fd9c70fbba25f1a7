"""Footnotes told from the body: smaller lines at the foot of a page, of which the first bears a note's sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from records import Column, Line, Zone
from rules import rule

#: A note's letters are so much lower than the body's (11 pt under 14 pt is 0.79; office scans show 0.76 to 0.86).
SMALLER = 0.9
#: Fewer lines of body than these tell nothing of its size.
LEAST = 4


def with_footnotes(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of a page, those of its footnotes in the zone FOOTNOTE."""
    body = [line for line in lines if line.column is Column.FULL and line.words and not line.cells]
    if len(body) < LEAST:
        return tuple(lines)
    start = _start(body, SMALLER * median(_height(line) for line in body))
    notes = {id(line) for line in body[start:]}
    return tuple(replace(line, zone=Zone.FOOTNOTE) if id(line) in notes else line for line in lines)


def _start(body: Sequence[Line], limit: float) -> int:
    """The index of the first line of the page's last run of small lines that begins with a note's sign."""
    start = len(body)
    for i in range(len(body) - 1, 0, -1):
        if _height(body[i]) > limit:
            break
        if rule("zones", "footnote").finds(body[i].text):
            start = i
    return start


def _height(line: Line) -> float:
    return median(word.box[3] - word.box[1] for word in line.words)
