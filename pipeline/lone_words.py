"""Marks printed or stamped level, as a page's own words: alone on their line, or far from all else on it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.picture import HEAD
from pipeline.rows import Row, rows_of
from records import Page, Word
from rules import first, rule
from rules.fold import capitals

#: White between a mark and the line above, in heights of the line: a wrapped title leaves less.
GAP = 0.9
#: One sign that the reader believes less is the side of a frame.
SIDE = 0.7


def lone_marks(page: Page) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The marks among the words in the head of a page, each as one word, and the words that are none."""
    head = [word for word in page.words if word.box[3] < HEAD * page.height and not _in_table(word, page)]
    rows = rows_of(head, page.number)
    marks: list[Word] = []
    taken: set[int] = set()
    for row in rows:
        value = _value(row, drawn=page.source == "ocr")
        if value is not None and not _continues(row, rows):
            marks.append(Word(value, row.box, min(word.confidence for word in _core(row))))
            taken |= {id(word) for word in row.words}
    return tuple(marks), tuple(word for word in page.words if id(word) not in taken)


def _value(row: Row, drawn: bool) -> str | None:
    """The mark that the row is; an OCR loses the marks of letters, so of a drawn page the plain letters are enough."""
    text = " ".join(word.text for word in (_core(row) if drawn else row.words))
    if capitals(text) < 1.0:
        return None
    known = first("marks", text) or (first("frames", text) if drawn else None)
    return known.value if known is not None else None


def _core(row: Row) -> tuple[Word, ...]:
    """The row's words without the sides of a frame that were read as letters."""
    return tuple(word for word in row.words if len(word.text) > 1 or word.confidence >= SIDE)


def _continues(row: Row, rows: Sequence[Row]) -> bool:
    """Whether the row may be the last word of a title that was wrapped."""
    above = [one for one in rows if _stands_over(one, row)]
    return bool(above) and rule("zones", "mark.continues").finds(above[-1].text)


def _stands_over(one: Row, row: Row) -> bool:
    beside = one.box[0] < row.box[2] and row.box[0] < one.box[2]
    return beside and one is not row and row.level - one.level > 0 and row.box[1] - one.box[3] < GAP * row.height


def _in_table(word: Word, page: Page) -> bool:
    x, y = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
    return any(table.box[0] <= x <= table.box[2] and table.box[1] <= y <= table.box[3] for table in page.tables)
