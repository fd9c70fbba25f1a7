"""One page read from its picture: turned upright, its words, its stamps and its ruled tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from pipeline.black_stamps import black_stamps, outside
from pipeline.crop import cropped, on_page
from pipeline.cuts import cuts
from pipeline.eights import with_eights
from pipeline.framed_marks import framed_mark
from pipeline.frames import Frame
from pipeline.grade import grade
from pipeline.grid import tables
from pipeline.ink import outside_stamps, stamps, without_stamps
from pipeline.line_look import line_look
from pipeline.line_words import PageReading, read_page
from pipeline.loose_marks import meet
from pipeline.ocr import block_words
from pipeline.page_marks import begins_dispatch, with_marks
from pipeline.picture import POINTS_PER_INCH, Picture
from pipeline.prepare import INK, Prepared, prepare, turned, turning
from pipeline.regions import Regions, regions
from pipeline.romans import with_romans
from pipeline.second_look import second_look
from pipeline.sharpness import strokes
from pipeline.stamp_form import Stamp
from pipeline.stamp_words import stamp_words
from pipeline.strips import strips
from pipeline.syllables import syllable_share
from pipeline.textlayer import STANDING, standing_share
from pipeline.under_seal import under_seal
from records import Box, Grade, Page, Table, Word
from settings import Settings

SURE = 0.5  # mean confidence times share of syllables: upright pages have 0.8 and more, others 0.15 to 0.25
TELLING_LETTERS = 20  # fewer say nothing about the language: a table of numbers
INSET = 2.0  # points: so far inside its lines a cell is looked at for ink
CELL_INK = 0.003  # of a cell: more is writing, less is dust
FIELD_REACH = 1.0  # points around a word of a signature field in which OCR read the same word


@dataclass(frozen=True, slots=True)
class _Look:
    """A page as it was read when turned in one way."""

    prepared: Prepared
    reading: Picture
    stamps: tuple[Stamp, ...]
    tables: tuple[Table, ...]
    read: PageReading

    @property
    def words(self) -> tuple[Word, ...]:
        """The words as they were first read."""
        return self.read.words

    @property
    def sureness(self) -> float:
        """How much the words look like Vietnamese rightly read along lines that run across the page (0..1)."""
        if not self.words:
            return 0.0
        texts = [word.text for word in self.words]
        mean = sum(word.confidence for word in self.words) / len(texts)
        telling = sum(map(str.isalpha, "".join(texts))) >= TELLING_LETTERS
        return mean * (syllable_share(texts) if telling else 1.0) * (1.0 - standing_share(self.words))


def scanned_page(
    picture: Picture, number: int, printed: Sequence[Word], settings: Settings, begins: bool = False
) -> Page:
    """The page read by OCR; boxes are those of the straightened picture.  `printed` is what signature fields say.

    `begins`: a clerk says that a dispatch begins on it, so that its head is looked at for marks.
    Raises OcrTimeout, OcrFailed and InstallationError.
    """
    prepared = prepare(picture)
    if prepared.is_blank:
        return Page(number, picture.width, picture.height, words=tuple(printed), source="text" if printed else "blank")
    look = _upright(_looked_at(prepared, settings), settings)
    reading = look.reading
    if prepared.is_pale and look.sureness < SURE:  # print nobody can read, or that of the back
        unread = Page(number, reading.width, reading.height, tuple(printed), "ocr", grade=Grade.POOR)
        return _with_marks(unread, look, (), settings, begins)
    found = look.tables
    arrived = black_stamps(reading, settings)
    own = outside(look.words, arrived.frames, reading.dpi)
    again = under_seal(_looked_at_again(own, look, settings), reading, settings)
    again = (*again, *_cell_words(found, own, reading, settings))
    words = with_romans(with_eights(outside(again, arrived.frames, reading.dpi)), reading)
    stamped = tuple(_coloured_words(look.stamps, settings))
    known = (*arrived.frames, *(frame for _, frame in stamped if frame is not None))
    page = Page(
        number=number,
        width=reading.width,
        height=reading.height,
        words=_with_printed(words, printed, look.prepared),
        source="ocr",
        rotation=look.prepared.turn,
        tables=found,
        strips=strips(words, reading, _colours(look)),
        stamp_words=(*(word for words, _ in stamped for word in words), *arrived.words),
        grade=grade(own, strokes(own, reading)),
    )
    page = _with_marks(page, look, known, settings, begins)
    return replace(page, cuts=cuts(page, look.prepared.coloured or look.prepared.reading))


def _with_marks(page: Page, look: _Look, known: Iterable[Frame], settings: Settings, begins: bool) -> Page:
    """The page with its marks where a dispatch begins on it, as its print shows or a clerk says; else the same."""
    if not (begins or begins_dispatch(page)):
        return page
    return with_marks(page, look.reading, look.prepared.coloured, known, settings)


def _colours(look: _Look) -> Picture | None:
    coloured = look.prepared.coloured
    return None if coloured is None else outside_stamps(coloured, look.stamps)


def _looked_at(prepared: Prepared, settings: Settings) -> _Look:
    found = stamps(prepared.coloured) if prepared.coloured is not None else ()
    reading = prepared.reading
    if prepared.coloured is not None:
        reading = without_stamps(reading, prepared.coloured, found)
    ruled = tables(reading)
    return _Look(prepared, reading, found, ruled, read_page(reading, ruled, settings))


def _looked_at_again(own: Sequence[Word], look: _Look, settings: Settings) -> tuple[Word, ...]:
    """The words with those of head and foot read twice: by lines, or by columns on a page that was read as a whole.

    A foot with a black seal is read by columns too: letters that its rim touches are in no line.
    """
    reading, read = look.reading, look.read
    parts = regions(own, reading.width, reading.height)
    if not read.lines:
        return second_look(own, parts, reading, settings)
    sealed = any(meet(seal, box) for seal in read.seals for box in parts.foot)
    by_lines, by_columns = (replace(parts, foot=()), replace(parts, head=())) if sealed else (parts, Regions((), ()))
    return second_look(line_look(own, read.lines, by_lines, settings), by_columns, reading, settings)


def _upright(first: _Look, settings: Settings) -> _Look:
    """The look as it is where its words are good; else the best of the page's four ways to lie."""
    best = first
    standing = standing_share(first.words) > STANDING
    for degrees in (90, 270, 180) if standing else (180, 90, 270):
        if best.sureness >= SURE:
            break
        other = _looked_at(turned(first.prepared, degrees), settings)
        best = max(best, other, key=lambda look: look.sureness)
    return best


def _coloured_words(found: Sequence[Stamp], settings: Settings) -> Iterator[tuple[tuple[Word, ...], Frame | None]]:
    """The words of each coloured stamp, or the mark that it is; its frame unless a mark may still be found in it."""
    for stamp in found:
        words = stamp_words([stamp], settings)
        mark = framed_mark(stamp, words)
        is_read = mark is not None or len(stamp.fields) > 1
        yield words if mark is None else (mark,), stamp.frame if is_read else None


def _cell_words(found: Sequence[Table], words: Sequence[Word], reading: Picture, settings: Settings) -> list[Word]:
    """The words of cells that hold ink and no words: layout analysis skips some."""
    boxes = [cell.box for table in found for cell in table.cells]
    missed = [box for box in boxes if _has_ink(box, reading) and not any(_holds(box, word.box) for word in words)]
    inner = [_inset(box) for box in missed]
    read = block_words([cropped(reading, box) for box in inner], settings)
    return [
        replace(word, box=on_page(word.box, box, reading.dpi))
        for box, words_in in zip(inner, read, strict=True)
        for word in words_in
    ]


def _has_ink(box: Box, reading: Picture) -> bool:
    left, top, right, bottom = (int(edge * reading.dpi / POINTS_PER_INCH) for edge in _inset(box))
    part = reading.pixels[top:bottom, left:right]
    return part.size > 0 and bool(np.mean(part < INK) > CELL_INK)


def _inset(box: Box, by: float = INSET) -> Box:
    return (box[0] + by, box[1] + by, box[2] - by, box[3] - by)


def _holds(outer: Box, inner: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def _with_printed(words: Sequence[Word], printed: Sequence[Word], prepared: Prepared) -> tuple[Word, ...]:
    """The words with those that signature fields print put in place of what OCR made of them."""
    if prepared.turn:
        return tuple(words)
    placed = [_straightened(word, prepared) for word in printed]
    reach = [_inset(word.box, -FIELD_REACH) for word in placed]
    return (*placed, *(word for word in words if not any(_holds(box, word.box) for box in reach)))


def _straightened(word: Word, prepared: Prepared) -> Word:
    """The word where it lies once the page is straight; over a word's width the slope does not count."""
    middle = (prepared.reading.width / 2, prepared.reading.height / 2)
    left, top, right, bottom = word.box
    centre = np.array([(left + right) / 2, (top + bottom) / 2, 1.0])
    across, down = turning(prepared.angle, middle) @ centre - centre[:2]
    return replace(word, box=(left + float(across), top + float(down), right + float(across), bottom + float(down)))
