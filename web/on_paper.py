"""Stretches of a dispatch's clean text as they lie on its pages: a box a printed line, the text page by page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from records import Box
from registry.places import Place

#: Points of paper left around a line that is framed.
ROOM = 1.5
#: Lines further apart than so many of their heights are framed apart.
FAR = 1.6
#: Points of paper shown around a stretch that is cut out.
MARGIN = 9.0
#: The blanks of a sentence that its quotation leaves out are fewer.
MOST_BLANKS = 200

Stretch = tuple[int, int]


def outlines(lines: Iterable[Box]) -> tuple[str, ...]:
    """The frame around printed lines as the points of SVG polygons; lines far apart have a frame each.

    >>> outlines([(10, 0, 90, 10), (0, 12, 50, 22)])
    ('8.5,-1.5 91.5,-1.5 91.5,11.0 51.5,11.0 51.5,23.5 -1.5,23.5 -1.5,11.0 8.5,11.0',)
    """
    return tuple(_outline(block) for block in _blocks(lines))


def _blocks(lines: Iterable[Box]) -> list[list[Box]]:
    """Lines that stand close under one another, together."""
    blocks: list[list[Box]] = []
    for line in lines:
        above = blocks[-1][-1] if blocks else None
        if above is not None and above[1] < line[1] < above[3] + FAR * (above[3] - above[1]):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _outline(block: Sequence[Box]) -> str:
    """Down the right ends of the lines and up the left ones."""
    between = [(above[3] + below[1]) / 2 for above, below in pairwise(block)]
    edges = [block[0][1] - ROOM, *between, block[-1][3] + ROOM]
    right = [(one[2] + ROOM, y) for one, ends in zip(block, pairwise(edges), strict=True) for y in ends]
    left = [(one[0] - ROOM, y) for one, ends in zip(block, pairwise(edges), strict=True) for y in ends]
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in ((left[0]), *right, *reversed(left[1:])))


def view(boxes: Sequence[Box]) -> str:
    """The part of the page that shows the boxes, as an SVG viewBox."""
    left, top = min(box[0] for box in boxes) - MARGIN, min(box[1] for box in boxes) - MARGIN
    right, bottom = max(box[2] for box in boxes) + MARGIN, max(box[3] for box in boxes) + MARGIN
    return f"{left:.1f} {top:.1f} {right - left:.1f} {bottom - top:.1f}"


def pages_of(places: Iterable[Place], stretch: Stretch) -> tuple[int, ...]:
    """The pages on which the stretch stands, in reading order."""
    return tuple(dict.fromkeys(one.page for one in _under(places, stretch)))


def lines_on(places: Iterable[Place], stretch: Stretch, page: int) -> tuple[Box, ...]:
    """A box around each printed line of the stretch on the page; none where boxes are not known."""
    boxes = [one.box for one in _under(places, stretch) if one.page == page and one.box is not None]
    return tuple(_lines(boxes))


def _under(places: Iterable[Place], stretch: Stretch) -> Iterator[Place]:
    start, end = stretch
    return (one for one in places if one.start < end and start < one.end)


def _lines(boxes: Iterable[Box]) -> Iterator[Box]:
    """The words' boxes joined line by line."""
    line: Box | None = None
    for box in boxes:
        if line is not None and _beside(line, box):
            line = (min(line[0], box[0]), min(line[1], box[1]), max(line[2], box[2]), max(line[3], box[3]))
        else:
            if line is not None:
                yield line
            line = box
    if line is not None:
        yield line


def _beside(line: Box, box: Box) -> bool:
    """Whether the word goes on the line: at its height, and not back at the left."""
    middle = (box[1] + box[3]) / 2
    return line[1] <= middle <= line[3] and box[2] > line[2]


def text_of(places: Sequence[Place], page: int, length: int) -> tuple[Stretch, ...]:
    """The stretches of the text that stand on the page; all of it where no places are known."""
    if not places:
        return ((0, length),)
    found: list[Stretch] = []
    for number, one in enumerate(places):
        if one.page != page:
            continue
        end = places[number + 1].start if number + 1 < len(places) else length
        if found and found[-1][1] == one.start:
            found[-1] = (found[-1][0], end)
        else:
            found.append((one.start, end))
    return tuple(found)


def located(text: str, sentence: str, stretch: Stretch) -> Stretch:
    r"""Where the sentence stands that was quoted around the stretch; the stretch itself where it stands nowhere.

    Quoted sentences are on one line, and long ones cut by '…'.

    >>> located("Một. Theo Chỉ thị\n10 mà làm. Hai.", "Theo Chỉ thị 10 mà làm.", (10, 20))
    (5, 28)
    """
    words = sentence.removeprefix("…").removesuffix("…").split()
    pattern = re.compile(r"\s+".join(map(re.escape, words))) if words else None
    start, end = stretch
    near = pattern.finditer(text, max(0, start - len(sentence) - MOST_BLANKS)) if pattern else ()
    return next((one.span() for one in near if one.start() <= start and end <= one.end()), stretch)
