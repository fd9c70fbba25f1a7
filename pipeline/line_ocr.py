"""The words of pictures that hold one line each, read in another process by Tesseract's library.

A page of forty lines is asked at once; what breaks the library or takes too long costs that page, as it would with the
command (see `pipeline.ocr`), whose data it uses.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from pipeline.beside import Beside, Gone, Spare
from pipeline.errors import LanguageMissing, OcrFailed, OcrStopped, OcrTimeout
from pipeline.line_reader import Lines, Read
from pipeline.ocr import KILLED, ONE_LINE, as_printed
from pipeline.picture import POINTS_PER_INCH, Picture
from pipeline.tesseract import data_folder
from pipeline.tray import lay
from records import Word
from settings import Settings

#: A process is replaced after so many pages, whatever its library may have kept of them.
PAGES_EACH = 2000

_spare = Spare("pipeline.line_reader", PAGES_EACH)


def line_words(pictures: Sequence[Picture], settings: Settings, mode: int = ONE_LINE) -> list[tuple[Word, ...]]:
    """The words of every picture; boxes are in points of each.

    Raises OcrTimeout, OcrFailed, OcrStopped, TesseractMissing, LanguageMissing.
    """
    if not pictures:
        return []
    sides = tuple((one.pixels.shape[0], one.pixels.shape[1]) for one in pictures)
    lines = Lines(sides, round(pictures[0].dpi), mode, settings.ocr_language, str(data_folder()))
    reader = _spare.taken()
    lay(reader.tray, np.concatenate([one.pixels.reshape(-1) for one in pictures]))
    read = _asked(reader, lines, settings.ocr_timeout)
    _spare.left(reader)
    if isinstance(read, RuntimeError):
        raise LanguageMissing(settings.ocr_language) from read
    return [tuple(_word(word, one.dpi) for word in words) for words, one in zip(read, pictures, strict=True)]


def _asked(reader: Beside, lines: Lines, seconds: float) -> Any:
    try:
        return reader.ask(lines, seconds)
    except Gone as gone:
        if gone.late:
            raise OcrTimeout(round(seconds)) from gone
        if gone.status in KILLED:
            raise OcrStopped() from gone
        raise OcrFailed(f"{gone.status}") from gone


def _word(read: Read, dpi: float) -> Word:
    text, (left, top, right, bottom), sure = read
    scale = POINTS_PER_INCH / dpi
    box = (left * scale, top * scale, right * scale, bottom * scale)
    return Word(as_printed(text), box, sure / 100.0)
