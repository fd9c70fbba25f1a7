"""A page as a person sees it beside what was read from it: upright and straight, no larger than a screen needs."""

from __future__ import annotations

from pipeline import image
from pipeline.picture import Picture
from pipeline.prepare import prepare, turned
from pipeline.sheets import opened
from records import Scan
from settings import Settings


def page_seen(scan: Scan, number: int, turn: int | None, width: int, settings: Settings) -> Picture:
    """The page (from 1), at most `width` pixels wide, so that the boxes of its reading lie on their words.

    `turn` is that of `ScanReading.turns`.  Raises PipelineError where the page cannot be drawn.
    """
    with opened(scan, settings) as sheets:
        picture = sheets.picture(number)
    whole = picture if turn is None else straightened(picture, turn)
    factor = width / whole.pixels.shape[1]
    return whole if factor >= 1 else Picture(image.enlarged(whole.pixels, factor), whole.dpi * factor)


def straightened(picture: Picture, turn: int) -> Picture:
    """The picture as it was before the reading, with its own colours."""
    prepared = prepare(picture)
    if (more := (turn - prepared.turn) % 360) != 0:
        prepared = turned(prepared, more)
    return prepared.coloured or prepared.reading
