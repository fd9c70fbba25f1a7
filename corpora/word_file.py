"""A case as a .docx, in the way offices type one: tables for head and foot, numbers set by Word, boxes for stamps.

Written as plain WordprocessingML, without the library that reading uses, so that neither can hide the other's faults.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from xml.sax.saxutils import escape

from corpora import case as cases
from corpora.markup import GAP_TEXT, Piece, pieces
from corpora.plain import is_rule
from corpora.word_lists import Lists

#: What begins an addressee.
_ADDRESSED = re.compile(r"[-–+•]|(Đồng )?[Kk]ính gửi|.*điện:?$")
#: Every file claims to have been made then: the same case gives the same bytes.
_MADE_ON = (1980, 1, 1, 0, 0, 0)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = f'{_W} xmlns:r="{_OFFICE}" xmlns:v="urn:schemas-microsoft-com:vml"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = ("document", "styles", "numbering", "footnotes")
_STYLES = (
    f'<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman"/>'
    '<w:sz w:val="28"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="VanBan"><w:name w:val="Văn bản"/><w:basedOn w:val="Normal"/><w:pPr>'
    '<w:spacing w:before="120" w:after="0"/><w:ind w:firstLine="720"/><w:jc w:val="both"/></w:pPr></w:style>'
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders>'
    + "".join(f'<w:{edge} w:val="single"/>' for edge in ("top", "left", "bottom", "right", "insideH", "insideV"))
    + "</w:tblBorders></w:tblPr></w:style></w:styles>"
)
_SECTION = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701"/></w:sectPr>'
)
_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


@dataclass
class _File:
    """The parts as they grow."""

    body: list[str] = field(default_factory=list)
    lists: Lists = field(default_factory=Lists)
    notes: list[str] = field(default_factory=list)
    dispatches: int = 0


def write(case_path: Path, out_dir: Path) -> Path:
    """The case as a .docx in `out_dir`; the same case gives the same bytes.  Raises CaseError."""
    case = cases.parse(case_path)
    made = _File()
    blocks = [*case.blocks, None]
    skip = False
    for block, following in pairwise(blocks):
        if skip or block is None:
            skip = False
            continue
        skip = _beside(block, following, made)
        if not skip:
            _BLOCKS.get(block.name, _centred)(block, made)
    out_dir.mkdir(parents=True, exist_ok=True)
    path = out_dir / f"{case.name}.docx"
    _pack(path, made)
    return path


def _pack(path: Path, made: _File) -> None:
    """Put the parts into the file."""
    notes = "".join(made.notes)
    texts = {
        "document": f"<w:document {_SPACES}><w:body>{''.join(made.body)}{_SECTION}</w:body></w:document>",
        "styles": _STYLES,
        "numbering": made.lists.part(_W),
        "footnotes": f"<w:footnotes {_W}>{notes}</w:footnotes>",
    }
    kinds = {"document": f"{_TYPE}.document.main+xml"} | {one: f"{_TYPE}.{one}+xml" for one in _PARTS[1:]}
    told = "".join(f'<Override PartName="/word/{one}.xml" ContentType="{kinds[one]}"/>' for one in _PARTS)
    types = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{told}</Types>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        _put(packed, "[Content_Types].xml", types)
        _put(packed, "_rels/.rels", _relations(("officeDocument", "word/document.xml")))
        _put(packed, "word/_rels/document.xml.rels", _relations(*((one, f"{one}.xml") for one in _PARTS[1:])))
        for name, text in texts.items():
            _put(packed, f"word/{name}.xml", text)


def _put(packed: zipfile.ZipFile, name: str, text: str) -> None:
    entry = zipfile.ZipInfo(name, _MADE_ON)
    entry.compress_type = zipfile.ZIP_DEFLATED
    packed.writestr(entry, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{text}')


def _relations(*found: tuple[str, str]) -> str:
    told = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(found, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'


def _beside(block: cases.Block, following: cases.Block | None, made: _File) -> bool:
    """Whether the block and the next one stand beside each other, as the halves of a head or a foot do."""
    pair = (block.name, following.name if following else "")
    if following is None or pair not in (("left", "right"), ("recipients", "signature")):
        return False
    halves = (_half(block), _half(following))
    widths = (3600, 5700) if block.name == "left" else (4600, 4700)
    made.body.append(_table([halves], widths, ruled=False))
    made.body.append("<w:p/>")
    return True


def _half(block: cases.Block) -> str:
    lines = [line for line in block.lines if not is_rule(line)]
    if block.name == "recipients":
        first, *rest = lines
        return _paragraph(first, size=24, bold=True, italic=True) + "".join(_paragraph(one, size=22) for one in rest)
    if block.name == "signature":
        *titles, name = lines
        above = "".join(_paragraph(one, align="center", bold=True) for one in titles)
        return above + "<w:p/>" * 4 + _paragraph(name, align="center", bold=True)
    return "".join(_paragraph(one, align="center", size=26) for one in lines)


def _table(rows: Sequence[Sequence[str]], widths: Sequence[int], ruled: bool) -> str:
    style = '<w:tblPr><w:tblStyle w:val="TableGrid"/></w:tblPr>' if ruled else "<w:tblPr/>"
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    told = "".join(f"<w:tr>{''.join(f'<w:tc><w:tcPr/>{cell}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    return f"<w:tbl>{style}<w:tblGrid>{grid}</w:tblGrid>{told}</w:tbl>"


def _grid(block: cases.Block, made: _File) -> None:
    rows = cases.rows(block)
    longest = [max(min(len(row[at]), 60) for row in rows) + 4 for at in range(len(rows[0]))]
    widths = [9300 * one // sum(longest) for one in longest]
    told = [[_paragraph(cell, size=24, bold=number == 0) for cell in row] for number, row in enumerate(rows)]
    made.body.append(_table(told, widths, ruled=True))


def _paragraph(line: str, align: str = "left", size: int = 28, bold: bool = False, italic: bool = False) -> str:
    return f'<w:p><w:pPr><w:jc w:val="{align}"/></w:pPr>{_runs(line, size, bold, italic)}</w:p>'


def _runs(line: str, size: int = 28, bold: bool = False, italic: bool = False) -> str:
    """The runs of a line with its markup."""
    return "".join(_run(one, size, bold or one.bold, italic or one.italic) for one in pieces(line))


def _run(piece: Piece, size: int, bold: bool, italic: bool) -> str:
    look = f'{"<w:b/>" if bold else ""}{"<w:i/>" if italic else ""}<w:sz w:val="{size}"/>'
    text = escape(GAP_TEXT if piece.gap else piece.text)
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _centred(block: cases.Block, made: _File) -> None:
    bold = block.name in ("title", "organ", "annex")
    if block.name == "annex":
        made.body.append(_BREAK)
    lines = (line for line in block.lines if not is_rule(line))
    made.body.extend(_paragraph(line, align="center", bold=bold and "*" not in line) for line in lines)


def _addressed(block: cases.Block, made: _File) -> None:
    indent = '<w:ind w:left="1440"/>'
    lines: list[str] = []
    for line in block.lines:  # what goes on from line to line on paper is one paragraph in the file
        if lines and not _ADDRESSED.match(line) and not lines[-1].endswith(":"):
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
    for number, line in enumerate(lines):
        align = '<w:jc w:val="center"/>' if len(lines) == 1 and len(line) < 60 else indent
        made.body.append(
            f'<w:p><w:pPr><w:spacing w:before="{0 if number else 200}"/>{align}</w:pPr>{_runs(line)}</w:p>'
        )


def _body(block: cases.Block, made: _File) -> None:
    """Running text: what begins with a number or a dash is numbered by Word where its lists can say the same."""
    for line in block.lines:
        listed = made.lists.begin(line)
        number = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{listed.list}"/></w:numPr>' if listed else ""
        text = listed.rest if listed else line
        made.body.append(f'<w:p><w:pPr><w:pStyle w:val="VanBan"/>{number}</w:pPr>{_runs(text)}</w:p>')


def _footnote(block: cases.Block, made: _File) -> None:
    """Notes hang on the paragraph above them."""
    for line in block.lines:
        name = len(made.notes) + 1
        made.notes.append(f'<w:footnote w:id="{name}">{_paragraph(line, size=20)}</w:footnote>')
        mark = f'<w:r><w:footnoteReference w:customMarkFollows="1" w:id="{name}"/></w:r></w:p>'
        made.body[-1] = made.body[-1].removesuffix("</w:p>") + mark


def _boxed(block: cases.Block, made: _File) -> None:
    """A stamp or a mark: a box that floats over the head."""
    at = {"right": 300, "left": 0, "under-left": 0}.get(block.options["at"], 150)
    top = 90 if block.options["at"] == "under-left" else 60 if block.name == "mark" else -50
    lines = "".join(_paragraph(line, align="center", size=26, bold=block.name == "mark") for line in block.lines)
    style = f"position:absolute;margin-left:{at}pt;margin-top:{top}pt;width:150pt;height:60pt"
    shape = f'<v:shape style="{style}"><v:textbox><w:txbxContent>{lines}</w:txbxContent></v:textbox></v:shape>'
    made.body.append(f"<w:p><w:r><w:pict>{shape}</w:pict></w:r></w:p>")


def _half_alone(block: cases.Block, made: _File) -> None:
    sides = ("<w:p/>", _half(block)) if block.name in ("right", "signature") else (_half(block), "<w:p/>")
    made.body.append(_table([sides], (4600, 4700), ruled=False))


def _plain(block: cases.Block, made: _File) -> None:
    made.body.extend(_paragraph(line) for line in block.lines)


def _dispatch(block: cases.Block, made: _File) -> None:
    if made.dispatches:
        made.body.append(_BREAK)
    made.dispatches += 1


def _page(block: cases.Block, made: _File) -> None:
    made.body.append(_BREAK)


_BLOCKS: dict[str, Callable[[cases.Block, _File], None]] = {
    "dispatch": _dispatch,
    "page": _page,
    "table": _grid,
    "to": _addressed,
    "body": _body,
    "footnote": _footnote,
    "stamp": _boxed,
    "mark": _boxed,
    "left": _half_alone,
    "right": _half_alone,
    "recipients": _half_alone,
    "signature": _half_alone,
    "plain": _plain,
    "note": _plain,
}


def write_all(paths: Sequence[Path], out_dir: Path) -> Iterator[Path]:
    """The files of all cases in their order."""
    return (write(path, out_dir) for path in paths)
