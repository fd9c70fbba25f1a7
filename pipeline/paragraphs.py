"""The lines of a page whose file tells its paragraphs: each paragraph one line, wherever it is broken on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from pipeline.rows import around
from records import Column, Line, Page


def in_paragraphs(lines: Sequence[Line], page: Page) -> tuple[Line, ...]:
    """The lines with those of one paragraph joined, each closed in itself; the same where no paragraphs are told.

    White space stands above every paragraph of running text, however close it was set.
    """
    found: list[Line] = []
    for number, own in groupby(lines, key=_paragraph):
        if number:
            found.append(_joined(list(own), running=number not in page.unspaced))
        else:
            found.extend(own)
    return tuple(found)


def _paragraph(line: Line) -> int:
    """The paragraph to which all words of the line belong; 0 where they do not, or it is not known."""
    numbers = {word.paragraph for word in line.words}
    return numbers.pop() if len(numbers) == 1 and not line.cells else 0


def _joined(own: Sequence[Line], running: bool) -> Line:
    words = tuple(word for line in own for word in line.words)
    text = " ".join(line.text for line in own)
    gap = own[0].gap or (running and own[0].column is Column.FULL)
    return replace(own[0], text=text, words=words, box=around(word.box for word in words), gap=gap, short=True)
