"""The picture of a page, as it goes from the file to the preparation for OCR."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from records import Box

Pixels = npt.NDArray[np.uint8]

#: An upright rectangle in pixels: left, top, right, bottom; right and bottom are the first column and row outside it.
Area = tuple[int, int, int, int]

POINTS_PER_INCH = 72.0

#: Of a page's height: in it stands all that belongs to a letterhead, stamps too (Nghị định 30/2020/NĐ-CP, Phụ lục I).
HEAD = 0.45


@dataclass(frozen=True, slots=True)
class Picture:
    """8-bit pixels, grey (rows x columns) or RGB (rows x columns x 3), and how many of them lie on an inch of paper."""

    pixels: Pixels
    dpi: float

    @property
    def width(self) -> float:
        """The width of the paper in points."""
        return float(self.pixels.shape[1] / self.dpi * POINTS_PER_INCH)

    @property
    def height(self) -> float:
        """The height of the paper in points."""
        return float(self.pixels.shape[0] / self.dpi * POINTS_PER_INCH)

    def pixels_of(self, millimetres: float) -> int:
        """So many millimetres of paper as a whole number of pixels, at least one."""
        return max(1, round(millimetres / 25.4 * self.dpi))

    def points(self, area: Area) -> Box:
        """A rectangle of pixels as a box in points."""
        left, top, right, bottom = (value / self.dpi * POINTS_PER_INCH for value in area)
        return (left, top, right, bottom)


def head_of(page: Picture) -> Picture:
    """The head of a page."""
    return Picture(page.pixels[: round(len(page.pixels) * HEAD)], page.dpi)
