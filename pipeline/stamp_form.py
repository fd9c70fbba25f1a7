"""The form of a framed stamp: its fields, cut out upright and enlarged, without the lines to write on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.frames import PALE, Frame
from pipeline.grid import fields
from pipeline.image import Boxes, Mask, Matrix, evened, near, runs, spots, warped
from pipeline.picture import POINTS_PER_INCH, Area, Picture
from pipeline.prepare import BACKGROUND_REACH_MM
from records import Box

DPI = 400.0  # stamps print small letters: 200 dpi is doubled
RULE_ACROSS = 0.4  # of the stamp's width: a longer stroke is a line of its form
RULE_DOWN_MM = 7.0
FIELD_MM = 4.0  # the least side of a field of the form
DOT_MM = 0.8  # the longer side of a dot of the dotted lines to write on …
DOTS_IN_ROW = 8  # … of which so many stand level
MOST_DOTS = 2_000  # a form of six dotted lines has 600; more are grain, which would be compared each with each
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
    """A framed stamp: how its frame lies on the page, and its fields from the top down."""

    frame: Frame
    fields: tuple[Field, ...]


def stamp(frame: Frame, darkest: Picture) -> Stamp:
    """The stamp inside the frame; `darkest` is the grey page on which ink of every colour is dark."""
    left, top, right, bottom = frame.area
    scale = max(1.0, DPI / darkest.dpi)
    forth = frame.upright(scale)
    size = (round(frame.size[0] * scale), round(frame.size[1] * scale))
    cut = np.ascontiguousarray(darkest.pixels[top:bottom, left:right])
    whole = Picture(warped(cut, forth, size), darkest.dpi * scale)
    even = Picture(evened(whole.pixels, whole.pixels_of(BACKGROUND_REACH_MM)), whole.dpi)
    back = np.linalg.inv(np.vstack((forth, [0.0, 0.0, 1.0])))[:2]
    back[:, 2] += (left, top)
    return Stamp(frame, _fields(even, back, darkest.dpi))


def _fields(even: Picture, back: Matrix, page_dpi: float) -> tuple[Field, ...]:
    rules = _rules(even)
    pixels = even.pixels.copy()
    pixels[rules | _dots(even)] = 255
    rows, columns = pixels.shape
    parts = fields(rules, even.pixels_of(FIELD_MM)) or [(0, 0, columns, rows)]
    return tuple(_field(Picture(pixels, even.dpi), part, back, page_dpi) for part in parts)


def _field(form: Picture, part: Area, back: Matrix, page_dpi: float) -> Field:
    left, top, right, bottom = part
    pixels = np.pad(form.pixels[top:bottom, left:right], WHITE_EDGE, constant_values=255)
    shifted = back.copy()
    shifted[:, 2] += back[:, :2] @ (left - WHITE_EDGE, top - WHITE_EDGE)
    return Field(Picture(pixels, form.dpi), shifted, page_dpi)


def _rules(form: Picture) -> Mask:
    """The frame and the lines of the form, a little widened."""
    ink = near(form.pixels < PALE, 1)
    rules = runs(ink, round(form.pixels.shape[1] * RULE_ACROSS), 1) | runs(ink, 1, form.pixels_of(RULE_DOWN_MM))
    rules[[0, 1, -2, -1]] = True
    rules[:, [0, 1, -2, -1]] = True
    return near(rules, 1)


def _dots(form: Picture) -> Mask:
    """The dots of dotted lines: small spots of which many stand on one level; a colon's lower dot is left."""
    found = spots(form.pixels < PALE)
    side = form.pixels_of(DOT_MM)
    small = (found.sides > 0) & (found.sides <= side)
    if np.count_nonzero(small) > MOST_DOTS:
        return np.zeros(form.pixels.shape, bool)
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
