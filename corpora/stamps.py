"""The rubber stamps of an office: the ĐẾN stamp with what is written into it, and marks of urgency or secrecy."""

from __future__ import annotations

import math
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpora.case import Block
from corpora.fonts import Face, mm, px, width
from corpora.look import Look
from corpora.markup import tokens, unmarked
from corpora.sheet import INKS, WHITE, Colour, Ink, Sheet
from corpora.typeset import Column, Row, Setting, line_width, rows_height, set_line, set_rows
from records import Zone

_WIDTH = 62.0  # millimetres of a ĐẾN stamp
_PAD = 1.6
_LINE = 0.45  # of its lines
_FIELD = 7.2  # height of one field
_HEADING = re.compile(r"(CÔNG VĂN\s+)?ĐẾN", re.IGNORECASE)
_BESIDE = re.compile(r"(Số|Ngày|Giờ)\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Parts:
    """The lines of a ĐẾN stamp: the office, the heading, the fields beside it and those below."""

    office: tuple[str, ...]
    heading: str
    beside: tuple[str, ...]
    below: tuple[str, ...]


def height(piece: Sheet, angle: float) -> float:
    """How high the stamp stands once it is turned by so many degrees."""
    turn = math.radians(angle)
    return abs(piece.image.width * math.sin(turn)) + abs(piece.image.height * math.cos(turn))


def arrival(block: Block, look: Look, rng: random.Random) -> Sheet:
    """The ĐẾN stamp (Nghị định 30/2020, Phụ lục IV) as a sheet of its own, its fields filled in by hand."""
    parts = _parts(block.lines)
    ink = INKS[block.options["ink"]]
    pen = INKS["black"] if block.options["ink"] == "blue" else INKS["blue"]
    face = Face(rng.choice((look.family, "sans")), 9.5, bold=True)
    setting = Setting(face, Zone.STAMP, ink, pen, look.dispatch)
    return _Box(setting).filled(parts)


def _parts(lines: Sequence[str]) -> _Parts:
    """The stamp's lines sorted by where they stand; a stamp without heading is all office."""
    texts = [unmarked(line) for line in lines]
    at = next((number for number, text in enumerate(texts) if _HEADING.fullmatch(text.strip())), len(texts))
    fields = tuple(lines[at + 1 :])
    heading = texts[at] if at < len(texts) else ""
    if heading.strip().upper() != "ĐẾN":
        return _Parts(tuple(lines[:at]), heading, (), fields)
    count = next((number for number, line in enumerate(fields) if not _BESIDE.match(unmarked(line))), len(fields))
    return _Parts(tuple(lines[:at]), heading, fields[:count], fields[count:])


class _Box:
    """A ĐẾN stamp while it is drawn from top to bottom."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.edge = mm(_PAD)
        self.sheet = Sheet.blank(mm(_WIDTH), mm(90))
        self.column = Column(mm(_WIDTH) / 2, mm(_WIDTH - 4 * _PAD))
        self.y = mm(_PAD) + mm(0.8)

    @property
    def right(self) -> float:
        """The inner right edge."""
        return self.sheet.image.width - self.edge

    def filled(self, parts: _Parts) -> Sheet:
        """The stamp with all its parts, cut to its height."""
        rows = [Row(tokens(line), self.setting) for line in parts.office]
        self.y = set_rows(self.sheet, rows, self.column, self.y) + mm(1)
        if rows:
            self._across(self.y)
        if parts.beside:
            self._beside(parts)
        elif parts.heading:
            heading = Row(tokens(parts.heading), self.setting.sized(12))
            self.y = set_rows(self.sheet, [heading], self.column, self.y + mm(1)) + mm(1)
        for line in parts.below:
            self._field(line, self.edge + mm(2))
        return self._cut()

    def _beside(self, parts: _Parts) -> None:
        """The word ĐẾN in a cell of its own, its fields in the one beside it."""
        setting = self.setting.sized(15)
        middle = self.edge + width("ĐẾN", setting.face) + mm(6)
        top = self.y
        for line in parts.beside:
            self._field(line, middle + mm(2))
        baseline = (top + self.y) / 2 + px(15 * 0.33)
        set_line(self.sheet, tokens(parts.heading), (self.edge + mm(3), baseline), setting)
        self._stroke((middle, top, middle, self.y + mm(1)))
        self.y += mm(1)
        if parts.below:
            self._across(self.y)

    def _field(self, line: str, x: float) -> None:
        """One field: its label, a dotted line to the right edge, and what is written on it."""
        self.y += mm(_FIELD)
        baseline = self.y - mm(1.2)
        label, _, _ = unmarked(line).partition(":")
        start = x + line_width(tokens(label + ":"), self.setting.face)
        for dot in range(int(start) + 6, int(self.right - mm(2)), 12):
            self.sheet.pen.ellipse((dot, baseline, dot + 3, baseline + 3), fill=self.setting.colour)
        set_line(self.sheet, tokens(line), (x, baseline), self.setting)

    def _across(self, y: float) -> None:
        """A line from edge to edge."""
        self._stroke((self.edge, y, self.right, y))

    def _stroke(self, line: tuple[float, float, float, float]) -> None:
        """A line of the stamp."""
        self.sheet.pen.line(line, fill=self.setting.colour, width=round(mm(_LINE)))

    def _cut(self) -> Sheet:
        """The stamp with its frame, without the empty paper below it."""
        bottom = self.y + mm(1.6)
        self.sheet.image = self.sheet.image.crop((0, 0, self.sheet.image.width, round(bottom + self.edge)))
        frame = (self.edge, self.edge, self.right, bottom)
        self.sheet.pen.rectangle(frame, outline=self.setting.colour, width=round(mm(_LINE * 1.4)))
        self.sheet.inks.append(Ink("stamp", frame))
        return self.sheet


def mark(block: Block, look: Look) -> Sheet:
    """A mark of urgency or secrecy as a sheet of its own: a word, framed, in an arrow, or bare."""
    ink = INKS[block.options["ink"]]
    setting = Setting(
        Face(look.family, float(block.options["size"]), bold=True), Zone.MARK, ink, dispatch=look.dispatch
    )
    rows = [Row(tokens(line), setting) for line in block.lines]
    wide = max(line_width(row.tokens, setting.face) for row in rows)
    frame = _frame_of(block, wide)
    tip = mm(9) if frame == "arrow" else 0.0
    column = Column(wide / 2 + mm(4) + tip, wide + mm(2))
    high = rows_height(rows, column) + mm(4)
    sheet = Sheet.blank(wide + mm(8) + 2 * tip, high + (mm(6) if tip else 0))
    set_rows(sheet, rows, column, (sheet.image.height - high) / 2 + mm(1.6))
    _FRAMES[frame](sheet, setting.colour, tip)
    sheet.inks.append(Ink("mark", (0.0, 0.0, float(sheet.image.width), float(sheet.image.height))))
    return sheet


def _frame_of(block: Block, wide: float) -> str:
    """The frame asked for; a long word that slants stands in an arrow where only a box was."""
    slants = abs(int(block.options["angle"])) >= 15 and len(block.lines) == 1 and wide > mm(15)
    return "arrow" if block.options["frame"] == "box" and slants else block.options["frame"]


def _box(sheet: Sheet, colour: Colour, tip: float) -> None:
    """Frame the mark with one rectangle."""
    wide, high = sheet.image.size
    line = round(mm(0.6))
    sheet.pen.rectangle((line, line, wide - line, high - line), outline=colour, width=line)


def _double(sheet: Sheet, colour: Colour, tip: float) -> None:
    """Frame the mark with two rectangles, the inner one thin."""
    _box(sheet, colour, tip)
    wide, high = sheet.image.size
    inset = round(mm(1.7))
    sheet.pen.rectangle((inset, inset, wide - inset, high - inset), outline=colour, width=round(mm(0.3)))


def _broken(sheet: Sheet, colour: Colour, tip: float) -> None:
    """Frame the mark with a worn rectangle: a third of each side has taken no ink."""
    _box(sheet, colour, tip)
    wide, high = sheet.image.size
    edge = round(mm(1.5))
    for left, top, right, bottom in ((0.1, 0, 0.35, 0), (0.55, 1, 0.9, 1), (0, 0.3, 0, 0.7), (1, 0.5, 1, 1)):
        gap = (left * wide - edge * (left == right), top * high - edge, right * wide + edge, bottom * high + edge)
        sheet.pen.rectangle(gap, fill=WHITE)


def _bare(sheet: Sheet, colour: Colour, tip: float) -> None:
    """Leave the mark without a frame."""


def _arrow(sheet: Sheet, colour: Colour, tip: float) -> None:
    """Frame the mark with an arrow to the right whose head and tail are `tip` long."""
    wide, high = sheet.image.size
    line = round(mm(0.6))
    shoulder, end = mm(3.2), float(high - line)
    upper = [
        (line, line),
        (tip * 0.7, shoulder),
        (wide - tip, shoulder),
        (wide - tip * 1.1, line),
        (wide - line, high / 2),
    ]
    lower = [(x, end + line - y) for x, y in reversed(upper[:-1])]
    notch = (tip * 0.5, high / 2)
    sheet.pen.line([*upper, *lower, notch, upper[0]], fill=colour, width=line, joint="curve")


_FRAMES = {"box": _box, "double": _double, "broken": _broken, "none": _bare, "arrow": _arrow}
