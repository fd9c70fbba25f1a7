"""The lines of a prepared page, each a picture of its own: what belongs to other lines, rules and dust is white there.

A reader of lines makes fewer mistakes than one that must find the lines itself, and is quicker.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.crop import WHITE
from pipeline.image import Mask, near
from pipeline.letters import Letters, letters
from pipeline.line_bands import Band, line_bands
from pipeline.picture import Area, Picture
from records import Box

#: White around a line, in pixels.
ROOM = 4
#: In usual letter heights: so much of a spot that touches two lines is shown above and below the line's letters.
JOINED_ABOVE, JOINED_BELOW = 0.5, 0.4
#: In usual letter heights: no line of print is higher.
TALLEST = 5.0
#: Of a spot: both sides at least so long are a black seal's rim with the letters that it touches, or a frame.
SEAL_MM = 25.0


@dataclass(frozen=True, slots=True)
class LinePicture:
    """A line: its picture without any border, where that lies on the page in pixels, how many letters it has."""

    picture: Picture
    area: Area
    letters: int


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of a page from the top down, and the share (0..1) of its print that stands in none of them.

    `seals` are the boxes, in points, of spots so large that letters which touch them are lost to the lines.
    """

    lines: tuple[LinePicture, ...]
    loose: float
    seals: tuple[Box, ...] = ()


def page_lines(page: Picture) -> PageLines:
    """The lines of a prepared page; without any on one that has next to no letters."""
    found = letters(page)
    if found is None:
        return PageLines((), 1.0)
    bands = line_bands(found)
    cut = tuple(line for band in bands if (line := _cut(band, found, page)) is not None)
    return PageLines(cut, _loose(bands, found), tuple(_seals(found, page)))


def _seals(found: Letters, page: Picture) -> Iterator[Box]:
    sides = found.boxes[:, 2:] - found.boxes[:, :2]
    large = np.flatnonzero(sides.min(axis=1) >= page.pixels_of(SEAL_MM))
    for left, top, right, bottom in found.boxes[large[large > 0]].tolist():
        yield page.points((left, top, right, bottom))


def _cut(band: Band, found: Letters, page: Picture) -> LinePicture | None:
    boxes = found.boxes[band.spots]
    left, top, right, bottom = (int(edge) for edge in (*boxes[:, :2].min(axis=0), *boxes[:, 2:].max(axis=0)))
    if bottom - top > TALLEST * found.usual:
        return None
    rows, columns = page.pixels.shape
    area = (max(0, left - ROOM), max(0, top - ROOM), min(columns, right + ROOM), min(rows, bottom + ROOM))
    own = found.spots.labels[area[1] : area[3], area[0] : area[2]]
    part = page.pixels[area[1] : area[3], area[0] : area[2]]
    shown = _shown(own, band, found, area)
    count = int(np.count_nonzero(found.letters[band.spots]))
    return LinePicture(Picture(_alone(part, shown, (own > 0) & ~shown), page.dpi), area, count)


def _shown(labels: npt.NDArray[np.int32], band: Band, found: Letters, area: Area) -> Mask:
    """The ink of the line's own spots, and of those that touch it and another as far as it lies at the line."""
    chosen = np.zeros(len(found.boxes), bool)
    chosen[band.spots] = True
    shown = chosen[labels]
    beside = _joined(band, found, area)
    if beside.size:
        chosen[:] = False
        chosen[beside] = True
        low = max(0, int(band.top - JOINED_ABOVE * found.usual) - area[1])
        high = max(0, int(band.bottom + JOINED_BELOW * found.usual) - area[1])
        shown[low:high] |= chosen[labels[low:high]]
    return shown


def _joined(band: Band, found: Letters, area: Area) -> npt.NDArray[np.int64]:
    joined = np.flatnonzero(found.joined)
    boxes = found.boxes[joined]
    touches = (boxes[:, 0] < area[2]) & (boxes[:, 2] > area[0]) & (boxes[:, 1] < band.bottom) & (boxes[:, 3] > band.top)
    return joined[touches]


def _alone(part: npt.NDArray[np.uint8], shown: Mask, others: Mask) -> npt.NDArray[np.uint8]:
    """The cut-out with the ink of others and its blurred edge made white."""
    pixels = part.copy()
    if others.any():
        pixels[others | (near(others, 1) & ~near(shown, 1))] = WHITE
    return pixels


def _loose(bands: tuple[Band, ...], found: Letters) -> float:
    """What of the spots that touch two lines touches none that was found, beside all print."""
    areas = np.prod(found.boxes[:, 2:] - found.boxes[:, :2], axis=1)
    joined = np.flatnonzero(found.joined)
    boxes = found.boxes[joined]
    held = np.zeros(len(joined), bool)
    for band in bands:
        held |= (boxes[:, 1] < band.bottom) & (boxes[:, 3] > band.top)
    print_ = areas[found.letters].sum() + areas[joined].sum()
    return float(areas[joined[~held]].sum() / max(1, print_))
