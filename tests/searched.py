"""What a viewer finds in a PDF: words with their places as the page is shown, the page as it is drawn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pdfplumber
import pypdfium2

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


def drawn(path: Path, scale: float = 1.0) -> list[Any]:
    """The pixels of every page as PDFium draws them, signatures too."""
    document = pypdfium2.PdfDocument(path)
    document.init_forms()
    return [page.render(scale=scale).to_numpy().copy() for page in document]


def is_same_picture(one: Path, other: Path, scale: float = 1.0) -> bool:
    """Whether both files have the same pages, pixel for pixel."""
    first, second = drawn(one, scale), drawn(other, scale)
    return len(first) == len(second) and all(map(np.array_equal, first, second))


def is_over(box: Box, place: Box) -> bool:
    """Whether the middle of each lies in the other, so that a mark over the one is seen on the other."""
    return _holds(box, place) and _holds(place, box)


def _holds(outer: Box, inner: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]
