"""Words set into lines: how wide they run, where they break, and how a line is put on a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpora import hand, machine
from corpora.fonts import Face, load, mm, px, width
from corpora.markup import Piece, Token
from corpora.sheet import INKS, TONER, Colour, Drawn, Sheet
from records import Box, Zone

Line = tuple[Token, ...]

_GAP = 13.0  # millimetres left empty for a number
_WRITTEN = 13.5  # points: no hand writes smaller than that, however small the print beside it
_SMALLEST = 0.82  # of its size: a centred line is set smaller before it is broken, but not below this


@dataclass(frozen=True, slots=True)
class Setting:
    """How a line is set: type, colour of type and of pen, and what it counts as."""

    face: Face
    zone: Zone
    colour: Colour = TONER
    pen: Colour = INKS["blue"]
    dispatch: int = 0

    def sized(self, size: float) -> Setting:
        """The same in another size (points)."""
        return replace(self, face=replace(self.face, size=size))


@dataclass(frozen=True, slots=True)
class Row:
    """A centred line, or a rule as long as `rule` times the line above."""

    tokens: Line
    setting: Setting
    rule: float | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """Where centred lines stand: the middle and the greatest width, in pixels."""

    centre: float
    width: float


def _face(piece: Piece, face: Face) -> Face:
    """The face of one piece of a word."""
    return replace(face, bold=face.bold or piece.bold, italic=face.italic or piece.italic)


def piece_width(piece: Piece, face: Face) -> float:
    """How wide the piece runs, in pixels."""
    if piece.gap:
        return mm(_GAP)
    if piece.machine:
        return machine.run(piece.text)
    return hand.run(piece.text, max(face.size, _WRITTEN)) if piece.hand else width(piece.text, _face(piece, face))


def token_width(token: Token, face: Face) -> float:
    """How wide the word runs, in pixels."""
    return sum(piece_width(piece, face) for piece in token)


def space(face: Face) -> float:
    """The width of a space."""
    return width(" ", face)


def line_width(line: Sequence[Token], face: Face) -> float:
    """How wide the words run with single spaces."""
    return sum(token_width(token, face) for token in line) + space(face) * max(0, len(line) - 1)


def wrap(tokens: Sequence[Token], face: Face, room: float, first: float | None = None) -> list[Line]:
    """The words broken into lines no wider than `room`; `first` is the room of the first line where it differs.

    A word that is wider than a line of its own is cut, so that nothing runs off the paper.
    """
    lines: list[Line] = []
    line: list[Token] = []
    left = first = room if first is None else first
    for token in (part for whole in tokens for part in _cut(whole, face, min(room, first))):
        needed = token_width(token, face) + (space(face) if line else 0.0)
        if line and needed > left:
            lines.append(tuple(line))
            line, left, needed = [], room, token_width(token, face)
        line.append(token)
        left -= needed
    return [*lines, tuple(line)] if line else lines


def _cut(token: Token, face: Face, room: float) -> Iterator[Token]:
    """The word itself, or its parts where it is wider than a line."""
    if token_width(token, face) <= room:
        yield token
        return
    part: list[Piece] = []
    for piece in (replace(whole, text=letter) for whole in token for letter in whole.text):
        if part and token_width((*part, piece), face) > room:
            yield tuple(part)
            part = []
        part.append(piece)
    if part:
        yield tuple(part)


def leading(face: Face) -> float:
    """The usual distance of baselines, in pixels."""
    return px(face.size * 1.2)


def set_line(sheet: Sheet, line: Line, at: tuple[float, float], setting: Setting, room: float | None = None) -> None:
    """Set the words from `at` (left end of the baseline) on, spread over `room` pixels where that is given."""
    gap = space(setting.face)
    if room is not None and len(line) > 1:
        gap += (room - line_width(line, setting.face)) / (len(line) - 1)
    x = at[0]
    for token in line:
        _set_token(sheet, token, (x, at[1]), setting)
        x += token_width(token, setting.face) + gap


def _set_token(sheet: Sheet, token: Token, at: tuple[float, float], setting: Setting) -> None:
    """Set one word and record it."""
    x, boxes = at[0], []
    for piece in token:
        if not piece.gap:
            boxes.append(_set_piece(sheet, piece, (x, at[1]), setting))
        x += piece_width(piece, setting.face)
    if not boxes:
        return
    box = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    text = "".join(piece.text for piece in token)
    written = any(piece.hand or piece.machine for piece in token)
    sheet.words.append(Drawn(text, box, setting.zone, written, setting.dispatch))


def _set_piece(sheet: Sheet, piece: Piece, at: tuple[float, float], setting: Setting) -> Box:
    """Set or write one piece; its box comes back."""
    if piece.machine:
        return machine.stamp(sheet, piece.text, at)
    if piece.hand:
        pen = INKS["red"] if piece.red else setting.pen
        return hand.write(sheet, piece.text, at, max(setting.face.size, _WRITTEN), pen)
    font = load(_face(piece, setting.face))
    sheet.pen.text(at, piece.text, setting.colour, font, anchor="ls")
    left, top, right, bottom = font.getbbox(piece.text, anchor="ls")
    return at[0] + left, at[1] + top, at[0] + right, at[1] + bottom


def _fitted(row: Row, column: Column) -> tuple[list[Line], Setting]:
    """The row's lines and setting: set a little smaller if that keeps it on one line, else broken."""
    setting = row.setting
    while (
        line_width(row.tokens, setting.face) > column.width
        and setting.face.size - 0.5 >= row.setting.face.size * _SMALLEST
    ):
        setting = setting.sized(setting.face.size - 0.5)
    if line_width(row.tokens, setting.face) > column.width:
        setting = row.setting
    return wrap(row.tokens, setting.face, column.width), setting


def set_rows(sheet: Sheet, rows: Sequence[Row], column: Column, y: float) -> float:
    """Set the rows one under another, centred in the column, from `y` down; the y below the last comes back."""
    above = column.width / 2
    for row in rows:
        if row.rule is not None:
            half = above * row.rule / 2
            sheet.rule(column.centre - half, column.centre + half, y + px(3), row.setting.colour)
            y += px(8)
            continue
        lines, setting = _fitted(row, column)
        for line in lines:
            y += leading(setting.face)
            above = line_width(line, setting.face)
            set_line(sheet, line, (column.centre - above / 2, y - px(setting.face.size * 0.26)), setting)
    return y


def rows_height(rows: Sequence[Row], column: Column) -> float:
    """How high the rows stand in the column, in pixels."""
    height = 0.0
    for row in rows:
        if row.rule is not None:
            height += px(8)
        else:
            lines, setting = _fitted(row, column)
            height += len(lines) * leading(setting.face)
    return height
