"""Words of a page gathered into rows: what stands on one printed line, cut where a wide gap parts two columns."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from records import Box, Column, Word

#: Two words stand on one line when they share this much of the lower one's height.
SAME_LINE = 0.5
#: A line is parted by a gap of this many line heights; justified text reaches 1.2 (measured on office scans).
PARTED = 2.2
#: White space of this many line pitches above a line makes a gap; Word's 6 pt before a paragraph is 1.3.
GAP = 1.55


@dataclass(frozen=True, slots=True)
class Row:
    """A run of words on one line; `column`, `gap`, `indent` and `short` are known once the page is ordered."""

    words: tuple[Word, ...]
    page: int
    column: Column = Column.FULL
    gap: bool = False
    indent: bool = False
    short: bool = False

    @property
    def box(self) -> Box:
        """The smallest box around the words."""
        return around(word.box for word in self.words)

    @property
    def height(self) -> float:
        """The usual height of a word, in points."""
        return median(word.box[3] - word.box[1] for word in self.words)

    @property
    def text(self) -> str:
        """The words with blanks between."""
        return " ".join(word.text for word in self.words)


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box around all the boxes."""
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return min(x0), min(y0), max(x1), max(y1)


def rows_of(words: Sequence[Word], page: int) -> tuple[Row, ...]:
    """The page's rows from top to bottom, the parts of one line from left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.box[1] + word.box[3]) / 2):
        line = next((line for line in reversed(lines[-6:]) if _on_line(word, line)), None)
        if line is None:
            lines.append([word])
        else:
            line.append(word)
    return tuple(row for line in lines for row in _parts(Row(_left_to_right(line), page)))


def _left_to_right(words: list[Word]) -> tuple[Word, ...]:
    return tuple(sorted(words, key=lambda word: word.box[0]))


def _on_line(word: Word, line: list[Word]) -> bool:
    """Whether the word shares enough height with its nearest neighbour on the line, and does not stand over it."""
    near = min(line, key=lambda other: abs(other.box[0] - word.box[0]))
    shared = min(word.box[3], near.box[3]) - max(word.box[1], near.box[1])
    lower = min(word.box[3] - word.box[1], near.box[3] - near.box[1])
    beside = min(word.box[2], near.box[2]) - max(word.box[0], near.box[0]) < 0.5 * lower
    return lower > 0 and shared >= SAME_LINE * lower and beside


def _parts(row: Row) -> list[Row]:
    limit = PARTED * max(row.height, 6.0)
    return cut(row, [i for i in range(1, len(row.words)) if _space(row.words, i) > limit])


def _space(words: Sequence[Word], i: int) -> float:
    return words[i].box[0] - words[i - 1].box[2]


def cut(row: Row, places: Sequence[int]) -> list[Row]:
    """The row cut before each of the word indexes."""
    edges = [0, *places, len(row.words)]
    return [replace(row, words=row.words[a:b]) for a, b in itertools.pairwise(edges) if a < b]


def widest_space(row: Row, low: float, high: float) -> tuple[float, int]:
    """The widest space whose middle lies between `low` and `high` points, and the index of the word behind it."""
    spaces = [(_space(row.words, i), i) for i in range(1, len(row.words)) if low <= _middle(row.words, i) <= high]
    return max(spaces, default=(0.0, 0))


def _middle(words: Sequence[Word], i: int) -> float:
    return (words[i].box[0] + words[i - 1].box[2]) / 2
