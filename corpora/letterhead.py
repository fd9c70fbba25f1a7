"""The two halves of a letterhead as rows: organs, number and subject on the left, motto and date on the right."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from corpora.fonts import mm
from corpora.look import Look
from corpora.markup import Piece, tokens, unmarked
from corpora.plain import is_rule
from corpora.sheet import A4
from corpora.typeset import Column, Row, Setting
from records import Zone

#: The two halves of a letterhead; the left one begins before the body's margin, as Word's tables do.
LEFT = Column(A4[0] * 0.28, mm(72))
RIGHT = Column(A4[0] * 0.70, mm(95))

_BOLD = Piece("", bold=True)
_ITALIC = Piece("", italic=True)
_SHORT_RULE = 0.4  # of the issuer's line; the motto's rule is as long as the motto

#: The rows above and below the line that number and date share.
Half = tuple[list[Row], list[Row]]


def left_half(lines: Sequence[str], look: Look, state: bool) -> Half:
    """The rows of the left half; the subject of a công văn is smaller, and italic in Party letterheads."""
    organs, below = _split(lines, _is_number)
    upper = [_row(line, look.setting(Zone.ISSUER, look.head), None, _SHORT_RULE) for line in organs]
    number = [_row(line, look.setting(Zone.SYMBOL, look.head + 0.5)) for line in below[:1]]
    style = None if state else _ITALIC
    subject = [_row(line, look.setting(Zone.SUBJECT, look.head - 0.5), style) for line in below[1:]]
    return upper, number + subject


def right_half(lines: Sequence[str], look: Look) -> Half:
    """The rows of the right half: motto in bold, place and date in italic unless they bear markup of their own."""
    motto, date = _split(lines, _is_date)
    upper = [
        _row(line, look.setting(Zone.MOTTO, look.head + (1.0 if number else 0.0)), _BOLD)
        for number, line in enumerate(motto)
    ]
    return upper, [_row(line, look.setting(Zone.PLACE_DATE, look.head + 0.5), _ITALIC) for line in date]


def seal_text(left: Sequence[str]) -> str:
    """What the organ's seal says: the bold lines of the letterhead, or all above the number where none is bold.

    >>> seal_text(["ĐẢNG BỘ TỈNH A", "**ĐẢNG ỦY XÃ B**", "*", "Số 1-CV/ĐU"])
    'ĐẢNG ỦY XÃ B'
    """
    names = [line for line in _split(left, _is_number)[0] if re.search(r"\w", line)]
    return " ".join(unmarked(line) for line in [line for line in names if "**" in line] or names)


def _split(lines: Sequence[str], begins: Callable[[str], bool]) -> tuple[list[str], list[str]]:
    """The lines before the first one of which `begins` holds, and that one with all that follow."""
    at = next((number for number, line in enumerate(lines) if begins(unmarked(line))), len(lines))
    return list(lines[:at]), list(lines[at:])


def _is_number(text: str) -> bool:
    """Whether the line is the number's."""
    return re.match(r"số\b", text, re.IGNORECASE) is not None


def _is_date(text: str) -> bool:
    """Whether the line has place and date."""
    return re.search(r"\bngày\b", text, re.IGNORECASE) is not None


def _row(line: str, setting: Setting, style: Piece | None = None, rule: float = 1.0) -> Row:
    """The line as a row, `---` as a rule of that share of the line above."""
    return Row((), setting, rule) if is_rule(line) else Row(tokens(line, style), setting)
