"""What of a page's ink has a letter's size, what is a mark of letters, and what touches two lines."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.image import Boxes, Spots, spots
from pipeline.picture import Picture
from pipeline.prepare import INK

#: Of a letter: its least height and its greatest side in millimetres; by these the page's usual height is found.
PRINT_MM = (1.0, 14.0)
#: In usual letter heights: lower are marks and dots, higher ones touch another line or are no print.
LOW, HIGH, HIGHEST = 0.55, 2.2, 6.0
#: In usual letter heights: a word whose letters touch, or that a rule underlines, is at most so wide.
WIDEST = 40.0
#: In usual letter heights: a flat mark is a dash up to this width, a rule beyond it.
DASH = 4.0
#: Fewer letters tell no usual height.
FEWEST = 3

Chosen = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Letters:
    """The spots of a page's ink sorted: by label, which are letters, marks of letters, and both lines' at once.

    `usual` is the usual height of a letter, in pixels.
    """

    spots: Spots
    usual: float
    letters: Chosen
    marks: Chosen
    joined: Chosen

    @property
    def boxes(self) -> Boxes:
        """The boxes of all spots in pixels."""
        return self.spots.boxes


def letters(picture: Picture) -> Letters | None:
    """The letters of a prepared page; None where there is next to none."""
    found = spots(picture.pixels < INK)
    wide, high = found.boxes[:, 2] - found.boxes[:, 0], found.boxes[:, 3] - found.boxes[:, 1]
    least, most = (picture.pixels_of(side) for side in PRINT_MM)
    print_ = (high >= least) & (found.sides <= most) & (found.sides > 0)
    if np.count_nonzero(print_) < FEWEST:
        return None
    usual = float(np.median(high[print_]))
    own = (high >= LOW * usual) & (high <= HIGH * usual) & (wide <= WIDEST * usual)
    marks = (high < LOW * usual) & (wide <= DASH * usual)
    joined = (high > HIGH * usual) & (high <= HIGHEST * usual) & (wide <= WIDEST * usual)
    for one in (own, marks, joined):
        one[0] = False
    return Letters(found, usual, own, marks, joined)
