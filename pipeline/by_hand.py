"""Whether digits on a printed line were written by hand: their height and their feet are not those of the print."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from pipeline.handwriting import HEIGHT, LEAST_WIDTH, Traced
from pipeline.picture import Picture

#: On an evened picture darker pixels are ink, also that of pale or broken strokes.
INK = 180
#: By how much of the print's height printed digits differ from it at most on office scans; those of a pen differ by
#: 0.30 and more when drawn, on the real 729/QĐ-TTg by 0.48 (number) and 0.16 (day).
HEIGHT_APART = 0.13
#: And how far from the line their feet stand; the real day by 0.27.
FEET_APART = 0.13
#: A digit reaches so far to either side of its middle, as a share of the strip's height (printed ones 0.12).
HALF = 0.2
#: White rows inside a letter that break it in two: a worn stroke has one or two.
BREAK = 3


@dataclass(frozen=True, slots=True)
class _Reach:
    """From which row to which a letter's ink reaches."""

    top: int
    bottom: int

    @property
    def height(self) -> int:
        return self.bottom - self.top


def is_by_hand(picture: Picture, seen: Traced, match: re.Match[str]) -> bool:
    """Whether the digits of the match in `seen.text()` look written by hand; True also where nothing can be measured.

    A number is held against the capitals behind it, day and month against the year.
    """
    spans = _spans(picture, seen)
    groups = [match.span(group) for group in range(1, len(match.groups()) + 1)]
    if len(groups) == 1:
        print_ = [i for i in spans if i >= match.end(1) and seen.text()[i].isupper()]
    else:
        print_ = [i for i in range(*groups.pop()) if i in spans]
    measure = [reach for i in print_ if (reach := _reach(picture, [spans[i]])) is not None]
    own = [_reach(picture, [spans[i] for i in range(*group) if i in spans]) for group in groups]
    return not measure or any(_differs(reach, measure) for reach in own)


def _differs(own: _Reach | None, measure: Sequence[_Reach]) -> bool:
    height = float(np.median([reach.height for reach in measure]))
    feet = float(np.median([reach.bottom for reach in measure]))
    if own is None:
        return True
    return abs(own.height / height - 1) > HEIGHT_APART or abs(own.bottom - feet) / height > FEET_APART


def _spans(picture: Picture, seen: Traced) -> dict[int, tuple[int, int]]:
    """By index of the text each letter's first and last column: up to half way to its neighbours, or nearer."""
    rows, columns = picture.pixels.shape
    width, half = max(columns, LEAST_WIDTH * rows / HEIGHT), HALF * rows
    letters = [(i, share * width) for i, (letter, share) in enumerate(seen.places()) if letter != " "]
    between = [0.0, *((a + b) / 2 for (_, a), (_, b) in pairwise(letters)), float(columns)]
    return {
        i: (round(max(left, middle - half)), round(min(right, middle + half)))
        for (i, middle), (left, right) in zip(letters, pairwise(between), strict=True)
    }


def _reach(picture: Picture, letters: Sequence[tuple[int, int]]) -> _Reach | None:
    """How far the ink of these letters reaches, specks left out; None where there is none."""
    columns = picture.pixels[:, letters[0][0] : letters[-1][1]]
    inked = np.flatnonzero(np.count_nonzero(columns < INK, axis=1) > 1)
    if not len(inked):
        return None
    parts = np.split(inked, np.flatnonzero(np.diff(inked) > BREAK) + 1)
    whole = max(parts, key=len)
    return _Reach(int(whole[0]), int(whole[-1]) + 1)
