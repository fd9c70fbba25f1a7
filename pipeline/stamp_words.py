"""The words of stamps: the print read by Tesseract, what is written behind the labels read letter by letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.strokes import days
from pipeline.handwriting import Traced, traced
from pipeline.ocr import block_words
from pipeline.picture import POINTS_PER_INCH, Area
from pipeline.stamp_form import Field, Stamp
from pipeline.writing import line_cut, lines_of_writing
from records import Box, Word
from rules import rule
from settings import Settings

DIGITS = "0123456789/-."
LABELS = {"number": "Số:", "date": "Ngày:"}
#: How a line with a number begins: with a label, well or badly read.
LABELLED = re.compile(r"\W*[a-zA-Z5$8]")
#: Points that a label is said to be wide, so that it stands before its value.
LABEL_WIDTH = 12.0


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of writing in a field: where, what Tesseract made of it, what its label says it holds."""

    area: Area
    words: tuple[Word, ...]
    label: Word | None
    holds: str | None

    @property
    def written(self) -> tuple[Word, ...]:
        """The words that label and value were read as: not the word ĐẾN before them."""
        start = self.label.box[0] if self.label else 0.0
        return tuple(word for word in self.words if word.box[0] >= start and not rule("stamp", "word").finds(word.text))


def stamp_words(found: Sequence[Stamp], settings: Settings) -> tuple[Word, ...]:
    """The words of all stamps, with their boxes on the page.  Raises OcrTimeout, OcrFailed, InstallationError."""
    fields = [field for stamp in found for field in stamp.fields]
    printed = block_words([field.picture for field in fields], settings)
    return tuple(
        replace(word, box=field.on_page(word.box))
        for field, words in zip(fields, printed, strict=True)
        for word in _field_words(field, words)
    )


def _field_words(field: Field, printed: Sequence[Word]) -> Iterator[Word]:
    """Tesseract's words, those of lines for a number or a date exchanged for the second reading."""
    lines = [_line(field, area, printed) for area in lines_of_writing(field.picture)]
    values = [_value(field, line) for line in lines]
    replaced = {id(word) for line, value in zip(lines, values, strict=True) if value for word in line.written}
    yield from (word for word in printed if id(word) not in replaced)
    for value in values:
        yield from value


def _line(field: Field, area: Area, printed: Sequence[Word]) -> _Line:
    own = tuple(word for word in printed if _stands_in(word, _points(field, area)))
    for word in own:
        holds = next((name for name in LABELS if rule("stamp", f"label.{name}").finds(word.text)), None)
        if holds is not None and not rule("stamp", "label.other").finds(_from(word, own)):
            return _Line(area, own, word, holds)
    return _Line(area, own, None, None)


def _from(word: Word, words: Sequence[Word]) -> str:
    return " ".join(one.text for one in words if one.box[0] >= word.box[0])


def _value(field: Field, line: _Line) -> tuple[Word, ...]:
    """Label and value of a line that holds a number or a date; nothing for any other."""
    printed = " ".join(word.text for word in line.words)
    if rule("stamp", "label.other").finds(printed):
        return ()
    whole = traced([line_cut(field.picture, line.area)])[0]
    said = _said(line.holds, printed, whole) or _behind_label(field, line)
    if said is None:
        return ()
    holds, text, sure = said
    box = _points(field, line.area)
    start = line.label.box[2] if line.label else box[0] + LABEL_WIDTH
    box = (start, *box[1:])
    before = (start - LABEL_WIDTH, box[1], start - 1, box[3])
    return (Word(LABELS[holds], before, 1.0), Word(text, box, sure))


def _said(holds: str | None, printed: str, seen: Traced) -> tuple[str, str, float] | None:
    """What the line holds, what is written there and how surely; None where it is neither number nor date."""
    digits = _digits(seen)
    if holds != "number" and days(digits):
        return "date", digits, seen.confidence(DIGITS)
    number = rule("stamp", "line.number").search(seen.text())
    labelled = holds == "number" or any(LABELLED.match(text) for text in (printed, seen.text()))
    if number is None or holds == "date" or not labelled:
        return None
    return "number", re.sub(r"\D", "", number["number"]), seen.confidence(DIGITS)


def _behind_label(field: Field, line: _Line) -> tuple[str, str, float] | None:
    """The same from what stands behind the printed label, where the whole line told nothing."""
    if line.label is None or line.holds is None:
        return None
    _, top, right, bottom = line.area
    left = round(line.label.box[2] * field.picture.dpi / POINTS_PER_INCH)
    seen = traced([line_cut(field.picture, (left, top, right, bottom))])[0]
    digits = _digits(seen)
    told = days(digits) if line.holds == "date" else re.fullmatch(r"\d{1,6}", digits)
    return (line.holds, digits, seen.confidence(DIGITS)) if told else None


def _digits(seen: Traced) -> str:
    return re.sub(r"[.]+", ".", seen.text(DIGITS)).strip("./-")


def _points(field: Field, area: Area) -> Box:
    return field.picture.points(area)


def _stands_in(word: Word, box: Box) -> bool:
    x, y = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
