"""Cut-outs of a page's picture, in their own size or enlarged."""

from __future__ import annotations

import numpy as np

from pipeline import image
from pipeline.picture import POINTS_PER_INCH, Picture
from records import Box

#: White around a cut-out, in pixels: Tesseract loses letters that touch the edge.
BORDER = 16
WHITE = 255


def cropped(picture: Picture, box: Box) -> Picture:
    """The part of the picture inside the box (points), on a white border."""
    scale = picture.dpi / POINTS_PER_INCH
    rows, columns = picture.pixels.shape[:2]
    left, top = max(0, int(box[0] * scale)), max(0, int(box[1] * scale))
    right, bottom = min(columns, int(box[2] * scale) + 1), min(rows, int(box[3] * scale) + 1)
    part = picture.pixels[top : max(bottom, top + 1), left : max(right, left + 1)]
    edges = ((BORDER, BORDER), (BORDER, BORDER), (0, 0))[: part.ndim]
    return Picture(np.pad(part, edges, constant_values=WHITE), picture.dpi)


def enlarged(picture: Picture, factor: float) -> Picture:
    """The picture with so many times the pixels to an inch."""
    return Picture(image.enlarged(picture.pixels, factor), picture.dpi * factor)


def widened(picture: Picture, factor: float) -> Picture:
    """The picture drawn out sideways; its resolution is that of its height."""
    return Picture(image.widened(picture.pixels, factor), picture.dpi)


def on_page(box: Box, part: Box, dpi: float) -> Box:
    """A box of the cut-out made from `part` as a box of the page, in points."""
    border = BORDER * POINTS_PER_INCH / dpi
    x, y = max(0.0, part[0]) - border, max(0.0, part[1]) - border
    return (box[0] + x, box[1] + y, box[2] + x, box[3] + y)
