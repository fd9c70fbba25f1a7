"""A paragraph broken into lines of words, as wide as it is set."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.docx_blocks import Paragraph, Stop, Text
from pipeline.docx_looks import Letters, Tab
from pipeline.typeface import width

#: Of the letters' size: the distance of baselines, what stands above a baseline, and below it.
PITCH, ASCENT, DESCENT = 1.2, 0.8, 0.2
#: Blanks between the words of a spread line are no wider than so much of the letters' size more than they are.
MOST_SPREAD = 0.7
DEFAULT_TAB = 36.0
#: No column is narrower, however far its paragraphs are set in.
NARROWEST = 24.0
#: What a tab behind it only parts from the text of a point.
POINT = re.compile(r"[-–+•*]|\(?\w{1,4}[.)]|\d+(\.\d+){1,3}\.?")
_PARTS = re.compile(r"\s+|\S+")


@dataclass(frozen=True, slots=True)
class Inked:
    """Letters of one look: where they begin (points) and how high their baseline stands."""

    text: str
    x: float
    y: float
    look: Letters


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its parts (`text`, look) and the white space before it in points; or a `stop`.

    `width`: how wide it runs, in points.  `whole`: the word of which this is a piece that fits a line, told with its
    first piece and '' with the others.
    """

    parts: tuple[Text, ...] = ()
    blank: float = 0.0
    stop: str = ""
    whole: str | None = None
    width: float = 0.0

    @property
    def text(self) -> str:
        """The word; '' for a piece of one that was told before."""
        return "".join(part.text for part in self.parts) if self.whole is None else self.whole


@dataclass(frozen=True, slots=True)
class Put:
    """A word on its line: where it begins, and behind how many tabs it stands."""

    token: Token
    x: float
    tabs: int = 0

    @property
    def end(self) -> float:
        """Where it ends."""
        return self.x + self.token.width


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line of words from left to right, the size of its largest letters.

    `new_page`: a page ends before it; `broken`: the one above was broken off by hand.
    """

    words: tuple[Put, ...]
    size: float
    new_page: bool = False
    broken: bool = False


def run(text: str, look: Letters) -> float:
    """How wide the text runs, in points."""
    return width(text, look.bold, look.italic) * look.size


def word(parts: Sequence[Text], blank: float = 0.0, whole: str | None = None) -> Token:
    """The word of these parts, measured."""
    return Token(tuple(parts), blank, "", whole, _width(parts))


def _width(parts: Sequence[Text]) -> float:
    return sum(run(part.text, part.look) for part in parts)


def lines(paragraph: Paragraph, room: float) -> list[SetLine]:
    """The lines of the paragraph in a column so many points wide; one without words where it is empty."""
    return _Setter(paragraph, room).lines()


def tokens(paragraph: Paragraph) -> Iterator[Token]:
    """The words and stops of the paragraph in order, its number first."""
    if paragraph.label:
        yield word((Text(unicodedata.normalize("NFC", paragraph.label), paragraph.look),))
    blank = run(" ", paragraph.look) if paragraph.label else 0.0
    parts: list[Text] = []
    for one in (*_pieces(paragraph), Stop("end")):
        if isinstance(one, Text) and not one.text.isspace():
            parts.append(one)
            continue
        if parts:
            yield word(parts, blank)
            parts, blank = [], 0.0
        if isinstance(one, Text):
            blank += len(one.text) * run(" ", one.look)
        else:
            yield Token(stop=one.kind)
            blank = 0.0


def _pieces(paragraph: Paragraph) -> Iterator[Text | Stop]:
    """The text cut into words and blanks, with what parts it."""
    for piece in paragraph.pieces:
        if isinstance(piece, Stop):
            yield piece
        else:
            whole = unicodedata.normalize("NFC", piece.text)
            yield from (Text(found, piece.look) for found in _PARTS.findall(whole))


class _Setter:
    """Sets one paragraph."""

    def __init__(self, paragraph: Paragraph, room: float) -> None:
        made = paragraph.made
        self._paragraph, self._tabs = paragraph, made.tabs
        self._left = min(max(made.left, 0.0), max(room - NARROWEST, 0.0))
        self._right = max(room - max(made.right, 0.0), self._left + NARROWEST)
        self._x = min(max(self._left + made.first, 0.0), self._right - NARROWEST)
        self._start = self._x
        self._line: list[Put] = []
        self._pending: Tab | None = None
        self._segment = self._tabs_before = 0
        self._tabbed = False
        self._new_page = self._broken = False
        self._done: list[SetLine] = []

    def lines(self) -> list[SetLine]:
        """The lines."""
        for token in tokens(self._paragraph):
            if not token.stop:
                self._word(token)
            elif token.stop == "tab":
                self._tab()
            elif token.stop != "end" or self._line or self._new_page or not self._done:
                self._close(last=True)
                self._new_page, self._broken = token.stop == "page", True
        return self._done

    def _word(self, token: Token) -> None:
        blank = token.blank
        if self._line and self._x + blank + token.width > self._right:
            self._close(last=False)
            blank = 0.0
        for part in _cut(token, self._right - self._left):
            if part is not token and self._line:
                self._close(last=False)
            self._line.append(Put(part, self._x + blank, self._tabs_before))
            self._x, blank = self._line[-1].end, 0.0

    def _tab(self) -> None:
        """Go to the next stop; behind the sign of a point a tab is a blank."""
        if len(self._line) == 1 and POINT.fullmatch(self._line[0].token.text) and not self._tabbed:
            self._x += run(" ", self._paragraph.look)
            return
        self._settle()
        after = next((tab for tab in self._tabs if tab.at > self._x + 1), None)
        tab = after or Tab((self._x // DEFAULT_TAB + 1) * DEFAULT_TAB)
        self._tabbed = self._tabbed or bool(self._line) or tab.kind != "left"
        self._pending, self._segment = tab, len(self._line)
        self._tabs_before += 1
        self._x = min(tab.at, self._right)

    def _settle(self) -> None:
        """Move what stands behind a tab to its middle or its right end."""
        tab, own = self._pending, self._line[self._segment :]
        self._pending = None
        if tab is None or tab.kind == "left" or not own:
            return
        wide = own[-1].end - own[0].x
        wish = tab.at - (wide / 2 if tab.kind == "center" else wide)
        before = self._line[self._segment - 1].end + 4 if self._segment else 0.0
        moved = max(wish, before) - own[0].x
        self._line[self._segment :] = [replace(one, x=one.x + moved) for one in own]
        self._x = self._line[-1].end

    def _close(self, last: bool) -> None:
        self._settle()
        words = self._aligned(last) if self._line else ()
        size = max((part.look.size for one in words for part in one.token.parts), default=self._paragraph.look.size)
        self._done.append(SetLine(tuple(words), size, self._new_page, self._broken))
        self._line, self._x, self._start = [], self._left, self._left
        self._segment = self._tabs_before = 0
        self._tabbed = self._new_page = self._broken = False

    def _aligned(self, last: bool) -> Sequence[Put]:
        free = self._right - self._line[-1].end
        align = self._paragraph.made.align
        if align == "center" and not self._tabbed:
            begun = self._line[0].x
            wide = self._line[-1].end - begun
            return _moved(self._line, self._start + (self._right - self._start - wide) / 2 - begun)
        if align == "right" and not self._tabbed:
            return _moved(self._line, free)
        gaps = len(self._line) - 1
        if last or self._tabbed or gaps < 1 or align not in ("both", "left"):
            return self._line
        return self._spread(free / gaps)

    def _spread(self, more: float) -> Sequence[Put]:
        """The line to its right edge: it goes on, and so it is seen to."""
        if not 0 < more <= MOST_SPREAD * self._paragraph.look.size:
            return self._line
        return [replace(one, x=one.x + index * more) for index, one in enumerate(self._line)]


def _moved(line: Sequence[Put], far: float) -> Sequence[Put]:
    return [replace(one, x=one.x + far) for one in line]


def _cut(token: Token, room: float) -> Iterator[Token]:
    """The word, or its parts where it is wider than a line."""
    if token.width <= room:
        yield token
        return
    held: list[Text] = []
    whole = token.text
    for part in (replace(one, text=letter) for one in token.parts for letter in one.text):
        if held and _width((*held, part)) > room:
            yield word(held, token.blank, whole)
            held, whole = [], ""
        held.append(part)
    yield word(held, 0.0, whole)
