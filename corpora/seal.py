"""The round seal of an organ, as unevenly inked as seals are."""

from __future__ import annotations

import math

import cv2
import numpy as np
from PIL import Image, ImageDraw

from corpora.fonts import Face, load, mm, width
from corpora.seeds import chance, seed
from corpora.sheet import WHITE, Colour, Ink, Sheet

_RADIUS = 17.5  # millimetres
_FINE = 2  # drawn twice as large and reduced, for smooth edges

#: Angles in degrees, clockwise from the top: the seal's words stand between them, its star below.
_FIRST, _LAST = -140.0, 140.0


def seal(text: str, colour: Colour, state: bool, hard: bool = False) -> Sheet:
    """The seal with the organ's name around it: the emblem's wreath for State organs, a star for Party ones.

    Pressed hard it has a thick rim and hardly a pale patch.
    """
    radius = mm(_RADIUS) * _FINE
    side = round(2 * radius + 8)
    mask = Image.new("L", (side, side), 0)
    pen, middle = ImageDraw.Draw(mask), side / 2
    for share, thick in ((1.0, 26 if hard else 14), (0.93, 5), (0.63, 6)):
        pen.circle((middle, middle), radius * share, outline=255, width=thick)
    _letters(mask, text.upper() or "VĂN THƯ", radius * 0.78)
    _star(pen, (middle, middle + radius * 0.78), radius * 0.08)
    if state:
        _emblem(pen, middle, radius * 0.58)
    else:
        _star(pen, (middle, middle), radius * 0.34)
    return _inked(mask.resize((side // _FINE, side // _FINE), Image.Resampling.LANCZOS), colour, (text, hard))


def _letters(mask: Image.Image, text: str, radius: float) -> None:
    """Set the letters around the ring, feet inwards, evenly between the two ends."""
    size = min(10.0, 330.0 / max(len(text), 24)) * _FINE
    face = Face("sans", size, bold=True)
    natural = sum(width(letter, face) for letter in text)
    arc = min(math.radians(_LAST - _FIRST) * radius, natural * 1.7)
    stretch = arc / max(natural, 1)
    angle = -arc / radius / 2
    for letter in text:
        half = width(letter, face) * stretch / radius / 2
        angle += half
        _letter(mask, letter, face, (radius, angle))
        angle += half


def _letter(mask: Image.Image, letter: str, face: Face, polar: tuple[float, float]) -> None:
    """Set one letter at that radius and angle (clockwise from the top, in radians)."""
    radius, angle = polar
    side = round(load(face).size * 2)
    tile = Image.new("L", (side, side), 0)
    ImageDraw.Draw(tile).text((side / 2, side / 2 + load(face).size * 0.36), letter, 255, load(face), anchor="ms")
    tile = tile.rotate(-math.degrees(angle), Image.Resampling.BICUBIC)
    middle = mask.width / 2
    x, y = middle + radius * math.sin(angle) - side / 2, middle - radius * math.cos(angle) - side / 2
    mask.paste(255, (round(x), round(y)), tile)


def _star(pen: ImageDraw.ImageDraw, centre: tuple[float, float], radius: float) -> None:
    """A five-pointed star standing on two points."""
    reach = [radius if number % 2 == 0 else radius * 0.4 for number in range(10)]
    turns = [math.pi * number / 5 for number in range(10)]
    points = [(centre[0] + r * math.sin(t), centre[1] - r * math.cos(t)) for r, t in zip(reach, turns, strict=True)]
    pen.polygon(points, fill=255)


def _emblem(pen: ImageDraw.ImageDraw, middle: float, radius: float) -> None:
    """Hint at the national emblem: a star, two sheaves and half a cogwheel."""
    _star(pen, (middle, middle - radius * 0.35), radius * 0.3)
    for number in range(5, 22):
        for side in (-1, 1):
            turn = math.radians(180 - side * number * 7.5)
            x, y = middle + radius * 0.78 * math.sin(turn), middle - radius * 0.78 * math.cos(turn)
            pen.ellipse((x - radius * 0.1, y - radius * 0.05, x + radius * 0.1, y + radius * 0.05), fill=255)
    lower = middle + radius * 0.42
    pen.arc(
        (middle - radius * 0.4, lower - radius * 0.35, middle + radius * 0.4, lower + radius * 0.45), 180, 360, 255, 12
    )
    pen.rectangle((middle - radius * 0.5, lower + radius * 0.15, middle + radius * 0.5, lower + radius * 0.3), fill=255)


def _inked(mask: Image.Image, colour: Colour, pressed: tuple[str, bool]) -> Sheet:
    """The seal printed from the mask, with pale patches where it bore less ink, turned a little."""
    text, hard = pressed
    noise = np.random.default_rng(seed("seal", text)).random((7, 7), dtype=np.float32)
    patches = cv2.resize(noise, mask.size, interpolation=cv2.INTER_CUBIC)
    strength = np.clip(0.55 + 0.55 * patches, 0.8 if hard else 0.4, 0.95)
    inked = Image.fromarray((np.asarray(mask) * strength).astype(np.uint8))
    inked = inked.rotate(chance("seal", text).uniform(-25, 25), Image.Resampling.BICUBIC)
    sheet = Sheet(Image.composite(Image.new("RGB", mask.size, colour), Image.new("RGB", mask.size, WHITE), inked))
    sheet.inks.append(Ink("seal", (0.0, 0.0, float(mask.width), float(mask.height))))
    return sheet
