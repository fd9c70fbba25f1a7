"""PDF files: pages, pictures, words and tables.  The only room of pdfplumber and pypdfium2.

PDFium draws and says why a file cannot be opened; pdfplumber gives words and ruled lines.  Neither may be used by two
threads at once: all calls of PDFium in the process stand behind one lock, those of pdfplumber behind one a file.
"""

from __future__ import annotations

import math
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pdfplumber
import pypdfium2
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from pipeline.errors import DamagedPage, DamagedPdf, PageTooLarge, PasswordProtected, TooManyPages
from pipeline.picture import HEAD, POINTS_PER_INCH, Picture
from pipeline.textlayer import MIN_LETTERS, TextLayer, is_sound, woven
from records import Box, Cell, Page, Problem, Table, Word
from settings import Settings

#: What pdfplumber raises on broken files besides its own: seen on truncated files, on bad cross references and on
#: signature fields that contain themselves.
PLUMBER_DAMAGE = (
    PdfminerException,
    MalformedPDFException,
    PDFException,
    PSException,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)
PDFIUM_DAMAGE = (pypdfium2.PdfiumError, OSError, ValueError, RuntimeError)

VECTOR_DPI = 300.0  # a page drawn by a program
SCAN_DPI = (150.0, 300.0)  # a scan keeps its own resolution within these: enlarging makes OCR worse, 400 dpi too
SCAN_COVER = 0.85  # of the page, in images: the page is a scan
STRIP_COVER = 0.02  # of the page: a smaller image is a logo, not a strip of a scan
SOURCE_FACTOR = 2  # an image inside may have twice Settings.max_pixels: A3 scanned at 600 dpi has 70 million
SPACE_RATIO = 0.15  # of the letter size: a wider gap parts two words where no space was typed
RULE_WIDTH = 3.0  # points: a thicker rectangle is a field of colour
TWIN_DISTANCE = 0.5  # points: some programs print a letter twice to make it bold
#: pdfplumber takes seconds and hundreds of bytes for each thousand things on a page; beyond these the page is drawn.
MOST_SIGNS = 50_000  # a newspaper's page has 20 000
MOST_DRAWN = 50_000
MOST_FIELDS = 1_000  # a signed dispatch has a handful

_PDFIUM = threading.Lock()


@dataclass(frozen=True, slots=True)
class _Images:
    """How much of a page its images cover (0..1), their best resolution, and the pixels of the largest."""

    cover: float
    dpi: float
    pixels: int


class Pdf:
    """An open PDF.  Pages count from 1.  To be used as a context manager, from several threads if need be."""

    def __init__(self, path: Path, settings: Settings) -> None:
        """Raises PasswordProtected, DamagedPdf or TooManyPages."""
        self._path = path
        self._settings = settings
        self._reading = threading.Lock()
        self._plumber: PDF | None = None
        with _PDFIUM:
            self._drawing = _opened(path)
            self.count = len(self._drawing)
        if not 0 < self.count <= settings.max_pages:
            self.close()
            raise TooManyPages(self.count, settings.max_pages) if self.count else DamagedPdf()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        with _PDFIUM:
            self._drawing.close()
        with self._reading:
            if self._plumber is not None:
                self._plumber.close()

    def text_page(self, number: int) -> Page | None:
        """The page as its text layer has it, with its ruled tables; None where the layer cannot be trusted."""
        with self._page(number) as page:
            if not MIN_LETTERS <= _sign_count(page) <= MOST_SIGNS or _drawn_count(page) > MOST_DRAWN:
                return None
            on_scan = _images(page).cover >= SCAN_COVER
        try:
            with self._reading:
                page = _text_page(self._plumbed(), number, on_scan)
        except PLUMBER_DAMAGE:
            return None  # the picture of the page still can be read
        return page and replace(page, words=woven(page.words, self.field_words(number)))

    def field_words(self, number: int) -> tuple[Word, ...]:
        """What signature fields print over the page: a caption, or a number and a date filled in at signing.

        They are no part of the text layer: once the fields are made part of the page, what PDFium reads more is theirs.
        """
        with self._page(number) as page:
            if page.get_rotation() or not _has_fields(page):
                return ()
            if _sign_count(page) > MOST_SIGNS or pypdfium2.raw.FPDFPage_GetAnnotCount(page) > MOST_FIELDS:
                return ()
            before = _signs(page)
            if not _flattened(page):
                return ()
        with self._page(number) as page:
            after = _signs(page)
            if [sign.text for sign in after[: len(before)]] != [sign.text for sign in before]:
                return ()
            return tuple(_field_words(after[len(before) :], page.get_cropbox()))

    def doubts(self, number: int) -> tuple[Problem, ...]:
        """None of them: a PDF shows what it says."""
        return ()

    def picture(self, number: int) -> Picture:
        """The page drawn in colour, a scan at its own resolution.  Raises PageTooLarge or DamagedPage."""
        with self._page(number) as page:
            dpi = _drawing_dpi(page, number, self._settings)
            bitmap = page.render(scale=dpi / POINTS_PER_INCH, rev_byteorder=True)
            try:
                return Picture(bitmap.to_numpy()[:, :, :3].copy(), dpi)
            finally:
                bitmap.close()

    def drawn_head(self, number: int) -> Picture:
        """The page's head in colour, with what signatures and notes show.  Raises PageTooLarge or DamagedPage."""
        with self._page(number) as page:
            dpi = min(SCAN_DPI[0], _drawing_dpi(page, number, self._settings))
            below = page.get_height() * (1 - HEAD)
            bitmap = page.render(scale=dpi / POINTS_PER_INCH, crop=(0, below, 0, 0), rev_byteorder=True)
            try:
                return Picture(bitmap.to_numpy()[:, :, :3].copy(), dpi)
            finally:
                bitmap.close()

    @contextmanager
    def _page(self, number: int) -> Iterator[Any]:
        """The page for drawing, under the lock; what goes wrong with it is a DamagedPage."""
        with _PDFIUM:
            try:
                page = self._drawing[number - 1]
                try:
                    yield page
                finally:
                    page.close()
            except PDFIUM_DAMAGE as error:
                raise DamagedPage(number) from error

    def _plumbed(self) -> PDF:
        if self._plumber is None:
            self._plumber = pdfplumber.open(self._path, unicode_norm="NFC")
        return self._plumber


def _opened(path: Path) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(path)
    except PDFIUM_DAMAGE as error:
        # PDFium alone says why: pdfplumber's exception for a password is empty.
        raise (PasswordProtected() if "password" in str(error).lower() else DamagedPdf()) from error
    try:
        document.init_forms()  # signatures are form fields; without this they are not drawn
        if len(document) == 1:  # of several, one bad page is its own failure
            document[0].close()
    except PDFIUM_DAMAGE as error:
        document.close()
        raise DamagedPdf() from error
    return document


@dataclass(frozen=True, slots=True)
class _Sign:
    """A sign of PDFium's text, with its left, bottom, right and top on the page, upwards from the bottom."""

    text: str
    box: Box


def _sign_count(page: Any) -> int:
    text = page.get_textpage()
    try:
        return int(text.count_chars())
    finally:
        text.close()


def _drawn_count(page: Any) -> int:
    """The things drawn on the page: texts, paths, images; a form counts as one."""
    return int(pypdfium2.raw.FPDFPage_CountObjects(page))


def _signs(page: Any) -> list[_Sign]:
    text = page.get_textpage()
    try:
        return [_Sign(text.get_text_range(index, 1), text.get_charbox(index)) for index in range(text.count_chars())]
    finally:
        text.close()


def _flattened(page: Any) -> bool:
    """Whether fields and notes are now part of the page; also of a file that has notes or links and no form."""
    told: int = pypdfium2.raw.FPDFPage_Flatten(page, pypdfium2.raw.FLAT_NORMALDISPLAY)
    return told == int(pypdfium2.raw.FLATTEN_SUCCESS)


def _has_fields(page: Any) -> bool:
    return int(pypdfium2.raw.FPDFPage_GetAnnotCount(page)) > 0


def _field_words(signs: Sequence[_Sign], paper: Box) -> Iterator[Word]:
    """The signs gathered into words, their boxes downwards from the paper's top left."""
    left, _, _, top = paper
    for blank, run in groupby(signs, key=lambda sign: not sign.text.strip()):
        if blank:
            continue
        word = list(run)
        x0, y0 = min(sign.box[0] for sign in word), max(sign.box[3] for sign in word)
        x1, y1 = max(sign.box[2] for sign in word), min(sign.box[1] for sign in word)
        text = unicodedata.normalize("NFC", "".join(sign.text for sign in word))
        yield Word(text, (x0 - left, top - y0, x1 - left, top - y1), 1.0, filled=True)


def _images(page: Any) -> _Images:
    """What the images on the page cover.  A scan may come in strips, or as a dark layer over a light one."""
    width, height = page.get_size()
    cover, dpi, most = 0.0, 0.0, 0
    for image in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = image.get_bounds()
        columns, rows = image.get_px_size()
        most = max(most, columns * rows)
        share = abs((right - left) * (top - bottom)) / (width * height)
        if share >= STRIP_COVER:
            cover += share
            dpi = max(dpi, math.sqrt(columns * rows / (share * width * height)) * POINTS_PER_INCH)
    return _Images(min(cover, 1.0), dpi, most)


def _drawing_dpi(page: Any, number: int, settings: Settings) -> float:
    """The resolution to draw at; raises PageTooLarge before a pixel is drawn.  Very large sheets get fewer dpi."""
    images = _images(page)
    least, most = SCAN_DPI
    _guard_pixels(number, images.pixels, SOURCE_FACTOR * settings.max_pixels)
    wish = min(max(images.dpi, least), most) if images.cover >= SCAN_COVER else VECTOR_DPI
    width, height = page.get_size()
    square_inches = width * height / POINTS_PER_INCH**2
    _guard_pixels(number, square_inches * least**2, settings.max_pixels)
    return min(wish, math.sqrt(settings.max_pixels / square_inches))


def _guard_pixels(number: int, pixels: float, limit: int) -> None:
    if pixels > limit:
        raise PageTooLarge(number, round(pixels / 1e6), round(limit / 1e6))


def _text_page(document: PDF, number: int, on_scan: bool) -> Page | None:
    page = document.pages[number - 1]
    try:
        if page.rotation and page.cropbox != page.mediabox:
            return None  # pdfplumber places the words of a page wrongly that is both turned and cut
        left, top, right, bottom = page.cropbox
        clean = page.dedupe_chars(tolerance=TWIN_DISTANCE)
        words = tuple(_word(found, left, top) for found in clean.extract_words(x_tolerance_ratio=SPACE_RATIO))
        fonts = [str(sign.get("fontname", "")) for sign in page.chars]
        if not is_sound(TextLayer(words, fonts, on_scan)):
            return None
        tables = tuple(_tables(page, left, top))
    finally:
        page.close()
    return Page(number, float(right - left), float(bottom - top), words, "text", tables=tables)


def _word(found: dict[str, Any], left: float, top: float) -> Word:
    box = (found["x0"] - left, found["top"] - top, found["x1"] - left, found["bottom"] - top)
    return Word(str(found["text"]), (float(box[0]), float(box[1]), float(box[2]), float(box[3])), 1.0)


def _tables(page: Any, left: float, top: float) -> Iterator[Table]:
    """The tables with ruled lines of at least two rows and two columns; `page`'s boxes are moved by `left`, `top`."""
    ruled = page.filter(_is_drawn)
    for found in ruled.find_tables({"vertical_strategy": "lines", "horizontal_strategy": "lines"}):
        cells = [
            Cell(row, column, _moved(box, left, top))
            for row, line in enumerate(found.rows)
            for column, box in enumerate(line.cells)
            if box is not None
        ]
        if max((cell.row for cell in cells), default=0) and max(cell.column for cell in cells):
            yield Table(_moved(found.bbox, left, top), tuple(cells))


def _is_drawn(thing: dict[str, Any]) -> bool:
    """Whether a rectangle is seen as lines: it is stroked, or so thin that it is one.  Word paints white ones too."""
    if thing["object_type"] != "rect":
        return True
    thin = min(thing["width"], thing["height"]) <= RULE_WIDTH
    return (
        not _is_white(thing["stroking_color"])
        if thing["stroke"]
        else thin and not _is_white(thing["non_stroking_color"])
    )


def _is_white(colour: Any) -> bool:
    """Whether a colour of one (grey) or three (RGB) shares is paper white; four shares (CMYK) are white when all 0."""
    shares = tuple(colour) if isinstance(colour, (tuple, list)) else (colour,)
    return all(share == (0 if len(shares) == 4 else 1) for share in shares)


def _moved(box: Any, left: float, top: float) -> tuple[float, float, float, float]:
    return (float(box[0] - left), float(box[1] - top), float(box[2] - left), float(box[3] - top))
