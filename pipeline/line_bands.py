"""The letters of a page gathered into lines: neighbours on one level, then what was cut off from them, then marks.

Columns that stand apart are lines of their own, also where they are on one level.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.image import joined_rows
from pipeline.letters import Letters

#: In usual letter heights: letters further apart are of two lines.  Spaces of justified lines reach 2.
GAP = 3.0
#: Of a letter's height: its upper and lower parts belong to tails and marks, the middle to the line.
EDGES = 0.25
#: In usual letter heights: a piece is less wide than this and has fewer letters, and belongs to the line beside it.
PIECE, FEW = 10.0, 12
#: In usual letter heights: so far above or below a line stand the pieces of its letters …
PIECE_ABOVE, PIECE_BELOW = 0.5, 0.45
#: … and the marks of its letters.
MARKS_ABOVE, MARKS_BELOW = 1.0, 0.8

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


@dataclass(slots=True)
class _Line:
    """A line that grows: its letters by label, and its extent in pixels; top and bottom are those of most letters."""

    letters: Whole
    left: float
    right: float
    top: float
    bottom: float

    @property
    def wide(self) -> float:
        """How wide it is."""
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Band:
    """A line of print: the labels of its spots, and top and bottom of most of its letters, in pixels."""

    spots: Whole
    top: float
    bottom: float


def line_bands(found: Letters) -> tuple[Band, ...]:
    """The lines from the top down."""
    lines = _with_pieces(_lines(found), found.usual)
    marks = _marks(lines, found)
    bands = [Band(np.append(line.letters, own), line.top, line.bottom) for line, own in zip(lines, marks, strict=True)]
    return tuple(sorted(bands, key=lambda band: band.top))


def _lines(found: Letters) -> list[_Line]:
    """Letters that stand beside one another."""
    own = np.flatnonzero(found.letters)
    boxes = found.boxes[own]
    high = boxes[:, 3] - boxes[:, 1]
    edge = np.maximum(1, (EDGES * high).astype(np.int64))
    cores = np.column_stack(
        (boxes[:, 0], boxes[:, 1] + edge, boxes[:, 2], np.maximum(boxes[:, 3] - edge, boxes[:, 1] + edge + 1))
    )
    line_of = joined_rows(cores, found.spots.labels.shape, int(GAP * found.usual))
    order = np.argsort(line_of, kind="stable")
    groups = np.split(own[order], np.flatnonzero(np.diff(line_of[order])) + 1) if own.size else []
    return [_line(group, found) for group in groups]


def _line(own: Whole, found: Letters) -> _Line:
    boxes = found.boxes[own]
    top, bottom = np.median(boxes[:, 1]), np.median(boxes[:, 3])
    return _Line(own, float(boxes[:, 0].min()), float(boxes[:, 2].max()), float(top), float(bottom))


def _with_pieces(lines: list[_Line], usual: float) -> list[_Line]:
    """The lines with the lower bowl of a 'g' and the hat of an 'ế' put to the line they were cut off from."""
    kept = sorted(lines, key=lambda line: line.wide)
    whole: list[_Line] = []
    while kept:
        line = kept.pop(0)
        home = _home(line, kept, usual)
        if home is None:
            whole.append(line)
        else:
            home.letters = np.append(home.letters, line.letters)
            home.left, home.right = min(home.left, line.left), max(home.right, line.right)
    return whole


def _home(piece: _Line, lines: list[_Line], usual: float) -> _Line | None:
    """The line a piece is part of: the nearest with more letters that stands above or below; None for a true line."""
    if piece.wide > PIECE * usual or len(piece.letters) > FEW:
        return None
    middle = (piece.left + piece.right) / 2
    reach = usual / 2
    near = [
        (away, number)
        for number, line in enumerate(lines)
        if len(line.letters) > max(1, len(piece.letters)) and line.left - reach <= middle <= line.right + reach
        for away in _away(piece, line, usual)
    ]
    return lines[min(near)[1]] if near else None


def _away(piece: _Line, line: _Line, usual: float) -> Iterator[float]:
    """How far the piece stands off the line; nothing where that is too far for a part of it."""
    level = (piece.top + piece.bottom) / 2
    above = level < line.top
    away = max(0.0, line.top - piece.bottom if above else piece.top - line.bottom)
    if line.top <= level <= line.bottom:
        away = 0.0
    if away <= (PIECE_ABOVE if above else PIECE_BELOW) * usual:
        yield away


def _marks(lines: list[_Line], found: Letters) -> list[Whole]:
    """For every line the labels of its marks: each mark goes to the nearest line that it stands over, under or in."""
    marks = np.flatnonzero(found.marks)
    if not lines or not marks.size:
        return [marks[:0] for _ in lines]
    off = _off(found.boxes[marks], lines, found.usual)
    nearest = np.argmin(off, axis=1)
    near = np.isfinite(off[np.arange(len(marks)), nearest])
    return [marks[near & (nearest == number)] for number in range(len(lines))]


def _off(boxes: Whole, lines: list[_Line], usual: float) -> Floats:
    """How far each mark (rows) stands off each line (columns); infinite where it cannot be its own."""
    left, right, top, bottom = (
        np.array([getattr(line, side) for line in lines]) for side in ("left", "right", "top", "bottom")
    )
    middle = ((boxes[:, 0] + boxes[:, 2]) / 2)[:, None]
    above = np.maximum(0, top - boxes[:, 3, None])
    below = np.maximum(0, boxes[:, 1, None] - bottom)
    far = (middle < left - GAP * usual) | (middle > right + GAP * usual)
    far |= (above > MARKS_ABOVE * usual) | (below > MARKS_BELOW * usual)
    return np.where(far, np.inf, np.maximum(above, below))
