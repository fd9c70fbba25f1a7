"""The words of pictures that hold one line each, read in other processes by Tesseract's library.

The lines of a page are asked at once; what breaks the library or takes too long costs that page, as it would with the
command (see `pipeline.ocr`), whose data it uses.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from threading import Lock
from typing import Any

import numpy as np

from pipeline.beside import Beside, Gone, Spare
from pipeline.errors import InstallationError, LanguageMissing, OcrFailed, OcrStopped, OcrTimeout
from pipeline.line_reader import Lines, Read
from pipeline.ocr import KILLED, ONE_LINE, as_printed
from pipeline.picture import POINTS_PER_INCH, Picture
from pipeline.tesseract import data_folder
from pipeline.tray import lay
from records import Word
from settings import Settings

#: A process is replaced after so many pages, whatever its library may have kept of them.
PAGES_EACH = 2000
#: Fewer lines are not worth a second reader.
WORTH_TWO = 8


class LineReaderMissing(InstallationError):
    """The package that carries Tesseract's library is not there."""

    code = "line_reader_missing"
    sentence = "Chưa cài thư viện nhận dạng từng dòng chữ (gói Python tesserocr)."


_spare = Spare("pipeline.line_reader", PAGES_EACH)
_in_two = Lock()


def line_words(pictures: Sequence[Picture], settings: Settings, mode: int = ONE_LINE) -> list[tuple[Word, ...]]:
    """The words of every picture; boxes are in points of each.

    Of one page at a time two processes read half of them each, so that no core lies idle.
    Raises OcrTimeout, OcrFailed, OcrStopped, TesseractMissing, LanguageMissing, LineReaderMissing.
    """
    if not pictures:
        return []
    with _parted(pictures, settings) as parts:
        read = _read(parts, settings, mode)
    return [tuple(_word(word, one.dpi) for word in words) for words, one in zip(read, pictures, strict=True)]


@contextmanager
def _parted(pictures: Sequence[Picture], settings: Settings) -> Iterator[list[Sequence[Picture]]]:
    """The pictures as a whole, or in two parts for one page at a time, where there are cores for both."""
    cores = settings.workers or os.cpu_count() or 1
    if cores < 2 or len(pictures) < WORTH_TWO or not _in_two.acquire(blocking=False):
        yield [pictures]
        return
    try:
        yield _halves(pictures)
    finally:
        _in_two.release()


def _halves(pictures: Sequence[Picture]) -> list[Sequence[Picture]]:
    """The pictures in two parts that take about as long: what a line takes goes with its width."""
    widths = np.cumsum([one.pixels.shape[1] for one in pictures])
    middle = min(int(np.searchsorted(widths, widths[-1] / 2)) + 1, len(pictures) - 1)
    return [pictures[:middle], pictures[middle:]]


def _read(parts: Sequence[Sequence[Picture]], settings: Settings, mode: int) -> list[list[Read]]:
    """What is read in all parts, each by a process of its own."""
    data = str(data_folder())
    with _readers(len(parts)) as readers:
        for reader, part in zip(readers, parts, strict=True):
            _tell(reader, part, Lines(_sides(part), round(part[0].dpi), mode, settings.ocr_language, data))
        return [line for reader in readers for line in _answer(reader, settings)]


@contextmanager
def _readers(number: int) -> Iterator[list[Beside]]:
    """So many processes; they are kept for the next page where all went well, else ended."""
    readers, done = [_spare.taken() for _ in range(number)], False
    try:
        yield readers
        done = True
    finally:
        for reader in readers:
            _spare.left(reader) if done else reader.end()


def _sides(pictures: Sequence[Picture]) -> tuple[tuple[int, int], ...]:
    return tuple((one.pixels.shape[0], one.pixels.shape[1]) for one in pictures)


def _tell(reader: Beside, pictures: Sequence[Picture], lines: Lines) -> None:
    lay(reader.tray, np.concatenate([one.pixels.reshape(-1) for one in pictures]))
    reader.tell(lines)


def _answer(reader: Beside, settings: Settings) -> Any:
    try:
        read = reader.told(settings.ocr_timeout)
    except Gone as gone:
        if find_spec("tesserocr") is None:
            raise LineReaderMissing() from gone
        if gone.late:
            raise OcrTimeout(round(settings.ocr_timeout)) from gone
        if gone.status in KILLED:
            raise OcrStopped() from gone
        raise OcrFailed(f"{gone.status}") from gone
    if isinstance(read, RuntimeError):
        raise LanguageMissing(settings.ocr_language) from read
    return read


def _word(read: Read, dpi: float) -> Word:
    text, (left, top, right, bottom), sure = read
    scale = POINTS_PER_INCH / dpi
    box = (left * scale, top * scale, right * scale, bottom * scale)
    return Word(as_printed(text), box, sure / 100.0)
