"""The head of a dispatch: pen notes, the letterhead in two halves, the ĐẾN stamp and marks pressed beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpora import letterhead, stamps
from corpora.case import Block
from corpora.flow import Flow
from corpora.fonts import mm, px
from corpora.letterhead import LEFT, RIGHT
from corpora.markup import tokens
from corpora.seeds import chance
from corpora.typeset import set_line, set_rows
from records import Zone

#: The blocks that make a head, where they follow one another.
BLOCKS = frozenset({"note", "left", "right", "stamp", "mark"})

_ROOM = 60.0  # millimetres a letterhead wants below it on its page


def draw_head(flow: Flow, blocks: Sequence[Block]) -> None:
    """Draw the head and move the flow below it."""
    flow.need(mm(_ROOM))
    flow.y = max(flow.y, _notes(flow, _lines("note", blocks)))
    for stamp in _pressed(blocks, "left", "stamp"):
        flow.y = _press(flow, stamp, LEFT.centre, flow.y) + mm(3)
    left, right = _halves(flow, blocks)
    for block in _pressed(blocks, "right"):
        right = _press(flow, block, RIGHT.centre, right + mm(3))
    for stamp in _pressed(blocks, "under-left"):
        left = _press(flow, stamp, LEFT.centre, left + mm(3))
    for mark in _pressed(blocks, "left", "mark"):
        # Urgency marks go below the number, often half in the margin.
        _press(flow, mark, flow.look.left + mm(2), left + mm(2))
    for mark in _pressed(blocks, "margin", "mark"):
        _press(flow, mark, mm(14), left - mm(6))
    for mark in _pressed(blocks, "over", "mark"):
        _press(flow, mark, LEFT.centre + mm(16), left - mm(5))
    flow.y = max(left, right) + mm(4)


def _lines(name: str, blocks: Iterable[Block]) -> list[str]:
    """The lines of the blocks of that name."""
    return [line for block in blocks if block.name == name for line in block.lines]


def _pressed(blocks: Iterable[Block], place: str, *names: str) -> list[Block]:
    """The stamps and marks that stand at that place, or those of the names."""
    names = names or ("stamp", "mark")
    return [block for block in blocks if block.name in names and block.options["at"] == place]


def _notes(flow: Flow, lines: Sequence[str]) -> float:
    """Write the pen notes into the upper margin; the y below them comes back."""
    rng = chance("note", flow.name, flow.look.dispatch)
    setting = flow.look.setting(Zone.NOTE, 15.0)
    x, y = rng.choice((mm(18), mm(125))), mm(6)
    for line in lines:
        y += mm(7.5)
        written = tuple(tuple(replace(piece, hand=not piece.gap) for piece in token) for token in tokens(line))
        set_line(flow.sheet, written, (x + mm(rng.uniform(-3, 3)), y), setting)
    return y + mm(4) if lines else 0.0


def _halves(flow: Flow, blocks: Sequence[Block]) -> tuple[float, float]:
    """Set both halves of the letterhead; the y below each comes back.

    State letterheads are tables: number and date stand on one line.  Party ones are often typed column by column.
    """
    left, right = _lines("left", blocks), _lines("right", blocks)
    flow.organ = letterhead.seal_text(left) or flow.organ
    flow.state = not any("ĐẢNG CỘNG SẢN" in line for line in right)
    organs, number = letterhead.left_half(left, flow.look, flow.state)
    motto, date = letterhead.right_half(right, flow.look)
    y = set_rows(flow.sheet, organs, LEFT, flow.y), set_rows(flow.sheet, motto, RIGHT, flow.y)
    if flow.state or flow.look.aligned:
        y = max(y), max(y)
    return set_rows(flow.sheet, number, LEFT, y[0] + px(5)), set_rows(flow.sheet, date, RIGHT, y[1] + px(5))


def _press(flow: Flow, block: Block, centre: float, top: float) -> float:
    """Press the stamp or mark around `centre` below `top`; the y below it comes back."""
    rng = chance(block.name, flow.name, flow.look.dispatch, block.at)
    if block.name == "stamp":
        piece, angle = stamps.arrival(block, flow.look, rng), rng.uniform(-2.0, 2.0)
    else:
        piece, angle = stamps.mark(block, flow.look), float(block.options["angle"]) + rng.uniform(-1.0, 1.0)
    half = stamps.height(piece, angle) / 2
    reach = stamps.height(piece, 90 - angle) / 2
    centre = max(centre, reach + mm(4))
    box = flow.sheet.press(piece, (centre, top + half), angle)
    if block.name == "mark" and block.options["at"] == "left":
        flow.pressed = box
    return top + 2 * half
