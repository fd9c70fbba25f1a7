"""The two columns of a dispatch's head and foot told apart, and the rows put into reading order.

A head holds the organ with its number at the left and the motto with place and date at the right (Nghị định 30/2020,
Phụ lục I); a foot holds 'Nơi nhận' at the left and the signature at the right.  An OCR reads across both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from pipeline.motto import motto_start
from pipeline.rows import GAP, Row, cut, widest_space
from records import Column
from rules import rule
from rules.fold import capitals, letters
from rules.kinds import heading_of

#: A space of this many line heights parts the columns where they nearly touch.
NEAR = 0.75
#: How far from the middle of the two columns (share of the page's width) a centred title may begin.
STRADDLE = 0.03
#: Parts of a column stand on one line when their middles are this share of a line's height apart.
SAME_LINE = 0.4
#: A line across the middle is at least so many times as wide as high; a stray word of a column is not.
WIDE = 7.0
#: Where on the page's width the foot is parted.
FOOT = (0.38, 0.68)


@dataclass(frozen=True, slots=True)
class Head:
    """Where the head of a page lies: the motto's box and the middle between the columns."""

    top: float
    left: float
    right: float

    @property
    def middle(self) -> float:
        """The line between the two columns, in points."""
        return (self.left + self.right) / 2


def in_columns(rows: Sequence[Row], width: float, height: float) -> tuple[Row, ...]:
    """The rows in reading order, each with its column: head (left, right), middle, foot (left, right)."""
    rows = _motto_apart(rows)
    above, rest = _head(rows, width, height)
    middle, below = _foot(rest, width)
    margins = _flagged(middle)
    return (*_column(above, Column.LEFT), *_column(above, Column.RIGHT), *margins, *_columns(below))


def head_rows(rows: Sequence[Row], width: float, height: float) -> tuple[list[Row], float | None]:
    """The rows of the page's head, each with its column, and the height where the head ends; none without a motto."""
    above, rest = _head(_motto_apart(rows), width, height)
    below = [row.box[1] for row in rest if above and row.box[1] > above[0].box[1]]
    return above, min(below, default=None)


def foot_rows(rows: Sequence[Row], width: float) -> list[Row]:
    """The rows of the page's foot, each with its column; none where no 'Nơi nhận' or signature begins."""
    return _foot(rows, width)[1]


def _columns(rows: Sequence[Row]) -> tuple[Row, ...]:
    return (*_column(rows, Column.LEFT), *_column(rows, Column.RIGHT), *_column(rows, Column.FULL))


def _column(rows: Sequence[Row], column: Column) -> tuple[Row, ...]:
    own = sorted((row for row in rows if row.column is column), key=lambda row: row.level)
    return _with_gaps(own if column is Column.FULL else _joined(own))


def _joined(rows: Sequence[Row]) -> list[Row]:
    """A column's rows with the parts of one line put together: a blank left for a number parts them."""
    lines: list[Row] = []
    for row in rows:
        if lines and abs(row.level - lines[-1].level) < SAME_LINE * row.height:
            words = sorted((*lines[-1].words, *row.words), key=lambda word: word.box[0])
            lines[-1] = replace(lines[-1], words=tuple(words))
        else:
            lines.append(row)
    return lines


def _motto_apart(rows: Sequence[Row]) -> list[Row]:
    """The rows with the motto cut off from what stands left of it."""
    apart: list[Row] = []
    for row in rows:
        start = motto_start([word.text for word in row.words])
        apart.extend(cut(row, [start]) if start else [row])
    return apart


def _head(rows: Sequence[Row], width: float, height: float) -> tuple[list[Row], list[Row]]:
    """The rows of the head, each with its column, and the other rows."""
    motto = next((row for row in rows if _is_motto(row) and row.box[1] < 0.5 * height), None)
    if motto is None:
        return [], list(rows)
    head = _head_of(motto, rows, width)
    above: list[Row] = []
    rest: list[Row] = []
    ended = False
    for row in rows:
        parts = [row] if ended else _parted(row, head.middle - 0.12 * width, head.middle + 0.08 * width, NEAR)
        columns = [_head_column(part, head, width) for part in parts]
        ended = ended or (row.box[1] > motto.box[3] and (_crosses(parts, columns) or _addresses(parts)))
        if ended:
            rest.append(row)
        else:
            above.extend(replace(part, column=column) for part, column in zip(parts, columns, strict=True))
    return [row if row.column is not Column.FULL else replace(row, column=Column.LEFT) for row in above], rest


def _crosses(parts: Sequence[Row], columns: Sequence[Column]) -> bool:
    """Whether one of the parts is a line across the middle: of some width, or a title however short."""
    crossing = (part for part, column in zip(parts, columns, strict=True) if column is Column.FULL)
    return any(len(letters(part.text)) > 2 and (_wide(part) or heading_of(part.text)) for part in crossing)


def _addresses(parts: Sequence[Row]) -> bool:
    return any(rule("zones", "addressee.opening").finds(part.text) for part in parts)


def _wide(row: Row) -> bool:
    return row.box[2] - row.box[0] > WIDE * row.height


def _is_motto(row: Row) -> bool:
    return motto_start([word.text for word in row.words]) == 0


def _head_of(motto: Row, rows: Sequence[Row], width: float) -> Head:
    right = _centre(motto)
    reach = 3 * motto.height
    beside = [_centre(row) for row in rows if abs(row.box[1] - motto.box[1]) < reach and row.box[2] < motto.box[0] + 3]
    left = median(beside) if beside else width - right
    return Head(motto.box[1], left, right)


def _head_column(row: Row, head: Head, width: float) -> Column:
    slack = STRADDLE * width
    centre = _centre(row)
    straddles = row.box[0] < head.middle + slack and row.box[2] > head.middle - slack
    if straddles and abs(centre - head.middle) < min(centre - head.left, head.right - centre) + slack:
        return Column.FULL
    return Column.LEFT if centre < head.middle else Column.RIGHT


def _centre(row: Row) -> float:
    return (row.box[0] + row.box[2]) / 2


def _parted(row: Row, low: float, high: float, heights: float) -> list[Row]:
    """The row cut at its widest space in the range, where that is wide enough."""
    space, at = widest_space(row, low, high)
    return cut(row, [at]) if space >= heights * row.height else [row]


def _foot(rows: Sequence[Row], width: float) -> tuple[list[Row], list[Row]]:
    """The rows before the foot, and the foot's rows each with its column."""
    opening = _opening(rows, width)
    if opening is None:
        return list(rows), []
    top = rows[opening].box[1] - 0.6 * rows[opening].height
    foot = [part for row in rows if row.box[1] >= top for part in _parted(row, FOOT[0] * width, FOOT[1] * width, NEAR)]
    early = [row for row in rows if row.box[1] < top and _early_signature(row, rows[opening], width)]
    middle = [row for row in rows if row.box[1] < top and row not in early]
    placed = [replace(row, column=_foot_column(row, width)) for row in (*early, *foot)]
    return middle, sorted(placed, key=lambda row: row.level)


def _opening(rows: Sequence[Row], width: float) -> int | None:
    """The index of the row with which the foot opens: the last 'Nơi nhận', else the first line of a signature."""
    listed = [i for i, row in enumerate(rows) if rule("zones", "recipients.opening").finds(_left_part(row, width))]
    if listed:
        return listed[-1]
    return next((i for i, row in enumerate(rows) if _signs(row, width)), None)


def _signs(row: Row, width: float) -> bool:
    return rule("signature", "authority").finds(row.text) and row.box[0] > 0.4 * width


def _left_part(row: Row, width: float) -> str:
    return " ".join(word.text for word in row.words if word.box[0] < 0.45 * width)


def _early_signature(row: Row, opening: Row, width: float) -> bool:
    """Whether a row just above 'Nơi nhận' is the signature's first line: at the right, in capitals, not a full line."""
    near = opening.box[1] - row.box[3] < 4 * opening.height
    return near and row.box[0] > 0.42 * width and capitals(row.text) > 0.8 and len(row.words) > 1


def _foot_column(row: Row, width: float) -> Column:
    if row.box[0] < 0.3 * width and row.box[2] > 0.75 * width:
        return Column.FULL
    return Column.LEFT if _centre(row) < 0.5 * width else Column.RIGHT


def _with_gaps(rows: Sequence[Row]) -> tuple[Row, ...]:
    pitch = _pitch(rows)
    return tuple(replace(row, gap=i > 0 and row.level - rows[i - 1].level > GAP * pitch) for i, row in enumerate(rows))


def _pitch(rows: Sequence[Row]) -> float:
    """The usual distance from line to line, in points."""
    steps = [b.level - a.level for a, b in pairwise(rows) if b.level - a.level > 0.5 * a.height]
    return median(steps) if steps else 20.0


def _flagged(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The body's rows with gap, indent and short end told by the text's own margins."""
    spaced = _with_gaps(rows)
    long = [row for row in spaced if len(row.words) > 7] or list(spaced)
    if not long:
        return ()
    left = sorted(row.box[0] for row in long)[len(long) // 5]  # short papers hold more first lines than others
    right = median(row.box[2] for row in long)
    em = median(row.height for row in long)
    return tuple(
        replace(row, indent=row.box[0] > left + 0.9 * em, short=row.box[2] < right - 2.5 * em) for row in spaced
    )
