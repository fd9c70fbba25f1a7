"""Blocks of a .docx set into bands: what stays together on a page, its words told from the band's top left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TypeVar

from pipeline.docx_blocks import Block, Floating, Grid, Paragraph, Shown
from pipeline.docx_lines import ASCENT, DESCENT, PITCH, Inked, Put, SetLine, lines, run
from records import Box, Cell, Word

T = TypeVar("T")

#: Points left empty at the sides of a cell.
SIDE = 5.4
#: Of a line's height: what stands at least between two paragraphs of running text, so that each is seen as one.
BETWEEN = 0.65
#: No column of a table is narrower, in points.
NARROWEST = 30.0


@dataclass(frozen=True, slots=True)
class Band:
    """What one page holds together; `above`: the white space before it, left out at the top of a page.

    `cells`: of a row that is seen as one, from 0 in its row; `table` names the table that it belongs to.
    """

    height: float
    words: tuple[Word, ...] = ()
    inks: tuple[Inked, ...] = ()
    above: float = 0.0
    new_page: bool = False
    cells: tuple[Cell, ...] = ()
    table: int = 0
    shown: tuple[tuple[Box, bytes], ...] = ()
    hung: tuple[Shown | Floating, ...] = ()
    notes: tuple[Band, ...] = ()

    def moved(self, x: float, y: float) -> Band:
        """The same, so far to the right and down within a larger band."""
        return replace(
            self,
            words=tuple(
                Word(one.text, moved(one.box, x, y), one.confidence, paragraph=one.paragraph) for one in self.words
            ),
            inks=tuple(Inked(one.text, one.x + x, one.y + y, one.look) for one in self.inks),
            cells=tuple(replace(one, box=moved(one.box, x, y)) for one in self.cells),
            shown=tuple((moved(box, x, y), data) for box, data in self.shown),
        )


@dataclass
class Setter:
    """Sets blocks; a page holds at most `tallest` points."""

    tallest: float
    _tables: int = field(default=0)
    _paragraphs: int = field(default=0)
    unspaced: list[int] = field(default_factory=list)
    footnotes: set[int] = field(default_factory=set)

    def bands(self, blocks: Iterable[Block], room: float, running: bool = True) -> Iterator[Band]:
        """The bands of the blocks in a column so many points wide; `running`: it is the text, no cell or box."""
        after = 0.0
        for block in blocks:
            if isinstance(block, Paragraph):
                yield from self._paragraph(block, room, after, running)
                after = block.made.after
            elif isinstance(block, Grid):
                yield from self._grid(block, room)
                after = 0.0

    def _paragraph(self, block: Paragraph, room: float, after: float, running: bool) -> Iterator[Band]:
        found = lines(block, room)
        above = max(block.made.before, after)
        if running and block.made.align in ("left", "both"):
            above = max(above, BETWEEN * PITCH * block.look.size)
        own = self._paragraphs
        notes = tuple(band for note in block.notes for band in self.bands(note, room, running=False))
        self.footnotes.update(range(own + 1, self._paragraphs + 1))
        self._paragraphs += 1
        if block.made.align in ("center", "right"):
            self.unspaced.append(self._paragraphs)
        hung: tuple[Shown | Floating, ...] = (*block.floating, *(one for one in block.shown if one.place))
        for index, (_, page) in enumerate(groupby(found, key=_counted())):
            own_lines = list(page)
            begins = own_lines[0].new_page or (index == 0 and block.made.new_page)
            band = replace(self._of_lines(own_lines), new_page=begins)
            if index == 0:
                band = replace(band, above=above, hung=hung, notes=notes)
            if not band.words and any(one.place is None for one in block.shown):
                band = replace(band, height=0.0, above=0.0)  # the picture is all that stands there
            yield from sliced(band, self.tallest)
        yield from (_picture(one, block, room, self.tallest) for one in block.shown if one.place is None)

    def _of_lines(self, found: Sequence[SetLine]) -> Band:
        """The lines one under another; what a person broke off by hand, or put behind a tab, stands for itself."""
        words: list[Word] = []
        inks: list[Inked] = []
        top = 0.0
        for index, line in enumerate(found):
            if line.broken and index:
                self._another()
            baseline = top + 0.95 * line.size
            for before, one in zip((None, *line.words), line.words, strict=False):
                if before is not None and before.tabs != one.tabs:
                    self._another()
                size = max(part.look.size for part in one.token.parts)
                box = (one.x, baseline - ASCENT * size, one.end, baseline + DESCENT * size)
                if one.token.text:
                    words.append(Word(one.token.text, box, 1.0, paragraph=self._paragraphs))
                inks.extend(_inks(one, baseline))
            top += PITCH * line.size
        return Band(top, tuple(words), tuple(inks))

    def _another(self) -> None:
        """What comes next stands for itself, as a paragraph would."""
        self._paragraphs += 1
        self.unspaced.append(self._paragraphs)

    def _grid(self, block: Grid, room: float) -> Iterator[Band]:
        edges = _edges(block, room)
        self._tables += 1
        own = self._tables
        for number in range(len(block.rows)):
            band = self._row(block, edges, number)
            for part in sliced(band, self.tallest):
                yield replace(part, table=own if part.cells else 0)

    def _row(self, block: Grid, edges: Sequence[float], number: int) -> Band:
        """The row as one band; what floats from a cell hangs on the row."""
        inside: list[Band] = []
        spans: list[tuple[int, float, float]] = []
        height = 0.0
        for cell in block.rows[number]:
            left, right = edges[cell.column], edges[min(cell.column + cell.span, len(edges) - 1)]
            room = max(right - left - 2 * SIDE, NARROWEST / 2)
            y = 2.0
            for band in self.bands(cell.blocks, room, running=False):
                y += band.above
                inside.append(replace(band, new_page=False).moved(left + SIDE, y))
                y += band.height
            height = max(height, y + 2.0)
            if not cell.goes_on:
                spans.append((cell.column, left, right))
        cells = tuple(Cell(number, column, (left, 0.0, right, height)) for column, left, right in spans)
        return replace(_together(inside, height), cells=cells if block.ruled else ())


def moved(box: Box, x: float, y: float) -> Box:
    """The box so far to the right and down."""
    return (box[0] + x, box[1] + y, box[2] + x, box[3] + y)


def sliced(band: Band, tallest: float) -> Iterator[Band]:
    """The band, or the pieces of one that no page can hold, cut between its lines."""
    if band.height <= tallest:
        yield band
        return
    step = tallest * 0.9
    words = _by_page(band.words, step, lambda word: word.box[1])
    inks = _by_page(band.inks, step, lambda ink: ink.y - ink.look.size)
    cells = tuple(replace(one, box=(one.box[0], 0.0, one.box[2], step)) for one in band.cells)
    numbers = sorted({*words, *inks}) or [0]
    for number in numbers:
        part = Band(step, tuple(words.get(number, ())), tuple(inks.get(number, ()))).moved(0.0, -number * step)
        if number == numbers[0]:
            part = replace(part, above=band.above, new_page=band.new_page)
            part = replace(part, hung=band.hung, notes=band.notes, shown=band.shown)
        yield replace(part, cells=cells)


def _by_page(found: Iterable[T], step: float, top: Callable[[T], float]) -> dict[int, list[T]]:
    pages: dict[int, list[T]] = {}
    for one in found:
        pages.setdefault(max(int(top(one) // step), 0), []).append(one)
    return pages


def _counted() -> Callable[[SetLine], int]:
    """Which page of the paragraph a line stands on, asked line by line."""
    page = 0

    def count(line: SetLine) -> int:
        nonlocal page
        page += line.new_page
        return page

    return count


def _inks(one: Put, baseline: float) -> Iterator[Inked]:
    x = one.x
    for part in one.token.parts:
        yield Inked(part.text, x, baseline - (0.3 * part.look.size if part.look.raised else 0.0), part.look)
        x += run(part.text, part.look)


def _picture(one: Shown, block: Paragraph, room: float, tallest: float) -> Band:
    """A picture that stands in the text, made smaller where it is larger than the page."""
    share = min(1.0, room / one.width, tallest / one.height)
    width, height = one.width * share, one.height * share
    x = {"center": (room - width) / 2, "right": room - width}.get(block.made.align, 0.0)
    return Band(height, shown=(((x, 0.0, x + width, height), one.data),))


def _together(inside: Sequence[Band], height: float) -> Band:
    """One band of those that stand in the cells of a row."""
    return Band(
        height,
        tuple(word for band in inside for word in band.words),
        tuple(ink for band in inside for ink in band.inks),
        shown=tuple(one for band in inside for one in band.shown),
        hung=tuple(one for band in inside for one in band.hung),
        notes=tuple(one for band in inside for one in band.notes),
    )


def _edges(block: Grid, room: float) -> list[float]:
    """Where the columns begin and end, in points; widths that do not fit, or are not told, are shared out."""
    count = max(len(block.widths), 1)
    known = [one for one in block.widths if one > 0]
    usual = sum(known) / len(known) if known else room / count
    widths = [max(one or usual, NARROWEST if count < 12 else 12.0) for one in block.widths] or [room]
    whole = sum(widths)
    share = min(1.0, (room + 2 * SIDE + 60.0) / whole)
    start = max((room - whole * share) / 2, -SIDE) if block.align == "center" else min(block.indent, room / 3) - SIDE
    edges = [start]
    for one in widths:
        edges.append(edges[-1] + one * share)
    over = edges[-1] - (room + SIDE + 30.0)
    return [edge - max(over, 0.0) for edge in edges] if block.align != "center" else edges
