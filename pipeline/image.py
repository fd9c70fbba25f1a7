"""Picture files and the handful of picture operations that reading needs.  The only room of OpenCV and Pillow."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

from pipeline.errors import DamagedImage, DamagedPage, ImageBomb, TooManyPages
from pipeline.picture import Picture, Pixels
from settings import Settings

#: What Pillow's readers raise on broken files (UnidentifiedImageError is an OSError; bad PNG chunks a SyntaxError).
DAMAGE = (OSError, SyntaxError, ValueError, EOFError, LookupError, TypeError, ArithmeticError)

BEST_DPI = 300.0  # above it OCR gets slower and no better
A4_LONG_INCHES = 11.69  # the sheet that is assumed where a file does not say its resolution
PAPER_INCHES = (5.0, 18.0)  # the long side that a believable resolution gives: from A6 to A3 with room
SOURCE_FACTOR = 2  # a file may have twice Settings.max_pixels: A3 scanned at 600 dpi has 70 million

#: Pages are read one a core, and a second thread a page takes as much of the others' time as it gives.
cv2.setNumThreads(1)

Mask = npt.NDArray[np.bool_]
Boxes = npt.NDArray[np.int64]  # left, top, right, bottom; right and bottom are outside
Matrix = npt.NDArray[np.float64]


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
    """Page `number` (from 1) of a TIFF, JPEG or PNG: upright as its EXIF says, square pixels, at most 300 dpi.

    Raises ImageBomb, DamagedImage, DamagedPage.
    """
    with _opened(path) as image:
        try:
            image.seek(number - 1)
            _guard_size(image, settings)
            return _picture(image)
        except DAMAGE as error:
            raise (DamagedImage() if number == 1 else DamagedPage(number)) from error


def _opened(path: Path) -> Image.Image:
    try:
        return Image.open(path, formats=("TIFF", "JPEG", "PNG"))
    except Image.DecompressionBombError as error:
        raise ImageBomb("hơn 170", "80") from error
    except DAMAGE as error:
        raise DamagedImage() from error


def _guard_size(image: Image.Image, settings: Settings) -> None:
    """Refuse by the header, before a pixel is unpacked: a PNG of 170 kB can hold 900 million of them."""
    width, height = image.size
    limit = SOURCE_FACTOR * settings.max_pixels
    if width * height > limit:
        raise ImageBomb(round(width * height / 1e6), round(limit / 1e6))


def _picture(image: Image.Image) -> Picture:
    across, down = _resolution(image)
    lying = image.size
    ImageOps.exif_transpose(image, in_place=True)  # a copy of a large picture would take its memory twice
    if image.size != lying:
        across, down = down, across
    dpi = min(max(across, down), BEST_DPI)
    pixels = _eight_bits(image)
    size = (round(image.width * dpi / across), round(image.height * dpi / down))
    if size != image.size:
        pixels = cast("Pixels", cv2.resize(pixels, size, interpolation=cv2.INTER_AREA))
    return Picture(pixels, dpi)


def _resolution(image: Image.Image) -> tuple[float, float]:
    """Dots an inch across and down, as the file says; guessed from an A4 sheet where it says nothing believable."""
    across, down = (float(value) for value in image.info.get("dpi", (0, 0)))
    long_side = max(image.size)
    if min(across, down) > 0 and PAPER_INCHES[0] <= long_side / max(across, down) <= PAPER_INCHES[1]:
        return across, down
    guess = long_side / A4_LONG_INCHES
    return guess, guess


def _eight_bits(image: Image.Image) -> Pixels:
    """Grey or RGB pixels; what is transparent is white, sixteen-bit greys are brought to eight."""
    if image.mode.startswith("I"):
        return (np.asarray(image, dtype=np.int32) >> 8).astype(np.uint8)
    if "A" in image.getbands() or "transparency" in image.info:
        clear = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear)
    mode = "L" if image.mode in ("1", "L", "F") else "RGB"
    return np.asarray(image if image.mode == mode else image.convert(mode), dtype=np.uint8)


def grey(pixels: Pixels) -> Pixels:
    """The greys of RGB pixels; grey ones as they are."""
    return pixels if pixels.ndim == 2 else cast("Pixels", cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY))


def excess(pixels: Pixels, channel: int) -> Pixels:
    """By how much (0..255) one channel of RGB pixels outshines the other two: 0 for red ink, 2 for blue."""
    planes = cv2.split(np.ascontiguousarray(pixels))
    others = [plane for index, plane in enumerate(planes) if index != channel]
    return cast("Pixels", cv2.subtract(planes[channel], cv2.max(others[0], others[1])))


def darkest(pixels: Pixels) -> Pixels:
    """The darkest channel of every RGB pixel: ink of any colour is dark there."""
    red, green, blue = cv2.split(np.ascontiguousarray(pixels))
    return cast("Pixels", cv2.min(cv2.min(red, green), blue))


def png(pixels: Pixels) -> bytes:
    """The picture as a PNG file."""
    _, packed = cv2.imencode(".png", pixels if pixels.ndim == 2 else pixels[:, :, ::-1])
    return packed.tobytes()


def bmp(pixels: Pixels) -> bytes:
    """The grey picture as an uncompressed BMP file."""
    return bytes(cv2.imencode(".bmp", pixels)[1])


def jpeg(pixels: Pixels, quality: int) -> bytes:
    """The picture as a JPEG file; quality 0..100."""
    _, packed = cv2.imencode(
        ".jpg", pixels if pixels.ndim == 2 else pixels[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality]
    )
    return packed.tobytes()


def enlarged(pixels: Pixels, factor: float) -> Pixels:
    """The picture `factor` times as large (or as small)."""
    how = cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA
    return cast("Pixels", cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=how))


def widened(pixels: Pixels, factor: float) -> Pixels:
    """The picture `factor` times as wide and as high as before."""
    return cast("Pixels", cv2.resize(pixels, None, fx=factor, fy=1.0, interpolation=cv2.INTER_CUBIC))


def warped(pixels: Pixels, matrix: Matrix, size: tuple[int, int]) -> Pixels:
    """The picture under an affine matrix (2 x 3, old to new pixels), `size` being its new columns and rows."""
    new = cv2.warpAffine(pixels, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return cast("Pixels", new)


def evened(pixels: Pixels, reach: int) -> Pixels:
    """Grey pixels divided by their own background: shadows and yellowed paper become white.

    `reach` is in pixels and wider than any stroke of a letter.
    """
    small = enlarged(pixels, 0.25)
    side = max(3, reach // 4) | 1
    paper = cv2.medianBlur(grown(small, side, side), min(2 * side + 1, 255))
    rows, columns = pixels.shape
    full = cv2.resize(paper, (columns, rows), interpolation=cv2.INTER_LINEAR)
    return cast("Pixels", cv2.divide(pixels, full, scale=255))


def softened(pixels: Pixels, reach: float) -> Pixels:
    """The picture with its grain smoothed out over about `reach` pixels."""
    return cast("Pixels", cv2.GaussianBlur(pixels, (0, 0), reach))


def grown(pixels: Pixels, across: int, down: int) -> Pixels:
    """Every pixel as bright as the brightest within a window of `across` x `down` pixels."""
    return cast("Pixels", cv2.dilate(pixels, np.ones((down, across), np.uint8)))


def share(mask: Mask) -> float:
    """How much of the mask is true (0..1); 0.0 of none at all."""
    return np.count_nonzero(mask) / mask.size if mask.size else 0.0


def near(mask: Mask, reach: int) -> Mask:
    """What lies within `reach` pixels of the mask."""
    side = 2 * reach + 1
    return grown(_bytes(mask), side, side).view(np.bool_)


def closed(mask: Mask, across: int, down: int) -> Mask:
    """The mask with its gaps closed that are narrower than `across` x `down` pixels."""
    if not mask.any():
        return mask
    kernel = np.ones((down, across), np.uint8)
    return cv2.morphologyEx(_bytes(mask), cv2.MORPH_CLOSE, kernel).view(np.bool_)


def runs(mask: Mask, across: int, down: int) -> Mask:
    """What of the mask a window of `across` x `down` pixels fits into: strokes at least that long."""
    kernel = np.ones((down, across), np.uint8)
    middles = cv2.erode(_bytes(mask), kernel)
    return (cv2.dilate(middles, kernel) if middles.any() else middles).view(np.bool_)


def _bytes(mask: Mask) -> Pixels:
    """The mask as OpenCV wants it: 1 where it is true, without a copy where it lies in one piece."""
    return np.ascontiguousarray(mask).view(np.uint8)


def covered(mask: Mask, stencil: Mask) -> npt.NDArray[np.float32]:
    """For every pixel the share (0..1) of the stencil that is ink when its middle is laid there; white beyond edges."""
    kernel = stencil.astype(np.float32) / np.float32(stencil.sum())
    laid = cv2.filter2D(mask.astype(np.float32), -1, kernel, borderType=cv2.BORDER_CONSTANT)
    return cast("npt.NDArray[np.float32]", laid)


@dataclass(frozen=True, slots=True)
class Spots:
    """The connected spots of a mask: `labels` says for every pixel which (0 for none), the rest is by label.

    `boxes` has left, top, right, bottom in pixels (right and bottom outside), row 0 being the background.
    """

    labels: npt.NDArray[np.int32]
    boxes: Boxes

    @property
    def sides(self) -> npt.NDArray[np.int64]:
        """The longer side of every spot in pixels; 0 for the background."""
        sides = np.maximum(self.boxes[:, 2] - self.boxes[:, 0], self.boxes[:, 3] - self.boxes[:, 1])
        sides[0] = 0
        return cast("npt.NDArray[np.int64]", sides)


def spots(mask: Mask, corners: bool = True) -> Spots:
    """The connected spots of a mask; pixels that touch only at a corner belong together unless `corners` is False."""
    # Of OpenCV's ways to the same labels this one takes a third of the time of the one it chooses by itself.
    _, labels, stats, _ = cv2.connectedComponentsWithStatsWithAlgorithm(
        _bytes(mask), 8 if corners else 4, cv2.CV_32S, cv2.CCL_GRANA
    )
    boxes = stats[:, :4].astype(np.int64)
    boxes[:, 2:] += boxes[:, :2]
    boxes[0] = (0, 0, mask.shape[1], mask.shape[0])  # where all is mask OpenCV tells a background of 2³¹ pixels
    return Spots(cast("npt.NDArray[np.int32]", labels), boxes)


def joined_rows(boxes: Boxes, shape: tuple[int, int], gap: int) -> npt.NDArray[np.int64]:
    """For every box the number of its row: boxes that lie beside one another, less than `gap` pixels apart."""
    mask = np.zeros(shape, np.uint8)
    half = gap // 2
    for left, top, right, bottom in boxes.tolist():
        cv2.rectangle(mask, (left - half, top), (right + half, bottom - 1), 1, cv2.FILLED)
    _, rows = cv2.connectedComponents(mask, connectivity=8)
    return cast("npt.NDArray[np.int64]", rows[boxes[:, 1], boxes[:, 0]].astype(np.int64))


@dataclass(frozen=True, slots=True)
class Tilted:
    """The narrowest rectangle about a spot: its middle, its size, its tilt in degrees clockwise (-45 to 45).

    `filled` is how much of it the spot's outline fills: 1.0 for a rectangle, 0.79 for a circle.
    """

    middle: tuple[float, float]
    size: tuple[float, float]
    tilt: float
    filled: float


def tilted(mask: Mask) -> Tilted:
    """The narrowest rectangle about all of the mask (which must not be empty)."""
    points = cast("npt.NDArray[np.int32]", cv2.findNonZero(_bytes(mask)))
    (x, y), (width, height), tilt = cv2.minAreaRect(points)
    filled = cv2.contourArea(cv2.convexHull(points)) / max(width * height, 1.0)
    if abs(tilt) > 45:  # OpenCV 4 counts from 0 to 90, OpenCV 5 also below 0
        width, height, tilt = height, width, tilt - math.copysign(90, tilt)
    return Tilted((x, y), (width, height), tilt, float(filled))
