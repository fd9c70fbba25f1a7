"""Stamps in coloured ink, cut out to be read by themselves: the reading channel of a page does not show red.

Only framed stamps are cut out: the ĐẾN stamp of the receiving office, MẬT, KHẨN and the like; round seals are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pipeline.grid import fields
from pipeline.image import Boxes, Mask, Matrix, Tilted, closed, evened, excess, near, runs, spots, tilted, warped
from pipeline.picture import POINTS_PER_INCH, Area, Picture
from pipeline.prepare import BACKGROUND_REACH_MM, COLOUR, turning
from records import Box

RED, BLUE = 0, 2  # channels
GAP_MM = 1.5  # breaks in a worn frame
STAMP_WIDTH_MM = (15.0, 120.0)
STAMP_HEIGHT_MM = (6.0, 80.0)
RECTANGULAR = 0.88  # of its rectangle filled by the outline: a frame has 0.95, a round seal 0.79
FRAME_BAND = 0.15  # of the stamp's height and width, where the frame runs
FRAME_SHARE = 0.6  # of a side that must bear ink
STAMP_DPI = 400.0  # stamps print small letters: 200 dpi is doubled
PALE = 200  # on the evened stamp darker pixels are ink: worn lines are pale
RULE_ACROSS = 0.4  # of the stamp's width: a longer stroke is a line of its form
RULE_DOWN_MM = 7.0
FIELD_MM = 4.0  # the least side of a field of the form
DOT_MM = 0.8  # the longer side of a dot of the dotted lines to write on …
DOTS_IN_ROW = 8  # … of which so many stand level
WHITE_EDGE = 12  # pixels around a field: Tesseract loses letters that touch the edge


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a stamp's form: an upright, enlarged grey picture, and the way back to the page."""

    picture: Picture
    back: Matrix
    page_dpi: float

    def on_page(self, box: Box) -> Box:
        """A box in points of the field's picture as an upright box in points of the page."""
        left, top, right, bottom = (edge * self.picture.dpi / POINTS_PER_INCH for edge in box)
        corners = np.array([[left, right, right, left], [top, top, bottom, bottom], [1.0, 1.0, 1.0, 1.0]])
        columns, rows = (self.back @ corners) * POINTS_PER_INCH / self.page_dpi
        return (float(columns.min()), float(rows.min()), float(columns.max()), float(rows.max()))


@dataclass(frozen=True, slots=True)
class Stamp:
    """A framed stamp: where it lies on the page (pixels), and its fields from the top down."""

    area: Area
    fields: tuple[Field, ...]


def stamps(coloured: Picture) -> tuple[Stamp, ...]:
    """The framed stamps of a straightened coloured page, red ones first, each from the top down."""
    kept: list[Stamp] = []
    for stamp in (stamp for channel in (RED, BLUE) for stamp in _stamps_in(coloured, channel)):
        if not any(_overlap(stamp.area, other.area) for other in kept):
            kept.append(stamp)
    return tuple(kept)


def without_stamps(reading: Picture, coloured: Picture, found: tuple[Stamp, ...]) -> Picture:
    """The reading picture with the coloured ink inside the stamps made white; black print under them stays."""
    if not found:
        return reading
    pixels = reading.pixels.copy()
    for stamp in found:
        left, top, right, bottom = stamp.area
        part = coloured.pixels[top:bottom, left:right]
        ink = near((excess(part, RED) > COLOUR) | (excess(part, BLUE) > COLOUR), 2)
        pixels[top:bottom, left:right][ink] = 255
    return Picture(pixels, reading.dpi)


def _stamps_in(coloured: Picture, channel: int) -> Iterator[Stamp]:
    ink = excess(coloured.pixels, channel) > COLOUR
    gap = coloured.pixels_of(GAP_MM)
    groups = spots(closed(ink, gap, gap))
    for label in np.flatnonzero(_sized(groups.boxes, coloured)):
        left, top, right, bottom = (int(edge) for edge in groups.boxes[label])
        own = ink[top:bottom, left:right] & (groups.labels[top:bottom, left:right] == label)
        if not own.any():
            continue
        frame = tilted(own)
        if frame.filled >= RECTANGULAR and _is_framed(own, frame):
            area = (left, top, right, bottom)
            yield Stamp(area, _fields(coloured, area, frame))


def _sized(boxes: Boxes, page: Picture) -> Mask:
    """By label, which spots have a stamp's size."""
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    fits = (wide >= page.pixels_of(STAMP_WIDTH_MM[0])) & (wide <= page.pixels_of(STAMP_WIDTH_MM[1]))
    fits &= (high >= page.pixels_of(STAMP_HEIGHT_MM[0])) & (high <= page.pixels_of(STAMP_HEIGHT_MM[1]))
    fits[0] = False
    return fits


def _is_framed(ink: Mask, frame: Tilted) -> bool:
    """Whether a line runs along all four sides; handwriting and red print have none."""
    size = (max(1, round(frame.size[0])), max(1, round(frame.size[1])))
    upright = warped(ink.astype(np.uint8) * 255, _upright(frame, 1.0), size) > 127
    sides = (upright, upright[::-1], upright.T, upright.T[::-1])
    return all(_bears_line(near(side, 1)) for side in sides)


def _bears_line(side: Mask) -> bool:
    band = side[: max(2, round(len(side) * FRAME_BAND))]
    return bool(band.mean(axis=1).max() >= FRAME_SHARE)


def _upright(frame: Tilted, scale: float) -> Matrix:
    """The matrix that brings the tilted rectangle upright into a picture of its own, `scale` times as large."""
    matrix = turning(-frame.tilt, frame.middle)
    corner = np.array([frame.middle[0] - frame.size[0] / 2, frame.middle[1] - frame.size[1] / 2])
    matrix[:, 2] -= corner
    return matrix * scale


def _fields(coloured: Picture, area: Area, frame: Tilted) -> tuple[Field, ...]:
    """The fields of the stamp, red and blue ink alike dark, enlarged, without lines and without dots to write on."""
    left, top, right, bottom = area
    scale = max(1.0, STAMP_DPI / coloured.dpi)
    forth = _upright(frame, scale)
    darkest = np.ascontiguousarray(coloured.pixels[top:bottom, left:right].min(axis=2))
    size = (round(frame.size[0] * scale), round(frame.size[1] * scale))
    whole = Picture(warped(darkest, forth, size), coloured.dpi * scale)
    even = Picture(evened(whole.pixels, whole.pixels_of(BACKGROUND_REACH_MM)), whole.dpi)
    rules = _rules(even)
    pixels = even.pixels.copy()
    pixels[rules | _dots(even)] = 255
    back = np.linalg.inv(np.vstack((forth, [0.0, 0.0, 1.0])))[:2]
    back[:, 2] += (left, top)
    parts = fields(rules, even.pixels_of(FIELD_MM)) or [(0, 0, *size)]
    return tuple(_field(Picture(pixels, even.dpi), part, back, coloured.dpi) for part in parts)


def _field(stamp: Picture, part: Area, back: Matrix, page_dpi: float) -> Field:
    left, top, right, bottom = part
    pixels = np.pad(stamp.pixels[top:bottom, left:right], WHITE_EDGE, constant_values=255)
    shifted = back.copy()
    shifted[:, 2] += back[:, :2] @ (left - WHITE_EDGE, top - WHITE_EDGE)
    return Field(Picture(pixels, stamp.dpi), shifted, page_dpi)


def _rules(stamp: Picture) -> Mask:
    """The frame and the lines of the form, a little widened."""
    ink = near(stamp.pixels < PALE, 1)
    rules = runs(ink, round(stamp.pixels.shape[1] * RULE_ACROSS), 1) | runs(ink, 1, stamp.pixels_of(RULE_DOWN_MM))
    rules[[0, 1, -2, -1]] = True
    rules[:, [0, 1, -2, -1]] = True
    return near(rules, 1)


def _dots(stamp: Picture) -> Mask:
    """The dots of dotted lines: small spots of which many stand on one level; a colon's lower dot is left."""
    found = spots(stamp.pixels < PALE)
    side = stamp.pixels_of(DOT_MM)
    small = (found.sides > 0) & (found.sides <= side)
    level = found.boxes[:, 3] // side
    many = np.bincount(level[small], minlength=int(level.max()) + 2)
    full = (many >= DOTS_IN_ROW) | (np.roll(many, 1) >= DOTS_IN_ROW) | (np.roll(many, -1) >= DOTS_IN_ROW)
    dots = np.flatnonzero(small & full[level])
    dots = dots[~_under_a_dot(found.boxes[dots], found.boxes[small], side)]
    return near(np.isin(found.labels, dots), 1)


def _under_a_dot(dots: Boxes, others: Boxes, side: int) -> Mask:
    """Which of the dots have another spot straight above them: they are colons."""
    beside = np.abs(dots[:, None, 0] - others[None, :, 0]) <= side // 2
    above = dots[:, None, 1] - others[None, :, 1]
    found: Mask = (beside & (above > side) & (above < 4 * side)).any(axis=1)
    return found


def _overlap(one: Area, other: Area) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
