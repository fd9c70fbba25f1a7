"""The inline markup of a case: **bold**, *italic* (not nested), and in either what was put in later, and {gap}.

{hand:…} is written with the office's pen, {red:…} with a red one, {machine:…} stamped by a numbering machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

#: What a reader types where the paper has an empty space for a number.
GAP_TEXT = "      "

_TYPED = re.compile(r"\*\*(?P<bold>[^*]+)\*\*|(?<!\*)\*(?P<italic>[^*\s](?:[^*]*[^*\s])?)\*(?!\*)")
_INSERTED = re.compile(r"\{(?P<how>hand|red|machine):(?P<text>[^{}]+)\}|(?P<gap>\{gap\})")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in one hand or type (`red`: a red pen, `machine`: a numbering machine); a gap has no text."""

    text: str
    bold: bool = False
    italic: bool = False
    hand: bool = False
    red: bool = False
    machine: bool = False
    gap: bool = False


#: One word as printed: its pieces stand together without space.
Token = tuple[Piece, ...]


def pieces(line: str) -> tuple[Piece, ...]:
    """The line cut where its type or hand changes, in order.

    Raises ValueError for a brace or a double star that opens or closes nothing.

    >>> [p.text for p in pieces("Số {hand:12}-CV/TU")]
    ['Số ', '12', '-CV/TU']
    """
    found = [part for typed in _typed(line) for part in _inserted(typed)]
    for piece in found:
        _refuse_stray_marks(piece, line)
    return tuple(piece for piece in found if piece.text or piece.gap)


def _typed(line: str) -> Iterator[Piece]:
    """The line cut at its stars."""
    at = 0
    for match in _TYPED.finditer(line):
        yield Piece(line[at : match.start()])
        bold = match["bold"] is not None
        yield Piece(match["bold"] if bold else match["italic"], bold=bold, italic=not bold)
        at = match.end()
    yield Piece(line[at:])


def _inserted(typed: Piece) -> Iterator[Piece]:
    """The piece cut at what was put in later or left empty."""
    at = 0
    for match in _INSERTED.finditer(typed.text):
        yield replace(typed, text=typed.text[at : match.start()])
        how = match["how"]
        yield replace(
            typed,
            text=match["text"] or "",
            hand=how in ("hand", "red"),
            red=how == "red",
            machine=how == "machine",
            gap=how is None,
        )
        at = match.end()
    yield replace(typed, text=typed.text[at:])


def _refuse_stray_marks(piece: Piece, line: str) -> None:
    """ValueError where markup is left over; a star or a row of stars alone is ornament, `(*)` a footnote's sign."""
    if re.search(r"[{}]", piece.text):
        raise ValueError(f"a brace opens or closes nothing in '{line}'")
    if "**" in piece.text and piece.text.strip().strip("*"):
        raise ValueError(f"bold is not closed in '{line}'")


def tokens(line: str, style: Piece | None = None) -> tuple[Token, ...]:
    """The words of the line, each with its pieces; `style` is the type of a line that bears no markup of its own.

    >>> [[p.text for p in token] for token in tokens("Số: {hand:12}/UBND")]
    [['Số:'], ['12', '/UBND']]
    """
    parts = pieces(line)
    if style is not None and not any(p.bold or p.italic for p in parts):
        parts = tuple(replace(p, bold=style.bold, italic=style.italic) for p in parts)
    words: list[list[Piece]] = [[]]
    for part in parts:
        _append(words, part)
    return tuple(tuple(word) for word in words if word)


def _append(words: list[list[Piece]], part: Piece) -> None:
    """Add the part to the words: its first word joins the last one, a space begins a new one, a gap stands alone."""
    if part.gap:
        words.extend([[part], []])
        return
    for number, chunk in enumerate(re.split(r"[ \t]+", part.text)):
        if number:
            words.append([])
        if chunk:
            words[-1].append(replace(part, text=chunk))


def unmarked(line: str) -> str:
    """The line as a person would type it: no markup, what is written by hand as text, a gap as spaces.

    >>> unmarked("*Hà Nội, ngày {hand:5} tháng 4*")
    'Hà Nội, ngày 5 tháng 4'
    """
    return "".join(GAP_TEXT if piece.gap else piece.text for piece in pieces(line))
