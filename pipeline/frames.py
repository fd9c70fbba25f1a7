"""Frames on a page: the four lines around a stamp, upright or tilted, in coloured ink or in black."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pipeline.grid import rulings
from pipeline.image import Boxes, Mask, Matrix, Tilted, near, spots, tilted, warped
from pipeline.picture import Area, Picture
from pipeline.prepare import turning

WIDTH_MM = (15.0, 120.0)
HEIGHT_MM = (6.0, 80.0)
RECTANGULAR = 0.88  # of its rectangle filled by the outline: a frame has 0.95, a round seal 0.79
BAND = 0.15  # of the frame's height and width, where its lines run
SHARE = 0.6  # of a side that must bear ink
PALE = 200  # on an evened picture darker pixels are ink: worn lines are pale


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame: the upright area about it in pixels of the page, and within that area how it lies."""

    area: Area
    lie: Tilted

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in pixels, once the frame stands upright."""
        return self.lie.size

    def upright(self, scale: float = 1.0) -> Matrix:
        """The matrix that brings the area's pixels into an upright picture of the frame, `scale` times as large."""
        matrix = turning(-self.lie.tilt, self.lie.middle)
        matrix[:, 2] -= np.array(self.lie.middle) - np.array(self.size) / 2
        return matrix * scale

    def overlaps(self, other: Frame) -> bool:
        """Whether the two areas share a pixel."""
        one, two = self.area, other.area
        return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def frames(ink: Mask, joined: Mask, page: Picture) -> Iterator[Frame]:
    """The frames among the spots of `joined`, which is the ink with its gaps closed, from the top down."""
    if not joined.any():
        return
    groups = spots(joined)
    for label in np.flatnonzero(_sized(groups.boxes, page)):
        left, top, right, bottom = (int(edge) for edge in groups.boxes[label])
        own = ink[top:bottom, left:right] & (groups.labels[top:bottom, left:right] == label)
        if not own.any():
            continue
        frame = Frame((left, top, right, bottom), tilted(own))
        if frame.lie.filled >= RECTANGULAR and _is_closed(own, frame):
            yield frame


def black_frames(reading: Picture, share: float) -> Iterator[Frame]:
    """The frames of long strokes in the upper `share` of a page that has no colour to tell ink from print."""
    top = Picture(reading.pixels[: round(len(reading.pixels) * share)], reading.dpi)
    rules = rulings(near(top.pixels < PALE, 1), top)
    return frames(rules, rules, top)


def _sized(boxes: Boxes, page: Picture) -> Mask:
    """By label, which spots have a stamp's size."""
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    fits = (wide >= page.pixels_of(WIDTH_MM[0])) & (wide <= page.pixels_of(WIDTH_MM[1]))
    fits &= (high >= page.pixels_of(HEIGHT_MM[0])) & (high <= page.pixels_of(HEIGHT_MM[1]))
    fits[0] = False
    return fits


def _is_closed(ink: Mask, frame: Frame) -> bool:
    """Whether a line runs along all four sides; handwriting and red print have none."""
    size = (max(1, round(frame.size[0])), max(1, round(frame.size[1])))
    upright = warped(ink.astype(np.uint8) * 255, frame.upright(), size) > 127
    sides = (upright, upright[::-1], upright.T, upright.T[::-1])
    return all(_bears_line(near(side, 1)) for side in sides)


def _bears_line(side: Mask) -> bool:
    band = side[: max(2, round(len(side) * BAND))]
    return bool(band.mean(axis=1).max() >= SHARE)
