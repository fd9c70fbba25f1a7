"""How a page lies in its file: the way back from the places of its words, told upright and straight, to its picture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.picture import Picture
from pipeline.prepare import LEAST_SKEW, prepare, turning

Matrix = npt.NDArray[np.float64]
#: a, b, c, d, e, f: a point (x, y) goes to (ax + cy + e, bx + dy + f).
Affine = tuple[float, float, float, float, float, float]

UPRIGHT: Affine = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Lie:
    """The size of the picture as it lies in its file, in points, and the way of a read point to its place there.

    Both are measured from the top left, downwards.
    """

    width: float
    height: float
    back: Affine = UPRIGHT


def lie(picture: Picture, turn: int | None) -> Lie:
    """How the picture lay when it was read; `turn` is that of `ScanReading.turns`, None for a page that was not.

    A page is straightened alike each time, so the few degrees are found anew.
    """
    if turn is None:
        return Lie(picture.width, picture.height)
    return back_from(picture.width, picture.height, turn, prepare(picture).angle)


def back_from(width: float, height: float, turn: int, angle: float) -> Lie:
    """The lie of a picture of this size that was turned back by `turn` degrees, then straightened by `angle`."""
    upright = (width, height) if turn % 180 == 0 else (height, width)
    whole = _unturned(width, height, turn % 360)
    if abs(angle) >= LEAST_SKEW:
        whole = whole @ _square(turning(-angle, (upright[0] / 2, upright[1] / 2)))
    (a, c, e), (b, d, f) = whole[:2].tolist()
    return Lie(width, height, (a, b, c, d, e, f))


def _unturned(width: float, height: float, turn: int) -> Matrix:
    """Undoes the counter-clockwise quarter turns by which a picture of this size came upright."""
    rows = {
        0: ((1, 0, 0), (0, 1, 0)),
        90: ((0, -1, width), (1, 0, 0)),
        180: ((-1, 0, width), (0, -1, height)),
        270: ((0, 1, 0), (-1, 0, height)),
    }
    return _square(np.array(rows[turn], np.float64))


def _square(matrix: Matrix) -> Matrix:
    return np.vstack((matrix, (0.0, 0.0, 1.0)))
