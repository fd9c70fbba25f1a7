"""A sheet of paper being drawn on at 300 dpi, and the record of every word and mark that was put there."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

from PIL import Image, ImageChops, ImageDraw

from corpora.fonts import mm
from records import Box, Zone

Colour = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
TONER: Colour = (22, 22, 24)  # a laser's black is no full black once scanned
INKS: dict[str, Colour] = {"red": (206, 40, 52), "blue": (38, 58, 158), "black": (30, 30, 34)}

A4_MM = (210.0, 297.0)
A4 = (round(mm(A4_MM[0])), round(mm(A4_MM[1])))


@dataclass(frozen=True, slots=True)
class Drawn:
    """A word as drawn: its box, in pixels of the master until the page is finished, then in points."""

    text: str
    box: Box
    zone: Zone
    hand: bool = False
    dispatch: int = 0


@dataclass(frozen=True, slots=True)
class Ink:
    """A mark that is no word of the text: `seal`, `signature`, `tick`, `table`, `stamp`, `mark`."""

    what: str
    box: Box


@dataclass
class Sheet:
    """The picture of one page (or of one stamp before it is pressed on a page) with what it bears."""

    image: Image.Image
    words: list[Drawn] = field(default_factory=list)
    inks: list[Ink] = field(default_factory=list)

    @classmethod
    def blank(cls, width: float = A4[0], height: float = A4[1]) -> Sheet:
        """An empty white sheet of that many pixels, an A4 page by default."""
        return cls(Image.new("RGB", (round(width), round(height)), WHITE))

    @property
    def pen(self) -> ImageDraw.ImageDraw:
        """What draws on the picture."""
        return ImageDraw.Draw(self.image)

    def rule(self, x0: float, x1: float, y: float, colour: Colour = TONER) -> None:
        """Draw a horizontal rule of about 0.75 points."""
        self.pen.line((x0, y, x1, y), fill=colour, width=3)

    def press(self, other: Sheet, at: tuple[float, float], angle: float = 0.0) -> Box:
        """Press the other sheet on this one like a stamp, centred at `at`, turned counter-clockwise; returns its box.

        Ink is multiplied into what is there, so that print shows through it; words and marks come along.
        """
        turned = other.image.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=WHITE)
        left, top = round(at[0] - turned.width / 2), round(at[1] - turned.height / 2)
        frame = (left, top, left + turned.width, top + turned.height)
        self.image.paste(ImageChops.multiply(self.image.crop(frame), turned), frame[:2])
        place = _Turn(other.image.size, at, angle)
        self.words.extend(replace(word, box=place.box(word.box)) for word in other.words)
        self.inks.extend(replace(ink, box=place.box(ink.box)) for ink in other.inks)
        return place.box((0, 0, *other.image.size))


@dataclass(frozen=True, slots=True)
class _Turn:
    """How a pressed sheet's own pixels lie on the other one."""

    size: tuple[int, int]
    centre: tuple[float, float]
    angle: float

    def box(self, box: Box) -> Box:
        """The upright box around the turned one."""
        cos, sin = math.cos(math.radians(self.angle)), math.sin(math.radians(self.angle))
        corners = [(x - self.size[0] / 2, y - self.size[1] / 2) for x in (box[0], box[2]) for y in (box[1], box[3])]
        xs = [self.centre[0] + x * cos + y * sin for x, y in corners]
        ys = [self.centre[1] - x * sin + y * cos for x, y in corners]
        return min(xs), min(ys), max(xs), max(ys)
