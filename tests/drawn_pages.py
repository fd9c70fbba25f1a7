"""Pages that the tests of reading draw for themselves: pictures with Pillow, PDFs with a text layer with PDFium."""

from __future__ import annotations

import ctypes
import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pypdfium2
import pypdfium2.raw as raw
from PIL import Image, ImageDraw, ImageFont

FONTS = (
    "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
)
LETTER = (
    "Thực hiện Công văn số 411-CV/TU, ngày 06/6/2022 của Ban Thường vụ",
    "Tỉnh ủy về việc nâng cao chất lượng sinh hoạt chi bộ, Ban Thường vụ",
    "Đảng ủy đề nghị các chi bộ, đảng bộ cơ sở thực hiện tốt một số nội",
    "dung sau đây và báo cáo kết quả trước ngày 15 tháng 8 năm 2022.",
    "Văn phòng Đảng ủy theo dõi, đôn đốc việc thực hiện của các cơ sở.",
    "Các đồng chí bí thư chi bộ chịu trách nhiệm phổ biến nội dung này.",
)


def font_path() -> str:
    """A font with all Vietnamese letters."""
    return next(path for path in FONTS if Path(path).exists())


def paper(dpi: int = 200, mode: str = "L") -> Image.Image:
    """An empty A4 sheet."""
    return Image.new(mode, (round(8.27 * dpi), round(11.69 * dpi)), "white")


def write(image: Image.Image, lines: Sequence[str], left: float, top: float, size: float = 13) -> None:
    """Write lines on a sheet whose width is A4; `left`, `top` and `size` are in points."""
    dpi = image.width / 8.27
    font = ImageFont.truetype(font_path(), round(size * dpi / 72))
    pen = ImageDraw.Draw(image)
    for index, line in enumerate(lines):
        pen.text((left * dpi / 72, (top + index * size * 1.4) * dpi / 72), line, font=font, fill="black")


def letter(dpi: int = 200, times: int = 3) -> Image.Image:
    """A sheet with paragraphs of a dispatch."""
    sheet = paper(dpi)
    write(sheet, LETTER * times, 85, 90)
    return sheet


def with_table(sheet: Image.Image) -> Image.Image:
    """The sheet with a ruled table below its text, which is why Tesseract's command reads it as a whole."""
    pen = ImageDraw.Draw(sheet)
    left, top, wide, high = (round(sheet.width * part) for part in (0.15, 0.8, 0.35, 0.1))
    for row in range(3):
        for column in range(2):
            x, y = left + column * wide, top + row * high
            pen.rectangle((x, y, x + wide, y + high), outline="black", width=2)
            pen.text((x + wide // 4, y + high // 4), f"{row}{column} 411", fill="black")
    return sheet


def pixels(image: Image.Image) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """The picture's pixels."""
    return np.array(image, dtype=np.uint8)


def scanned_pdf(images: Sequence[Image.Image], path: Path, dpi: int = 200) -> Path:
    """A PDF with one picture a page."""
    images[0].save(path, "PDF", resolution=dpi, save_all=True, append_images=list(images[1:]))
    return path


class TypedPdf:
    """A PDF as a word processor makes it, built up page by page."""

    def __init__(self) -> None:
        self.document = pypdfium2.PdfDocument.new()
        data = Path(font_path()).read_bytes()
        self._font = raw.FPDFText_LoadFont(
            self.document, (ctypes.c_uint8 * len(data)).from_buffer_copy(data), len(data), raw.FPDF_FONT_TRUETYPE, True
        )

    def page(self, lines: Sequence[tuple[float, float, str]], rules: Sequence[Sequence[float]] = ()) -> TypedPdf:
        """One more A4 page with texts at left, top (points) and black rectangles left, top, right, bottom."""
        page = self.document.new_page(595, 842)
        for left, top, text in lines:
            self._text(page, left, top, text)
        for x0, y0, x1, y1 in rules:
            rectangle = raw.FPDFPageObj_CreateNewRect(x0, 842 - y1, x1 - x0, y1 - y0)
            raw.FPDFPageObj_SetFillColor(rectangle, 0, 0, 0, 255)
            raw.FPDFPath_SetDrawMode(rectangle, raw.FPDF_FILLMODE_WINDING, False)
            raw.FPDFPage_InsertObject(page, rectangle)
        page.gen_content()
        page.close()
        return self

    def _text(self, page: pypdfium2.PdfPage, left: float, top: float, text: str) -> None:
        written = raw.FPDFPageObj_CreateTextObj(self.document, self._font, ctypes.c_float(13))
        codes = (text + "\0").encode("utf-16-le")
        raw.FPDFText_SetText(written, ctypes.cast(ctypes.create_string_buffer(codes), raw.FPDF_WIDESTRING))
        raw.FPDFPageObj_Transform(written, 1, 0, 0, 1, left, 842 - top - 10)
        raw.FPDFPage_InsertObject(page, written)

    def save(self, path: Path) -> Path:
        """Write it."""
        self.document.save(path)
        self.document.close()
        return path


def locked_pdf(path: Path, password: str = "bí mật") -> Path:
    """A PDF that opens only with a password (the oldest of the standard's ciphers)."""
    filler = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    padded = (password.encode() + filler)[:32]
    owner = _rc4(hashlib.md5(padded).digest()[:5], padded)
    key = hashlib.md5(padded + owner + (0xFFFFFFFC).to_bytes(4, "little") + b"id").digest()[:5]
    user = _rc4(key, filler)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        b"<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (owner.hex().encode(), user.hex().encode()),
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<6964><6964>]>>\nstartxref\n%d\n%%%%EOF" % len(body)
    path.write_bytes(body + b"xref\n0 5\n0000000000 65535 f \n" + table + trailer)
    return path


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
