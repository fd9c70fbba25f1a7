"""The rims of a seal, told from the print that they cross.

As staff lines are taken out of music: in every direction from the middle the ink of a rim goes where it begins and ends
with the rim, and stays where it runs on, for there a letter crosses.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pipeline.image import Mask
from pipeline.picture import Picture
from pipeline.prepare import INK
from pipeline.seals import Seal, around

BEYOND = 3  # pixels by which ink may pass the rim and still be the rim's own
WIDEST_MM = 3.0  # a wider ring of ink is the emblem


def own_rims(picture: Picture, seal: Seal) -> Mask:
    """The pixels of the seal's rims, but for print that crosses them."""
    ink = picture.pixels < INK
    gone = np.zeros_like(ink)
    for rim in seal.rims:
        if rim[1] - rim[0] <= picture.pixels_of(WIDEST_MM):
            gone |= _own(ink, seal, rim)
    return gone


def bleached(picture: Picture, ink: Mask, brightness: int) -> Picture:
    """The picture with that ink made so bright: 255 is white paper."""
    pixels = picture.pixels.copy()
    pixels[ink] = brightness
    return Picture(pixels, picture.dpi)


def _own(ink: Mask, seal: Seal, rim: tuple[float, float]) -> Mask:
    """The pixels of ink that belong to the rim alone."""
    turns = round(7 * rim[1])
    first = max(0.0, rim[0] - BEYOND - 2)
    radii = np.arange(first, rim[1] + BEYOND + 3)
    crossed = _crossed(around(ink, seal.middle, radii, turns), round(rim[0] - first), round(rim[1] - first))
    rows, columns = np.indices(ink.shape)
    away = np.hypot(columns - seal.middle[0], rows - seal.middle[1])
    turn = np.arctan2(rows - seal.middle[1], columns - seal.middle[0]) % (2 * np.pi) * (turns / (2 * np.pi))
    within = (away >= rim[0] - BEYOND) & (away <= rim[1] + BEYOND)
    own: Mask = ink & within & ~crossed[turn.astype(np.int64) % turns]
    return own


def _crossed(polar: Mask, low: int, high: int) -> npt.NDArray[np.bool_]:
    """By direction, whether ink that touches the rim runs on beyond it, inwards or outwards."""
    inwards = polar[:, : max(low - BEYOND + 1, 1)][:, ::-1]
    outwards = polar[:, high + BEYOND :]
    touching_in = polar[:, max(low - BEYOND, 0) : low + 1].all(axis=1) & inwards[:, :2].all(axis=1)
    touching_out = polar[:, high : high + BEYOND + 1].all(axis=1) & outwards[:, :2].all(axis=1)
    return np.asarray(touching_in | touching_out)
