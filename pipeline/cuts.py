"""The pictures of number, date and ĐẾN stamp, kept for the clerk where one of them is doubtful."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline import image
from pipeline.columns import in_columns
from pipeline.crop import cropped
from pipeline.motto import is_motto
from pipeline.picture import Picture
from pipeline.rows import rows_of
from records import SURE, Box, Column, Cut, Page, Reading, ReadScan, Strip, Word
from rules import first

#: Number and date stand within this share of the height below the motto (Nghị định 30/2020/NĐ-CP, Phụ lục I).
BELOW_MOTTO = 0.17
#: The left or the right half of a page with a little of the other, as shares of its width.
HALVES = {"symbol": (0.0, 0.55), "issued_on": (0.4, 1.0)}
ROOM = 8.0  # points around the words of a stamp
FIELDS = {Column.LEFT: "symbol", Column.RIGHT: "issued_on"}


def cuts(page: Page, picture: Picture) -> tuple[Cut, ...]:
    """The cuts of a page: its strips, where a letterhead shows none the place where it should be, its ĐẾN stamp."""
    strips = {_field(strip, page): strip.box for strip in page.strips}
    places = _expected(page.words, page) | strips | _stamped(page.stamp_words)
    return tuple(Cut(name, page.number, box, image.png(cropped(picture, box).pixels)) for name, box in places.items())


def with_cuts(readings: Sequence[Reading], scan: ReadScan) -> tuple[Reading, ...]:
    """The readings, each with the cuts that show its doubtful fields."""
    return tuple(replace(one, cuts=_wanted(one, scan)) for one in readings)


def _wanted(reading: Reading, scan: ReadScan) -> tuple[Cut, ...]:
    """The first cut of each doubtful field on the dispatch's pages."""
    fields = {problem.field.partition(".")[0] for problem in reading.problems if problem.field}
    told = {"symbol": reading.header.symbol, "issued_on": reading.header.issued_on}
    fields |= {name for name, found in told.items() if reading.is_dispatch and not (found and found.confidence >= SURE)}
    kept: dict[str, Cut] = {}
    for cut in (cut for page in scan.pages if page.number in reading.pages for cut in page.cuts):
        if cut.field in fields:
            kept.setdefault(cut.field, cut)
    return tuple(kept.values())


def _field(strip: Strip, page: Page) -> str:
    return FIELDS[Column.LEFT if strip.box[0] + strip.box[2] < page.width else Column.RIGHT]


def _expected(words: Sequence[Word], page: Page) -> dict[str, Box]:
    """By field the part of a letterhead that should hold it; nothing on a page without one."""
    top = next(_mottos(words, page), None)
    if top is None:
        return {}
    bottom = top + BELOW_MOTTO * page.height
    return {name: (left * page.width, top, right * page.width, bottom) for name, (left, right) in HALVES.items()}


def _mottos(words: Sequence[Word], page: Page) -> Iterator[float]:
    for row in in_columns(rows_of(words, page.number), page.width, page.height):
        if is_motto(row.text):
            yield row.box[1]


def _stamped(words: Sequence[Word]) -> dict[str, Box]:
    """The place of the ĐẾN stamp's words, with some room."""
    own = [word.box for word in words if first("marks", word.text) is None]
    if not own:
        return {}
    x0, y0, x1, y1 = zip(*own, strict=True)
    return {"arrival": (min(x0) - ROOM, min(y0) - ROOM, max(x1) + ROOM, max(y1) + ROOM)}
