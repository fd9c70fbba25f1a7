"""The words of a page as an invisible layer: each where it stands, in the order of reading, a blank between two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import hypot
from statistics import median

from publish.invisible_font import ASCENT, DESCENT, WIDTH, codes
from records import Box

#: a, b, c, d, e, f: a point (x, y) goes to (ax + cy + e, bx + dy + f).
Affine = tuple[float, float, float, float, float, float]

SAME_LINE = 0.5  # of the lower word's height: so much of it beside the word before, they stand on one line
WIDEST_BLANK = 3.0  # heights of a line: beyond, the next word begins a column of its own
NARROWEST_BLANK = 0.15  # of a line's height, also where boxes touch
LEAST = 0.5  # points: no word is narrower or lower, whatever its box says


@dataclass(frozen=True, slots=True)
class LaidWord:
    """A word and its box in points, downwards from the top left of the page as it was read."""

    text: str
    box: Box


def layer(words: Sequence[LaidWord], way: Affine, font: str) -> bytes:
    """What is put into the page's content: the words in text render mode 3, which paints nothing.

    `way` leads from the page as it was read to the page's own coordinates; `font` is the invisible font's name there.
    """
    shown = [one for line in lines_of(words) for one in _line(line, way, font)]
    return "\n".join(("q", "BT", "3 Tr", *shown, "ET", "Q", "")).encode("ascii") if shown else b""


def lines_of(words: Iterable[LaidWord]) -> list[list[LaidWord]]:
    """The words in the lines they stand on, in the order given."""
    found: list[list[LaidWord]] = []
    for word in words:
        if not codes(word.text):
            continue
        if found and _goes_on(found[-1][-1].box, word.box):
            found[-1].append(word)
        else:
            found.append([word])
    return found


def through(way: Affine, then: Affine) -> Affine:
    """One way after the other."""
    a, b, c, d, e, f = way
    p, q, r, s, t, u = then
    return (
        *(p * a + r * b, q * a + s * b),
        *(p * c + r * d, q * c + s * d),
        *(p * e + r * f + t, q * e + s * f + u),
    )


def _goes_on(before: Box, box: Box) -> bool:
    lower = max(LEAST, min(before[3] - before[1], box[3] - box[1]))
    beside = min(before[3], box[3]) - max(before[1], box[1])
    gap = box[0] - before[2]
    return beside >= SAME_LINE * lower and box[0] > before[0] and gap <= WIDEST_BLANK * lower


def _line(words: Sequence[LaidWord], way: Affine, font: str) -> Iterator[str]:
    """The line's operators; all its words have one size, so that a selection looks like a line."""
    top, bottom = median(one.box[1] for one in words), median(one.box[3] for one in words)
    scale = hypot(way[0], way[1])
    height = max(LEAST, bottom - top)
    size = height * 1000 / (ASCENT - DESCENT)
    base = top + size * ASCENT / 1000
    yield f"/{font} {_number(size * scale)} Tf"
    for word, following in zip(words, (*words[1:], None), strict=True):
        left, _, right, _ = word.box
        width = max(LEAST, right - left)
        yield _matrix(way, ((left + right) / 2, base), width)
        yield _shown(word.text, width, size)
        if following is not None:
            yield _shown(" ", max(following.box[0] - right, NARROWEST_BLANK * size), size)


def _matrix(way: Affine, middle: tuple[float, float], width: float) -> str:
    """Where the word begins, its middle being where it is on the page, and in which quarter turn it runs.

    It does not follow the page's slope of a few degrees: readers break sloping words apart.
    """
    a, b, c, d, e, f = way
    x, y = middle
    scale = hypot(a, b)
    across, up = _quarter(a, b), _quarter(-c, -d)
    at = (a * x + c * y + e, b * x + d * y + f)
    begins = (one - step * width * scale / 2 for one, step in zip(at, across, strict=True))
    return f"{across[0]} {across[1]} {up[0]} {up[1]} {' '.join(map(_number, begins))} Tm"


def _quarter(x: float, y: float) -> tuple[int, int]:
    """The direction along an edge of the paper that is nearest."""
    return (1 if x > 0 else -1, 0) if abs(x) >= abs(y) else (0, 1 if y > 0 else -1)


def _shown(text: str, width: float, size: float) -> str:
    """The text stretched over so many points."""
    told = codes(text)
    natural = len(told) // 4 * WIDTH / 1000 * size
    return f"{_number(100 * width / natural)} Tz <{told}> Tj"


def _number(value: float) -> str:
    """As PDF writes numbers: no exponent, no zeros that say nothing; a hundredth of a point is enough."""
    return f"{value + 0.0:.2f}".rstrip("0").rstrip(".")


def onto(paper: Box, rotation: int, width: float, height: float) -> Affine:
    """The way from a page as it is shown, `width` by `height`, downwards, to its own coordinates in the file.

    `paper` is the part of the page that is shown (left, bottom, right, top); `rotation` the clockwise quarter turn in
    degrees with which it is shown.
    """
    left, bottom, right, top = paper
    wide, high = (right - left) / width, (top - bottom) / height
    if rotation % 180:
        wide, high = (right - left) / height, (top - bottom) / width
    ways: dict[int, Affine] = {
        0: (wide, 0, 0, -high, left, top),
        90: (0, high, wide, 0, left, bottom),
        180: (-wide, 0, 0, high, right, bottom),
        270: (0, -high, -wide, 0, right, top),
    }
    return ways[rotation % 360]
