"""What is written with a pen: digits stroke by stroke, letters in a chancery, signatures and ticks."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from corpora.fonts import Face, load, mm, px, width
from corpora.seeds import chance
from corpora.sheet import Colour, Sheet
from records import Box

Point = tuple[float, float]

#: Digits and separators as pen strokes: points on a grid with the baseline at 0, the top at 1; 0.6 is a digit's width.
STROKES: dict[str, tuple[tuple[Point, ...], ...]] = {
    "0": (((0.36, 0.98), (0.1, 0.78), (0.04, 0.3), (0.25, 0), (0.5, 0.2), (0.55, 0.66), (0.38, 0.98), (0.26, 0.93)),),
    "1": (((0.1, 0.68), (0.34, 1), (0.31, 0.5), (0.28, 0)),),
    "2": (((0.08, 0.75), (0.2, 0.98), (0.45, 0.95), (0.5, 0.7), (0.3, 0.35), (0.05, 0.02), (0.3, 0.06), (0.58, 0.02)),),
    "3": (((0.08, 0.92), (0.3, 1), (0.5, 0.82), (0.22, 0.53), (0.46, 0.45), (0.54, 0.22), (0.33, 0), (0.05, 0.1)),),
    "4": (
        ((0.32, 1), (0.16, 0.58), (0.03, 0.32), (0.3, 0.33), (0.6, 0.36)),
        ((0.43, 0.62), (0.41, 0.3), (0.39, -0.08)),
    ),
    "5": (
        ((0.16, 0.98), (0.12, 0.56), (0.36, 0.6), (0.53, 0.38), (0.44, 0.08), (0.2, -0.02), (0.03, 0.1)),
        ((0.16, 0.98), (0.36, 0.97), (0.56, 1)),
    ),
    "6": (((0.45, 1), (0.18, 0.7), (0.05, 0.28), (0.22, 0), (0.47, 0.1), (0.48, 0.36), (0.28, 0.47), (0.08, 0.28)),),
    "7": (((0.05, 0.94), (0.3, 0.96), (0.55, 0.97), (0.36, 0.5), (0.24, -0.02)), ((0.14, 0.5), (0.5, 0.54))),
    "8": (
        (
            *((0.46, 0.88), (0.26, 1), (0.09, 0.8), (0.3, 0.54), (0.51, 0.26)),
            *((0.33, 0), (0.09, 0.2), (0.28, 0.52), (0.47, 0.76), (0.44, 0.93)),
        ),
    ),
    "9": (((0.49, 0.82), (0.3, 1), (0.08, 0.8), (0.17, 0.54), (0.4, 0.6), (0.52, 0.88), (0.49, 0.4), (0.38, -0.02)),),
    "/": (((0.46, 1.12), (0.24, 0.5), (0.02, -0.16)),),
    "-": (((0.08, 0.42), (0.28, 0.43), (0.48, 0.47)),),
    ".": (((0.14, 0.03), (0.18, 0.0), (0.2, 0.03)),),
}

_PEN = 0.26  # millimetres of a ballpoint's line, to which the soft edge adds
_ADVANCE = {"/": 0.52, "-": 0.56, ".": 0.3}
_HEIGHT = 0.8  # of the type size: a hand writes a little larger than type


def smooth(points: Sequence[Point], steps: int = 10) -> npt.NDArray[np.float64]:
    """The Catmull-Rom curve through the points, `steps` points to a span."""
    knots = np.asarray([points[0], *points, points[-1]], dtype=np.float64)
    t = np.linspace(0.0, 1.0, steps)[:, None]
    spans = []
    for a, b, c, d in zip(knots, knots[1:], knots[2:], knots[3:], strict=False):
        bend = (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
        spans.append(0.5 * (2 * b + (c - a) * t + bend))
    return np.vstack(spans)


def trace(sheet: Sheet, points: Sequence[Point], colour: Colour, thickness: float = mm(_PEN)) -> Box:
    """Draw the curve through the points (pixels of the sheet); its box comes back."""
    curve = smooth(points)
    pad = thickness + 2
    low, high = np.floor(curve.min(axis=0) - pad), np.ceil(curve.max(axis=0) + pad)
    mask = np.zeros((int(high[1] - low[1]), int(high[0] - low[0])), dtype=np.uint8)
    fixed = np.round((curve - low) * 16).astype(np.int32)  # four bits of a pixel's fraction
    cv2.polylines(mask, [fixed], False, 255, round(thickness), cv2.LINE_AA, 4)
    sheet.image.paste(colour, (int(low[0]), int(low[1])), Image.fromarray(mask))
    return float(low[0] + pad), float(low[1] + pad), float(high[0] - pad), float(high[1] - pad)


def run(text: str, size: float) -> float:
    """How wide the written text runs, in pixels, at a type size in points."""
    return sum(_advance(letter, size) for letter in text)


def _advance(letter: str, size: float) -> float:
    """How far the pen moves on for one letter."""
    if letter in STROKES:
        return px(size) * _HEIGHT * _ADVANCE.get(letter, 0.74)
    return width(letter, _pen_face(size)) * 1.05


def _pen_face(size: float) -> Face:
    """The chancery in which letters are written."""
    return Face("pen", size * 1.15)


def write(sheet: Sheet, text: str, at: Point, size: float, colour: Colour) -> Box:
    """Write the text from `at` (left end of the baseline) on; its box comes back.  One place gives one hand."""
    rng = chance("hand", text, round(at[0]), round(at[1]))
    x, boxes = at[0], []
    for letter in text:
        y = at[1] + rng.uniform(-0.03, 0.03) * px(size)
        boxes.append(_letter(sheet, letter, (x, y), size, (colour, rng)))
        x += _advance(letter, size)
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def _letter(sheet: Sheet, letter: str, at: Point, size: float, ink: tuple[Colour, random.Random]) -> Box:
    """Write one letter; its box comes back."""
    colour, rng = ink
    if letter not in STROKES:
        font = load(_pen_face(size))
        sheet.pen.text(at, letter, colour, font, anchor="ls")
        left, top, right, bottom = font.getbbox(letter, anchor="ls")
        return at[0] + left, at[1] + top, at[0] + right, at[1] + bottom
    height = px(size) * _HEIGHT * rng.uniform(0.92, 1.08)
    slant = rng.uniform(0.02, 0.16)
    boxes = []
    for stroke in STROKES[letter]:
        shaken = [(x + rng.gauss(0, 0.015) + slant * y, y + rng.gauss(0, 0.015)) for x, y in stroke]
        points = [(at[0] + x * height, at[1] - y * height) for x, y in shaken]
        boxes.append(trace(sheet, points, colour))
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


#: How a signature may begin: the capital of a name, drawn in one stroke left of the middle.
_CAPITALS: tuple[tuple[Point, ...], ...] = (
    ((-0.95, 0.1), (-0.6, -0.9), (-0.45, -0.75), (-0.7, 0.75), (-0.85, 0.4), (-0.5, 0.05)),
    ((-0.9, -0.7), (-0.75, 0.8), (-0.8, -0.2), (-0.4, -0.9), (-0.2, -0.3), (-0.7, 0.1), (-0.4, 0.5)),
    ((-0.3, -0.8), (-0.75, -0.9), (-0.95, 0.1), (-0.7, 0.75), (-0.35, 0.4), (-0.45, -0.1), (-0.8, 0.1)),
    ((-1.0, -0.6), (-0.2, -0.9), (-0.55, -0.75), (-0.7, 0.6), (-0.9, 0.5), (-0.6, 0.1)),
)

#: And how it may end.
_ENDS: tuple[tuple[Point, ...], ...] = (
    ((0.75, -0.3), (1.0, -0.7), (0.9, -0.1), (0.2, 0.65), (-0.5, 0.6)),
    ((0.8, 0.2), (1.15, -0.5), (1.3, -0.9)),
    ((0.8, 0.3), (0.6, 0.9), (0.4, 0.5), (0.9, -0.1), (1.3, -0.2)),
    ((0.85, 0.1), (1.2, 0.0), (-0.3, 0.45), (-0.8, 0.6), (1.0, 0.35)),
)


def sign(sheet: Sheet, centre: Point, colour: Colour, rng: random.Random) -> Box:
    """Scribble a signature about 45 mm wide around `centre`; its box comes back.

    A capital, a row of loops or waves that shrink as the hand hurries on, and a flourish.
    """
    reach, rise = mm(rng.uniform(17, 22)), mm(rng.uniform(7, 11))
    points = [*rng.choice(_CAPITALS), *_running(rng), *rng.choice(_ENDS)]
    tilt = math.radians(rng.uniform(0, 18))
    placed = []
    for u, v in points:
        dx, dy = (u + rng.gauss(0, 0.03)) * reach, (v + rng.gauss(0, 0.05)) * rise
        placed.append((centre[0] + dx * math.cos(tilt) + dy * math.sin(tilt), centre[1] + dy - dx * math.sin(tilt)))
    return trace(sheet, placed, colour, mm(rng.uniform(0.26, 0.42)))


def _running(rng: random.Random) -> list[Point]:
    """A running row of loops (or of waves, where the hand does not turn back) from -0.45 to 0.65, six points a turn."""
    turns = rng.randint(2, 5)
    tall, slant, loop = rng.uniform(0.25, 0.65), rng.uniform(0.05, 0.4), rng.uniform(0.0, 0.16)
    found: list[Point] = []
    for number in range(turns * 6):
        done, phase = number / (turns * 6), number * math.pi / 3
        high = tall * (1 - 0.6 * done) * rng.uniform(0.7, 1.3)
        y = 0.1 - high * math.sin(phase)
        found.append((-0.45 + 1.1 * done - loop * math.cos(phase) - slant * y, y))
    return found


def tick(sheet: Sheet, at: Point, colour: Colour, rng: random.Random) -> Box:
    """A reader's mark in the margin: a tick, a bracket or a cross; its box comes back."""
    shapes: tuple[tuple[Point, ...], ...] = (
        ((0, 0.5), (0.3, 1), (0.45, 0.9), (1.1, -0.3)),
        ((0.6, 0), (0.2, 0.15), (0.25, 1.5), (0.2, 2.8), (0.6, 3)),
        ((0, 0), (0.5, 0.55), (0.9, 1), (1, 0.2), (0.4, 0.6), (0, 1)),
    )
    side = mm(rng.uniform(4, 6))
    points = [
        (at[0] + (u + rng.gauss(0, 0.04)) * side, at[1] + (v + rng.gauss(0, 0.04)) * side)
        for u, v in rng.choice(shapes)
    ]
    return trace(sheet, points, colour)
