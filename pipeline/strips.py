"""The lines of a page's head that bear its number and its date, cut out and read once more, letter by letter.

On 78 drawn first pages at each of four qualities this reader had 275 of 284 numbers and 280 of 288 dates right, the
page's own reading 249 and 233; where the two told the same digits they were right every time (460 lines).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import median

from pipeline.by_hand import is_by_hand
from pipeline.columns import in_columns
from pipeline.crop import cropped, widened
from pipeline.handwriting import Traced, traced
from pipeline.picture import Picture
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
#: By column: the forms of the line looked for, and the rule that finds the digits in it.
LINES = {
    Column.LEFT: (("symbol.line", "symbol.line.blank", "symbol.line.cv", "symbol.strip"), "strip.number"),
    Column.RIGHT: (("place_date", "place_date.short", "date.strip"), "strip.date"),
}


def strips(words: Sequence[Word], reading: Picture) -> tuple[Strip, ...]:
    """The strips of number and date as far as the head has such lines.  Raises RecogniserMissing."""
    upper = [word for word in words if word.box[3] < HEAD * reading.height]
    rows = in_columns(rows_of(upper, 0), reading.width, reading.height)
    return tuple(_strips(rows, reading))


def _strips(rows: Sequence[Row], reading: Picture) -> Iterator[Strip]:
    for column, (names, digits) in LINES.items():
        own = (row for row in rows if row.column is column)
        row = next((row for row in own if any(rule("zones", name).finds(row.text) for name in names)), None)
        if row is not None:
            yield from _strip(_box(row), reading, digits)


def _strip(box: Box, reading: Picture, name: str) -> Iterator[Strip]:
    picture = cropped(reading, box)
    first, second = traced([picture, widened(picture, WIDER)])
    told = [(seen, match) for seen in (second, first) if (match := _digits(seen, name))]
    if told:
        seen, match = told[0]
        digits = tuple(re.sub(r"\D", "", part) for part in match.groups())
        held = len(told) > 1 and [re.sub(r"\D", "", part) for part in told[1][1].groups()] == list(digits)
        yield Strip(box, seen.text(), digits, held, is_by_hand(picture, seen, match))


def _digits(seen: Traced, name: str) -> re.Match[str] | None:
    return rule("zones", name).search(seen.text())


def _box(row: Row) -> Box:
    """The box of the line with room for what a pen wrote beyond its print."""
    top, bottom = (median(word.box[edge] for word in row.words) for edge in (1, 3))
    room = ROOM * (bottom - top)
    return (row.box[0] - ENDS, top - room, row.box[2] + ENDS, bottom + room)
