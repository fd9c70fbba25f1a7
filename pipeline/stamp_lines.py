"""The lines of an ĐẾN stamp in a dispatch's head: the receiving office, number, date, routing."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.motto import is_motto, is_second_line
from records import Line
from rules import rule
from rules.fold import capitals
from rules.kinds import heading_of

CUES = ("stamp.arrival", "stamp.number", "stamp.date", "stamp.routing")
#: An ĐẾN stamp is at most this many lines high above and below its word ĐẾN.
REACH = 5


def stamp_span(lines: Sequence[Line]) -> frozenset[int]:
    """The indexes of the stamp's lines; empty where no line says ĐẾN and no routing line stands."""
    anchor = next((i for i, line in enumerate(lines) if _is_anchor(line.text)), None)
    if anchor is None:
        return frozenset()
    near = range(max(0, anchor - REACH), min(len(lines), anchor + REACH + 1))
    cued = {i for i in near if _cued(lines[i].text)}
    top, bottom = min(cued), max(cued)
    while top > 0 and _office_above(lines, top):
        top -= 1
    own = lines[anchor].column
    return frozenset(i for i in range(top, bottom + 1) if lines[i].column is own and not _other(lines[i].text))


def _is_anchor(text: str) -> bool:
    return rule("zones", "stamp.arrival").finds(text) or rule("zones", "stamp.routing").finds(text)


def _cued(text: str) -> bool:
    return any(rule("zones", name).finds(text) or _inner(name, text) for name in CUES)


def _inner(name: str, text: str) -> bool:
    """Whether a stamp's line holds the cue behind the office's name on one printed line (seed 001)."""
    head, _, tail = text.rpartition(" Số")
    return name == "stamp.number" and bool(head) and capitals(head) > 0.7 and rule("zones", name).finds("Số" + tail)


def _office_above(lines: Sequence[Line], top: int) -> bool:
    """Whether the line above belongs to the stamp: capitals of the same column with no white space between."""
    above, line = lines[top - 1], lines[top]
    if above.column is not line.column or line.gap or _other(above.text):
        return False
    return capitals(above.text) > 0.7 and not rule("zones", "symbol.line").finds(above.text)


def _other(text: str) -> bool:
    """Whether the line is another part of the head."""
    known = any(rule("zones", name).finds(text) for name in ("symbol.line", "place_date", "rule"))
    return known or heading_of(text) is not None or is_motto(text) or is_second_line(text)
