"""Stamps on pages without colour: a black frame in the upper half that holds a mark or an arrival's labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.framed_marks import framed_mark
from pipeline.frames import Frame, black_frames
from pipeline.picture import POINTS_PER_INCH, Picture
from pipeline.stamp_form import stamp
from pipeline.stamp_words import stamp_words
from records import Word
from rules import rule
from settings import Settings

#: ĐẾN stamps stand under the letterhead or the date: Nghị định 30/2020/NĐ-CP, Phụ lục I, and all real ones seen.
UPPER = 0.5
#: A page has at most this many frames that are looked into: a form of many boxes is no letter's head.
MOST = 4


@dataclass(frozen=True, slots=True)
class Arrived:
    """The words of the stamps on a page, and the frames they stand in."""

    words: tuple[Word, ...] = ()
    frames: tuple[Frame, ...] = ()


def black_stamps(reading: Picture, settings: Settings) -> Arrived:
    """The stamps of a page; empty where no frame says 'ĐẾN', 'Số' or 'Ngày', or holds a mark alone."""
    found = sorted(black_frames(reading, UPPER), key=lambda frame: frame.area[1])
    told = Arrived()
    for frame in found if len(found) <= MOST else ():
        one = stamp(frame, reading)
        words = stamp_words([one], settings)
        mark = framed_mark(one, words)
        if mark is not None or _is_arrival(words):
            told = Arrived(told.words + (words if mark is None else (mark,)), (*told.frames, frame))
    return told


def outside(words: Sequence[Word], frames: Sequence[Frame], dpi: float) -> tuple[Word, ...]:
    """The words of the page that do not stand in one of the frames."""
    return tuple(word for word in words if not any(_holds(frame, word, dpi) for frame in frames))


def _is_arrival(words: Sequence[Word]) -> bool:
    cues = [rule("stamp", "word"), rule("stamp", "label.number"), rule("stamp", "label.date")]
    return sum(any(cue.finds(word.text) for word in words) for cue in cues) > 1


def _holds(frame: Frame, word: Word, dpi: float) -> bool:
    x, y = ((word.box[i] + word.box[i + 2]) / 2 * dpi / POINTS_PER_INCH for i in (0, 1))
    across, down = frame.upright() @ np.array([x - frame.area[0], y - frame.area[1], 1.0])
    return bool(0 <= across <= frame.size[0] and 0 <= down <= frame.size[1])
