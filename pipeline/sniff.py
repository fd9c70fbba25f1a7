"""The kind of a file by its first bytes; what its name says does not count."""

from __future__ import annotations

import codecs
from pathlib import Path

from pipeline.errors import EmptyFile, UnknownType

PDF = "application/pdf"
TIFF = "image/tiff"
JPEG = "image/jpeg"
PNG = "image/png"
TEXT = "text/plain"

_MAGIC = (
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"II+\x00", TIFF),
    (b"MM\x00+", TIFF),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
)
PDF_WITHIN = 1024  # bytes: readers accept junk before the header, and mail gateways put some there
_CHUNK = 1 << 20
_NOT_IN_TEXT = frozenset(map(chr, range(32))) - set("\t\n\r\f")


def media_type(path: Path, plain_text: bool = False) -> str:
    """The media type of a PDF, TIFF, JPEG or PNG; of UTF-8 text too if `plain_text`.

    Raises EmptyFile, UnknownType, OSError.
    """
    with path.open("rb") as file:
        head = file.read(PDF_WITHIN)
    if not head:
        raise EmptyFile()
    if b"%PDF-" in head:
        return PDF
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if plain_text and is_text(path):
        return TEXT
    raise UnknownType()


def is_text(path: Path) -> bool:
    """Whether all of the file is UTF-8 without control characters."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                if not _NOT_IN_TEXT.isdisjoint(decoder.decode(chunk)):
                    return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
