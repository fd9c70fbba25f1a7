"""The clean text of a dispatch: wrapped lines and page breaks joined, every stretch with its place on paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from records import Line, Placed, Zone
from rules.fold import capitals

#: A line that begins like this begins a paragraph.
MARKERS = ("-", "+", "•", "–", "*")

#: So does a point of a list, though its letter is a small one.
POINT = re.compile(r"[a-zđ]\)\s")


def assembled(lines: Sequence[Line]) -> tuple[str, tuple[Line, ...], tuple[Placed, ...]]:
    """The text of the lines, the lines with their offsets in it, and the places of its stretches.

    A stretch is a word where the page has boxes, else a line.
    """
    parts: list[str] = []
    started: list[Line] = []
    at = 0
    for i, line in enumerate(lines):
        joint = "" if i == 0 else _joint(lines[i - 1], line)
        started.append(replace(line, start=at + len(joint)))
        parts.append(joint + line.text)
        at += len(parts[-1])
    return "".join(parts), tuple(started), tuple(place for line in started for place in _places(line, line.start))


def _places(line: Line, at: int) -> list[Placed]:
    if not line.words:
        return [Placed(at, at + len(line.text), line.page, line.box, 1.0, line.zone)]
    places: list[Placed] = []
    offset = 0
    for word in line.words:
        found = line.text.find(word.text, offset)
        start = offset if found < 0 else found
        end = min(start + len(word.text), len(line.text))
        places.append(Placed(at + start, at + end, line.page, word.box, word.confidence, line.zone))
        offset = end
    return places


def _joint(above: Line, line: Line) -> str:
    """What stands between two lines: a blank inside a paragraph, else a line break."""
    return " " if _goes_on(above, line) else "\n"


def _goes_on(above: Line, line: Line) -> bool:
    if above.zone is not Zone.BODY or line.zone is not Zone.BODY or POINT.match(line.text):
        return False
    if line.text.startswith(MARKERS) and not _wrapped(above, line):
        return False
    if _over_page(above, line):
        return True
    if not line.words:
        return False
    return not (line.gap or line.indent or above.short or above.text.endswith((":", "./.")))


def _wrapped(above: Line, line: Line) -> bool:
    """Whether a dash that begins a line stands inside a sentence ('Thăng Long' / '– Hà Nội'): no item begins there."""
    free = line.gap or line.indent or above.short
    return bool(line.words) and not free and above.text[-1:].isalnum() and line.text.startswith("–")


def _over_page(above: Line, line: Line) -> bool:
    """Whether a sentence goes on: nothing ended the line above, and the next begins in small letters."""
    if not line.words:
        open_end = not above.text.endswith((".", ";", ":", "?", "!", "”", '"'))
        return open_end and line.text[:1].islower() and capitals(above.text) < 0.7
    return above.page != line.page and line.text[:1].islower() and not above.text.endswith((".", ";", ":"))
