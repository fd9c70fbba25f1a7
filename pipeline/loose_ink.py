"""Ink in a page's head that no printed word explains: stamps without a whole frame, slanted ones, arrows, notes by pen.

A stamp in red or blue is told by its colour.  One on a page without colour is what is left of the black when all words
that were read for certain are taken away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from pipeline.frames import Frame
from pipeline.image import Mask, closed, darkest, enlarged, excess, near, spots, tilted, warped
from pipeline.picture import POINTS_PER_INCH, Area, Picture
from pipeline.prepare import COLOUR, INK, turning
from records import Word

#: White between two letters of one word, between two words of one stamp, and between such that were set wide.
GAPS_MM = (1.8, 3.2, 5.0)
#: A group goes on in a larger one that is no more than so much higher, and at least so much longer.
SAME_LINE, LONGER = 1.5, 1.25
LONG_MM = (8.0, 90.0)
SHORT_MM = (3.0, 28.0)
SLIMMEST = 14.0  # times as long as high: longer is a line of print or a rule
#: A word is certain from this confidence on, if it is no higher than print: the box about a slanted word is.
CERTAIN, HIGHEST = 0.6, 1.7
#: So much white on both sides parts a level stamp from the line of print it would else belong to.
ALONE_MM = 4.5
LEVEL = 5.0  # degrees: what lies straighter may be print
FRAME_MM = 6.0  # a group so high can be a frame, whose word is looked at with it even if it was read for certain
MOST = 16  # groups of one page that are looked at
FINEST = 250.0  # dpi: above it groups are looked for at half the size
DPI = 300.0  # a group is read so large
ROOM_MM = 1.0
PAD = 6  # pixels of white around a cut-out


@dataclass(frozen=True, slots=True)
class Group:
    """Ink that lies together: where, its own pixels in that area, how it lies by its longer side.

    `size` is length and height in pixels once it is level; `tilt` is in degrees clockwise; `page` is the picture it
    was found on; `alone` tells whether it has white on both sides.
    """

    area: Area
    ink: Mask
    middle: tuple[float, float]
    size: tuple[float, float]
    tilt: float
    coloured: bool
    alone: bool
    page: Picture

    @property
    def like_a_stamp(self) -> bool:
        """Whether it cannot be print: in colour, or slanted."""
        return self.coloured or abs(self.tilt) >= LEVEL

    def goes_on_in(self, other: Group) -> bool:
        """Whether the other group holds this one and more of the same line of writing."""
        room = self.page.pixels_of(ROOM_MM)
        within = other.area[0] <= self.area[0] + room and other.area[1] <= self.area[1] + room
        within = within and self.area[2] <= other.area[2] + room and self.area[3] <= other.area[3] + room
        level = other.size[1] <= SAME_LINE * self.size[1]
        return within and level and other.size[0] >= LONGER * self.size[0] and other.coloured == self.coloured

    @property
    def may_be_a_frame(self) -> bool:
        """Whether a word may stand in it."""
        return self.size[1] >= self.page.pixels_of(FRAME_MM)

    def level(self, by: float = 0.0, whole: bool = False) -> Picture:
        """The group turned level (and `by` degrees further), large enough to be read.

        It is alone, or with all that stands within it where it is asked for `whole`.
        """
        left, top, right, bottom = self.area
        cut = self.page.pixels[top:bottom, left:right].copy()
        if not whole:
            cut[~near(self.ink, 2)] = 255
        scale = max(1.0, DPI / self.page.dpi)
        matrix = turning(-self.tilt - by, self.middle)
        size = np.array(self.size) + 2 * self.page.pixels_of(ROOM_MM)
        matrix[:, 2] -= np.array(self.middle) - size / 2
        across, down = (max(1, round(float(side) * scale)) for side in size)
        cut[[0, -1]] = 255  # what lies outside is continued from the edge
        cut[:, [0, -1]] = 255
        pixels = warped(cut, matrix * scale, (across, down))
        return Picture(np.pad(pixels, PAD, constant_values=255), self.page.dpi * scale)


def groups(reading: Picture, coloured: Picture | None, words: Sequence[Word], known: Iterable[Frame]) -> list[Group]:
    """The groups in the picture of a page's head, at most `MOST`, those most like a stamp first.

    `known` are frames whose stamps have been read, `words` what was read of the print.
    """
    top = _sized(reading)
    areas = [tuple(round(edge * top.dpi / reading.dpi) for edge in frame.area) for frame in known]
    found: list[Group] = []
    black = top.pixels < INK
    if coloured is not None:
        inked = _sized(coloured)
        dark = Picture(darkest(inked.pixels), inked.dpi)
        for channel in (0, 2):
            ink = excess(inked.pixels, channel) > COLOUR
            black &= ~near(ink, 2)
            found += _groups(_without(ink, areas), ink, dark, coloured=True)
    found += _groups(_without(_unexplained(black, words, top.dpi), areas), black, top, coloured=False)
    return sorted(found, key=lambda one: (not one.like_a_stamp, -one.size[0] * one.size[1]))[:MOST]


def _sized(head: Picture) -> Picture:
    """The picture, a fine one at half its size."""
    return head if head.dpi <= FINEST else Picture(enlarged(head.pixels, 0.5), head.dpi / 2)


def _groups(ink: Mask, all_ink: Mask, page: Picture, coloured: bool) -> Iterator[Group]:
    seen: set[Area] = set()
    if not ink.any():
        return
    for gap in map(page.pixels_of, GAPS_MM):
        parts = spots(closed(ink, gap, gap))
        sides = parts.sides
        fits = (sides >= page.pixels_of(LONG_MM[0])) & (sides <= page.pixels_of(LONG_MM[1]))
        for label in np.flatnonzero(fits):
            left, top, right, bottom = (int(edge) for edge in parts.boxes[label])
            area = (left, top, right, bottom)
            own = ink[top:bottom, left:right] & (parts.labels[top:bottom, left:right] == label)
            group = _group(area, own, all_ink, page, coloured) if area not in seen else None
            seen.add(area)
            if group is not None:
                yield group


def _group(area: Area, own: Mask, all_ink: Mask, page: Picture, coloured: bool) -> Group | None:
    """The group, or None where it has not the size of a stamp or a word."""
    if not own.any():
        return None
    lie = tilted(own)
    (wide, high), tilt = lie.size, lie.tilt
    if high > wide:
        wide, high, tilt = high, wide, tilt - 90.0 if tilt > 0 else tilt + 90.0
    long_, short = ((page.pixels_of(least), page.pixels_of(most)) for least, most in (LONG_MM, SHORT_MM))
    if not (long_[0] <= wide <= long_[1] and short[0] <= high <= short[1] and wide <= SLIMMEST * high):
        return None
    alone = abs(tilt) >= LEVEL or _stands_alone(area, all_ink, page.pixels_of(ALONE_MM))
    return Group(area, own, lie.middle, (wide, high), tilt, coloured, alone, page)


def _stands_alone(area: Area, ink: Mask, reach: int) -> bool:
    """Whether both ends are white; the accents of the lines above and below do not count."""
    left, top, right, bottom = area
    inner = (bottom - top) // 4
    rows = ink[top + inner : bottom - inner]
    ends = (rows[:, max(0, left - reach) : left], rows[:, right : right + reach])
    return not any(end.size and float(end.mean()) > 0.02 for end in ends)


def _without(ink: Mask, areas: Iterable[Sequence[int]]) -> Mask:
    left_over = ink.copy()
    for left, top, right, bottom in areas:
        left_over[top:bottom, left:right] = False
    return left_over


def _unexplained(black: Mask, words: Sequence[Word], dpi: float) -> Mask:
    """The black without what the words cover that are certain."""
    left_over = black.copy()
    scale = dpi / POINTS_PER_INCH
    usual = median(word.box[3] - word.box[1] for word in words) if words else 0.0
    for word in words:
        if _is_certain(word, usual):
            left, top, right, bottom = (edge * scale for edge in word.box)
            left_over[max(0, int(top)) : int(bottom) + 2, max(0, int(left)) : int(right) + 2] = False
    return left_over


def _is_certain(word: Word, usual: float) -> bool:
    high = word.box[3] - word.box[1]
    return word.confidence >= CERTAIN and high <= HIGHEST * usual and sum(map(str.isalnum, word.text)) > 1
