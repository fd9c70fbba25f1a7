"""The process that reads lines: `python -m pipeline.line_reader LINE TRAY`, page after page, by Tesseract's library.

As a command Tesseract would be started, and load its data, for each page anew, and every line be written to a file for
it: with the release that the library comes in, that took half as long again for the same lines.  It knows no numpy, so
that it starts in a tenth of a second.
"""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import Connection

from tesserocr import PSM, PyTessBaseAPI

#: A word with its box (left, top, right, bottom in pixels of the picture) and how sure it is (0..100).
Read = tuple[str, tuple[int, int, int, int], float]
WORD_LEVEL = "5"  # of the rows of Tesseract's table


@dataclass(frozen=True, slots=True)
class Lines:
    """Grey pictures that lie one after another in the tray: rows and columns of each, and their resolution.

    `data` is the folder with the data of the language; `mode` is Tesseract's way to look at a picture.
    """

    sides: tuple[tuple[int, int], ...]
    dpi: int
    mode: int
    language: str
    data: str


def serve(line: Connection, tray: int) -> None:
    """Read what the other end of the line asks for, until it hangs up; RuntimeError is answered where data lacks."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            lines = line.recv()
            try:
                line.send(list(_read(lines, tray)))
            except RuntimeError as error:  # how the library says that it could not begin
                line.send(error)


def _read(lines: Lines, tray: int) -> Iterator[list[Read]]:
    """The words of each picture."""
    engine = _engine(lines.language, lines.data)
    engine.SetPageSegMode(lines.mode)
    at = 0
    for rows, columns in lines.sides:
        pixels = os.pread(tray, rows * columns, at)
        at += rows * columns
        engine.SetImageBytes(pixels, columns, rows, 1, columns)
        engine.SetSourceResolution(lines.dpi)
        yield list(_words(engine.GetTSVText(0).splitlines()))


@cache
def _engine(language: str, data: str) -> PyTessBaseAPI:
    engine = PyTessBaseAPI(path=data, lang=language, psm=PSM.SINGLE_LINE)
    engine.SetVariable("textord_all_prop", "1")  # looks for no typewriter's columns, which its words do not come from
    return engine


def _words(table: Iterable[str]) -> Iterator[Read]:
    """The rows of Tesseract's table that hold a word."""
    for row in table:
        level, *_, x, y, width, height, sure, text = row.split("\t")
        if level == WORD_LEVEL and text.strip():
            left, top = int(x), int(y)
            yield text, (left, top, left + int(width), top + int(height)), float(sure)


if __name__ == "__main__":
    from pipeline import line_reader  # what is sent must be known by the module's name, not as __main__

    line_reader.serve(Connection(int(sys.argv[1])), int(sys.argv[2]))
    os._exit(0)  # there is nothing to put away, and who hung up waits
