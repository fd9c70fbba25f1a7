"""Ruled tables: columns as wide as their text wants, wrapped cells, rows that go over to the next page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from corpora.case import Block, rows
from corpora.flow import Flow
from corpora.fonts import mm, px
from corpora.markup import Piece, tokens
from corpora.sheet import TONER, Ink
from corpora.typeset import Line, Setting, leading, line_width, set_line, token_width, wrap
from records import Zone

_PAD = 1.8  # millimetres between rule and text
_SHORT = 18  # characters: cells of a column no longer than that are centred
_BOLD = Piece("", bold=True)


def draw_table(flow: Flow, block: Block) -> None:
    """Draw the table and move the flow below it."""
    grid = rows(block)
    setting = flow.look.setting(Zone.TABLE, flow.look.size - 1)
    cells = [[tokens(cell, None if number else _BOLD) for cell in row] for number, row in enumerate(grid)]
    widths = _widths(cells, setting, flow.look.width)
    edges = list(accumulate(widths, initial=flow.look.left))
    centred = [all(len(row[column]) <= _SHORT for row in grid[1:]) for column in range(len(widths))]
    wrapped = [
        [wrap(cell, setting.face, wide - 2 * mm(_PAD)) for cell, wide in zip(row, widths, strict=True)] for row in cells
    ]
    flow.need(min(sum(_row_height(row, setting) for row in wrapped[:2]), _half_page(flow)))  # the head is never alone
    for number, row in enumerate(wrapped):
        _draw_row(flow, row, edges, setting, centred if number else [True] * len(widths))
    flow.skip(flow.look.paragraph * 2)


def _widths(cells: Sequence[Sequence[Line]], setting: Setting, room: float) -> list[float]:
    """The columns' widths: enough for the longest word, the rest shared by how much text a column holds."""
    columns = list(zip(*cells, strict=True))
    least = [max(_longest(cell, setting) for cell in column) + 2 * mm(_PAD) + 2 for column in columns]
    wanted = [max(line_width(cell, setting.face) for cell in column) ** 0.75 for column in columns]
    rest = room - sum(least)
    if rest <= 0:
        return [wide * room / sum(least) for wide in least]
    return [wide + rest * share / sum(wanted) for wide, share in zip(least, wanted, strict=True)]


def _longest(cell: Line, setting: Setting) -> float:
    """The width of the cell's longest word."""
    return max((token_width(token, setting.face) for token in cell), default=0.0)


def _row_height(cells: Sequence[Sequence[Line]], setting: Setting) -> float:
    """How high the row stands."""
    return max(len(cell) for cell in cells) * leading(setting.face) + 2 * mm(_PAD)


def _half_page(flow: Flow) -> float:
    """Half the height of the text: a row higher than that is broken rather than moved."""
    return (flow.look.bottom - flow.look.top) / 2


def _draw_row(flow: Flow, cells: list[list[Line]], edges: list[float], setting: Setting, centred: list[bool]) -> None:
    """Draw one row; what does not fit on a page of its own goes on on the next one."""
    high = leading(setting.face)
    deepest = max(len(cell) for cell in cells)
    whole = _row_height(cells, setting)
    if whole < _half_page(flow):
        flow.need(whole)
    while deepest > 0:
        flow.need(high + 2 * mm(_PAD))
        fit = max(1, int((flow.limit - flow.y - 2 * mm(_PAD)) / high))
        _draw_cells(flow, [cell[:fit] for cell in cells], edges, setting, centred)
        cells = [cell[fit:] for cell in cells]
        deepest -= fit


def _draw_cells(flow: Flow, cells: list[list[Line]], edges: list[float], setting: Setting, centred: list[bool]) -> None:
    """Draw the cells with their frames and move the flow below them."""
    high = leading(setting.face)
    bottom = flow.y + max(len(cell) for cell in cells) * high + 2 * mm(_PAD)
    for cell, left, right, middle in zip(cells, edges, edges[1:], centred, strict=False):
        y = flow.y + mm(_PAD)
        for line in cell:
            y += high
            inset = (right - left - line_width(line, setting.face)) / 2 if middle else mm(_PAD)
            set_line(flow.sheet, line, (left + inset, y - px(setting.face.size * 0.28)), setting)
        flow.sheet.pen.rectangle((left, flow.y, right, bottom), outline=TONER, width=3)
        flow.sheet.inks.append(Ink("cell", (left, flow.y, right, bottom)))
    flow.y = bottom
