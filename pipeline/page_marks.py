"""The marks of secrecy and urgency on a page with a letterhead, from its words and from ink that is no word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.frames import Frame
from pipeline.image import grey
from pipeline.lone_words import lone_marks
from pipeline.loose_marks import loose_marks, meet
from pipeline.motto import is_motto
from pipeline.picture import HEAD, Picture, head_of
from pipeline.prepare import prepare
from pipeline.rows import rows_of
from records import Page
from settings import Settings


def with_marks(
    page: Page, reading: Picture, coloured: Picture | None, known: Iterable[Frame], settings: Settings
) -> Page:
    """The page, on which a dispatch may begin, read from its picture with its marks among its stamps' words.

    `known` are frames whose stamps have been read.  Raises OcrTimeout, OcrFailed and InstallationError.
    """
    return _marked(page, head_of(reading), coloured and head_of(coloured), known, settings)


def with_drawn_marks(page: Page, head: Picture | None, settings: Settings) -> Page:
    """The page read from its text layer with its marks, be they text, pictures or notes; `head` is its head as drawn.

    `head` None: there is nothing but the words.  Raises OcrTimeout, OcrFailed and InstallationError.
    """
    if head is None:
        lone, words = lone_marks(page)
        return replace(page, words=words, stamp_words=(*page.stamp_words, *lone))
    prepared = prepare(head)
    if prepared.turn:  # a guess from few lines; the text layer knows that the page lies upright
        return _marked(page, Picture(grey(head.pixels), head.dpi), head, (), settings)
    return _marked(page, prepared.reading, prepared.coloured, (), settings)


def _marked(page: Page, reading: Picture, coloured: Picture | None, known: Iterable[Frame], settings: Settings) -> Page:
    lone, words = lone_marks(page)
    found = loose_marks(reading, coloured, page.words, known, settings)
    loose = [word for word in found if not any(one.text == word.text and meet(one.box, word.box) for one in lone)]
    return replace(page, words=words, stamp_words=(*page.stamp_words, *lone, *loose))


def begins_dispatch(page: Page) -> bool:
    """Whether a dispatch may begin here: on every first page, and where a motto stands in the head."""
    if page.number == 1:
        return True
    rows = rows_of([word for word in page.words if word.box[3] < HEAD * page.height], page.number)
    return any(is_motto(row.text) for row in rows)
