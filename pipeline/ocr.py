"""The words of a prepared page, by Tesseract.  The only room that asks pytesseract.

Boxes are in points of the picture that is given: of the page as it was turned and straightened, not as it was scanned.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import LanguageMissing, OcrFailed, OcrStopped, OcrTimeout, TesseractMissing
from pipeline.image import bmp
from pipeline.picture import Picture
from pipeline.tesseract import pytesseract
from records import Word
from settings import Settings

#: Page segmentation modes of Tesseract: it looks for columns, for lines of different sizes in one column, for lines of
#: one size, for one line; or takes the whole picture for the line.
WHOLE_PAGE, ONE_COLUMN, ONE_BLOCK, ONE_LINE, RAW_LINE = 3, 4, 6, 7, 13
#: How a process ends that is killed from outside; its own faults have other signals.
KILLED = tuple(sign for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGINT) for sign in (-number, 128 + number))
COLUMNS = ("left", "top", "width", "height", "conf", "text")  # of that table, all that is used of it
_SLASHES = re.compile("/?\u2044/?")
PAGE_LEVEL = 1  # the row of Tesseract's table that stands for a picture as a whole


@dataclass(frozen=True, slots=True)
class Engine:
    """The Tesseract of this computer: its version and the languages it has data for."""

    version: str
    languages: tuple[str, ...]


def engine(settings: Settings) -> Engine:
    """The Tesseract that will read.  Raises TesseractMissing or LanguageMissing, each with its remedy."""
    try:
        version = str(pytesseract.get_tesseract_version())
        languages = tuple(pytesseract.get_languages())
    except (OSError, SystemExit, pytesseract.TesseractError) as error:
        raise TesseractMissing() from error
    for language in settings.ocr_language.split("+"):
        if language not in languages:
            raise LanguageMissing(language)
    return Engine(version, languages)


def page_words(picture: Picture, settings: Settings) -> tuple[Word, ...]:
    """The words of a whole page in Tesseract's reading order.  Raises OcrTimeout, OcrFailed, TesseractMissing."""
    return block_words([picture], settings, WHOLE_PAGE)[0]


def block_words(pictures: Sequence[Picture], settings: Settings, mode: int = ONE_BLOCK) -> list[tuple[Word, ...]]:
    """The words of every picture, all read by one process; boxes are in points of each picture."""
    if not pictures:
        return []
    with tempfile.TemporaryDirectory(prefix=f"vanthu-{os.getpid()}-") as folder:
        listing = _written(pictures, Path(folder))
        rows = list(_recognised(listing, len(pictures), f"--psm {mode} --dpi {round(pictures[0].dpi)}", settings))
    words: list[list[Word]] = [[] for _ in pictures]
    for index, row in rows:
        words[index].append(_word(row, pictures[index].dpi))
    return [tuple(one) for one in words]


def _written(pictures: Sequence[Picture], folder: Path) -> Path:
    """A file that lists the pictures, each as plain BMP: quicker to write than PNG, and to read than PGM."""
    paths = [folder / f"{number}.bmp" for number in range(len(pictures))]
    for path, picture in zip(paths, pictures, strict=True):
        path.write_bytes(bmp(picture.pixels))
    listing = folder / "pictures.txt"
    listing.write_text("".join(f"{path}\n" for path in paths), encoding="utf-8")
    return listing


def _recognised(listing: Path, count: int, config: str, settings: Settings) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Pairs of the picture's index and a row of Tesseract's table; only rows with a word."""
    # More than one thread a process makes Tesseract slower on every machine it was tried on.
    os.environ["OMP_THREAD_LIMIT"] = "1"
    table = _table(listing, config, settings)
    if not _is_whole(table, count):
        raise OcrFailed("kết quả bị cắt cụt")
    for values in zip(*table.values(), strict=True):
        row = dict(zip(table, values, strict=True))
        if float(row["conf"]) >= 0 and row["text"].strip():
            yield int(row["page_num"]) - 1, row


def _is_whole(table: Mapping[str, Sequence[Any]], count: int) -> bool:
    """Whether the table has all its columns in full and every picture in it."""
    lengths = {len(table.get(column, ())) for column in ("level", "page_num", *COLUMNS)}
    return len(lengths) == 1 and list(table.get("level", ())).count(PAGE_LEVEL) >= count


def _table(listing: Path, config: str, settings: Settings) -> dict[str, list[Any]]:
    limit = settings.ocr_timeout
    try:
        table: dict[str, list[Any]] = pytesseract.image_to_data(
            str(listing),
            lang=settings.ocr_language,
            config=config,
            timeout=limit,
            output_type=pytesseract.Output.DICT,
        )
    except pytesseract.TesseractNotFoundError as error:
        raise TesseractMissing() from error
    except pytesseract.TesseractError as error:
        _blame_language(str(error), settings)
        if error.status in KILLED:
            raise OcrStopped() from error
        raise OcrFailed(str(error)[:120]) from error
    except subprocess.CalledProcessError as error:  # already when asked for its version
        raise OcrStopped() from error
    except SystemExit as error:  # pytesseract's way to say that the version makes no sense
        raise TesseractMissing() from error
    except (OSError, ValueError) as error:  # it ended as if all were well, and left no table
        raise OcrFailed("không có kết quả") from error
    except RuntimeError as error:  # a bare one is pytesseract's time-out
        raise OcrTimeout(round(limit)) from error
    return table


def _blame_language(message: str, settings: Settings) -> None:
    if "loading language" in message or "tessdata" in message:
        raise LanguageMissing(settings.ocr_language)


def _word(row: Mapping[str, Any], dpi: float) -> Word:
    left, top = float(row["left"]), float(row["top"])
    edges = (left, top, left + float(row["width"]), top + float(row["height"]))
    x0, y0, x1, y1 = (edge * 72.0 / dpi for edge in edges)
    return Word(as_printed(row["text"]), (x0, y0, x1, y1), float(row["conf"]) / 100.0)


def as_printed(read: str) -> str:
    """What Tesseract read, in NFC, with the slash that offices print: its data knows that of fractions besides.

    >>> as_printed(" II/\u20442019 "), as_printed("V\u2044v")
    ('II/2019', 'V/v')
    """
    return _SLASHES.sub("/", unicodedata.normalize("NFC", read.strip()))
