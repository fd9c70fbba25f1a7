"""The pages of a .docx, laid out here: Word itself would break them elsewhere, but every word stands on one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from pipeline.docx_bands import Band, Setter
from pipeline.docx_blocks import Block, Blocks, Floating, Paragraph, Section, Shown, Text, Traces
from pipeline.docx_errors import DamagedDocx, OldLetters
from pipeline.docx_file import DocxParts, Element, R, W
from pipeline.docx_lines import Inked, tokens
from pipeline.docx_looks import Letters, Looks, points
from pipeline.docx_numbers import Numbers
from pipeline.docx_places import Place
from pipeline.errors import TooManyPages
from pipeline.textlayer import MAX_OLD_FONTS, OLD_FONTS
from records import Box, Table, Word
from rules import first, rule
from settings import Settings

#: Points: what paper and margins may measure.
PAPER, MARGIN = (250.0, 1700.0), (20.0, 160.0)


@dataclass(frozen=True, slots=True)
class Paper:
    """A section's paper in points: width, height, and its margins left, top, right, bottom."""

    width: float = 595.0
    height: float = 842.0
    left: float = 85.0
    top: float = 57.0
    right: float = 57.0
    bottom: float = 57.0

    @property
    def room(self) -> float:
        """The width of the text."""
        return self.width - self.left - self.right

    @property
    def tallest(self) -> float:
        """The height of the text."""
        return self.height - self.top - self.bottom


@dataclass
class LaidSheet:
    """A page: its paper, its words, the letters to be drawn, its tables, pictures, and what is stamped over it."""

    paper: Paper
    words: list[Word] = field(default_factory=list)
    inks: list[Inked] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    shown: list[tuple[Box, bytes]] = field(default_factory=list)
    stamped: list[Word] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LaidDocx:
    """All pages of the file, and what is still marked in it."""

    sheets: tuple[LaidSheet, ...]
    traces: Traces
    unspaced: frozenset[int]
    footnotes: frozenset[int]


def laid_out(parts: DocxParts, settings: Settings) -> LaidDocx:
    """The pages of the file.  Raises DamagedDocx, TooManyPages, OldLetters and FontMissing."""
    looks, numbers, traces = Looks(parts.styles), Numbers(parts.numbering), Traces()
    body = parts.document.root.find(f"{W}body")
    if body is None:
        raise DamagedDocx()
    blocks = Blocks(parts, looks, numbers, traces, parts.document).of(body)
    _guard_letters(blocks)
    sections = list(_sections(blocks)) or [([], None)]
    composer = _Composer(settings.max_pages)
    for number, (own, section) in enumerate(sections):
        composer.section(_paper(section), _goes_on(section) and number > 0)
        if number == 0:
            head, feet = _margins(parts, section, looks, numbers, traces)
            composer.lay(head)
            composer.mark(feet)
        composer.lay(own)
    return LaidDocx(tuple(composer.sheets), traces, composer.unspaced, composer.footnotes)


class _Composer:
    """Puts bands on pages, one below the other."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.sheets: list[LaidSheet] = []
        self._rows: list[Band] = []
        self._y = self._bottom = 0.0
        self._setter = Setter(Paper().tallest)

    @property
    def footnotes(self) -> frozenset[int]:
        """The paragraphs that are notes, by their numbers."""
        return frozenset(self._setter.footnotes)

    @property
    def unspaced(self) -> frozenset[int]:
        """The paragraphs that stand in the middle, by their numbers."""
        return frozenset(self._setter.unspaced)

    def section(self, paper: Paper, goes_on: bool) -> None:
        """Begin a section: on a new page, or where the last one of such paper ends."""
        if not (goes_on and self.sheets and (paper.width, paper.height) == self._size()):
            self._setter.tallest = paper.tallest
            self._page(paper)

    def lay(self, blocks: Sequence[Block]) -> None:
        """Put the blocks on the page, and on new ones."""
        paper = self.sheets[-1].paper
        for table, own in groupby(self._setter.bands(blocks, paper.room), key=lambda band: band.table):
            if table:
                self._keep(rows := list(own), paper)
                own = iter(rows)
            for band in own:
                self._put(band, paper)
        self._close_table()

    def _keep(self, bands: Sequence[Band], paper: Paper) -> None:
        """Begin a page where a table that a page can hold would be torn: its head says what its columns are."""
        whole = bands[0].above + sum(band.height for band in bands)
        if self._y + whole > self._bottom and whole <= paper.tallest and self._y > paper.top:
            self._page(paper)

    def mark(self, blocks: Sequence[Block]) -> None:
        """Remember what stands in the feet of pages where it is a mark."""
        paper = self.sheets[-1].paper
        for text in _texts(blocks):
            if first("marks", text):
                box = (paper.left, paper.height - paper.bottom, paper.left + 60.0, paper.height - paper.bottom + 13.0)
                self.sheets[-1].stamped.append(Word(text, box, 1.0))

    def _size(self) -> tuple[float, float]:
        return self.sheets[-1].paper.width, self.sheets[-1].paper.height

    def _page(self, paper: Paper) -> None:
        self._close_table()
        if len(self.sheets) >= self._most:
            raise TooManyPages(len(self.sheets) + 1, self._most)
        self.sheets.append(LaidSheet(paper))
        self._y, self._bottom = paper.top, paper.height - paper.bottom

    def _put(self, band: Band, paper: Paper) -> None:
        """The band at the next free place; its notes at the foot of its page."""
        at_top = self._y <= paper.top
        notes = sum(one.height for one in band.notes)
        above = 0.0 if at_top else band.above
        full = self._y + above + band.height + notes > self._bottom
        if not at_top and (full or (band.new_page and self.sheets[-1].words)):
            self._page(paper)
            above = 0.0
        self._y += above
        self._ink(band.moved(paper.left, self._y))
        if band.cells:
            self._row(band.moved(paper.left, self._y))
        else:
            self._close_table()
        for one in band.hung:
            self._hang(one, paper)
        self._y += band.height
        for note in band.notes[::-1]:
            self._bottom -= note.height
            self._ink(note.moved(paper.left, self._bottom))

    def _ink(self, band: Band) -> None:
        sheet = self.sheets[-1]
        sheet.words.extend(band.words)
        sheet.inks.extend(band.inks)
        sheet.shown.extend(band.shown)

    def _row(self, band: Band) -> None:
        if self._rows and self._rows[-1].table != band.table:
            self._close_table()
        self._rows.append(band)

    def _close_table(self) -> None:
        """The rows that stand together on a page are a table."""
        cells = tuple(cell for row in self._rows for cell in row.cells)
        if cells:
            lefts, tops, rights, bottoms = zip(*(cell.box for cell in cells), strict=True)
            box = (min(lefts), min(tops), max(rights), max(bottoms))
            if len({cell.column for cell in cells}) > 1 and (len(self._rows) > 1 or cells[0].row):
                self.sheets[-1].tables.append(Table(box, cells))
        self._rows = []

    def _hang(self, one: Shown | Floating, paper: Paper) -> None:
        """What floats, at its place on the page; a mark in a box is one whatever stands beside it."""
        place = one.place or Place()
        x, y = _corner(place, one.width, paper, self._y)
        sheet = self.sheets[-1]
        if isinstance(one, Shown):
            sheet.shown.append(((x, y, x + one.width, y + one.height), one.data))
            return
        room = max(one.width - 10.0, 40.0)
        is_stamp = any(rule("zones", "stamp.arrival").finds(text) for text in _texts(one.blocks))
        for block in one.blocks:
            text = next(_texts((block,)), "")
            for band in self._setter.bands((block,), room, running=False):
                found = band.moved(x + 5.0, y)
                y += band.height
                is_mark = bool(found.words and first("marks", text))
                if is_mark or is_stamp:
                    sheet.inks.extend(found.inks)
                    sheet.stamped.extend([Word(text, _around(found.words), 1.0)] if is_mark else found.words)
                else:
                    self._ink(found)


def _around(words: Sequence[Word]) -> Box:
    lefts, tops, rights, bottoms = zip(*(word.box for word in words), strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _corner(place: Place, width: float, paper: Paper, y: float) -> tuple[float, float]:
    """The top left corner of what floats there, within the paper."""
    left, right = (0.0, paper.width) if place.across == "page" else (paper.left, paper.width - paper.right)
    sides = {"left": left, "center": (left + right - width) / 2, "right": right - width}
    x = sides.get(place.align, left + place.x)
    top = {"page": 0.0, "margin": paper.top}.get(place.down, y) + place.y
    return max(0.0, min(x, paper.width - 20.0)), max(0.0, min(top, paper.height - 20.0))


def _sections(blocks: Sequence[Block]) -> Iterator[tuple[list[Block], Element | None]]:
    """The blocks of each section with its properties."""
    own: list[Block] = []
    for block in blocks:
        if isinstance(block, Section):
            yield own, block.properties
            own = []
        else:
            own.append(block)
    if own:
        yield own, None


def _paper(section: Element | None) -> Paper:
    usual = Paper()
    if section is None:
        return usual
    size, margin = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    width, height = (_within(points(size, name, own), PAPER) for name, own in (("w", usual.width), ("h", usual.height)))
    names = ("left", "top", "right", "bottom")
    sides = (_within(points(margin, name, getattr(usual, name)), MARGIN) for name in names)
    left, top, right, bottom = sides
    return Paper(width, height, min(left, width / 4), top, min(right, width / 4), bottom)


def _within(size: float, bounds: tuple[float, float]) -> float:
    return min(max(abs(size), bounds[0]), bounds[1])


def _goes_on(section: Element | None) -> bool:
    kind = None if section is None else section.find(f"{W}type")
    return kind is not None and kind.get(f"{W}val") == "continuous"


def _margins(
    parts: DocxParts, section: Element | None, looks: Looks, numbers: Numbers, traces: Traces
) -> tuple[list[Block], list[Block]]:
    """What stands in the head of the first page, where it says more than a page's number, and in all feet."""
    named: dict[tuple[str, str], list[Block]] = {}
    for one in section if section is not None else ():
        part = parts.margins.get(one.get(f"{R}id") or "")
        if part is not None:
            name = one.tag.rpartition("}")[2], one.get(f"{W}type") or "default"
            named[name] = list(Blocks(parts, looks, numbers, traces, part).of(part.root))
    title_page = section is not None and section.find(f"{W}titlePg") is not None
    head = named.get(("headerReference", "first" if title_page else "default"), [])
    says = any(letter.isalpha() for text in _texts(head) for letter in text)
    others = [
        block for (kind, _), own in named.items() if kind == "footerReference" or own is not head for block in own
    ]
    return (head if says or _hangs(head) else []), others


def _hangs(blocks: Sequence[Block]) -> bool:
    return any(isinstance(one, Paragraph) and (one.floating or one.shown) for one in blocks)


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    """The text of each paragraph, also of those in cells and in boxes."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield " ".join(token.text for token in tokens(block) if not token.stop)
            for box in block.floating:
                yield from _texts(box.blocks)
        elif not isinstance(block, Section):
            yield from (text for row in block.rows for cell in row for text in _texts(cell.blocks))


def _guard_letters(blocks: Sequence[Block]) -> None:
    """Nothing; raises OldLetters where much is written in fonts whose codes are not Unicode."""
    old = whole = 0
    for look, count in _written(blocks):
        whole += count
        old += count if OLD_FONTS.search(look.font) else 0
    if old > MAX_OLD_FONTS * whole:
        raise OldLetters()


def _written(blocks: Sequence[Block]) -> Iterator[tuple[Letters, int]]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from ((piece.look, len(piece.text)) for piece in block.pieces if isinstance(piece, Text))
        elif not isinstance(block, Section):
            yield from (one for row in block.rows for cell in row for one in _written(cell.blocks))
