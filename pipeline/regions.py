"""The regions of a page that hold the two columns of a head or foot, so that each can be read by itself.

An OCR that reads the whole page loses most of its accuracy where two columns stand side by side: on fax scans the
organ's name was wrong on four pages of five, and right on all when its column was read alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.columns import foot_rows, head_rows
from pipeline.rows import Row, rows_of
from records import Box, Column, Word

#: White kept around a region, in points.
MARGIN = 6.0
#: A signature block is so high from its first line to the name under seal and ink: five centimetres, in points.
SIGNATURE = 150.0
#: A head that was not found is looked for in this share of the page's height.
TOP = 0.30


@dataclass(frozen=True, slots=True)
class Regions:
    """The boxes of the head's and of the foot's columns, in points; empty where the page has none."""

    head: tuple[Box, ...]
    foot: tuple[Box, ...]


def regions(words: Sequence[Word], width: float, height: float) -> Regions:
    """The columns of the page's head and foot."""
    rows = rows_of(words, 0)
    head, end = head_rows(rows, width, height)
    return Regions(_head(head, end, width, height), _foot(foot_rows(rows, width), width, height))


def _head(rows: Sequence[Row], end: float | None, width: float, height: float) -> tuple[Box, ...]:
    if not rows:
        return ()
    bottom = end - 1 if end is not None else TOP * height
    return _columns(rows, max(0.0, min(row.box[1] for row in rows) - MARGIN), bottom, width)


def _foot(rows: Sequence[Row], width: float, height: float) -> tuple[Box, ...]:
    own = [row for row in rows if row.column is not Column.FULL]
    if not own:
        return ()
    top = min(row.box[1] for row in own) - MARGIN
    low = max(max(row.box[3] for row in own) + MARGIN, top + SIGNATURE)
    below = [
        row.box[1] for row in rows if row.column is Column.FULL and row.level > own[0].level and len(row.words) > 3
    ]
    return _columns(own, top, min(height, low, *(edge - 1 for edge in below)), width)


def _columns(rows: Sequence[Row], top: float, bottom: float, width: float) -> tuple[Box, ...]:
    """A box for the left and one for the right column, parted in the white between them."""
    left = [row.box[2] for row in rows if row.column is Column.LEFT and len(row.text) > 3]
    right = [row.box[0] for row in rows if row.column is Column.RIGHT and len(row.text) > 3]
    a, b = max(left, default=0.5 * width), min(right, default=0.5 * width)
    middle = (a + b) / 2
    edges = (middle, middle) if a <= b else (a + 1, b - 1)
    return ((0.02 * width, top, edges[0], bottom), (edges[1], top, 0.98 * width, bottom))
