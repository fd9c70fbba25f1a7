"""Files of Word made for the tests with python-docx and, where that knows no word for it, with Word's own markup."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.parser import parse_xml

from pipeline.docx_sheets import Docx
from pipeline.layout import lay_out
from pipeline.segment import segment
from pipeline.sniff import DOCX
from records import Dispatch, Scan
from settings import Settings

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def element(markup: str) -> Any:
    """The markup as an element of the file; `{}` stands for the names of its namespaces."""
    return parse_xml(markup.replace("{}", SPACES, 1))


def word_file(folder: Path, *body: str, name: str = "a.docx", fill: Callable[[Any], None] | None = None) -> Path:
    """A file whose body holds these paragraphs: text, or markup that begins with '<'; `fill` may do more."""
    document = Document()
    end = document.element.body.sectPr
    for one in body:
        if one.startswith("<"):
            end.addprevious(element(one))
        else:
            document.add_paragraph(one)
    if fill:
        fill(document)
    path = folder / name
    document.save(str(path))
    return path


def opened(path: Path, **settings: Any) -> Docx:
    """The file, laid out."""
    return Docx(path, Settings.model_validate(settings))


def said(path: Path) -> list[str]:
    """The lines of the file in the order of reading."""
    sheets = opened(path)
    return [line.text for n in range(1, sheets.count + 1) for line in lay_out(sheets.text_page(n)).lines]  # type: ignore[arg-type]


def dispatches(path: Path) -> tuple[Dispatch, ...]:
    """The dispatches that the file holds."""
    sheets = opened(path)
    return segment(tuple(lay_out(sheets.text_page(n)) for n in range(1, sheets.count + 1)))  # type: ignore[arg-type]


def scan(path: Path) -> Scan:
    """The file as it is taken in."""
    return Scan("0" * 64, path, path.name, dt.datetime(2026, 1, 1, tzinfo=dt.UTC), DOCX, path.stat().st_size)


def changed(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """The same file with these parts put in, or in the place of its own."""
    with zipfile.ZipFile(path) as packed:
        held: dict[str, str | bytes] = {one: packed.read(one) for one in packed.namelist()}
    grown = BytesIO()
    with zipfile.ZipFile(grown, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in (held | dict(parts)).items():
            packed.writestr(name, content)
    path.write_bytes(grown.getvalue())
    return path


def numbered(text: str, number: int = 1, level: int = 0) -> str:
    """A paragraph of a list."""
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p {{}}><w:pPr>{listed}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def with_lists(document: Any, forms: str, lists: str) -> None:
    """Give the file these lists in the place of its own."""
    root = document.part.numbering_part.element
    for one in list(root):
        root.remove(one)
    for one in element(f"<w:numbering {{}}>{forms}{lists}</w:numbering>"):
        root.append(one)


def box(text: str, style: str = "position:absolute;margin-left:0;margin-top:60pt;width:120pt;height:30pt") -> str:
    """A paragraph from which a box of text hangs."""
    inner = f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
    return (
        f'<w:p {{}}><w:r><w:pict><v:shape style="{style}"><v:textbox>{inner}</v:textbox></v:shape></w:pict></w:r></w:p>'
    )
