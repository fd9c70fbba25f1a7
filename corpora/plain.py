"""A case as plain text, as a careful person would type it from the paper: no markup, no rules, no page numbers."""

from __future__ import annotations

import re

from corpora import case as cases
from corpora.markup import unmarked

#: Blocks whose lines are paragraphs of their own; in all others they are printed lines that follow one another.
_PARAGRAPHS = frozenset({"body", "footnote"})


def text_of(case: cases.Case) -> str:
    """The text of the case in the order of the file: left half of the letterhead, right half, stamp, title, body, foot.

    Paragraphs and blocks are parted by an empty line, the cells of a table row by a tab.
    """
    return "\n\n".join(text for block in case.blocks if (text := _text(block))) + "\n"


def _text(block: cases.Block) -> str:
    """The text of one block, '' for a command."""
    if block.name == "table":
        return "\n".join("\t".join(unmarked(cell) for cell in row) for row in cases.rows(block))
    lines = [unmarked(line) for line in block.lines if not is_rule(line)]
    return ("\n\n" if block.name in _PARAGRAPHS else "\n").join(lines)


def is_rule(line: str) -> bool:
    """Whether the line stands for a drawn rule and not for text.

    >>> is_rule("---"), is_rule("*")
    (True, False)
    """
    return re.fullmatch(r"-{3,}", line.strip()) is not None
