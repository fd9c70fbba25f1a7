"""What stands in a .docx, in order: paragraphs, tables, pictures and floating boxes, as they are printed.

Deleted and hidden text is left out, what was put in is read; of two ways of saying one thing the first is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pipeline.docx_file import DocxParts, Element, Part, R, W
from pipeline.docx_looks import Letters, Looks, Set, edges_of, number, value
from pipeline.docx_numbers import Numbers
from pipeline.docx_places import Place, place_of, size_of

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
V = "{urn:schemas-microsoft-com:vml}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
#: Fields that count pages: what they printed last is no text.
_COUNTING = ("PAGE", "NUMPAGES", "SECTIONPAGES")
_GONE = frozenset({"del", "moveFrom"})
_AROUND = frozenset(
    {"hyperlink", "smartTag", "ins", "moveTo", "sdt", "sdtContent", "customXml", "dir", "bdo", "fldSimple"}
)
MOST_COLUMNS = 63
#: What a run prints.
_PRINTED = frozenset({"t", "tab", "ptab", "br", "cr", "noBreakHyphen", "sym"})
#: A table in a table in a table …: so many deep is read.
DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Text:
    """Letters of one look; blanks in it are as wide as they were typed."""

    text: str
    look: Letters


@dataclass(frozen=True, slots=True)
class Stop:
    """What parts text in a paragraph: `tab`, `line` or `page`."""

    kind: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture: its bytes, its width and height in points, and its place where it floats."""

    data: bytes
    width: float
    height: float
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Floating:
    """A box of text that floats: where, how wide (points), and what stands in it."""

    place: Place
    width: float
    blocks: tuple[Block, ...]


Piece = Text | Stop


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: the number before it, its text, how it is set, and what hangs on it; `notes`: its footnotes."""

    pieces: tuple[Piece, ...]
    made: Set
    look: Letters
    label: str = ""
    shown: tuple[Shown, ...] = ()
    floating: tuple[Floating, ...] = ()
    notes: tuple[tuple[Block, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class CellBlock:
    """A cell: the first of its columns, how many it spans, what stands in it; one `gone_on` belongs to that above."""

    column: int
    span: int
    blocks: tuple[Block, ...]
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the widths of its columns in points, its rows, whether its cells are seen as such."""

    widths: tuple[float, ...]
    rows: tuple[tuple[CellBlock, ...], ...]
    ruled: bool
    align: str = "left"
    indent: float = 0.0


@dataclass(frozen=True, slots=True)
class Section:
    """The end of a section: its properties, for paper and margins."""

    properties: Element


Block = Paragraph | Grid | Section


@dataclass
class Traces:
    """How many changes are still marked in the file, and how many remarks stand beside its text."""

    changes: int = 0
    remarks: int = 0


@dataclass
class Blocks:
    """Reads the blocks of one part; `counted`: lists go on from part to part."""

    parts: DocxParts
    looks: Looks
    numbers: Numbers
    traces: Traces
    part: Part
    _instructions: list[str] = field(default_factory=list)
    _in_result: list[bool] = field(default_factory=list)
    _noted: int = 0

    def of(self, parent: Element, depth: int = 0) -> tuple[Block, ...]:
        """The blocks in the element, in order."""
        return tuple(self._blocks(parent, depth))

    def _blocks(self, parent: Element, depth: int) -> Iterator[Block]:
        merged: list[Piece] = []
        for one in parent:
            name = _name(one)
            if name == "p":
                paragraph = self._paragraph(one, merged)
                merged = list(paragraph.pieces) if self._mark_deleted(one) else []
                if not merged:
                    yield paragraph
                section = one.find(f"{W}pPr/{W}sectPr")
                if section is not None:
                    yield Section(section)
            elif name == "tbl" and depth < DEEPEST:
                yield self._grid(one, depth)
            elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
                yield from self._blocks(one, depth)
            elif name == "sectPr":
                yield Section(one)

    def _mark_deleted(self, paragraph: Element) -> bool:
        """Whether the end of the paragraph is deleted, so that it goes on in the next one."""
        deleted = paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None
        self.traces.changes += deleted
        return deleted

    def _paragraph(self, element: Element, before: list[Piece]) -> Paragraph:
        properties = element.find(f"{W}pPr")
        made, look = self.looks.paragraph(properties)
        found = _Found(list(before))
        self._inline(element, look, found)
        label = self.numbers.label(*made.number) if made.number else ""
        return Paragraph(
            tuple(found.pieces), made, look, label, tuple(found.shown), tuple(found.floating), tuple(found.notes)
        )

    def _inline(self, parent: Element, look: Letters, found: _Found) -> None:
        for one in parent:
            name = _name(one)
            if name == "r":
                self._run(one, look, found)
            elif name in _GONE:
                self.traces.changes += 1
            elif name in _AROUND:
                self.traces.changes += name in ("ins", "moveTo")
                if not (name == "fldSimple" and _counts(one.get(f"{W}instr") or "")):
                    self._inline(one, look, found)
            elif one.tag == f"{MC}AlternateContent":
                self._inline(_chosen(one), look, found)
            elif one.tag in (f"{M}oMath", f"{M}oMathPara"):
                found.pieces.append(Text("".join(t.text or "" for t in one.iter(f"{M}t")), look))

    def _run(self, run: Element, around: Letters, found: _Found) -> None:
        look = self.looks.run(run.find(f"{W}rPr"), around)
        for one in run:
            name = _name(one)
            if name in ("fldChar", "instrText"):
                self._field(one, name)
            elif name == "footnoteRef":
                found.pieces.append(Text(f"({self._noted}) ", replace(look, raised=False)))
            elif name in _PRINTED and self._is_printed() and not look.hidden:
                _put(one, name, look, found)
            else:
                self._beside(one, name, found)

    def _beside(self, element: Element, name: str, found: _Found) -> None:
        """What a run brings besides text: pictures, boxes, notes, remarks."""
        if name in ("drawing", "pict", "object"):
            self._hung(element, found)
        elif element.tag == f"{MC}AlternateContent":
            for inner in _chosen(element):
                self._hung(inner, found)
        elif name == "footnoteReference":
            self._note(element.get(f"{W}id"), found)
        elif name == "commentReference":
            self.traces.remarks += 1

    def _field(self, element: Element, name: str) -> None:
        """Follow a field: its instruction is no text, and what it printed is none where it counts pages."""
        kind = element.get(f"{W}fldCharType")
        if name == "instrText" and self._instructions:
            self._instructions[-1] += element.text or ""
        elif kind == "begin":
            self._instructions.append("")
            self._in_result.append(False)
        elif kind == "separate" and self._in_result:
            self._in_result[-1] = True
        elif kind == "end" and self._instructions:
            self._instructions.pop()
            self._in_result.pop()

    def _is_printed(self) -> bool:
        return all(self._in_result) and not any(map(_counts, self._instructions))

    def _note(self, name: str | None, found: _Found) -> None:
        notes = self.parts.footnotes
        note = None if notes is None else next((n for n in notes if n.get(f"{W}id") == name), None)
        if note is not None:
            self._noted += 1
            found.notes.append(self.of(note, DEEPEST))

    def _hung(self, element: Element, found: _Found) -> None:
        """A picture or a box of text that hangs on the paragraph."""
        boxes = [one for one in element.iter(f"{W}txbxContent") if not _within(one, element, f"{W}txbxContent")]
        place = place_of(element)
        for box in boxes:
            if not _within(box, element, f"{MC}Fallback"):
                found.floating.append(Floating(place, size_of(element)[0], self.of(box, DEEPEST)))
        if not boxes:
            key = next((one.get(f"{R}embed") for one in element.iter(f"{A}blip")), None)
            key = key or next((one.get(f"{R}id") for one in element.iter(f"{V}imagedata")), None)
            data = self.part.pictures.get(key or "")
            if data:
                found.shown.append(Shown(data, *size_of(element), place if place.floats else None))

    def _grid(self, table: Element, depth: int) -> Grid:
        properties = table.find(f"{W}tblPr")
        widths = [number(one, "w", 0.0) / 20 for one in table.findall(f"{W}tblGrid/{W}gridCol")]
        rows = tuple(self._row(row, depth) for row in _rows(table, self.traces))
        columns = max((cell.column + cell.span for row in rows for cell in row), default=1)
        widths += [0.0] * (columns - len(widths))
        align = value(properties, "jc") or "left"
        indent = number(None if properties is None else properties.find(f"{W}tblInd"), "w", 0.0) / 20
        ruled = is_ruled(table, self.looks.borders(properties))
        return Grid(tuple(widths), rows, ruled, "center" if align == "center" else "left", indent)

    def _row(self, row: Element, depth: int) -> tuple[CellBlock, ...]:
        at = _few(row.find(f"{W}trPr/{W}gridBefore"), 0)
        cells: list[CellBlock] = []
        for cell in row.iter(f"{W}tc"):
            if _within(cell, row, f"{W}tc"):
                continue
            span = max(_few(cell.find(f"{W}tcPr/{W}gridSpan"), 1), 1)
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            goes_on = merge is not None and merge.get(f"{W}val", "continue") == "continue"
            cells.append(CellBlock(at, span, self.of(cell, depth + 1), goes_on))
            at += span
        return tuple(cells)


@dataclass
class _Found:
    """What a paragraph was found to hold so far."""

    pieces: list[Piece]
    shown: list[Shown] = field(default_factory=list)
    floating: list[Floating] = field(default_factory=list)
    notes: list[tuple[Block, ...]] = field(default_factory=list)


def _put(element: Element, name: str, look: Letters, found: _Found) -> None:
    """Add what a child of a run prints."""
    if name == "t":
        text = element.text or ""
        found.pieces.append(Text(text.upper() if look.caps else text, look))
    elif name in ("tab", "ptab"):
        found.pieces.append(Stop("tab"))
    elif name in ("br", "cr"):
        kind = element.get(f"{W}type")
        found.pieces.append(Stop("page" if kind == "page" else "line"))
    elif name == "noBreakHyphen":
        found.pieces.append(Text("-", look))
    elif name == "sym":
        found.pieces.append(Text("•", look))


def is_ruled(table: Element, edges: dict[str, bool]) -> bool:
    """Whether most cells are seen as cells: drawn on a side, and above or below."""
    across = any(edges.get(one, False) for one in ("insideH", "top", "bottom"))
    down = any(edges.get(one, False) for one in ("insideV", "left", "right", "start", "end"))
    seen = [_seen(cell, across, down) for cell in table.iter(f"{W}tc")]
    return sum(seen) * 2 > len(seen)


def _seen(cell: Element, across: bool, down: bool) -> bool:
    own = edges_of(cell.find(f"{W}tcPr/{W}tcBorders"))
    rows = [own[one] for one in ("top", "bottom") if one in own]
    sides = [own[one] for one in ("left", "right", "start", "end") if one in own]
    return (any(rows) if rows else across) and (any(sides) if sides else down)


def _rows(table: Element, traces: Traces) -> Iterator[Element]:
    for row in table.iter(f"{W}tr"):
        if _within(row, table, f"{W}tbl"):
            continue
        if row.find(f"{W}trPr/{W}del") is not None:
            traces.changes += 1
        else:
            yield row


def _few(element: Element | None, otherwise: int) -> int:
    """How many columns are told; Word has no more than 63."""
    return max(0, min(int(number(element, "val", float(otherwise))), MOST_COLUMNS))


def _within(element: Element, outer: Element, tag: str) -> bool:
    """Whether another element of that tag stands between the two."""
    for one in element.iterancestors():
        if one is outer:
            return False
        if one.tag == tag:
            return True
    return False


def _chosen(alternatives: Element) -> Element:
    """The first of several ways to say one thing."""
    return next((one for one in alternatives if one.tag in (f"{MC}Choice", f"{MC}Fallback")), ())


def _counts(instruction: str) -> bool:
    return instruction.strip().split(" ")[0].upper() in _COUNTING


def _name(element: Element) -> str:
    """The element's name in the namespace of Word; '' in another, and for comments."""
    tag = element.tag
    return tag[len(W) :] if isinstance(tag, str) and tag.startswith(W) else ""
