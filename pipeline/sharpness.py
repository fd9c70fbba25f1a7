"""How sharp the print of a page is: the width of its edges, measured where words were read.

Only the grey values between a word's ink and its paper count, set against the length of the edges they lie along: a
word in bold, in a large type or in pale toner has edges as wide as any other, and grain on blank paper has none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

import numpy as np
import numpy.typing as npt

from pipeline.picture import POINTS_PER_INCH, Picture, Pixels
from records import Word

#: The darkest pixels of a word's box are its ink, the lightest its paper (percent of the pixels; the rest is grain).
INK, PAPER = 5, 90
#: Ink must be so much darker than its paper (grey values) before its edges are measured: JPEG noise has 10.
LEAST_CONTRAST = 15.0
#: Pixel steps across an edge are this much more than its length, over edges that run in all directions (4 / pi).
STEPS = 1.27
#: No picture tells edges finer than this many pixels; what looks finer was made black and white.
FINEST = 2.5
INCH_MM = 25.4


@dataclass(frozen=True, slots=True)
class Strokes:
    """`edge`: the width of the print's edges in millimetres, at least what the resolution tells; None without print.

    `contrasts`: for each word, how much darker its ink is than its paper (0..255).
    """

    edge: float | None
    contrasts: tuple[float, ...]


def strokes(words: Sequence[Word], reading: Picture) -> Strokes:
    """The strokes of the words on the picture they were read from."""
    measured = [_measured(_cut(reading, word)) for word in words]
    contrasts = tuple(contrast for contrast, _, _ in measured)
    between, steps = (sum(one[part] for one in measured) for part in (1, 2))
    if not steps:
        return Strokes(None, contrasts)
    # The greys from a quarter to three quarters of the contrast are half of an edge that slopes evenly.
    pixels = max(FINEST, 2 * between / (steps / STEPS))
    return Strokes(pixels / reading.dpi * INCH_MM, contrasts)


def _cut(reading: Picture, word: Word) -> Pixels:
    """The word's box with a pixel around it."""
    left, top, right, bottom = (round(edge * reading.dpi / POINTS_PER_INCH) for edge in word.box)
    return reading.pixels[max(0, top - 1) : bottom + 1, max(0, left - 1) : right + 1]


def _measured(cut: Pixels) -> tuple[float, int, int]:
    """The contrast of a word, its pixels half way between ink and paper, and the steps along its edges."""
    if cut.size == 0:
        return 0.0, 0, 0
    upto = np.bincount(cut.ravel(), minlength=256).cumsum()
    ink, paper = _percentile(upto, INK), _percentile(upto, PAPER)
    contrast = paper - ink
    if contrast < LEAST_CONTRAST:
        return contrast, 0, 0
    between = upto[ceil(paper - contrast / 4) - 1] - upto[floor(ink + contrast / 4)]
    dark = cut < ceil(ink + contrast / 2)
    steps = np.count_nonzero(dark[:, 1:] ^ dark[:, :-1]) + np.count_nonzero(dark[1:] ^ dark[:-1])
    return contrast, int(between), int(steps)


def _percentile(upto: npt.NDArray[np.int64], percent: int) -> float:
    """The grey value below which so many percent of the pixels lie; `upto` counts those up to each value.

    NumPy's own sorts the pixels of every word once more, and is most of the time that a page's sharpness takes.
    """
    place = float(upto[-1] - 1) * (percent / 100)
    share = place - floor(place)
    low, high = (float(value) for value in np.searchsorted(upto, (floor(place), ceil(place)), side="right"))
    return low + (high - low) * share if share < 0.5 else high - (high - low) * (1 - share)
