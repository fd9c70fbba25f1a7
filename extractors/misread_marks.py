"""The marks of a list's items, and the first of a list where a reader of pictures took its '1' for a letter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

#: What a reader makes of '1.' before a capital: 'L.', 'l.', 'I.', 'i.', '|.', '!.', 'T.'
MISREAD_ONE = re.compile(r"[LlIi|!T]\s*[.,]\s+(?=[A-ZĐÀ-Ỹ])")
#: Kinds that such a mark is taken for.
TAKEN_FOR = {"", "roman", "letter", "small"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A paragraph of the clean text, or a row of a table with the offsets of its cells."""

    start: int
    end: int
    cells: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """What opens an item: its kind, where the item's words begin, what it is cited by ('2', 'a')."""

    kind: str
    body: int
    label: str = ""


def ones_found(text: str, stretches: Sequence[Stretch], marks: Sequence[Mark]) -> list[Mark]:
    """The same marks; where a list would begin with 2, the paragraph before it that begins like a misread 1 is its 1.

    Of two such paragraphs the nearer one is meant.
    """
    found = list(marks)
    candidate: tuple[int, int] | None = None
    last = ""
    for index, (stretch, mark) in enumerate(zip(stretches, marks, strict=True)):
        misread = MISREAD_ONE.match(text, stretch.start, stretch.end) if mark.kind in TAKEN_FOR else None
        if misread:
            candidate = index, misread.end()
        elif mark.kind == "number":
            if mark.label == "2" and last != "1" and candidate:
                at, body = candidate
                found[at] = replace(mark, body=body, label="1")
            candidate, last = None, mark.label
    return found
