"""The kind of a file by its first bytes; what its name says does not count."""

from __future__ import annotations

import codecs
import re
import zipfile
from pathlib import Path

from pipeline.docx_errors import LockedOffice, MacroFile, OtherWriting
from pipeline.errors import (
    EmptyFile,
    OfficeFile,
    OtherImage,
    PackedFile,
    PipelineError,
    PlainText,
    UnknownType,
    WebPage,
)
from records.envelope import EDXML as EDXML
from records.envelope import NAMESPACE

PDF = "application/pdf"
TIFF = "image/tiff"
JPEG = "image/jpeg"
PNG = "image/png"
TEXT = "text/plain"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_MAGIC = (
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"II+\x00", TIFF),
    (b"MM\x00+", TIFF),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
)
#: Pictures that are not read, by their first bytes; HEIC and AVIF tell their kind behind the first four.
_OTHER_IMAGES = (
    (re.compile(rb"GIF8[79]a"), "GIF"),
    (re.compile(rb"BM.{4}\0\0\0\0", re.DOTALL), "BMP"),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), "WebP"),
    (re.compile(rb".{4}ftyp(hei[cfmsx]|hev[cx]|mif1|msf1)", re.DOTALL), "HEIC"),
    (re.compile(rb".{4}ftypavi[fs]", re.DOTALL), "AVIF"),
    (re.compile(rb"\0\0\0\x0cjP {2}\r\n"), "JPEG 2000"),
    (re.compile(rb"AT&TFORM"), "DjVu"),
)
_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word, Excel and PowerPoint up to 2003
_RICH_TEXT = b"{\\rtf"
_PACKED = (_ZIP, b"PK\x05\x06", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
#: What a ZIP holds that is a document: Microsoft's list of parts, and the first file of OpenDocument.
_OFFICE_PARTS = frozenset({"[Content_Types].xml", "mimetype"})
_WORD_PART, _MACROS = "word/document.xml", "vbaproject.bin"
_OPEN_TEXT = b"application/vnd.oasis.opendocument.text"
#: Streams of old office files, as their directory names them: a locked newer file, and a text of Word.
_STREAMS = {name: name.encode("utf-16-le") for name in ("EncryptedPackage", "WordDocument")}
_DIRECTORY_WITHIN = 1 << 22  # bytes in which that directory is looked for
_MARKUP = re.compile(rb"(\xef\xbb\xbf)?\s*<(!doctype|html|head|body|\?xml|!--)", re.IGNORECASE)
#: The first element of an edXML envelope with its namespace, in whatever prefix.
_ENVELOPE = re.compile(rb"<([\w.-]+:)?edXML\s[^>]*" + re.escape(NAMESPACE.encode()))
#: Bytes before which it stands, behind a declaration and remarks.
ENVELOPE_WITHIN = 1 << 13
PDF_WITHIN = 1024  # bytes: readers accept junk before the header, and mail gateways put some there
_CHUNK = 1 << 20
_NOT_IN_TEXT = frozenset(map(chr, range(32))) - set("\t\n\r\f")


def media_type(path: Path, plain_text: bool = False) -> str:
    """The media type of a PDF, TIFF, JPEG, PNG, .docx or edXML envelope; of UTF-8 text too if `plain_text`.

    Raises OSError, EmptyFile, and what else the file is found to be: OfficeFile, OtherWriting, MacroFile, LockedOffice,
    PackedFile, WebPage, OtherImage, PlainText or UnknownType.
    """
    with path.open("rb") as file:
        head = file.read(PDF_WITHIN)
        more = file.read(ENVELOPE_WITHIN)
    if not head:
        raise EmptyFile()
    if b"%PDF-" in head:
        return PDF
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if _is_envelope(head + more):
        return EDXML
    if head.startswith(_ZIP) and _is_word_file(path):
        return DOCX
    if plain_text and not _MARKUP.match(head) and not head.startswith(_RICH_TEXT) and is_text(path):
        return TEXT
    raise _stranger(path, head)


def _is_envelope(head: bytes) -> bool:
    """Whether the beginning is that of an edXML envelope, in UTF-8 or UTF-16."""
    narrow = head.replace(b"\0", b"").lstrip(b"\xff\xfe\xef\xbb\xbf \t\r\n")
    return narrow.startswith(b"<") and _ENVELOPE.search(narrow) is not None


def _is_word_file(path: Path) -> bool:
    """Whether a ZIP is a text of Word.  Raises MacroFile where it holds programs."""
    held = _held(path)
    if _WORD_PART not in held:
        return False
    if any(name.lower().endswith(_MACROS) for name in held):
        raise MacroFile()
    return True


def is_packed(path: Path) -> bool:
    """Whether the file is a ZIP, RAR, 7z or gzip, a document of an office program among them."""
    with path.open("rb") as file:
        return file.read(8).startswith(_PACKED)


def _stranger(path: Path, head: bytes) -> PipelineError:
    """Why a file with this beginning is not read."""
    for pattern, name in _OTHER_IMAGES:
        if pattern.match(head):
            return OtherImage(name)
    if head.startswith(_OLD_OFFICE):
        return _old_office(path)
    if head.startswith(_RICH_TEXT):
        return OtherWriting("RTF")
    if head.startswith(_ZIP) and holds_document(path):
        return OtherWriting("OpenDocument (.odt)") if _OPEN_TEXT in head else OfficeFile()
    if head.startswith(_PACKED):
        return PackedFile()
    if _MARKUP.match(head):
        return WebPage()
    return PlainText() if is_text(path) else UnknownType()


def _old_office(path: Path) -> PipelineError:
    """What a file of the office programs up to 2003 is, or a newer one that is locked, which hides in such a file."""
    with path.open("rb") as file:
        begun = file.read(_DIRECTORY_WITHIN)
        file.seek(max(path.stat().st_size - _DIRECTORY_WITHIN, 0))
        found = begun + file.read(_DIRECTORY_WITHIN)
    if _STREAMS["EncryptedPackage"] in found:
        return LockedOffice()
    return OtherWriting("Word đời cũ (.doc)") if _STREAMS["WordDocument"] in found else OfficeFile()


def holds_document(path: Path) -> bool:
    """Whether a ZIP is a document of Word, Excel, PowerPoint or LibreOffice."""
    return not _OFFICE_PARTS.isdisjoint(_held(path))


def _held(path: Path) -> frozenset[str]:
    """The names of what a ZIP holds; only its list of contents is read."""
    try:
        with zipfile.ZipFile(path) as packed:
            return frozenset(packed.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return frozenset()


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
