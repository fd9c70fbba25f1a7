"""The pages of a .docx as reading asks for them: their words with their places, and pictures drawn of them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, UnidentifiedImageError

from pipeline.docx_file import parts_of
from pipeline.docx_pages import LaidSheet, laid_out
from pipeline.picture import POINTS_PER_INCH, Picture, head_of
from pipeline.typeface import face
from records import Box, Page, Problem, Word
from settings import Settings

#: What a page is drawn with.
DPI = 200.0
#: Of a page, in pictures, where less than so many letters stand: it is a scan that somebody put into the file.
SCAN_COVER, FEW_LETTERS = 0.4, 40
#: Pixels of a picture in the file: it is left out of the drawing where it has more.
MOST_PIXELS = 60_000_000
CHANGES = (
    "Tệp Word còn {0} chỗ sửa chưa chấp nhận (track changes): chữ bị xóa không được đọc, chữ thêm vào được đọc. "
    "Hãy đối chiếu với bản phát hành."
)
REMARKS = "Tệp Word còn {0} lời bình bên lề, có thể chưa phải bản phát hành; hãy đối chiếu với bản phát hành."
LINE = (150, 150, 150)


class Docx:
    """An open .docx, laid out on pages; they count from 1 and may be asked for by several threads."""

    def __init__(self, path: Path, settings: Settings) -> None:
        """Raises DamagedDocx, FileTooHeavy, OldLetters, TooManyPages or FontMissing."""
        self._laid = laid_out(parts_of(path), settings)
        self.count = len(self._laid.sheets)

    def text_page(self, number: int) -> Page | None:
        """The page with its words and tables; None where a scan stands on it in place of text."""
        sheet = self._laid.sheets[number - 1]
        letters = sum(letter.isalnum() for word in sheet.words for letter in word.text)
        if letters < FEW_LETTERS and _cover(sheet) > SCAN_COVER:
            return None
        here = {word.paragraph for word in sheet.words}
        return Page(
            number,
            sheet.paper.width,
            sheet.paper.height,
            tuple(sheet.words),
            "text",
            tables=tuple(sheet.tables),
            stamp_words=tuple(sheet.stamped),
            unspaced=tuple(sorted(here & self._laid.unspaced)),
            footnotes=tuple(sorted(here & self._laid.footnotes)),
        )

    def field_words(self, number: int) -> tuple[Word, ...]:
        """None of them: fields are text here."""
        return ()

    def doubts(self, number: int) -> tuple[Problem, ...]:
        """What is to be told of the file, with its first page."""
        traces = self._laid.traces
        told = (("tracked_changes", CHANGES, traces.changes), ("remarks", REMARKS, traces.remarks))
        return tuple(Problem(code, said.format(count), 1) for code, said, count in told if count and number == 1)

    def picture(self, number: int) -> Picture:
        """The page drawn."""
        return drawn(self._laid.sheets[number - 1])

    def drawn_head(self, number: int) -> Picture | None:
        """The head of the page drawn; None where its words are all that is there."""
        return head_of(self.picture(number)) if self._laid.sheets[number - 1].shown else None


def drawn(sheet: LaidSheet, dpi: float = DPI) -> Picture:
    """The page as a picture: every word where its box is, tables with their lines, pictures at their places."""
    scale = dpi / POINTS_PER_INCH
    image = Image.new("RGB", (round(sheet.paper.width * scale), round(sheet.paper.height * scale)), "white")
    for box, data in sheet.shown:
        _show(image, box, data, scale)
    pen = ImageDraw.Draw(image)
    for table in sheet.tables:
        for cell in table.cells:
            pen.rectangle([edge * scale for edge in cell.box], outline=LINE, width=1)
    for ink in sheet.inks:
        size = ink.look.size * (0.65 if ink.look.raised else 1.0)
        font = face(round(size * scale), ink.look.bold, ink.look.italic)
        pen.text((ink.x * scale, ink.y * scale), ink.text, "black", font, anchor="ls")
    return Picture(np.asarray(image), dpi)


def _show(image: Image.Image, box: Box, data: bytes, scale: float) -> None:
    """Put a picture of the file on the page; one that cannot be opened leaves its place empty."""
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG", "TIFF", "BMP", "GIF")) as own:
            if own.width * own.height > MOST_PIXELS:
                return
            clear = own.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return
    size = max(round((box[2] - box[0]) * scale), 1), max(round((box[3] - box[1]) * scale), 1)
    small = clear.resize(size)
    image.paste(small, (round(box[0] * scale), round(box[1] * scale)), small)


def _cover(sheet: LaidSheet) -> float:
    """How much of the page its pictures cover."""
    area = sum((box[2] - box[0]) * (box[3] - box[1]) for box, _ in sheet.shown)
    return min(area / (sheet.paper.width * sheet.paper.height), 1.0)
