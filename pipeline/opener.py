"""The process that opens files for the one that reads them: `python -m pipeline.opener LINE TRAY`, file after file.

PDFium, pdfminer and Pillow unpack what strangers send.  A file of a few kilobytes can make them take minutes and
gigabytes, or break their native code and the process with it; no check of the bytes beforehand tells which file will.
So they work here, under limits that the system keeps: more memory than `MEMORY` is not given, and after `SECONDS` of
work on one question the process is ended (seconds of the processor: a busy computer makes no page guilty).
"""

from __future__ import annotations

import os
import resource
import sys
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from pipeline.errors import FileTooHeavy, PageTooHeavy, PipelineError
from pipeline.picture import Picture
from pipeline.sheets import Sheets, opened
from pipeline.tray import lay

MEMORY = 860 << 20  # bytes beyond those of the modules: A3 in colour at 600 dpi needs 700 MiB while it is unpacked
SECONDS = 10  # of the processor: the heaviest real page so far took 2
#: Where Linux tells how many memory pages a process has; the sixth number is what RLIMIT_DATA counts.
_STATM = Path("/proc/self/statm")


@dataclass(frozen=True, slots=True)
class Shape:
    """What is told of a picture whose bytes lie in the tray: rows, columns and, of a coloured one, 3; its dpi."""

    sides: tuple[int, ...]
    dpi: float


def serve(line: Connection, tray: int) -> None:
    """Open the files that the other end of the line names and answer its questions, until it hangs up."""
    from pipeline import pdf  # noqa: F401  # what the limit does not count

    _limit_memory()
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            scan, settings = line.recv()
            _limit_seconds()
            try:
                with opened(scan, settings) as pages:
                    line.send(pages.count)
                    _answer(line, tray, pages)
                line.send(None)
            except PipelineError as error:
                line.send(error)
            except MemoryError:
                line.send(FileTooHeavy())


def _answer(line: Connection, tray: int, pages: Sheets) -> None:
    """Answer until the file is done with, which the question None says."""
    while (question := line.recv()) is not None:
        _limit_seconds()
        method, number = question
        try:
            answer: Any = getattr(pages, method)(number)
        except PipelineError as error:
            answer = error
        except MemoryError:
            answer = PageTooHeavy(number)
        _send(line, tray, answer)


def _send(line: Connection, tray: int, answer: Any) -> None:
    if isinstance(answer, Picture):  # pickled it would take its memory twice more, here and there
        lay(tray, answer.pixels)
        line.send(Shape(answer.pixels.shape, answer.dpi))
    else:
        line.send(answer)


def _limit_memory() -> None:
    used = int(_STATM.read_text().split()[5]) * resource.getpagesize() if _STATM.exists() else 0
    resource.setrlimit(resource.RLIMIT_DATA, (used + MEMORY, used + MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_seconds() -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + SECONDS + 1, hard))


if __name__ == "__main__":
    from pipeline import opener  # what is sent must be known by the module's name, not as __main__

    opener.serve(Connection(int(sys.argv[1])), int(sys.argv[2]))
    os._exit(0)  # there is nothing to put away, and who hung up waits
