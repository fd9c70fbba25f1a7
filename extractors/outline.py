"""A dispatch's body as an outline: parts, articles, points and bullets with their path, and the paragraphs between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.misread_marks import Mark, Stretch, ones_found
from records import Dispatch, Zone

#: The marks that open an item, the outer kinds first; the kind that is met again closes what stands inside it.
MARKS = (
    ("part", re.compile(r"(?:PHẦN|Phần)\s+(?:thứ\s+\w+|THỨ\s+\w+|[IVX]+|\d+)\s*[:.]?\s*")),
    ("chapter", re.compile(r"(?:CHƯƠNG|Chương)\s+(?:[IVX]+|\d+)\s*[:.]?\s*")),
    ("section", re.compile(r"(?:MỤC|Mục)\s+(?:[IVX]+|\d+)\s*[:.]?\s+(?=[A-ZĐÀ-Ỹ])")),
    ("article", re.compile(r"(?:ĐIỀU|Điều)\s+\d+[a-z]?\s*[:.]\s*")),
    ("roman", re.compile(r"[IVX]{1,5}\s*[./-]+\s+")),
    ("letter", re.compile(r"[A-E][./]\s+")),
    ("decimal3", re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,2}\.?\s+")),
    ("decimal", re.compile(r"\d{1,2}\.\d{1,2}(?:\.?\s*[-–]|\.)?\s+(?=\D)")),
    (
        "ordinal",
        re.compile(
            r"(?:(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười)\s+là\s*[,:]?"
            r"|Thứ\s+(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)\s*[,:])\s+"
        ),
    ),
    ("step", re.compile(r"(?:Bước|Đợt|Giai đoạn)\s+\d{1,2}\s*[:.]\s*")),
    ("number", re.compile(r"\d{1,2}\s*(?:[./](?![\d/])\s*[-–]?|[-–](?=\s*[A-ZĐÀ-Ỹ]))\s*")),
    ("bracket", re.compile(r"\(\d{1,2}\)\.?\s*")),
    ("close", re.compile(r"\d{1,2}\)\s*")),
    ("small", re.compile(r"[a-zđ]\d?[).]\s+|[a-zđ]\.\d\)?\s+")),
    ("dash", re.compile(r"[-–—]\s*")),
    ("plus", re.compile(r"\+\s*")),
    ("bullet", re.compile(r"[*•·]\s*")),
)
#: A list goes on inside a paragraph: an item's mark behind the end of another.
GLUED = re.compile(r"(?<=[.;:])\s+(?=(?:\d{1,2}(?:\.\d{1,2}){0,2}\.|[a-zđ]\))\s+[A-ZĐÀ-Ỹ])")
#: Paragraphs that open a list stand between what is outside of it and its items.
LEAD = "lead"
#: Words in capitals name a part, below its mark or without one.
TITLE = "title"
#: An annex begins a part of its own.
ANNEX = ("PHỤ LỤC", "Phụ lục ", "ĐỀ CƯƠNG")
ENDED = (".", ";", ",", "/", ":", "…", "!", "?")


@dataclass(frozen=True, slots=True)
class Item:
    """A stretch of the clean text under one mark, or an unmarked paragraph (`kind` '').

    `start`, `end`: all of it; `body`: where its words begin; `parent`: the index of the item it stands under, -1 for
    none; `path`: its marks from the outside in; `cells`: the offsets of a table row's cells.
    """

    start: int
    end: int
    body: int
    kind: str
    parent: int
    path: tuple[str, ...]
    cells: tuple[tuple[int, int], ...] = ()

    @property
    def clause(self) -> str:
        """Where it stands, as people cite it: 'III.2.(3)'."""
        return ".".join(mark for mark in self.path if mark)


def outline(dispatch: Dispatch) -> tuple[Item, ...]:
    """The items of the dispatch's body in reading order."""
    found: list[Item] = []
    stack: list[int] = []
    stretches = [*_stretches(dispatch)]
    marks = ones_found(dispatch.text, stretches, [_mark(dispatch.text, stretch) for stretch in stretches])
    kinds = [mark.kind for mark in marks]
    for stretch, mark, following in zip(stretches, marks, [*kinds, ""][1:], strict=True):
        kind = mark.kind or _unmarked(dispatch.text[stretch.start : stretch.end].strip())
        _close(kind, following, found, stack)
        found.append(_item(stretch, replace(mark, kind=kind), found, stack))
        stack.append(len(found) - 1)
    return tuple(found)


def _item(stretch: Stretch, mark: Mark, found: Sequence[Item], stack: Sequence[int]) -> Item:
    """The item of a stretch, under the innermost open one."""
    parent = stack[-1] if stack else -1
    above = found[parent].path if parent >= 0 else ()
    label = "" if mark.kind in {"row", LEAD, TITLE, ""} else mark.label
    return Item(stretch.start, stretch.end, mark.body, mark.kind, parent, (*above, label), stretch.cells)


def _unmarked(own: str) -> str:
    """The kind of a paragraph without a mark: the title of a part, a lead-in, or '' for prose."""
    if own.isupper() and len(own) > 4 and not own.endswith("!"):
        return TITLE
    return LEAD if own.endswith(":") else ""


def _close(kind: str, following: str, found: Sequence[Item], stack: list[int]) -> None:
    """Cut the stack: a mark met again closes its list, and a lead-in the list that its own begins anew.

    `following` is the kind of what stands next.  A paragraph without a mark closes paragraphs and rows only.
    """
    kinds = [found[index].kind for index in stack]
    if kind == LEAD:
        if following in kinds and following not in {"", "row"}:
            del stack[kinds.index(following) :]
    elif kind in kinds and kind not in {"", "row"}:
        del stack[kinds.index(kind) :]
        return
    while stack and found[stack[-1]].kind in ({"", "row", LEAD} if kind == LEAD else {"", "row"}):
        stack.pop()


def _mark(text: str, stretch: Stretch) -> Mark:
    """The stretch's mark; its kind is '' for a paragraph without one, 'row' for a row of a table."""
    if stretch.cells:
        return Mark("row", stretch.start)
    if text.startswith(ANNEX, stretch.start):
        return Mark("part", stretch.start)
    for kind, pattern in MARKS:
        match = pattern.match(text, stretch.start, stretch.end)
        if match and match.end() < stretch.end:
            return Mark(kind, match.end(), match[0].strip(" .-–/:"))
    return Mark("", stretch.start)


def _stretches(dispatch: Dispatch) -> Iterator[Stretch]:
    for paragraph in _paragraphs(dispatch):
        if paragraph.cells:
            yield paragraph
            continue
        start = paragraph.start
        for match in GLUED.finditer(dispatch.text, paragraph.start, paragraph.end):
            yield Stretch(start, match.start())
            start = match.end()
        yield Stretch(start, paragraph.end)


def _paragraphs(dispatch: Dispatch) -> Iterator[Stretch]:
    """The paragraphs and table rows of the body; a line that goes on with a sentence belongs to the one above."""
    open_one: Stretch | None = None
    for line in dispatch.lines:
        end = line.start + len(line.text)
        if line.zone is Zone.TABLE and len(line.cells) > 1:
            if open_one:
                yield open_one
            open_one = None
            yield Stretch(line.start, end, _cells(line.text, line.start, line.cells))
        elif line.zone is Zone.BODY and open_one and _goes_on(dispatch.text, open_one, line.start):
            open_one = Stretch(open_one.start, end)
        else:
            if open_one:
                yield open_one
            open_one = Stretch(line.start, end) if line.zone is Zone.BODY and line.text.strip() else None
    if open_one:
        yield open_one


def _goes_on(text: str, above: Stretch, start: int) -> bool:
    """Whether the line goes on with the paragraph above: joined already, or a sentence broken by a page."""
    if text[start - 1] != "\n":
        return True
    return (
        text[start].islower() and not text[: above.end].rstrip().endswith(ENDED) and not text[start:].startswith(ITEM)
    )


#: A small letter that opens an item opens no continuation.
ITEM = tuple(f"{letter})" for letter in "abcdđeghiklmnopqrstuvxy")


def _cells(text: str, start: int, cells: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """The offsets of a row's cells."""
    found: list[tuple[int, int]] = []
    at = 0
    for cell in cells:
        at = text.find(cell, at)
        found.append((start + at, start + at + len(cell)))
        at += len(cell)
    return tuple(found)
