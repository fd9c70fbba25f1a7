"""The parts of a .docx, within limits; the only module that knows python-docx.

What a stranger packed is bounded before it is unpacked; entities are not resolved and nothing outside is fetched.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docx import Document
from docx.opc.exceptions import OpcError
from docx.oxml.parser import parse_xml
from lxml.etree import LxmlError

from pipeline.docx_errors import DamagedDocx
from pipeline.errors import FileTooHeavy

#: An element of the file: lxml's, for which there are no types here.
Element = Any
MOST_PARTS = 5_000
MOST_UNPACKED = 300_000_000  # bytes
MOST_XML = 40_000_000  # bytes of one part: a dispatch of 300 pages has 4 million
DAMAGE = (
    OpcError,
    LxmlError,
    zipfile.BadZipFile,
    ValueError,
    LookupError,
    AttributeError,
    TypeError,
    NotImplementedError,
    OSError,
    EOFError,
)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@dataclass(frozen=True, slots=True)
class Part:
    """A part with text: its root, and the bytes of the pictures that it shows by their keys there."""

    root: Element
    pictures: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DocxParts:
    """What is read of a .docx: the document, its styles, numbering and notes, heads and feet by their keys in it."""

    document: Part
    styles: Element | None
    numbering: Element | None
    footnotes: Element | None
    margins: Mapping[str, Part]


def parts_of(path: Path) -> DocxParts:
    """The parts of the file.  Raises FileTooHeavy or DamagedDocx."""
    try:
        _guard(path)
        main = Document(str(path)).part
        related = {key: rel.target_part for key, rel in main.rels.items() if not rel.is_external}
        kinds = {key: rel.reltype.rpartition("/")[2] for key, rel in main.rels.items()}
        roots = {kinds[key]: _root(part) for key, part in related.items() if kinds[key] in SINGLE}
        margins = {key: _part(part) for key, part in related.items() if kinds[key] in ("header", "footer")}
        return DocxParts(_part(main), roots.get("styles"), roots.get("numbering"), roots.get("footnotes"), margins)
    except DAMAGE as error:
        raise DamagedDocx() from error


SINGLE = ("styles", "numbering", "footnotes")


def _guard(path: Path) -> None:
    """Nothing; raises FileTooHeavy where more would be unpacked than any dispatch holds."""
    with zipfile.ZipFile(path) as packed:
        found = packed.infolist()
    xml = (one.file_size for one in found if one.filename.lower().endswith((".xml", ".rels")))
    if len(found) > MOST_PARTS or sum(one.file_size for one in found) > MOST_UNPACKED or max(xml, default=0) > MOST_XML:
        raise FileTooHeavy()


def _part(part: Any) -> Part:
    return Part(_root(part), dict(_pictures(part)))


def _root(part: Any) -> Element:
    return part.element if hasattr(part, "element") else parse_xml(part.blob)


def _pictures(part: Any) -> Iterator[tuple[str, bytes]]:
    for key, rel in part.rels.items():
        if not rel.is_external and rel.reltype.endswith("/image"):
            yield key, rel.target_part.blob
