"""What is torn: small papers made here, cheap to read, and the real ones where they lie beside the project."""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from benchmarks import hostile_pdfs as pdfs
from benchmarks.broken_pdf import A6, page_of, pages, stream
from benchmarks.hostile_pictures import saved, sheet
from tests.drawn_pages import LETTER, TypedPdf

SHARED = Path(__file__).parents[2] / "shared"
#: A text layer that is trusted though it is not Vietnamese: its pages cost no OCR while they stay whole.
ENGLISH = b"BT /F1 9 Tf 20 400 Td 12 TL %s ET" % (b"(The quick brown fox jumps over the lazy dog.) ' " * 8)
LARGEST = 400_000  # bytes: of the real files the short ones, so that thousands can be read


def _typed(count: int) -> bytes:
    """A PDF with a text layer in Vietnamese."""
    document = TypedPdf()
    for _ in range(count):
        document.page([(85, 90 + 20 * row, line) for row, line in enumerate(LETTER)], [(80, 300, 500, 301)])
    with tempfile.TemporaryDirectory() as folder:
        return _timeless(document.save(Path(folder) / "a.pdf").read_bytes())


def _timeless(content: bytes) -> bytes:
    """The PDF without its number and date of making, so that one seed tears the same everywhere."""
    content = re.sub(rb"/ID ?\[.*?\]", b"", content, flags=re.DOTALL)
    return re.sub(rb"D:\d{14}", b"D:20260101000000", content)


def _scanned(mode: str, kind: str) -> bytes:
    """The sheet as one picture in a PDF or a file of two pages."""
    file = io.BytesIO()
    page = sheet().convert(mode)
    page.save(file, kind, resolution=100, save_all=True, append_images=[Image.new(mode, page.size, "white")])
    return _timeless(file.getvalue())


def _blank(kind: str) -> bytes:
    """A sheet with nothing on it, which costs no OCR while it stays whole."""
    file = io.BytesIO()
    Image.new("RGB", (413, 583), "white").save(file, kind)
    return file.getvalue()


def made() -> list[tuple[str, bytes]]:
    """Pairs of a file's ending and its bytes."""
    empty = pages([pdfs.KID % A6] * 3)
    return [
        (".pdf", _typed(1)),
        *[(".pdf", page_of(stream(ENGLISH)))] * 3,
        *[(".pdf", page_of(stream(ENGLISH), others=[stream(b"")], more=A6 + b"/Annots[<</Subtype/Widget>>]"))] * 2,
        (".pdf", empty),
        (".pdf", page_of(stream(b"q 1 0 0 1 9 9 cm Q"), more=A6 + b"/Annots[]")),
        (".pdf", pdfs.with_script(b"")),
        (".pdf", pdfs.fields_in_themselves()),
        (".pdf", pdfs.torn(b"CCITTFaxDecode")),
        (".pdf", pdfs.locked("")),
        (".pdf", _scanned("L", "PDF")),
        (".pdf", _scanned("1", "PDF")),
        (".tif", _scanned("L", "TIFF")),
        (".tif", saved("TIFF", "1", compression="group4")),
        (".tif", _blank("TIFF")),
        (".jpg", _blank("JPEG")),
        (".jpg", _blank("JPEG")),
        (".png", _blank("PNG")),
        (".tif", _blank("TIFF")),
        (".jpg", saved("JPEG", "RGB")),
        (".png", _blank("PNG")),
        (".png", saved("PNG")),
        (".tif", _blank("TIFF")),
    ]


def real() -> Iterator[tuple[str, bytes]]:
    """The short ones among the real files and scans, where there are any."""
    for path in sorted(SHARED.glob("real/*.pdf")) + sorted(SHARED.glob("scans/*/*.pdf"))[:20]:
        content = path.read_bytes()
        if len(content) <= LARGEST:
            yield path.suffix, content
