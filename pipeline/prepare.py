"""The picture of a page made ready for OCR: upright, straight, white paper, no dust.

Coordinates found on a prepared page are those of the straightened picture.  They differ from the paper as it was
scanned by `Prepared.turn` (whole quarter turns) and `Prepared.angle` (a few degrees about the middle).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.crop import WHITE
from pipeline.image import Mask, Spots, evened, excess, grey, near, share, softened, spots, warped
from pipeline.picture import Picture, Pixels

COLOUR = 24  # a channel that outshines the others by more is coloured ink, not yellowed paper or JPEG noise
COLOURED_SHARE = 0.0002  # of the page: less is dust
BILEVEL_GREYS = 0.15  # a page with a smaller share of greys was scanned in black and white, or drawn by a program
BACKGROUND_REACH_MM = 4.0

INK = 160  # on an evened page darker pixels are ink
PAPER = 220  # and those as light as this are paper; its grain costs Tesseract a tenth of its time, and tells nothing
FAINT = 190  # and darker ones than this may be the edge of a speck
LETTER_MM = (1.0, 14.0)  # the longer side of a letter, or of a few that touch
SPECK_MM = 0.6  # the longer side of a speck: tones, dots and full stops are as small …
SPECK_REACH_MM = 1.4  # … but have a letter as near as this (at 0.7 dots were lost, at 2.0 specks stayed)

WIDEST_SKEW = 5.0  # degrees
LEAST_SKEW = 0.05  # degrees: below it turning only blurs
SKEW_GAIN = 1.02  # a page must get so much sharper before it is turned
LINE_MM = 0.8  # how finely rows and columns are told apart: rows of text then are 5 to 20 times as sharp as columns
LYING_GAIN = 4.0  # columns so much sharper than rows: the page lies on its side; tables of numbers reach 3.4 upright
INK_POINTS = 60_000  # pixels of ink that are looked at for the skew

PALE = 215  # print darker than this stands out from white paper; what shows through from the back seldom is
PALE_LETTERS = 20  # so many pale marks of a letter's size are print, not stains
GRAIN_MM = 0.1  # over so much the grain of the paper is smoothed out before pale print is looked for

BLANK_LETTERS = 3  # a page with fewer marks of a letter's size …
BLANK_INK = 0.001  # … and a smaller share of ink than this is blank


@dataclass(frozen=True, slots=True)
class Prepared:
    """A page ready for OCR: the grey reading picture, the straightened coloured one if it has coloured ink.

    `turn` is how far clockwise, in degrees, the page had been turned (0, 90, 180, 270) and `angle` how far
    counter-clockwise it was skewed; both are undone in the pictures.  `is_pale` says that there is nothing but print
    so pale that it had to be darkened; it may be that of the back, showing through.
    """

    reading: Picture
    coloured: Picture | None
    turn: int
    angle: float
    is_blank: bool
    is_pale: bool = False


def prepare(picture: Picture) -> Prepared:
    """The page turned upright (upside down is not told yet), straightened, its background made white, dusted.

    The red channel of a coloured page is read: red seals and stamps vanish from it.
    """
    coloured = picture if has_colour(picture.pixels) else None
    reading = Picture(_reading_channel(picture.pixels, coloured is not None), picture.dpi)
    bilevel = _is_bilevel(reading.pixels)
    if not bilevel:
        reading = Picture(evened(reading.pixels, reading.pixels_of(BACKGROUND_REACH_MM)), picture.dpi)
    pale = _is_pale(reading)
    reading = _dusted(_darkened(reading) if pale else reading)
    if not bilevel:
        reading.pixels[reading.pixels >= PAPER] = WHITE
    ink = reading.pixels < INK
    marks = spots(ink)
    letters = _letters(marks, reading)
    turn, angle = _lie(_points(letters, marks, ink), reading.pixels_of(LINE_MM))
    return Prepared(
        reading=_straight(_turned(reading, turn), angle),
        coloured=None if coloured is None else _straight(_turned(coloured, turn), angle),
        turn=turn,
        angle=angle,
        is_blank=_is_blank(letters, marks),
        is_pale=pale,
    )


def turned(prepared: Prepared, degrees: int) -> Prepared:
    """The same page turned back by further quarters, counter-clockwise."""
    coloured = prepared.coloured
    return Prepared(
        reading=_turned(prepared.reading, degrees),
        coloured=None if coloured is None else _turned(coloured, degrees),
        turn=(prepared.turn + degrees) % 360,
        angle=prepared.angle,
        is_blank=prepared.is_blank,
        is_pale=prepared.is_pale,
    )


def has_colour(pixels: Pixels) -> bool:
    """Whether a picture has enough red or blue ink to be a coloured scan."""
    if pixels.ndim == 2:
        return False
    sample = pixels[::3, ::3]
    return any(share(excess(sample, channel) > COLOUR) > COLOURED_SHARE for channel in (0, 2))


def _turned(picture: Picture, degrees: int) -> Picture:
    return Picture(np.ascontiguousarray(np.rot90(picture.pixels, degrees // 90)), picture.dpi)


def _straight(picture: Picture, angle: float) -> Picture:
    """The picture turned clockwise by `angle` degrees about its middle; its size stays."""
    if abs(angle) < LEAST_SKEW:
        return picture
    rows, columns = picture.pixels.shape[:2]
    return Picture(warped(picture.pixels, turning(angle, (columns / 2, rows / 2)), (columns, rows)), picture.dpi)


def turning(angle: float, middle: tuple[float, float]) -> npt.NDArray[np.float64]:
    """The affine matrix (2 x 3) that turns a picture clockwise by `angle` degrees about `middle`."""
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    turn = np.array([[cosine, -sine], [sine, cosine]])
    shift = np.array(middle) - turn @ np.array(middle)
    return np.column_stack((turn, shift))


def _reading_channel(pixels: Pixels, coloured: bool) -> Pixels:
    return np.ascontiguousarray(pixels[:, :, 0]) if coloured else grey(pixels)


def _is_bilevel(pixels: Pixels) -> bool:
    """Whether hardly a pixel lies between black and white but along the edges of letters."""
    sample = pixels[::2, ::2]
    return share((sample > 8) & (sample < 247)) < BILEVEL_GREYS


def _is_pale(picture: Picture) -> bool:
    """Whether the page has no ink but many marks of a letter's size in a lighter grey."""
    if share(picture.pixels < INK) > BLANK_INK:
        return False
    smooth = softened(picture.pixels, max(0.5, GRAIN_MM / 25.4 * picture.dpi))
    marks = spots(smooth < PALE)
    letters = _letters(marks, picture)
    return int(letters.sum()) >= PALE_LETTERS and share(letters[marks.labels]) > BLANK_INK


def _darkened(picture: Picture) -> Picture:
    """The picture with its palest print as dark as print is."""
    print_ = picture.pixels[picture.pixels < PALE]
    darkest = float(np.percentile(print_, 5))
    wider = 255.0 - (255.0 - picture.pixels.astype(np.float32)) * (255.0 / (255.0 - darkest))
    return Picture(np.clip(wider, 0, 255).astype(np.uint8), picture.dpi)


def _dusted(picture: Picture) -> Picture:
    """The picture without specks that stand alone; they are read as punctuation and break up lines."""
    faint = picture.pixels < FAINT
    found = spots(faint)
    large = found.sides > picture.pixels_of(SPECK_MM)
    places = np.flatnonzero(faint)  # few pixels are ink: what is asked of these alone is asked quickly
    small = places[~large[found.labels.ravel()[places]]]
    letters = faint
    letters.ravel()[small] = False
    alone = np.zeros_like(letters)
    alone.ravel()[small] = ~near(letters, picture.pixels_of(SPECK_REACH_MM)).ravel()[small]
    pixels = picture.pixels.copy()
    pixels[near(alone, 1) & ~letters] = 255
    return Picture(pixels, picture.dpi)


def _letters(marks: Spots, picture: Picture) -> npt.NDArray[np.bool_]:
    """By label, which marks have a letter's size: rules, frames, black edges, photographs and dust have not."""
    sides = marks.sides
    return (sides >= picture.pixels_of(LETTER_MM[0])) & (sides <= picture.pixels_of(LETTER_MM[1]))


def _points(letters: npt.NDArray[np.bool_], marks: Spots, ink: Mask) -> npt.NDArray[np.float32]:
    """Column and row of (a sample of) the letters' pixels."""
    places = np.flatnonzero(ink)
    own = places[letters[marks.labels.ravel()[places]]]
    rows, columns = np.divmod(own[:: max(1, len(own) // INK_POINTS)], ink.shape[1])
    return np.array((columns, rows), np.float32).T  # each of the two lies in one piece, and is gone through often


def _is_blank(letters: npt.NDArray[np.bool_], marks: Spots) -> bool:
    rows, columns = marks.labels.shape
    inner = marks.labels[rows // 20 : rows - rows // 20, columns // 20 : columns - columns // 20]
    return int(letters.sum()) < BLANK_LETTERS and share(inner > 0) < BLANK_INK


def _lie(points: npt.NDArray[np.float32], step: int) -> tuple[int, float]:
    """How the page lies: on its side (90) or not (0), and its skew in degrees.

    Lines of text make the profile of the rows sharp and leave that of the columns dull.  In doubt a page is upright:
    its words will tell.
    """
    if len(points) < 100:
        return 0, 0.0
    across, down = _skew(points), _skew(points[:, ::-1])
    if _sharpness(points[:, ::-1], down, step) > LYING_GAIN * _sharpness(points, across, step):
        return 90, -down
    return 0, across


def _skew(points: npt.NDArray[np.float32]) -> float:
    """The angle within five degrees at which the lines are sharpest; 0 where straightening gains nothing."""
    level = _sharpness(points, 0.0)
    angle, best = 0.0, level
    for reach, step in ((WIDEST_SKEW, 0.5), (0.4, 0.1), (0.08, 0.02)):
        tries = angle + np.arange(-reach, reach + step / 2, step)
        sharpness, candidate = max((_sharpness(points, float(one)), float(one)) for one in tries)
        if sharpness > best:
            angle, best = candidate, sharpness
    return angle if best > SKEW_GAIN * level else 0.0


def _sharpness(points: npt.NDArray[np.float32], degrees: float, step: int = 1) -> float:
    """How sharply lines stand out when looked along at this angle, `step` pixels taken together.

    The squared differences of the profile, after Postl.
    """
    offsets = points[:, 1] + points[:, 0] * math.tan(math.radians(degrees))
    offsets -= offsets.min()
    if step != 1:
        offsets /= step
    profile = np.bincount(offsets.astype(np.int64)).astype(np.float64)
    return float(np.sum(np.diff(profile) ** 2))
