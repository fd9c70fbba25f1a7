"""What a viewer finds in a PDF: words with their places as the page is shown, the page as it is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import pdfplumber
import pypdfium2

from pipeline.lie import Lie
from records import Box, Word


def words_found(path: Path) -> list[tuple[int, Word]]:
    """Every word that pdfminer finds, with its page from 1 and its box in points of the shown page."""
    with pdfplumber.open(path) as pdf:
        return [(page.page_number, _word(one, page)) for page in pdf.pages for one in page.extract_words()]


def _word(one: dict[str, Any], page: Any) -> Word:
    left, top = page.bbox[:2]
    box = (one["x0"] - left, one["top"] - top, one["x1"] - left, one["bottom"] - top)
    return Word(str(one["text"]), box, 1.0)


def copied(path: Path) -> str:
    """All text that PDFium copies from the file, its lines joined by blanks."""
    document = pypdfium2.PdfDocument(path)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def words_shown(path: Path) -> list[list[Word]]:
    """For every page the words that PDFium finds, however they run, with their boxes on the page as it is shown."""
    return [list(_runs(page)) for page in pypdfium2.PdfDocument(path)]


def _runs(page: Any) -> Iterator[Word]:
    text = page.get_textpage()
    places = range(text.count_chars())
    signs = [(text.get_text_range(at, 1), _shown(page, text.get_charbox(at, loose=True))) for at in places]
    for blank, run in groupby(signs, key=lambda sign: not sign[0].strip()):
        if not blank:
            letters, boxes = zip(*run, strict=True)
            lefts, tops, rights, bottoms = zip(*boxes, strict=True)
            yield Word("".join(letters), (min(lefts), min(tops), max(rights), max(bottoms)), 1.0)


def _shown(page: Any, box: Box) -> Box:
    """A box of the file on the page as it is shown, measured downwards."""
    one, other = (_point(page, *corner) for corner in (box[:2], box[2:]))
    return (min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))


def _point(page: Any, x: float, y: float) -> tuple[float, float]:
    left, bottom, right, top = page.get_cropbox()
    u, v = x - left, top - y
    wide, high = right - left, top - bottom
    return {0: (u, v), 90: (high - v, u), 180: (wide - u, high - v), 270: (v, wide - u)}[page.get_rotation()]


def drawn(path: Path, scale: float = 1.0) -> list[Any]:
    """The pixels of every page as PDFium draws them, signatures too."""
    document = pypdfium2.PdfDocument(path)
    document.init_forms()
    return [page.render(scale=scale).to_numpy().copy() for page in document]


def is_same_picture(one: Path, other: Path, scale: float = 1.0) -> bool:
    """Whether both files have the same pages, pixel for pixel."""
    first, second = drawn(one, scale), drawn(other, scale)
    return len(first) == len(second) and all(map(np.array_equal, first, second))


def carried(lie: Lie, box: Box) -> Box:
    """The box that a read box is in the file's picture."""
    a, b, c, d, e, f = lie.back
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (box[0], box[2]) for y in (box[1], box[3])]
    across, down = zip(*corners, strict=True)
    return (min(across), min(down), max(across), max(down))


def is_over(box: Box, place: Box) -> bool:
    """Whether the middle of each lies in the other, so that a mark over the one is seen on the other."""
    return _holds(box, place) and _holds(place, box)


def _holds(outer: Box, inner: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]
