"""What a scanner makes of a drawn page: five levels of quality, all chance seeded, no noise code of others.

| level  | picture                                                                                         |
|--------|-------------------------------------------------------------------------------------------------|
| clean  | 300 dpi colour, straight                                                                        |
| office | 200 dpi colour or grey, JPEG 60, up to 1 degree askew, light noise, the back page shows through |
| copy   | 200 dpi black and white, sharp, up to half a degree askew, a few specks: seal and pens are black |
| bad    | 150 dpi, JPEG 35, up to 2 degrees askew, uneven light, pale toner, strong noise                 |
| fax    | 150 dpi black and white, up to 2 degrees askew, specks, broken strokes                          |
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from corpora.fonts import DPI
from corpora.seeds import seed
from records import Box

Picture = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Level:
    """One quality: resolution, JPEG quality, greatest skew (degrees), noise (grey values), and what else goes wrong."""

    dpi: int
    quality: int
    skew: float
    noise: float
    show_through: float = 0.0
    shade: float = 0.0
    blur: float = 0.0
    contrast: float = 1.0
    grey: float = 0.0  # share of scans without colour
    bilevel: bool = False
    specks: int = 0  # on a black and white page
    light: float = 128.0  # a black and white page prints what is darker
    coloured: bool = False  # its lamp sees red and blue ink as black
    broken: bool = False  # strokes break where a black and white page is weak


LEVELS: dict[str, Level] = {
    "clean": Level(300, 92, 0.0, 0.0),
    "office": Level(200, 60, 1.0, 3.5, show_through=0.045, shade=10, blur=0.45, contrast=0.94, grey=0.3),
    "copy": Level(200, 100, 0.5, 5.0, blur=0.35, grey=1.0, bilevel=True, specks=45, light=165, coloured=True),
    "bad": Level(150, 35, 2.0, 13.0, show_through=0.07, shade=58, blur=0.82, contrast=0.7, grey=0.5),
    "fax": Level(150, 100, 2.0, 34.0, shade=8, blur=0.5, grey=1.0, bilevel=True, specks=260, broken=True),
}

_DROPOUT = 1.15  # standard deviations of the field above which a fax breaks a stroke


@dataclass(frozen=True, slots=True)
class Scanned:
    """A page as the scanner gives it: picture, dpi, skew (degrees, counter-clockwise), and the map from the master."""

    image: Image.Image
    dpi: int
    angle: float
    matrix: tuple[float, ...]

    def place(self, box: Box) -> Box:
        """The upright box in points of this page around a box in pixels of the master."""
        a, b, c, d, e, f = self.matrix
        corners = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
        xs = [(a * x + b * y + c) * 72 / self.dpi for x, y in corners]
        ys = [(d * x + e * y + f) * 72 / self.dpi for x, y in corners]
        return round(min(xs), 1), round(min(ys), 1), round(max(xs), 1), round(max(ys), 1)


def degrade(page: Image.Image, back: Image.Image | None, level: str, *name: object) -> Scanned:
    """The page scanned at that level; `back` is what shows through it, `name` (case and page) seeds all chance.

    Whether a scan has colour depends on the case alone, the first word of `name`.
    """
    quality = LEVELS[level]
    rng = random.Random(seed(level, *name))
    angle = rng.uniform(-quality.skew, quality.skew)
    matrix = _matrix(page.size, angle, quality.dpi)
    placed = tuple(float(value) for value in matrix.ravel())
    if level == "clean":
        return Scanned(page, quality.dpi, 0.0, placed)
    grey = random.Random(seed("grey", level, *name[:1])).random() < quality.grey
    picture = _taken(page, matrix, quality, grey)
    if back is not None and quality.show_through:
        behind = cv2.flip(_taken(back, matrix, quality, True), 1)
        picture -= _spread(quality.show_through * (255 - cv2.GaussianBlur(behind, (0, 0), 1.2)), picture)
    noise = np.random.default_rng(seed("noise", level, *name))
    picture = _aged(picture, quality, rng, noise)
    return Scanned(_image(picture, quality, noise), quality.dpi, angle, placed)


def _matrix(size: tuple[int, int], angle: float, dpi: int) -> npt.NDArray[np.float64]:
    """The map from pixels of the master to pixels of the scan: reduced, and turned around the middle."""
    scale = dpi / DPI
    middle = (size[0] * scale / 2, size[1] * scale / 2)
    matrix = np.asarray(cv2.getRotationMatrix2D(middle, angle, 1.0), dtype=np.float64)
    matrix[:, :2] *= scale
    return matrix


def _taken(page: Image.Image, matrix: npt.NDArray[np.float64], quality: Level, grey: bool) -> Picture:
    """The page as light falls on the sensor: reduced, turned, a little soft."""
    scale = quality.dpi / DPI
    size = round(page.width * scale), round(page.height * scale)
    small = cv2.resize(_seen(page, quality, grey), size, interpolation=cv2.INTER_AREA)
    turn = matrix.copy()
    turn[:, :2] /= scale
    turned = cv2.warpAffine(small, turn, size, flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))
    return np.asarray(cv2.GaussianBlur(turned, (0, 0), quality.blur), dtype=np.float32)


def _seen(page: Image.Image, quality: Level, grey: bool) -> npt.NDArray[np.uint8]:
    """What the sensor sees: colours, their brightness, or how dark the ink is in its darkest colour."""
    if quality.coloured:
        return np.asarray(np.asarray(page.convert("RGB")).min(axis=2))
    return np.asarray(page.convert("L") if grey else page)


def _spread(values: npt.NDArray[np.float32], picture: Picture) -> npt.NDArray[np.float32]:
    """A field of one value a pixel, made to fit the picture's channels."""
    return values if picture.ndim == values.ndim else values[..., None]


def _aged(picture: Picture, quality: Level, rng: random.Random, noise: np.random.Generator) -> Picture:
    """The picture with weak contrast, uneven light and the sensor's grain."""
    height, width = picture.shape[:2]
    paper = rng.uniform(244, 252)
    ink = (1 - picture / 255) * quality.contrast
    picture = np.asarray(paper - (paper - 22) * ink, dtype=np.float32)
    picture -= _spread(_shade((height, width), quality.shade, rng), picture)
    grain = noise.standard_normal((height, width), dtype=np.float32)
    if quality.noise > 5:
        # A cheap scanner's grain is coarse.
        grain = np.asarray(cv2.GaussianBlur(grain, (0, 0), 0.7) * 1.6, dtype=np.float32)
    return np.asarray(picture + _spread(grain * quality.noise, picture), dtype=np.float32)


def _shade(shape: tuple[int, int], depth: float, rng: random.Random) -> npt.NDArray[np.float32]:
    """How much darker each pixel is: a slope across the page, and a shadow where the lid stands off one edge."""
    height, width = shape
    turn = rng.uniform(0, 2 * math.pi)
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    slope = (x * math.cos(turn) + y * math.sin(turn) + 1.4) / 2.8
    edge = np.exp(-(1 + x * rng.choice((-1, 1))) * rng.uniform(14, 40))
    return np.asarray(np.clip(slope, 0, 1) * depth + edge * (depth * 1.5 + 15), dtype=np.float32)


def _image(picture: Picture, quality: Level, noise: np.random.Generator) -> Image.Image:
    """The picture in the scanner's depth."""
    if quality.bilevel:
        return Image.fromarray(_two_toned(picture, quality, noise))
    return Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8))


def _two_toned(picture: Picture, quality: Level, noise: np.random.Generator) -> npt.NDArray[np.bool_]:
    """Black and white: black specks where the glass was not clean, strokes broken where the line was weak."""
    height, width = picture.shape
    if quality.broken:
        field = noise.standard_normal((height // 3 + 1, width // 3 + 1), dtype=np.float32)
        weak = cv2.resize(field, (width, height), interpolation=cv2.INTER_LINEAR)
        picture = picture + np.clip(weak - _DROPOUT, 0, 1) * 110
    specks = noise.integers(0, (width - 3, height - 3), size=(quality.specks, 2))
    for (x, y), side in zip(specks, noise.integers(1, 4, size=quality.specks), strict=True):
        picture[y : y + side, x : x + max(1, side - 1)] = 0
    return np.asarray(picture > quality.light)
