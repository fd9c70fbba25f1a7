"""The lines of a signature that a black seal lies over, each read by itself: as it is, and with rims bleached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import hypot

import numpy as np

from pipeline.crop import BORDER, WHITE, cropped, enlarged, on_page
from pipeline.image import Mask
from pipeline.line_ocr import line_words
from pipeline.line_starts import Reading
from pipeline.picture import POINTS_PER_INCH, Area, Picture
from pipeline.regions import regions
from pipeline.seal_readings import agreed
from pipeline.seal_rims import bleached, own_rims
from pipeline.seals import Seal, find_seal
from pipeline.signed_lines import ENDS_MM, MARKS_ABOVE, MARKS_BELOW, SignedLine, signed_lines
from records import Box, Word
from settings import Settings

#: How a line is read: how bright the rims are made (None leaves them), and how much larger the picture.
#: Of 67 lines pale rims left 36 right, rims made white 24, untouched ones 16: pale ink tells the reader of doubt.
WAYS = ((None, 1.0), (None, 1.5), (190, 1.5), (175, 2.0), (255, 1.0))
ABOVE, BELOW = 40.0, 110.0  # points around the foot's first line and last in which its seal may lie
LEFT = 0.3  # of the page's width: seals lie right of it
TAIL = 1.35  # of the seal's radius: so far below its middle its lines reach, and so far about it the pen's strokes
STROKE = 0.3  # what is read less surely beside a seal is a stroke of the pen


@dataclass(frozen=True, slots=True)
class _Signature:
    """The right half of a foot: its picture, the seal and the pixels of its rims, where it is cut from the page."""

    raw: Picture
    seal: Seal
    rims: Mask
    part: Box

    def box(self, area: Area) -> Box:
        """An area of the cut-out as a box of the page, in points."""
        return on_page(self.raw.points(area), self.part, self.raw.dpi)


def under_seal(words: Sequence[Word], picture: Picture, settings: Settings) -> tuple[Word, ...]:
    """The page's words with those of lines under a seal read again and what was read into the seal left out.

    The same words where no black seal lies on the page's foot.  Raises OcrTimeout, OcrFailed, InstallationError.
    """
    foot = regions(words, picture.width, picture.height).foot
    signature = _signature(foot[1], picture) if foot else None
    lines = _lines(signature, foot[1]) if signature else ()
    if signature is None or not lines:
        return tuple(words)
    again: list[Word] = []
    for line, readings in zip(lines, _read(lines, signature, settings), strict=True):
        box = signature.box(line.area)
        before = Reading(False, tuple(word for word in words if _holds(box, word)))
        begins = box[0] + ENDS_MM * POINTS_PER_INCH / 25.4 if line.ends_known else None
        again += _levelled(agreed([before, *readings], begins), box)
    boxes = [signature.box(line.area) for line in lines]
    kept = (word for word in words if not _in_seal(word, signature) and not any(_holds(box, word) for box in boxes))
    return (*kept, *again)


def _levelled(words: Sequence[Word], box: Box) -> list[Word]:
    """The words at the height of the line's letters: boxes of words under ink reach up and down to it."""
    high = (box[3] - box[1]) / (1 + MARKS_ABOVE + MARKS_BELOW)
    top, bottom = box[1] + MARKS_ABOVE * high, box[3] - MARKS_BELOW * high
    return [replace(word, box=(word.box[0], top, word.box[2], bottom)) for word in words]


def _lines(signature: _Signature, column: Box) -> tuple[SignedLine, ...]:
    mended = bleached(signature.raw, signature.rims, WHITE)
    return signed_lines(mended, signature.seal, _column(column, signature))


def _signature(column: Box, picture: Picture) -> _Signature | None:
    """The signature with its seal; None where none lies there."""
    part = (LEFT * picture.width, max(0.0, column[1] - ABOVE), picture.width, min(picture.height, column[3] + BELOW))
    raw = cropped(picture, part)
    seal = find_seal(raw)
    return None if seal is None else _Signature(raw, seal, own_rims(raw, seal), part)


def _column(column: Box, signature: _Signature) -> Area:
    """The foot's right column in pixels of the cut-out, as far down as a name can stand under the seal."""
    scale = signature.raw.dpi / POINTS_PER_INCH
    left, top = (round((column[i] - signature.part[i]) * scale) + BORDER for i in (0, 1))
    bottom = round((column[3] - signature.part[1]) * scale) + BORDER
    low = round(signature.seal.middle[1] + TAIL * signature.seal.radius)
    rows, columns = signature.raw.pixels.shape
    return (max(0, left), max(0, top), columns, min(rows, max(bottom, low)))


def _read(lines: Sequence[SignedLine], signature: _Signature, settings: Settings) -> list[list[Reading]]:
    """The readings of every line, one a way."""
    cuts = [_cut(line, signature, *way) for line in lines for way in WAYS]
    read = iter(line_words(cuts, settings))
    return [[Reading(paper is not None, _placed(next(read), line, signature)) for paper, _ in WAYS] for line in lines]


def _cut(line: SignedLine, signature: _Signature, paper: int | None, size: float) -> Picture:
    left, top, right, bottom = line.area
    part = Picture(signature.raw.pixels[top:bottom, left:right], signature.raw.dpi)
    if paper is not None:
        part = bleached(part, signature.rims[top:bottom, left:right], paper)
    bordered = Picture(np.pad(part.pixels, BORDER, constant_values=WHITE), part.dpi)
    return enlarged(bordered, size) if size != 1.0 else bordered


def _placed(words: Sequence[Word], line: SignedLine, signature: _Signature) -> tuple[Word, ...]:
    """The words of a line's picture where they stand on the page."""
    dpi = signature.raw.dpi
    box = signature.raw.points(line.area)
    inner = [replace(word, box=on_page(word.box, box, dpi)) for word in words]
    return tuple(replace(word, box=on_page(word.box, signature.part, dpi)) for word in inner)


def _in_seal(word: Word, signature: _Signature) -> bool:
    """Whether the word's middle lies in the seal: letters of its ring, its emblem, the pen across, also beside it."""
    x, y = _middle(word)
    left, top = signature.box((0, 0, 0, 0))[:2]
    scale = signature.raw.dpi / POINTS_PER_INCH
    across, down = (x - left) * scale - signature.seal.middle[0], (y - top) * scale - signature.seal.middle[1]
    reach = TAIL if word.confidence < STROKE else 1.0
    return hypot(across, down) < reach * signature.seal.radius


def _holds(box: Box, word: Word) -> bool:
    x, y = _middle(word)
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _middle(word: Word) -> tuple[float, float]:
    return (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
