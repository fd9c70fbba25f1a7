"""The pictures of doubtful places cut out anew, where a reading comes from kept words: those are kept without them."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline import image
from pipeline.apart import sheets
from pipeline.crop import cropped
from pipeline.errors import PipelineError
from pipeline.look_again import straightened
from pipeline.picture import Picture
from records import Cut, Reading, ScanReading
from settings import Settings

log = logging.getLogger(__name__)


def with_pictures(reading: ScanReading, settings: Settings) -> ScanReading:
    """The reading with every cut it shows drawn from the original, the same as when the page was first read.

    A cut whose page cannot be drawn is left out.
    """
    wanted = sorted({cut.page for one in reading.readings for cut in one.cuts if not cut.png})
    drawn = dict(_drawn(reading, wanted, settings)) if wanted else {}
    return replace(reading, readings=tuple(replace(one, cuts=_cuts(one, drawn)) for one in reading.readings))


def _drawn(reading: ScanReading, pages: Sequence[int], settings: Settings) -> Iterator[tuple[int, Picture]]:
    try:
        with sheets(reading.scan, settings) as opened:
            for page in pages:
                yield page, straightened(opened.picture(page), reading.turns[page - 1] or 0)
    except PipelineError as error:
        log.warning("no pictures of doubtful places: %s", error)


def _cuts(one: Reading, drawn: Mapping[int, Picture]) -> tuple[Cut, ...]:
    there = (cut for cut in one.cuts if cut.png or cut.page in drawn)
    return tuple(cut if cut.png else _cut(cut, drawn[cut.page]) for cut in there)


def _cut(cut: Cut, picture: Picture) -> Cut:
    return replace(cut, png=image.png(cropped(picture, cut.box).pixels))
