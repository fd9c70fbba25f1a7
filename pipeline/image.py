"""Picture files, and the preparation of a page's picture for OCR.  The only room of OpenCV and Pillow.

The prepared page lies straight: coordinates found on it are those of the straightened picture.  They differ from the
paper as it was scanned by `Prepared.turn` (whole quarter turns) and `Prepared.angle` (a few degrees about the middle).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps, UnidentifiedImageError

from pipeline.errors import DamagedImage, DamagedPage, ImageBomb, TooManyPages
from pipeline.picture import Area, Picture, Pixels
from settings import Settings

#: What Pillow's readers raise on broken files (seen: OSError, SyntaxError for bad chunks, ValueError, EOFError).
DAMAGE = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, MemoryError)

BEST_DPI = 300.0  # above it OCR gets slower and no better
A4_LONG_INCHES = 11.69  # the paper that is assumed where a file does not say its resolution
PAPER_INCHES = (5.0, 18.0)  # the long side a believable resolution gives: A6 to A3 with room
SOURCE_FACTOR = 2  # a file may have twice Settings.max_pixels: A3 scanned at 600 dpi has 70 million

COLOUR_SPREAD = 40  # a pixel whose channels differ more is coloured ink, not yellowed paper or JPEG noise
COLOURED_SHARE = 0.0002  # of the page: less is dust
BILEVEL_GREYS = 0.10  # a page with a smaller share of middle greys was scanned in black and white
WIDEST_SKEW = 5.0  # degrees
LEAST_SKEW = 0.05  # degrees: below it turning only blurs
SKEW_GAIN = 1.02  # a profile must get so much sharper before a page is turned
LYING_GAIN = 1.25  # columns must be so much sharper than rows before a page is said to lie on its side
INK = 160  # on an evened page darker pixels are ink
LETTER_MM = (1.0, 14.0)  # the longer side of a letter, or of a few that touch
INK_POINTS = 60_000  # ink pixels that are looked at for the skew


@dataclass(frozen=True, slots=True)
class Prepared:
    """A page ready for OCR: the grey reading picture, the straightened original, and how they were turned.

    `turn` is how far clockwise, in degrees, the page had been turned (0, 90, 180, 270) and `angle` its skew in
    degrees, counter-clockwise; both are undone in the two pictures.
    """

    reading: Picture
    original: Picture | None
    turn: int
    angle: float


def frame_count(path: Path, settings: Settings) -> int:
    """How many pages the picture file has.  Raises DamagedImage, ImageBomb and TooManyPages from the headers alone."""
    with _opened(path) as image:
        _guard_size(image, settings)
        try:
            count = int(getattr(image, "n_frames", 1))
        except DAMAGE as error:
            raise DamagedImage() from error
    if count > settings.max_pages:
        raise TooManyPages(count, settings.max_pages)
    return count


def frame(path: Path, number: int, settings: Settings) -> Picture:
    """Page `number` (from 1) of a TIFF, JPEG or PNG: upright as its EXIF says, square pixels, at most 300 dpi."""
    with _opened(path) as image:
        try:
            image.seek(number - 1)
            _guard_size(image, settings)
            return _picture(image)
        except DAMAGE as error:
            raise (DamagedPage(number) if number > 1 else DamagedImage()) from error


def _opened(path: Path) -> Image.Image:
    try:
        return Image.open(path, formats=("TIFF", "JPEG", "PNG"))
    except Image.DecompressionBombError as error:
        raise ImageBomb("hơn 170", "40") from error
    except (UnidentifiedImageError, *DAMAGE) as error:
        raise DamagedImage() from error


def _guard_size(image: Image.Image, settings: Settings) -> None:
    """Refuse by the header, before a pixel is unpacked: a 170 kB PNG can hold 900 million of them."""
    width, height = image.size
    limit = SOURCE_FACTOR * settings.max_pixels
    if width * height > limit:
        raise ImageBomb(round(width * height / 1e6), round(limit / 1e6))


def _picture(image: Image.Image) -> Picture:
    across, down = _resolution(image)
    upright = ImageOps.exif_transpose(image)
    if upright.size != image.size:
        across, down = down, across
    mode = "L" if upright.mode in ("1", "L", "LA", "I;16", "I", "F") else "RGB"
    dpi = min(max(across, down), BEST_DPI)
    size = (round(upright.width * dpi / across), round(upright.height * dpi / down))
    pixels = np.asarray(_on_white(upright).convert(mode), dtype=np.uint8)
    if size != upright.size:
        pixels = cast("Pixels", cv2.resize(pixels, size, interpolation=cv2.INTER_AREA))
    return Picture(pixels, dpi)


def _on_white(image: Image.Image) -> Image.Image:
    """The picture with what is transparent in it made white; sixteen-bit greys brought to eight."""
    if image.mode.startswith("I"):
        return Image.fromarray((np.asarray(image, dtype=np.int32) >> 8).astype(np.uint8))
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image
    clear = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear)


def _resolution(image: Image.Image) -> tuple[float, float]:
    """Dots an inch across and down, as the file says; guessed from an A4 sheet where it says nothing believable."""
    across, down = (float(value) for value in image.info.get("dpi", (0, 0)))
    long_side = max(image.size)
    if min(across, down) > 0 and PAPER_INCHES[0] <= long_side / max(across, down) <= PAPER_INCHES[1]:
        return across, down
    guess = long_side / A4_LONG_INCHES
    return guess, guess


def prepare(picture: Picture) -> Prepared:
    """The page turned upright (not yet told from upside down), straightened, its background made white.

    Red channel, then skew, then background, in the order in which they were measured; a black-and-white page is only
    straightened.
    """
    coloured = picture if _is_coloured(picture.pixels) else None
    reading = Picture(_reading_channel(picture.pixels, coloured is not None), picture.dpi)
    if not _is_bilevel(reading.pixels):
        reading = Picture(_even(reading), picture.dpi)
    letters = _letters(reading)
    across, down = _skew(letters.points), _skew(letters.points[:, ::-1])
    turn = 90 if down.sharpness > LYING_GAIN * across.sharpness else 0
    angle = -down.angle if turn else across.angle
    return Prepared(
        reading=_straight(_turned(reading, turn), angle),
        original=None if coloured is None else _straight(_turned(coloured, turn), angle),
        turn=turn,
        angle=angle,
    )


def turned_over(prepared: Prepared) -> Prepared:
    """The same page turned by half."""
    original = prepared.original
    return Prepared(
        reading=_turned(prepared.reading, 180),
        original=None if original is None else _turned(original, 180),
        turn=(prepared.turn + 180) % 360,
        angle=prepared.angle,
    )


def _turned(picture: Picture, degrees: int) -> Picture:
    """The picture turned back, counter-clockwise, by whole quarters."""
    return Picture(np.ascontiguousarray(np.rot90(picture.pixels, degrees // 90)), picture.dpi)


def _straight(picture: Picture, angle: float) -> Picture:
    """The picture turned clockwise by `angle` degrees about its middle; its size stays."""
    if abs(angle) < LEAST_SKEW:
        return picture
    rows, columns = picture.pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((columns / 2, rows / 2), -angle, 1.0)
    turned = cv2.warpAffine(
        picture.pixels, matrix, (columns, rows), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return Picture(cast("Pixels", turned), picture.dpi)


def _is_coloured(pixels: Pixels) -> bool:
    if pixels.ndim == 2:
        return False
    red, green, blue = cv2.split(np.ascontiguousarray(pixels[::3, ::3]))
    spread = cv2.subtract(cv2.max(cv2.max(red, green), blue), cv2.min(cv2.min(red, green), blue))
    return bool(np.mean(spread > COLOUR_SPREAD) > COLOURED_SHARE)


def _reading_channel(pixels: Pixels, coloured: bool) -> Pixels:
    """Grey, or the red channel of a coloured page: seals and stamps in red vanish from it."""
    if pixels.ndim == 2:
        return pixels
    if coloured:
        return np.ascontiguousarray(pixels[:, :, 0])
    return cast("Pixels", cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY))


def _is_bilevel(grey: Pixels) -> bool:
    """Scanned in black and white: hardly a pixel between the two but along the edges of letters."""
    sample = grey[::2, ::2]
    return bool(np.mean((sample > 8) & (sample < 247)) < BILEVEL_GREYS)


def _even(picture: Picture) -> Pixels:
    """The picture divided by its own background: shadows and yellowed paper become white."""
    small = cv2.resize(picture.pixels, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    reach = max(3, picture.pixels_of(4.0) // 4) | 1  # wider than any stroke
    paper = cv2.dilate(small, np.ones((reach, reach), np.uint8))
    paper = cv2.medianBlur(paper, min(2 * reach + 1, 255))
    rows, columns = picture.pixels.shape
    full = cv2.resize(paper, (columns, rows), interpolation=cv2.INTER_LINEAR)
    return cast("Pixels", cv2.divide(picture.pixels, full, scale=255))


@dataclass(frozen=True, slots=True)
class _Skew:
    angle: float
    sharpness: float


@dataclass(frozen=True, slots=True)
class _Letters:
    """The marks of a page that have a letter's size: how many, and (a sample of) their pixels as column, row."""

    count: int
    points: npt.NDArray[np.float32]


def _letters(picture: Picture) -> _Letters:
    """What could be letters; rules, frames, black edges, photographs and dust are left out."""
    ink = (picture.pixels < INK).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8, ltype=cv2.CV_32S)
    long_side = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    fits = (long_side >= picture.pixels_of(LETTER_MM[0])) & (long_side <= picture.pixels_of(LETTER_MM[1]))
    fits[0] = False  # the paper
    found = np.argwhere(fits[labels])[:, ::-1]
    step = max(1, len(found) // INK_POINTS)
    return _Letters(int(fits.sum()), found[::step].astype(np.float32))


def _sharpness(points: npt.NDArray[np.float32], degrees: float) -> float:
    """How sharply the lines of ink stand out when looked along at this angle (Postl's squared differences)."""
    offsets = points[:, 1] + points[:, 0] * math.tan(math.radians(degrees))
    profile = np.bincount((offsets - offsets.min()).astype(np.int64)).astype(np.float64)
    return float(np.sum(np.diff(profile) ** 2))


def _skew(points: npt.NDArray[np.float32]) -> _Skew:
    """The angle at which the rows of ink are sharpest, within five degrees; 0 where straightening gains nothing."""
    if len(points) < 100:
        return _Skew(0.0, 1.0)
    level = _sharpness(points, 0.0)
    best = _Skew(0.0, level)
    for reach, step in ((WIDEST_SKEW, 0.5), (0.4, 0.1), (0.08, 0.02)):
        tries = best.angle + np.arange(-reach, reach + step / 2, step)
        scored = [_Skew(float(angle), _sharpness(points, float(angle))) for angle in tries]
        best = max((best, *scored), key=lambda one: one.sharpness)
    return best if best.sharpness > SKEW_GAIN * level else _Skew(0.0, level)
