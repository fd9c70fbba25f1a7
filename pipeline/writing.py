"""The lines of writing in a stamp's field: printed labels with what was written by hand behind them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pipeline.crop import WHITE
from pipeline.image import spots
from pipeline.picture import Area, Picture

INK = 160  # on an evened picture darker pixels are ink
LETTER_MM = (1.2, 4.6)  # the height of a label's letters and of digits; long strokes are taller
TALL = 1.4  # letters so much taller than a label's, and left of all labels, are the word ĐẾN …
LOW = 0.7  # … and so much lower ones are its accents
LABELS = 30  # per cent of the letters, by height: the labels are the smallest print of a stamp
PART_MM = 0.5  # white between two lines of writing
BORDER = 4  # pixels of white around a line that is cut out
ROOM = 0.35  # of a line's height that is kept above and below it for long strokes


def lines_of_writing(field: Picture) -> list[Area]:
    """Where each line lies, from the top down, in pixels of the field: up to its right edge, behind the word ĐẾN."""
    boxes = spots(field.pixels < INK).boxes[1:]
    high = boxes[:, 3] - boxes[:, 1]
    letters = (high >= field.pixels_of(LETTER_MM[0])) & (high <= field.pixels_of(LETTER_MM[1]))
    if not letters.any():
        return []
    label = float(np.percentile(high[letters], LABELS))
    left = _behind_the_word(boxes, high / label)
    own = boxes[letters & (boxes[:, 0] >= left)]
    return [(left, top, field.pixels.shape[1], bottom) for top, bottom in _bands(own, field)]


def _behind_the_word(boxes: npt.NDArray[np.int64], size: npt.NDArray[np.float64]) -> int:
    """Where the labels begin if the word ĐẾN stands before them; `size` is each letter's height in labels' heights."""
    labels = boxes[(size >= LOW) & (size <= TALL), 0]
    if not len(labels):  # two letters of very different height are no form
        return 0
    before = boxes[(size > TALL) & (boxes[:, 2] <= labels.min()), 2]
    return int(before.max(initial=0))


def _bands(boxes: npt.NDArray[np.int64], field: Picture) -> list[tuple[int, int]]:
    """Top and bottom of each row of letters, widened as far as the rows beside it leave room."""
    filled = np.zeros(field.pixels.shape[0], bool)
    thin = field.pixels_of(PART_MM) // 2
    for _, top, _, bottom in boxes:
        middle, half = (top + bottom) / 2, (bottom - top) / 4  # the middle half: feet and heads of lines overlap
        filled[max(0, int(middle - half - thin)) : int(middle + half + thin)] = True
    edges = np.flatnonzero(np.diff(np.concatenate(([0], filled.astype(np.int8), [0]))))
    return [_reach(boxes, int(a), int(b), field.pixels.shape[0]) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _reach(boxes: npt.NDArray[np.int64], first: int, last: int, height: int) -> tuple[int, int]:
    middles = (boxes[:, 1] + boxes[:, 3]) / 2
    own = boxes[(middles >= first) & (middles <= last)]
    top, bottom = int(np.percentile(own[:, 1], 20)), int(np.percentile(own[:, 3], 80))
    room = round((bottom - top) * ROOM)
    return max(0, top - room), min(height, bottom + room)


def line_cut(field: Picture, area: Area) -> Picture:
    """The line on a white border."""
    left, top, right, bottom = area
    part = field.pixels[top:bottom, left : max(right, left + 1)]
    return Picture(np.pad(part, BORDER, constant_values=WHITE), field.dpi)
