"""The block 'Kính gửi': one addressee in the middle of the page, several one below the other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpora.case import Block
from corpora.flow import Flow
from corpora.fonts import mm
from corpora.markup import Token, tokens, unmarked
from corpora.typeset import Setting, line_width, set_line, space, wrap
from records import Zone

_LABEL = re.compile(r"(?P<label>\**\s*Kính gửi\s*:?\s*\**)\s*(?P<rest>.*)", re.IGNORECASE)
_INDENT = 16.0  # millimetres before 'Kính gửi' where several are addressed


def draw_addressees(flow: Flow, block: Block) -> None:
    """Draw the block and move the flow below it."""
    setting = flow.look.setting(Zone.ADDRESSEE)
    flow.skip(mm(2))
    whole = tokens(block.lines[0])
    free = flow.look.width - line_width(whole, setting.face)
    if len(block.lines) == 1 and free > mm(4):
        flow.line(whole, flow.look.left + free / 2, setting)
    else:
        _draw_list(flow, block.lines, setting)
    flow.skip(flow.look.paragraph * 2)


def _draw_list(flow: Flow, lines: Sequence[str], setting: Setting) -> None:
    """The label, and beside or below it the addressees, each hanging from where the first begins."""
    match = _LABEL.fullmatch(lines[0])
    label, first = (tokens(match["label"]), match["rest"]) if match else ((), lines[0])
    start = flow.look.left + mm(_INDENT)
    edge = start + (line_width(label, setting.face) + space(setting.face) if label else 0.0)
    _draw_label(flow, label, start, setting)
    if not first:
        flow.skip(flow.height(setting))
    dashed = any(unmarked(line).startswith("-") for line in (first, *lines[1:]))
    hang = edge + (line_width(tokens("- x"), setting.face) - line_width(tokens("x"), setting.face) if dashed else 0.0)
    for line in (line for line in (first, *lines[1:]) if line):
        begin = edge if unmarked(line).startswith("-") else hang
        room = flow.look.right - hang
        for number, part in enumerate(wrap(tokens(line), setting.face, room, flow.look.right - begin)):
            flow.line(part, hang if number else begin, setting)


def _draw_label(flow: Flow, label: Sequence[Token], start: float, setting: Setting) -> None:
    """Set the label without leaving its line."""
    flow.need(flow.height(setting) * 2)
    flow.clear(start)
    if label:
        set_line(flow.sheet, tuple(label), (start, flow.baseline(setting)), setting)
