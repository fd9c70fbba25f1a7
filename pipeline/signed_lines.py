"""The printed lines that a seal lies over: where each runs, told by its letters beside the seal and the block's axis.

Authority, title and name are set on one axis (Nghị định 30/2020/NĐ-CP, Phụ lục I): a line whose left end is under the
seal begins as far left of the axis as it ends right of it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from pipeline.image import Boxes, spots
from pipeline.picture import Area, Picture
from pipeline.prepare import INK
from pipeline.seals import Seal

LETTER_MM = (1.4, 5.6)  # the height of a letter of 12 to 15 points with its marks
WIDEST_MM = 14.0  # of a few letters that touch; strokes of the pen are longer
SHORTEST_MM = 7.0  # of what is seen of a line beside the seal
FEWEST = 3  # letters that make a line
LEVEL = 0.55  # of a letter's height: letters of one line stand so level
INNER = 0.4  # of the radius: nearer the middle is signature, not print
MARKS_ABOVE, MARKS_BELOW = 0.6, 0.4  # of a letter's height: room for marks, dots and tails
ENDS_MM = 1.2


@dataclass(frozen=True, slots=True)
class SignedLine:
    """A line under a seal: its area in pixels, and whether its left end is known."""

    area: Area
    ends_known: bool


def signed_lines(mended: Picture, seal: Seal, column: Area) -> tuple[SignedLine, ...]:
    """The lines within the column (pixels) that the seal touches, from the top down; `mended` has no rims."""
    lines = _lines(_letters(mended, seal, column), mended)
    axis = _axis(lines, seal)
    return tuple(_signed(line, axis, seal, mended) for line in lines if _touched(line, seal))


def _letters(mended: Picture, seal: Seal, column: Area) -> list[tuple[int, int, int, int]]:
    """The boxes of what has a letter's size beside the seal."""
    left, top, right, bottom = column
    boxes: Boxes = spots(mended.pixels[top:bottom, left:right] < INK).boxes[1:] + np.array([left, top, left, top])
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    fits = (high >= mended.pixels_of(LETTER_MM[0])) & (high <= mended.pixels_of(LETTER_MM[1]))
    fits &= wide <= mended.pixels_of(WIDEST_MM)
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    fits &= np.hypot(x - seal.middle[0], y - seal.middle[1]) > seal.radius
    return [(int(a), int(b), int(c), int(d)) for a, b, c, d in boxes[fits]]


def _lines(letters: Sequence[Area], page: Picture) -> list[list[Area]]:
    """The letters gathered into lines, from the top down."""
    lines: list[list[Area]] = []
    for box in sorted(letters, key=_level):
        near = [line for line in lines[-2:] if abs(median(map(_level, line)) - _level(box)) < LEVEL * _height(line)]
        if near:
            near[-1].append(box)
        else:
            lines.append([box])
    return [line for line in lines if len(line) >= FEWEST and _reach(line) >= page.pixels_of(SHORTEST_MM)]


def _level(box: Area) -> float:
    return (box[1] + box[3]) / 2


def _height(line: Sequence[Area]) -> float:
    return median(box[3] - box[1] for box in line)


def _reach(line: Sequence[Area]) -> int:
    return max(box[2] for box in line) - min(box[0] for box in line)


def _half_chord(line: Sequence[Area], seal: Seal) -> float:
    """Half the width that the seal covers of the line; 0 where the line passes it."""
    off = max(0.0, abs(median(map(_level, line)) - seal.middle[1]) - _height(line) / 2)
    return math.sqrt(max(0.0, seal.radius**2 - off**2))


def _touched(line: Sequence[Area], seal: Seal) -> bool:
    off = abs(median(map(_level, line)) - seal.middle[1])
    return off > INNER * seal.radius and off < seal.radius + _height(line)


def _whole(line: Sequence[Area], seal: Seal) -> bool:
    """Whether the line's left end is seen: it passes the seal, or begins left of it."""
    half = _half_chord(line, seal)
    return half == 0 or min(box[0] for box in line) < seal.middle[0] - half


def _axis(lines: Sequence[Sequence[Area]], seal: Seal) -> float | None:
    """The column in the middle of the lines that are seen whole."""
    seen = [line for line in lines if _whole(line, seal)]
    ends = [(min(box[0] for box in line) + max(box[2] for box in line)) / 2 for line in seen]
    return median(ends) if ends else None


def _signed(line: Sequence[Area], axis: float | None, seal: Seal, page: Picture) -> SignedLine:
    top, bottom = median(box[1] for box in line), median(box[3] for box in line)
    high, ends = bottom - top, page.pixels_of(ENDS_MM)
    right = max(box[2] for box in line)
    seen = min(box[0] for box in line)
    left = min(seen, seal.middle[0] - _half_chord(line, seal) if axis is None else 2 * axis - right)
    edges = (left - ends, top - MARKS_ABOVE * high, right + ends, bottom + MARKS_BELOW * high)
    rows, columns = page.pixels.shape
    area = tuple(min(max(0, round(edge)), limit) for edge, limit in zip(edges, (columns, rows) * 2, strict=True))
    return SignedLine((area[0], area[1], area[2], area[3]), axis is not None)
