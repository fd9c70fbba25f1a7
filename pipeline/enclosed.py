"""The pages of an original: the file itself or, of an edXML envelope, the file in it.  The one place that knows.

Whoever opens an original to read it, to draw a page of it or to copy it asks here; the envelope stays as it came.
"""

from __future__ import annotations

import lzma
import os
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, BinaryIO

from pipeline.envelope import MOST_MEGABYTES, parsed
from pipeline.envelope_errors import EnclosedUnread, EnvelopeTooLarge, ManyEnclosed, NothingEnclosed, PackedTwice
from pipeline.envelope_header import envelope, without_paper
from pipeline.errors import EmptyFile, PackedFile, PipelineError, of_the_machine
from pipeline.intake import sha256_of
from pipeline.sniff import EDXML, holds_document, is_packed, media_type
from records import Enclosed, Envelope, Scan

_CHUNK = 1 << 20
#: What Python raises on broken ZIPs: wrong places in the file are an OSError, which also a full disk is.
DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, EOFError, RuntimeError),
    *(ValueError, LookupError, ArithmeticError, TypeError),
)
#: Bytes of a list of contents: one file's name has far less.
LONGEST_LIST = 1 << 16
#: What may follow the end of the list in a ZIP.
_COMMENT = (1 << 16) + 22
_END, _END_64 = b"PK\x05\x06", (b"PK\x06\x06", b"PK\x06\x07")


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """What an original holds: the scan whose bytes are its pages, and the envelope they came in, if they did."""

    scan: Scan
    envelope: Envelope | None = None


@contextmanager
def unwrapped(scan: Scan) -> Iterator[Unwrapped]:
    """The pages of the original, the same scan where it is no envelope; what was unpacked goes at the end.

    It lies in a folder for ourselves alone, which the next sweep takes away after a kill.  Raises the PipelineError
    that says why there are no pages.
    """
    if scan.media_type != EDXML:
        yield Unwrapped(scan)
        return
    with tempfile.TemporaryDirectory(prefix=f"vanthu-{os.getpid()}-") as folder:
        path, told = _unpacked(scan.path, Path(folder))
        yield Unwrapped(replace(scan, path=path, media_type=told.enclosed.media_type, size=path.stat().st_size), told)


def _unpacked(path: Path, folder: Path) -> tuple[Path, Envelope]:
    """Where the file in the envelope now lies, and what the envelope says."""
    encoded = folder / "attachment"
    with encoded.open("wb") as sink:
        root = parsed(path, sink)
    if encoded.stat().st_size == 0:
        raise without_paper(root) or NothingEnclosed()
    file = _only_file(encoded, folder / "paper") if is_packed(encoded) else encoded
    return file, envelope(root, _enclosed(file))


def _enclosed(file: Path) -> Enclosed:
    try:
        kind = media_type(file)
    except (PackedFile, EmptyFile) as error:
        raise (PackedTwice() if isinstance(error, PackedFile) else NothingEnclosed()) from error
    except PipelineError as error:
        raise EnclosedUnread(error.message) from error
    if kind == EDXML:
        raise PackedTwice()
    return Enclosed("", kind, sha256_of(file))


def _only_file(packed: Path, target: Path) -> Path:
    """The one file of the ZIP, unpacked; a document of an office program, which is a ZIP too, stays as it is.

    Raises ManyEnclosed, NothingEnclosed, PackedTwice, EnvelopeTooLarge.
    """
    with packed.open("rb") as file:
        _check_list(file)
        if holds_document(packed):
            return packed
        try:
            with zipfile.ZipFile(file) as opened:
                inside = [one for one in opened.infolist() if not one.is_dir()]
                if len(inside) != 1:
                    raise ManyEnclosed() if inside else NothingEnclosed()
                with opened.open(inside[0]) as source, target.open("wb") as sink:
                    _copy(source, sink)
        except DAMAGE as error:
            if of_the_machine(error):
                raise
            raise PackedTwice() from error
    return target


def _check_list(file: BinaryIO) -> None:
    """Raises ManyEnclosed where the list of contents is longer than one name needs; Python would take it in whole."""
    file.seek(max(0, file.seek(0, os.SEEK_END) - _COMMENT))
    tail = file.read()
    if any(mark in tail for mark in _END_64):
        raise ManyEnclosed()
    at = tail.find(_END)
    while at >= 0:
        if int.from_bytes(tail[at + 12 : at + 16], "little") > LONGEST_LIST:
            raise ManyEnclosed()
        at = tail.find(_END, at + 1)


def _copy(source: IO[bytes], sink: BinaryIO) -> None:
    """The bytes as far as a file may be large: what a ZIP says of them beforehand need not be true."""
    size = 0
    while chunk := source.read(_CHUNK):
        size += len(chunk)
        if size > MOST_MEGABYTES * 1_000_000:
            raise EnvelopeTooLarge(MOST_MEGABYTES)
        sink.write(chunk)
