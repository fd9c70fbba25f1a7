"""A case file of the corpus parsed into frozen values, strictly: anything else is an error with file and line.

A case is a sequence of blocks.  A line `@name option=value …` opens one, everything up to the next such line is
its content; blank lines are ignored.  The order of the file is the order on the paper.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from corpora import markup

_INK = ("red", "red|blue|black")

#: Every block with its options; an option is its default and the pattern its value must match whole.
BLOCKS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "case": {
        "format": ("pdf", "pdf|tiff|png|jpeg"),
        "turn": ("0", "0|90|180|270"),
        "blank": ("0", r"\d+"),
        "font": ("", "|termes|liberation"),
    },
    "dispatch": {},
    "note": {},
    "left": {},
    "right": {},
    "stamp": {"at": ("right", "right|left|under-left"), "ink": _INK},
    "mark": {
        "ink": _INK,
        "angle": ("0", r"-?([0-9]|[1-3][0-9]|4[0-5])"),
        "at": ("left", "left|right|over|margin"),
        "frame": ("box", "box|none|double|broken|arrow"),
        "size": ("14", r"1[2-9]|2[0-9]|3[0-6]"),
    },
    "title": {},
    "organ": {},
    "to": {},
    "body": {},
    "table": {},
    "footnote": {},
    "recipients": {},
    "signature": {
        "seal": ("red", "red|black|none"),
        "hand": ("blue", "blue|black|none"),
        "press": ("light", "light|hard"),
    },
    "page": {},
    "annex": {},
    "plain": {},
}

#: Blocks that are commands and hold nothing.
EMPTY_BLOCKS = frozenset({"case", "dispatch", "page"})

_CELL_BORDER = re.compile(r"\s\|(?=\s)")


class CaseError(ValueError):
    """A case that is not in the format; the message begins with `FILE:LINE`."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block: name, options with defaults filled in, lines with their markup, and where in the file it begins."""

    name: str
    options: Mapping[str, str]
    lines: tuple[str, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Case:
    """One scan of our own writing: its name, how it is delivered, and its blocks from top to bottom.

    `turn` is the clockwise quarter turn in degrees in which the pages lie, `blank` the page after which a blank
    one follows (0 for none), `font` the family asked for ('' leaves it to chance).
    """

    name: str
    format: str = "pdf"
    turn: int = 0
    blank: int = 0
    font: str = ""
    blocks: tuple[Block, ...] = field(default=())


def parse(path: Path) -> Case:
    """The case in the file.  Raises CaseError naming file and line where it is not in the format."""
    return parse_text(path.read_text(encoding="utf-8"), path.stem, path.name)


def parse_text(text: str, name: str, file: str = "") -> Case:
    """The case written in `text`; `file` is what errors call it."""
    file = file or f"{name}.txt"
    if not unicodedata.is_normalized("NFC", text):
        raise CaseError(f"{file}:1: the text is not in NFC")
    blocks = tuple(_blocks(text, file))
    if not blocks or blocks[0].name != "case":
        raise CaseError(f"{file}:1: the first line must open @case")
    for block in blocks:
        _check(block, file, first=block is blocks[0])
    head = blocks[0].options
    return Case(name, head["format"], int(head["turn"]), int(head["blank"]), head["font"], blocks[1:])


def _blocks(text: str, file: str) -> Iterator[Block]:
    """The blocks of the file in order, with their options checked."""
    opened: tuple[str, int] | None = None
    lines: list[str] = []
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.rstrip()
        if line.startswith("@"):
            if opened:
                yield _block(opened, lines, file)
            opened, lines = (line, number), []
        elif line.strip():
            if opened is None:
                raise CaseError(f"{file}:{number}: text before the first block")
            lines.append(_checked_line(line, f"{file}:{number}"))
    if opened:
        yield _block(opened, lines, file)


def _checked_line(line: str, place: str) -> str:
    """The line, once its markup is known to be whole."""
    try:
        markup.pieces(line)
    except ValueError as error:
        raise CaseError(f"{place}: {error}") from error
    return line


def _block(opened: tuple[str, int], lines: list[str], file: str) -> Block:
    """The block that the line `@name option=value …` opens."""
    head, number = opened
    name, *given = head.removeprefix("@").split()
    if name not in BLOCKS:
        raise CaseError(f"{file}:{number}: unknown block @{name}")
    options = {option: default for option, (default, _) in BLOCKS[name].items()}
    for pair in given:
        option, _, value = pair.partition("=")
        if option not in options:
            raise CaseError(f"{file}:{number}: @{name} has no option '{option}'")
        allowed = BLOCKS[name][option][1]
        if not re.fullmatch(allowed, value):
            raise CaseError(f"{file}:{number}: {option}='{value}' in @{name} is not one of {allowed}")
        options[option] = value
    free = name == "plain"
    return Block(name, options, tuple(line if free else line.strip() for line in lines), number)


def _check(block: Block, file: str, first: bool) -> None:
    """CaseError where a block is out of place, empty without leave, or holds what it may not."""
    place = f"{file}:{block.at}"
    if block.name == "case" and not first:
        raise CaseError(f"{place}: @case stands only in the first line")
    if block.name in EMPTY_BLOCKS and block.lines:
        raise CaseError(f"{place}: @{block.name} holds no text")
    if block.name not in EMPTY_BLOCKS and not block.lines:
        raise CaseError(f"{place}: @{block.name} is empty")
    if block.name == "table":
        _check_table(block, place)


def _check_table(block: Block, place: str) -> None:
    """CaseError where the rows of a table have different numbers of cells."""
    counts = {len(row) for row in rows(block)}
    if len(counts) > 1:
        raise CaseError(f"{place}: the rows of @table have {sorted(counts)} cells")


def rows(table: Block) -> list[list[str]]:
    """The cells of a table block, row by row; the first row is the head."""
    return [[cell.strip() for cell in _CELL_BORDER.split(f" {line} ")] for line in table.lines]
