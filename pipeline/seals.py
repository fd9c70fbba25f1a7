"""Round seals in black ink: where one lies on a page without colour, and how thick its rims are.

A seal has a rim of one or two circles and an inner circle (Thông tư 07/2010/TT-BCA and 55/2020: 30 to 42 mm across).
Print covers at most half of any such circle, a rim that was pressed well nearly all of it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.image import Mask, covered
from pipeline.picture import Picture
from pipeline.prepare import INK

RADIUS_MM = (14.0, 21.5)
COARSE_MM = 0.35  # the side of a cell in which the circle is first looked for
SEEN = 0.62  # of the circle that must be ink in such cells
SURE = 0.55  # of the circle that must be ink on the page itself, or a blot of print is taken for a seal
RIM = 0.35  # of a circle that is ink where it belongs to a rim
INNERMOST = 0.88  # of the radius: from there on lie the rims, which alone cross print
SLIP = 4  # pixels around the coarse place in which the exact one lies

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Seal:
    """A round seal: its middle and outer radius, and from the outside in the radii between which its rims lie.

    All are in pixels of the picture it was found on.
    """

    middle: tuple[float, float]
    radius: float
    rims: tuple[tuple[float, float], ...]


def find_seal(picture: Picture) -> Seal | None:
    """The clearest round seal on the picture, or None."""
    ink = picture.pixels < INK
    cell = picture.pixels_of(COARSE_MM)
    found = _coarse(_pooled(ink, cell), picture.dpi / 25.4 / cell)
    if found is None:
        return None
    middle, radius = (found[0] * cell, found[1] * cell), found[2] * cell
    middle, cover = _exact(ink, middle, radius, cell)
    return _seal(middle, cover, (RADIUS_MM[0] * picture.dpi / 25.4, RADIUS_MM[1] * picture.dpi / 25.4))


def _pooled(ink: Mask, cell: int) -> Mask:
    """The ink by cells: a cell is inked where one of its pixels is."""
    rows, columns = (side // cell for side in ink.shape)
    blocks = ink[: rows * cell, : columns * cell].reshape(rows, cell, columns, cell)
    return np.asarray(blocks.any(axis=(1, 3)))


def _coarse(cells: Mask, per_mm: float) -> tuple[float, float, int] | None:
    """Column, row and radius of the best covered circle, in cells; None where no circle is covered enough."""
    best: tuple[float, tuple[float, float, int] | None] = (SEEN, None)
    for radius in range(round(RADIUS_MM[0] * per_mm), round(RADIUS_MM[1] * per_mm) + 1):
        share = covered(cells, _circle(radius))
        row, column = np.unravel_index(int(share.argmax()), share.shape)
        if share[row, column] > best[0]:
            best = (float(share[row, column]), (float(column) + 0.5, float(row) + 0.5, radius))
    return best[1]


def _circle(radius: int) -> Mask:
    """A stencil of a circle one cell thick."""
    y, x = np.mgrid[-radius - 1 : radius + 2, -radius - 1 : radius + 2]
    stencil: Mask = np.abs(np.hypot(x, y) - radius) < 0.6
    return stencil


def _exact(ink: Mask, about: tuple[float, float], radius: float, cell: int) -> tuple[tuple[float, float], Floats]:
    """The middle near `about` at which all circles of the seal are sharpest, and the cover of every circle about it."""
    reach = np.arange(-SLIP, SLIP + 1)
    radii = np.arange(radius * INNERMOST, radius + 2 * cell + 1)
    places = [(about[0] + float(dx), about[1] + float(dy)) for dy in reach for dx in reach]
    sharpest = max(places, key=lambda place: float((_cover(ink, place, radii, 360) ** 2).sum()))
    return sharpest, _cover(ink, sharpest, np.arange(round(radius * 1.5), dtype=np.float64), 720)


def _cover(ink: Mask, middle: tuple[float, float], radii: Floats, turns: int) -> Floats:
    """The share of ink on the circles about the middle, looked at in so many directions."""
    return np.asarray(around(ink, middle, radii, turns).mean(axis=0))


def around(ink: Mask, middle: tuple[float, float], radii: Floats, turns: int) -> Mask:
    """The picture in polar form: a row for each of `turns` directions, clockwise from the right; white beyond edges."""
    angles = np.arange(turns) * (2 * math.pi / turns)
    columns = np.rint(middle[0] + np.outer(np.cos(angles), radii)).astype(np.int64)
    rows = np.rint(middle[1] + np.outer(np.sin(angles), radii)).astype(np.int64)
    height, width = ink.shape
    inside = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
    seen: Mask = ink[rows.clip(0, height - 1), columns.clip(0, width - 1)] & inside
    return seen


def _seal(middle: tuple[float, float], cover: Floats, radii: tuple[float, float]) -> Seal | None:
    """The seal with these covers of circles; None where no circle of a seal's size is covered enough."""
    low, high = round(radii[0]), min(round(radii[1]) + 1, len(cover))
    if high <= low or cover[low:high].max() < SURE:
        return None
    rims = [(float(a), float(b)) for a, b in _ranges(cover >= RIM) if b > low * 0.5]
    return Seal(middle, rims[-1][1], tuple(reversed(rims)))


def _ranges(told: Mask) -> list[tuple[int, int]]:
    """The runs of true values, each as first and last index."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], told, [False])).astype(np.int8)))
    return [(int(a), int(b) - 1) for a, b in zip(edges[::2], edges[1::2], strict=True)]
