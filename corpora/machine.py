"""What a numbering machine stamps: digits of one width in coloured ink, each wheel a little off the line."""

from __future__ import annotations

from corpora.fonts import Face, load, px, width
from corpora.hand import Point
from corpora.seeds import chance
from corpora.sheet import Colour, Sheet
from records import Box

_FACE = Face("sans", 15.0, bold=True)
_ADVANCE = 1.16  # of a digit's own width: wheels stand apart
_INKS: tuple[Colour, ...] = ((198, 44, 58), (206, 40, 52), (112, 56, 140), (40, 60, 150))


def run(text: str) -> float:
    """How wide the number runs, in pixels."""
    return width("0", _FACE) * _ADVANCE * len(text)


def stamp(sheet: Sheet, text: str, at: Point) -> Box:
    """Stamp the number from `at` (left end of the baseline) on; its box comes back.  One place gives one stamp."""
    rng = chance("machine", text, round(at[0]), round(at[1]))
    ink, font, x = rng.choice(_INKS), load(_FACE), at[0]
    boxes: list[Box] = []
    for digit in text:
        y = at[1] + rng.uniform(-0.06, 0.06) * px(_FACE.size)
        sheet.pen.text((x, y), digit, ink, font, anchor="ls")
        left, top, right, bottom = font.getbbox(digit, anchor="ls")
        boxes.append((x + left, y + top, x + right, y + bottom))
        x += width("0", _FACE) * _ADVANCE
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
