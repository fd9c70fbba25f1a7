"""Hostile picture files, and files that are neither a picture nor a PDF."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from functools import cache

from PIL import Image

from benchmarks.broken_pdf import zeros
from tests.drawn_pages import LETTER, write

MEGAPIXEL_BOMB = 30_000  # dots a side
LARGEST = (8_900, 8_900)  # dots: just below what a file may have


@cache
def sheet() -> Image.Image:
    """A sheet of A6 with a few lines of a dispatch at 100 dpi."""
    paper = Image.new("L", (413, 583), "white")
    write(paper, [line[:34] for line in LETTER], 60, 90, 24)
    return paper


def saved(kind: str, mode: str = "L", **options: object) -> bytes:
    """The sheet as a file of this kind and mode."""
    file = io.BytesIO()
    sheet().convert(mode).save(file, kind, **options)
    return file.getvalue()


def cut(kind: str) -> bytes:
    """The sheet's file without its second half."""
    whole = saved(kind)
    return whole[: len(whole) // 2]


def chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, packed: bytes, more: bytes = b"", kind: tuple[int, int] = (1, 0)) -> bytes:
    """A PNG with this deflated data; `kind` is its depth and colour type."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, *kind, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + more + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def png_bomb() -> bytes:
    """A whole PNG of 900 million dots in about 100 kB."""
    return png(MEGAPIXEL_BOMB, MEGAPIXEL_BOMB, zlib.compress(b"\0" * (MEGAPIXEL_BOMB * (MEGAPIXEL_BOMB // 8 + 1)), 9))


def largest_png() -> bytes:
    """A PNG in colours of the largest size that is accepted: 240 MB unpacked."""
    width, height = LARGEST
    return png(width, height, zlib.compress(b"\0" * (height * (3 * width + 1)), 1), kind=(8, 2))


def talkative_png() -> bytes:
    """A PNG with a comment that unpacks to a gibibyte."""
    return png(413, 583, zlib.compress(b"\xff" * (583 * 53)), chunk(b"zTXt", b"a\0\0" + zeros(1)))


def bad_sum() -> bytes:
    """A PNG one of whose checksums is wrong."""
    whole = bytearray(saved("PNG"))
    whole[whole.index(b"IDAT") + 40] ^= 255
    return bytes(whole)


def tiff(width: int, height: int, following: int = 0, more: bytes = b"") -> bytes:
    """A TIFF with one directory, written by hand; `following` is where it says that the next one lies."""
    entries = ((256, 4, width), (257, 4, height), (258, 3, 1), (259, 3, 1), (262, 3, 1), (273, 4, 200), (279, 4, 10))
    body = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in entries)
    return (b"II*\0\x08\0\0\0" + struct.pack("<H", len(entries)) + body + struct.pack("<I", following)).ljust(
        300, b"\xff"
    ) + more


def noise() -> bytes:
    """Bytes of no kind."""
    return b"\x01" + random.Random(5).randbytes(5000)


def packed(*names: str) -> bytes:
    """A ZIP with files of these names."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return file.getvalue()


def heic() -> bytes:
    """The beginning of a telephone's picture."""
    return b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200)
