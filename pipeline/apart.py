"""A file's pages, opened by another process: what breaks there costs a page, not the queue.

A process that was ended by its limits or by broken native code is replaced, and the rest of the file goes on.
"""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any

from pipeline.beside import Beside, Gone
from pipeline.docx_errors import DamagedDocx
from pipeline.enclosed import unwrapped
from pipeline.errors import (
    DamagedImage,
    DamagedPage,
    DamagedPdf,
    FileTooHeavy,
    FileTooSlow,
    PageSkipped,
    PageTooHeavy,
    PageTooSlow,
    PipelineError,
)
from pipeline.opener import MEMORY, SECONDS, Shape
from pipeline.openers import openers
from pipeline.picture import Picture
from pipeline.sheets import Sheets
from pipeline.sniff import DOCX, PDF
from pipeline.tray import taken
from records import Page, Problem, Scan, Word
from settings import Settings

log = logging.getLogger(__name__)

PATIENCE = 180.0  # seconds by the clock: eight files at once may have to share one processor
MOST_BREAKS = 4  # a file that ended so many processes is not tried further: its pages would hold up the queue
MUCH_MEMORY = MEMORY * 3 // 4  # bytes: a process that broke off after so many wanted more


class _Broken(Exception):
    """The process that had the file open is gone."""

    def __init__(self, gone: Gone) -> None:
        super().__init__(*gone.args)
        self._slow = gone.status in (-signal.SIGXCPU, -signal.SIGKILL)
        # PDFium ends the process where it gets no memory, by a signal that says nothing of it.
        self._heavy = gone.peak >= MUCH_MEMORY

    def of_file(self, kind: str) -> PipelineError:
        """Why the file of this media type cannot be opened."""
        if self._slow:
            return FileTooSlow(SECONDS)
        if self._heavy:
            return FileTooHeavy()
        return {PDF: DamagedPdf, DOCX: DamagedDocx}.get(kind, DamagedImage)()

    def of_page(self, number: int) -> PipelineError:
        """Why the page cannot be read."""
        if self._slow:
            return PageTooSlow(number, SECONDS)
        return PageTooHeavy(number) if self._heavy else DamagedPage(number)


class Apart:
    """The pages of a file that another process has open (see `pipeline.sheets.Sheets`)."""

    def __init__(self, scan: Scan, settings: Settings) -> None:
        """Raises the PipelineError that says why it cannot be opened."""
        # The process may have been started in another folder.
        self._file = (replace(scan, path=scan.path.absolute()), settings)
        self._kind = scan.media_type
        self._asking = threading.Lock()
        self._breaks = 0
        self._opener: Beside | None = None
        try:
            self.count = self._opened()
        except _Broken as broken:
            raise broken.of_file(self._kind) from broken

    def close(self) -> None:
        """Let go of the file."""
        if self._opener is None:
            return
        opener = self._opener
        self._opener = None
        with suppress(Gone):
            opener.ask(None, PATIENCE)
            openers.left(opener)

    def text_page(self, number: int) -> Page | None:
        """The page by its text layer; None also where that takes too much: the page still can be drawn."""
        if self._kind not in (PDF, DOCX):
            return None
        try:
            page: Page | None = self._asked("text_page", number)
        except (PageTooSlow, PageTooHeavy):
            return None
        return page

    def field_words(self, number: int) -> tuple[Word, ...]:
        """What signature fields print over the page; none where they take too much."""
        if self._kind != PDF:
            return ()
        try:
            words: tuple[Word, ...] = self._asked("field_words", number)
        except (PageTooSlow, PageTooHeavy):
            return ()
        return words

    def doubts(self, number: int) -> tuple[Problem, ...]:
        """What is to be told of a .docx, with its first page."""
        if self._kind != DOCX or number > 1:
            return ()
        found: tuple[Problem, ...] = self._asked("doubts", number)
        return found

    def picture(self, number: int) -> Picture:
        """The page as a picture."""
        picture: Picture = self._asked("picture", number)
        return picture

    def drawn_head(self, number: int) -> Picture | None:
        """The page's head as a small picture; None where its words are all that is there."""
        picture: Picture | None = self._asked("drawn_head", number)
        return picture

    def _asked(self, method: str, number: int) -> Any:
        """The answer about a page.  Raises the PipelineError that keeps it from being read."""
        with self._asking:
            try:
                if self._opener is None:
                    self._reopened(number)
                return self._answer((method, number))
            except _Broken as broken:
                raise broken.of_page(number) from broken

    def _reopened(self, number: int) -> None:
        if self._breaks >= MOST_BREAKS:
            raise PageSkipped(number, MOST_BREAKS)
        self._opened()

    def _opened(self) -> int:
        self._opener = openers.taken()
        try:
            count = self._answer(self._file)
        except PipelineError:
            openers.left(self._opener)
            self._opener = None
            raise
        return int(count)

    def _answer(self, question: object) -> Any:
        assert self._opener is not None
        try:
            answer = _asked(self._opener, question)
        except _Broken as broken:
            what = question if isinstance(question, tuple) and isinstance(question[0], str) else "opening"
            log.warning("file %s: the process that had it open ended with %s at %s", self._file[0].name, broken, what)
            self._opener = None
            self._breaks += 1
            raise
        if isinstance(answer, PipelineError):
            raise answer
        return answer


def _asked(opener: Beside, question: object) -> Any:
    """The answer, a picture whole.  Raises _Broken."""
    try:
        answer = opener.ask(question, PATIENCE)
        return Picture(taken(opener.tray, answer.sides), answer.dpi) if isinstance(answer, Shape) else answer
    except Gone as gone:
        raise _Broken(gone) from gone
    except EOFError as error:  # less lies in the tray than was told
        raise _Broken(Gone(*opener.dismiss(), late=False)) from error


@contextmanager
def sheets(scan: Scan, settings: Settings) -> Iterator[Sheets]:
    """The pages of a scan, opened in another process.  Raises the PipelineError that says why it cannot be opened."""
    with unwrapped(scan) as original:
        pages = Apart(original.scan, settings)
        try:
            yield pages
        finally:
            pages.close()
