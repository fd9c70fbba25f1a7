"""A second look at the lines that matter most: head and foot of a page, numbers of documents and dates elsewhere.

The second reader takes the whole picture for the line and sees it a fifth larger than the first, so that what is
misread for want of a pixel ('chi' as 'chỉ', '11-HD' as '111-HD') seldom is so by both.  It knows words, not where they
stand, so the two are held together in their order along the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from pipeline.line_words import ReadLine, read_lines
from pipeline.ocr import RAW_LINE
from pipeline.regions import Regions
from pipeline.second_look import ALONE, DISPUTED, surer
from records import Box, Word
from settings import Settings

#: What a second reading is worth its time for, misread letters and all: '18-KIL/TW', '14/5/2021', 'ngày 15 tháng 8'.
TELLING = re.compile(r"\d\S*[/-]|[/-]\S*\d|\d\s(?:tháng|năm)\b|\b(?:ngày|tháng|năm|quý)\s\S*\d")


def line_look(words: Sequence[Word], lines: Sequence[ReadLine], parts: Regions, settings: Settings) -> tuple[Word, ...]:
    """The page's words, those of the lines in these parts and all with digits held against a second reading.

    Raises OcrTimeout, OcrFailed, TesseractMissing.
    """
    ends = [any(_holds(part, one) for part in (*parts.head, *parts.foot)) for one in lines]
    wanted = [(one, end) for one, end in zip(lines, ends, strict=True) if end or _tells_numbers(one)]
    again = read_lines([one.line for one, _ in wanted], settings, RAW_LINE)
    told: dict[Word, Word] = {}
    for (before, end), after in zip(wanted, again, strict=True):
        held = zip(before.words, held_in_order(before.words, after.words), strict=True)
        told |= {word: other for word, other in held if end or _has_digit(word) or _has_digit(other)}
    return tuple(told.get(word, word) for word in words)


def held_in_order(first: Sequence[Word], second: Sequence[Word]) -> tuple[Word, ...]:
    """The first reading's words of a line, each surer or in dispute as the second has it.

    Where the readings differ the surer word is taken, in the place of the first's.
    """
    return tuple(_held(first, second))


def _held(first: Sequence[Word], second: Sequence[Word]) -> Iterator[Word]:
    texts = [word.text for word in first], [word.text for word in second]
    for tag, a, b, c, d in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (surer(word, other) for word, other in zip(first[a:b], second[c:d], strict=True))
        elif b - a == d - c:
            yield from (_disputed(word, other) for word, other in zip(first[a:b], second[c:d], strict=True))
        elif c == d:
            yield from (replace(word, confidence=word.confidence * ALONE) for word in first[a:b])
        else:
            yield from (replace(word, confidence=min(DISPUTED, word.confidence)) for word in first[a:b])


def _disputed(word: Word, other: Word) -> Word:
    better = max(word, other, key=lambda one: one.confidence)
    return replace(word, text=better.text, confidence=min(DISPUTED, better.confidence))


def _tells_numbers(one: ReadLine) -> bool:
    """Whether a document's number or a date stands on the line."""
    return TELLING.search(" ".join(word.text for word in one.words)) is not None


def _has_digit(word: Word) -> bool:
    return any(char.isdigit() for char in word.text)


def _holds(part: Box, one: ReadLine) -> bool:
    """Whether the line's middle lies in the part of the page."""
    left, top, right, bottom = one.line.picture.points(one.line.area)
    x, y = (left + right) / 2, (top + bottom) / 2
    return part[0] <= x <= part[2] and part[1] <= y <= part[3]
