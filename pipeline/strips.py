"""The lines of a page's head that bear its number and its date, cut out and read once more, letter by letter.

On 78 drawn first pages at each of four qualities this reader had 275 of 284 numbers and 280 of 288 dates right, the
page's own reading 249 and 233; where the two told the same digits they were right every time (460 lines).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from pipeline.by_hand import is_by_hand
from pipeline.columns import in_columns
from pipeline.crop import cropped, widened
from pipeline.handwriting import Traced, traced
from pipeline.image import darkest, excess
from pipeline.picture import Picture
from pipeline.prepare import COLOUR
from pipeline.rows import Row, rows_of
from records import Box, Column, Strip, Word
from rules import rule

#: A head stands in this share of the page's height.
HEAD = 0.45
#: So many line heights are kept above and below a line: pens go beyond it.
ROOM = 0.35
#: Points kept at both ends of a line.
ENDS = 5.0
#: The second look sees the line so much wider: a slanted 11 is a 1 to the first.
WIDER = 1.3
#: Of a line's cut-out in coloured ink: less is dust; three stamped digits cover 0.015.
INKED = 0.003
#: By column: the forms of the line looked for, and the rule that finds the digits in it.
LINES = {
    Column.LEFT: (("symbol.line", "symbol.line.blank", "symbol.line.cv", "symbol.strip"), "strip.number"),
    Column.RIGHT: (("place_date", "place_date.short", "date.strip"), "strip.date"),
}


@dataclass(frozen=True, slots=True)
class _Sight:
    """The page as it is read and, where it has coloured ink, as it lies there in colour without its framed stamps."""

    reading: Picture
    coloured: Picture | None


def strips(words: Sequence[Word], reading: Picture, coloured: Picture | None = None) -> tuple[Strip, ...]:
    """The strips of number and date as far as the head has such lines.  Raises RecogniserMissing.

    `coloured` is the page with its coloured ink, without framed stamps: the reading picture does not show red.
    """
    upper = [word for word in words if word.box[3] < HEAD * reading.height]
    rows = in_columns(rows_of(upper, 0), reading.width, reading.height)
    return tuple(_strips(rows, _Sight(reading, coloured)))


def _strips(rows: Sequence[Row], sight: _Sight) -> Iterator[Strip]:
    for column, (names, digits) in LINES.items():
        own = (row for row in rows if row.column is column)
        row = next((row for row in own if any(rule("zones", name).finds(row.text) for name in names)), None)
        if row is not None:
            box = _box(row)
            told = _inked(box, sight, digits) or _strip(box, cropped(sight.reading, box), digits)
            yield told or Strip(box, "", (), held=False, by_hand=False)


def _strip(box: Box, picture: Picture, name: str) -> Strip | None:
    first, second = traced([picture, widened(picture, WIDER)])
    told = [(seen, match) for seen in (second, first) if (match := _digits(seen, name))]
    if not told:
        return None
    seen, match = told[0]
    digits = tuple(re.sub(r"\D", "", part) for part in match.groups())
    held = len(told) > 1 and [re.sub(r"\D", "", part) for part in told[1][1].groups()] == list(digits)
    return Strip(box, seen.text(), digits, held, is_by_hand(picture, seen, match))


def _inked(box: Box, sight: _Sight, name: str) -> Strip | None:
    """The strip in all its inks, where coloured ink stands on the line: a numbering machine's or a red pen's.

    The reading picture shows red palely or not at all.
    """
    if sight.coloured is None:
        return None
    part = cropped(sight.coloured, box)
    if float(np.mean(excess(part.pixels, 0) > COLOUR)) < INKED:
        return None
    found = _strip(box, Picture(darkest(part.pixels), part.dpi), name)
    return found and replace(found, ink=True)


def _digits(seen: Traced, name: str) -> re.Match[str] | None:
    return rule("zones", name).search(seen.text())


def _box(row: Row) -> Box:
    """The box of the line with room for what a pen wrote beyond its print."""
    top, bottom = (median(word.box[edge] for word in row.words) for edge in (1, 3))
    room = ROOM * (bottom - top)
    return (row.box[0] - ENDS, top - room, row.box[2] + ENDS, bottom + room)
