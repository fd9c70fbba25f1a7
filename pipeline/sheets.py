"""The pages of a file, whatever its kind: what reading asks of a PDF, a TIFF, a JPEG, a PNG or a .docx."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pipeline.enclosed import unwrapped
from pipeline.image import frame, frame_count
from pipeline.picture import Picture, head_of
from pipeline.sniff import DOCX, PDF
from records import Page, Problem, Scan, Word
from settings import Settings


class Sheets(Protocol):
    """An open file's pages, numbered from 1.  Every method may be called by several threads at once."""

    @property
    def count(self) -> int:
        """How many pages there are."""

    def text_page(self, number: int) -> Page | None:
        """The page by its text layer, or None where there is none to be trusted."""

    def field_words(self, number: int) -> tuple[Word, ...]:
        """What signature fields print over the page, in points of the page as it lies in the file."""

    def doubts(self, number: int) -> tuple[Problem, ...]:
        """What is to be told of the page, or with the first one of the file, besides what its words tell."""

    def picture(self, number: int) -> Picture:
        """The page as a picture."""

    def drawn_head(self, number: int) -> Picture | None:
        """The head of the page as a small picture, to see what stands there beside its text layer; None: nothing."""


@contextmanager
def opened(scan: Scan, settings: Settings) -> Iterator[Sheets]:
    """The open pages of a scan, in this process; `pipeline.apart` opens them in another.

    Raises the PipelineError that says why it cannot be opened.
    """
    with unwrapped(scan) as original:
        path = original.scan.path
        if original.scan.media_type == PDF:
            from pipeline.pdf import Pdf  # its libraries are for the process that opens files, not the one that reads

            with Pdf(path, settings) as pdf:
                yield pdf
        elif original.scan.media_type == DOCX:
            from pipeline.docx_sheets import Docx  # its library takes a moment that most files need not wait for

            yield Docx(path, settings)
        else:
            yield Frames(path, frame_count(path, settings), settings)


@dataclass(frozen=True, slots=True)
class Frames:
    """The pages of a picture file; each is opened anew, so threads do not meet."""

    path: Path
    count: int
    settings: Settings

    def text_page(self, number: int) -> Page | None:
        """None: a picture has no text layer."""
        return None

    def field_words(self, number: int) -> tuple[Word, ...]:
        """None of them: a picture has no fields."""
        return ()

    def doubts(self, number: int) -> tuple[Problem, ...]:
        """None of them: a picture is what it shows."""
        return ()

    def picture(self, number: int) -> Picture:
        """The frame."""
        return frame(self.path, number, self.settings)

    def drawn_head(self, number: int) -> Picture:
        """The head of the frame."""
        return head_of(self.picture(number))
