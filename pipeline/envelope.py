"""edXML envelopes read: what the header says, and the attachment's bytes.  The only room of defusedxml.

The file comes from strangers.  It is parsed in pieces, so that no size of it takes memory; document types, entities and
whatever lies outside are refused; what no real envelope has (a million elements, a name of a megabyte) ends it.
"""

from __future__ import annotations

import binascii
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO
from xml.sax import SAXException
from xml.sax.handler import ContentHandler, feature_namespaces

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import create_parser

from pipeline.envelope_errors import (
    BrokenEnvelope,
    EnvelopeTooLarge,
    ManyEnclosed,
    UnsafeEnvelope,
    UnusualEnvelope,
    WrongBase64,
)
from records.envelope import NAMESPACE

#: Megabytes: the page of the inbox takes files of 300, which base64 makes a third larger.
MOST_MEGABYTES = 400
#: Of real envelopes the largest, with hundreds of receivers, have some thousands of elements.
MOST_ELEMENTS = 20_000
DEEPEST = 32
#: Characters of one element's text, and of all together.
LONGEST, LONGEST_IN_ALL = 50_000, 2_000_000
_CHUNK = 1 << 18
#: Chunks in which nothing ended: the parser goes through them anew each time more comes.
MOST_SILENT = 4
_BLANKS = b" \t\r\n"
#: Where the attachment's bytes stand.
CONTENT = "ContentTransferEncoded"


@dataclass(slots=True)
class Element:
    """An element of the envelope by its local name, without the attachment's bytes."""

    name: str
    pieces: list[str] = field(default_factory=list)
    children: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its own text, white space tidied."""
        return " ".join("".join(self.pieces).split())

    def all(self, *path: str) -> list[Element]:
        """The elements at the end of the path down from here, in their order."""
        found = [self]
        for name in path:
            found = [child for one in found for child in one.children if child.name == name]
        return found

    def said(self, *path: str) -> str:
        """The text of the first element at the end of the path; '' where there is none."""
        return next((one.text for one in self.all(*path)), "")


def parsed(path: Path, sink: BinaryIO) -> Element:
    """The root of the envelope; the decoded bytes of its one attachment are written to `sink`.

    Raises OSError, BrokenEnvelope, UnsafeEnvelope, UnusualEnvelope, EnvelopeTooLarge, WrongBase64, ManyEnclosed.
    """
    if path.stat().st_size > MOST_MEGABYTES * 1_000_000:
        raise EnvelopeTooLarge(MOST_MEGABYTES)
    handler = _Handler(_Decoder(sink.write))
    try:
        _feed(path, handler)
    except DefusedXmlException as error:
        raise UnsafeEnvelope() from error
    except (SAXException, LookupError, ValueError) as error:
        raise BrokenEnvelope() from error
    if handler.root is None:  # emptied since it was looked at
        raise BrokenEnvelope()
    return handler.root


def _feed(path: Path, handler: _Handler) -> None:
    parser = create_parser(namespaceHandling=1, forbid_dtd=True)
    parser.setFeature(feature_namespaces, True)
    parser.setContentHandler(handler)
    silent = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            heard = handler.heard
            parser.feed(chunk)
            silent = silent + 1 if handler.heard == heard else 0
            if silent >= MOST_SILENT:
                raise UnusualEnvelope()
    parser.close()


class _Decoder:
    """Base64 decoded as it comes; white space is passed over."""

    def __init__(self, write: Callable[[bytes], object]) -> None:
        self._write = write
        self._left = b""
        self._ended = False
        self.began = False

    def take(self, text: str) -> None:
        """Raises WrongBase64."""
        try:
            told = self._left + text.encode("ascii").translate(None, _BLANKS)
        except UnicodeEncodeError as error:
            raise WrongBase64() from error
        whole = len(told) // 4 * 4
        self._left = told[whole:]
        if whole:
            self._decode(told[:whole])

    def _decode(self, told: bytes) -> None:
        if self._ended:
            raise WrongBase64()
        self._ended = told.endswith(b"=")
        try:
            self._write(binascii.a2b_base64(told, strict_mode=True))
        except binascii.Error as error:
            raise WrongBase64() from error

    def end(self) -> None:
        """Raises WrongBase64 where the last group is not whole."""
        if self._left:
            raise WrongBase64()


class _Handler(ContentHandler):
    """Builds the tree of elements, and gives the attachment's text to the decoder."""

    def __init__(self, decoder: _Decoder) -> None:
        super().__init__()
        self.root: Element | None = None
        self.heard = 0
        self._decoder = decoder
        self._open: list[Element] = []
        self._elements = self._characters = self._length = 0

    def startElementNS(self, name: tuple[str | None, str], qname: str | None, attrs: Any) -> None:
        self.heard += 1
        self._elements += 1
        if self._elements > MOST_ELEMENTS or len(self._open) >= DEEPEST:
            raise UnusualEnvelope()
        namespace, local = name
        element = Element(local)
        if self._open:
            self._open[-1].children.append(element)
        elif (namespace, local) != (NAMESPACE, "edXML"):
            raise BrokenEnvelope()
        else:
            self.root = element
        self._open.append(element)
        self._length = 0
        if self._is_content():
            self._begin()

    def _begin(self) -> None:
        if self._decoder.began:
            raise ManyEnclosed()
        self._decoder.began = True

    def endElementNS(self, name: tuple[str | None, str], qname: str | None) -> None:
        self.heard += 1
        if self._is_content():
            self._decoder.end()
        self._open.pop()

    def characters(self, content: str) -> None:
        self.heard += 1
        if self._is_content():
            self._decoder.take(content)
            return
        self._length += len(content)
        self._characters += len(content)
        if self._length > LONGEST or self._characters > LONGEST_IN_ALL:
            raise UnusualEnvelope()
        self._open[-1].pieces.append(content)

    def _is_content(self) -> bool:
        return self._open[-1].name == CONTENT and len(self._open) > 1 and self._open[-2].name == "Attachment"
