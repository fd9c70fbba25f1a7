"""Stamps in coloured ink, cut out to be read by themselves: the reading channel of a page does not show red.

Only framed stamps are cut out: the ĐẾN stamp of the receiving office, MẬT, KHẨN and the like; round seals are not.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.frames import Frame, frames
from pipeline.image import Mask, closed, darkest, excess, near
from pipeline.picture import Picture, Pixels
from pipeline.prepare import COLOUR
from pipeline.stamp_form import Stamp, stamp

RED, BLUE = 0, 2  # channels
GAP_MM = 1.5  # breaks in a worn frame


def stamps(coloured: Picture) -> tuple[Stamp, ...]:
    """The framed stamps of a straightened coloured page, red ones first, each from the top down."""
    kept: list[Frame] = []
    for frame in (frame for channel in (RED, BLUE) for frame in _frames_in(coloured, channel)):
        if not any(frame.overlaps(other) for other in kept):
            kept.append(frame)
    if not kept:
        return ()
    dark = Picture(darkest(coloured.pixels), coloured.dpi)
    return tuple(stamp(frame, dark) for frame in kept)


def without_stamps(reading: Picture, coloured: Picture, found: tuple[Stamp, ...]) -> Picture:
    """The reading picture with the coloured ink inside the stamps made white; black print under them stays."""
    if not found:
        return reading
    pixels = reading.pixels.copy()
    for one in found:
        left, top, right, bottom = one.frame.area
        part = coloured.pixels[top:bottom, left:right]
        pixels[top:bottom, left:right][near(_ink(part, RED) | _ink(part, BLUE), 2)] = 255
    return Picture(pixels, reading.dpi)


def outside_stamps(coloured: Picture, found: tuple[Stamp, ...]) -> Picture:
    """The coloured page with all that stands inside the stamps made white."""
    if not found:
        return coloured
    pixels = coloured.pixels.copy()
    for one in found:
        left, top, right, bottom = one.frame.area
        pixels[top:bottom, left:right] = 255
    return Picture(pixels, coloured.dpi)


def _frames_in(coloured: Picture, channel: int) -> Iterator[Frame]:
    ink = _ink(coloured.pixels, channel)
    gap = coloured.pixels_of(GAP_MM)
    return frames(ink, closed(ink, gap, gap), coloured)


def _ink(pixels: Pixels, channel: int) -> Mask:
    found: Mask = excess(pixels, channel) > COLOUR
    return found
