"""Words of a page gathered into rows: what stands on one printed line, cut where a wide gap parts two columns."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from pipeline.syllables import is_syllable
from records import Box, Column, Word

#: Words stand on one line whose middles differ by less than this share of a word's usual height (lines are 1.1 apart).
LEVEL = 0.55
#: So many heights off, a word stands on no line, even one whose boxes swallowed a neighbour's mark.  The last word put
#: on a line is its lowest, which tells it of most lines at once.
FAR_OFF = 1.6 * LEVEL
#: A point from side to side counts so much of a point in height.
ASIDE = 0.02
#: A word with a stretched box still stands on a line when so much of its neighbour's height is beside it.
BESIDE = 0.8
#: So many lines above are looked at for a word's own: two columns, and between them a tilted stamp in pieces.
NEIGHBOURS = 40
#: A line is parted by a gap of this many line heights; justified text reaches 1.2 (measured on office scans).
PARTED = 2.2
#: Words that the reader believes less than this are ink or dirt (right words under a seal were seen from 0.2 on).
UNBELIEVED = 0.12
#: The signs that stand alone on paper.
SIGNS = frozenset('-–—+*•~=/&():;.,…%"“”') | {"./.", "../.", "...", "-----", "*****", "(…)"}
#: White space of this many line pitches above a line makes a gap; Word's 6 pt before a paragraph is 1.3.
GAP = 1.45


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
    def level(self) -> float:
        """The height of the line's middle, in points: steadier than its box, which a tall stray mark stretches."""
        return median(middle(word) for word in self.words)

    @property
    def text(self) -> str:
        """The words with blanks between."""
        return " ".join(word.text for word in self.words)


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box around all the boxes."""
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return min(x0), min(y0), max(x1), max(y1)


def rows_of(words: Sequence[Word], page: int) -> tuple[Row, ...]:
    """The page's rows from top to bottom, the parts of one line from left to right; specks read as signs left out."""
    own = [word for word in words if not is_speck(word)]
    height = median(word.box[3] - word.box[1] for word in own) if own else 0.0
    lines: list[list[Word]] = []
    for word in sorted(own, key=middle):
        reached = [line for line in lines[-NEIGHBOURS:] if middle(word) - middle(line[-1]) <= FAR_OFF * height]
        line = _nearest([line for line in reached if _on_line(word, line, height)], word)
        if line is None:
            lines.append([word])
        else:
            line.append(word)
    ordered = sorted(lines, key=lambda line: median(map(middle, line)))
    return tuple(row for line in ordered for row in _parts(Row(_left_to_right(line), page)))


def is_speck(word: Word) -> bool:
    """Whether the word is dirt that was read as a sign, or letters that the reader itself does not believe."""
    if any(char.isalnum() for char in word.text):
        return word.confidence < UNBELIEVED and not is_syllable(word.text)
    return word.confidence < 1.0 and (word.text not in SIGNS or word.confidence < 0.3)


def middle(word: Word) -> float:
    """The height of the word's middle, in points."""
    return (word.box[1] + word.box[3]) / 2


def _left_to_right(words: list[Word]) -> tuple[Word, ...]:
    return tuple(sorted(words, key=lambda word: word.box[0]))


def _nearest(lines: list[list[Word]], word: Word) -> list[Word] | None:
    return min(lines, key=lambda line: _distance(line, word), default=None)


def _distance(line: list[Word], word: Word) -> float:
    """How far the word stands from a line: in height, and a little from side to side, for two columns share heights."""
    aside = min(_apart(other, word) for other in line)
    return _off(line, word) + ASIDE * max(0.0, aside)


def _off(line: list[Word], word: Word) -> float:
    """How far the word's middle lies from that of its nearest neighbours on the line, in points."""
    nearest = sorted(line, key=lambda other: _apart(other, word))[:3]
    return abs(median(map(middle, nearest)) - middle(word))


def _on_line(word: Word, line: list[Word], height: float) -> bool:
    """Whether the word stands on the line: on its height, and not over or under one of its words.

    Boxes that swallowed a neighbour's mark or star overlap from side to side; their middles still lie on one height.
    """
    off = _off(line, word)
    near = min(line, key=lambda other: _apart(other, word))
    if off > LEVEL * height and not (off < FAR_OFF * height and _shared(near, word) > BESIDE):
        return False
    stacked = -_apart(near, word) > 0.5 * min(near.box[2] - near.box[0], word.box[2] - word.box[0])
    return not stacked or off < 0.5 * LEVEL * height


def _shared(a: Word, b: Word) -> float:
    """The share of the lower word's height that stands beside the other word."""
    lower = min(a.box[3] - a.box[1], b.box[3] - b.box[1])
    return (min(a.box[3], b.box[3]) - max(a.box[1], b.box[1])) / lower if lower > 0 else 0.0


def _apart(a: Word, b: Word) -> float:
    """The distance between two words from side to side, in points; negative where they overlap."""
    return max(a.box[0], b.box[0]) - min(a.box[2], b.box[2])


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
