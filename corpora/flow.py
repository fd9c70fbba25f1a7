"""A dispatch running down its pages: a cursor, page breaks that lose nothing, page numbers and footnotes."""

from __future__ import annotations

from collections.abc import Sequence

from corpora import hand
from corpora.fonts import mm, px
from corpora.look import Look
from corpora.markup import Piece, Token
from corpora.seeds import chance
from corpora.sheet import A4, INKS, Ink, Sheet
from corpora.typeset import Line, Setting, leading, line_width, set_line, wrap
from records import Box, Zone

_NOTE_SIZE = 0.8  # of the body's size
_TICKED = 0.2  # of the pages bear a reader's mark in the margin


class Flow:
    """The pages of one dispatch while they are drawn; `y` is where the next line's top stands."""

    def __init__(self, look: Look, name: str) -> None:
        self.look = look
        self.name = name
        self.sheets: list[Sheet] = []
        self.organ = ""
        self.state = False
        self.y = 0.0
        self.limit = 0.0
        self.pressed: Box | None = None  # a mark in the margin that text must go round
        self._notes: list[Line] = []
        self._later: list[Line] = []

    @property
    def sheet(self) -> Sheet:
        """The page being drawn; the first one opens by itself."""
        if not self.sheets:
            self.turn_page()
        return self.sheets[-1]

    def turn_page(self) -> None:
        """Finish the page and open the next one, numbered from the second on."""
        self._finish_page()
        self.pressed = None
        self.sheets.append(Sheet.blank())
        self.y, self.limit = self.look.top, self.look.bottom
        if len(self.sheets) > 1:
            self._number_page()
        later, self._later = self._later, []
        self._reserve(later)

    def close(self) -> list[Sheet]:
        """All pages, finished."""
        while self._later:
            self.turn_page()
        self._finish_page()
        return self.sheets

    def need(self, height: float) -> None:
        """Turn the page where less than that many pixels are left on it."""
        if not self.sheets or self.y + height > self.limit:
            self.turn_page()

    def clear(self, x: float) -> None:
        """Move below the mark pressed in the margin where text that begins at `x` would run into it."""
        if self.pressed and x < self.pressed[2] + mm(2):
            self.y = max(self.y, self.pressed[3] + mm(1))

    def skip(self, height: float) -> None:
        """Leave that many pixels empty."""
        self.y += height

    def line(self, line: Line, x: float, setting: Setting, room: float | None = None) -> None:
        """Set one line at `x` and move below it."""
        height = self.height(setting)
        self.need(height)
        self.clear(x)
        set_line(self.sheet, line, (x, self.baseline(setting)), setting, room)
        self.y += height

    def baseline(self, setting: Setting) -> float:
        """Where the letters of the next line will stand."""
        return self.y + self.height(setting) * 0.5 + px(setting.face.size * 0.33)

    def height(self, setting: Setting) -> float:
        """The height of a line of running text."""
        return px(setting.face.size * self.look.leading)

    def paragraph(self, tokens: Sequence[Token], setting: Setting) -> None:
        """Set a justified paragraph with its first line indented; the last line ends where it ends."""
        look = self.look
        lines = wrap(tokens, setting.face, look.width, look.width - look.indent)
        for number, line in enumerate(lines):
            indent = 0.0 if number else look.indent
            last = number == len(lines) - 1
            self.line(line, look.left + indent, setting, None if last else look.width - indent)
        self.skip(look.paragraph)

    def footnote(self, tokens: Sequence[Token]) -> None:
        """Set a note at the foot of this page, or of the next where this one is full."""
        lines = wrap(tokens, self._note_setting().face, self.look.width)
        self.need(0)
        if self.y + (len(lines) + 1) * self._note_height() > self.limit:
            self._later.extend(lines)
        else:
            self._reserve(lines)

    def _note_setting(self) -> Setting:
        """How footnotes are set."""
        return self.look.setting(Zone.FOOTNOTE, self.look.size * _NOTE_SIZE)

    def _note_height(self) -> float:
        """The height of a footnote's line."""
        return leading(self._note_setting().face)

    def _reserve(self, lines: list[Line]) -> None:
        """Keep room for the lines at the foot of the page."""
        if lines and not self._notes:
            self.limit -= mm(4)
        self._notes.extend(lines)
        self.limit -= len(lines) * self._note_height()

    def _finish_page(self) -> None:
        """Set the footnotes of the page that ends, and sometimes a reader's mark."""
        if not self.sheets:
            return
        sheet, setting = self.sheets[-1], self._note_setting()
        y = self.look.bottom - len(self._notes) * self._note_height()
        if self._notes:
            sheet.rule(self.look.left, self.look.left + mm(50), y - mm(1))
        for line in self._notes:
            y += self._note_height()
            set_line(sheet, line, (self.look.left, y - px(2)), setting)
        self._notes = []
        self._tick(sheet)

    def _number_page(self) -> None:
        """Set the page's number in the middle of the upper margin."""
        setting = self.look.setting(Zone.RUNNING)
        number: Line = ((Piece(str(len(self.sheets))),),)
        x = (A4[0] - line_width(number, setting.face)) / 2
        set_line(self.sheets[-1], number, (x, self.look.top - mm(6)), setting)

    def _tick(self, sheet: Sheet) -> None:
        """Sometimes mark a place in the left margin."""
        rng = chance("tick", self.name, self.look.dispatch, len(self.sheets))
        body = [word.box for word in sheet.words if word.zone is Zone.BODY]
        if not body or rng.random() > _TICKED:
            return
        at = (self.look.left - mm(rng.uniform(12, 16)), rng.choice(body)[1])
        sheet.inks.append(Ink("tick", hand.tick(sheet, at, INKS["blue"], rng)))
