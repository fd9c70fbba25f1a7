"""Marks of secrecy and urgency stamped without a whole frame, slanted, or in an arrow: read by both readers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from pipeline.framed_marks import FRAMED
from pipeline.frames import Frame
from pipeline.handwriting import traced
from pipeline.line_ocr import line_words
from pipeline.loose_ink import Group, groups
from pipeline.picture import Picture
from records import Box, Word
from rules import first, rules
from rules.fold import capitals, letters
from settings import Settings

#: What a mark is worth that was read with a slip: it is shown as a doubt; of secrecy it counts in full.
SLIPPED = 0.6
#: How alike (0..100) the letters of a reading must be to a mark's to be read once more, and to be it with a slip.
WORTH_ANOTHER_LOOK, WITH_A_SLIP = 55.0, 80.0
LEAST = 5  # letters of a mark that a slip leaves sure; the rules name the slips of MẬT
SAYING = 3  # letters that say something else
ASKEW = (-8.0, 8.0)  # degrees by which the narrowest rectangle about three letters may be out


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark as told by a group's reading, and how surely."""

    value: str
    confidence: float


def loose_marks(
    reading: Picture, coloured: Picture | None, words: Sequence[Word], known: Iterable[Frame], settings: Settings
) -> tuple[Word, ...]:
    """The marks in the picture of a page's head, each as one word; of those that stand in one another only the largest.

    Raises OcrTimeout, OcrFailed and InstallationError.
    """
    found: list[Word] = []
    seen = groups(reading, coloured, words, known)
    for group in seen:
        mark = _mark(group, settings)
        if mark is not None and not any(_says_more(other) for other in seen if group.goes_on_in(other)):
            found.append(Word(mark.value, group.page.points(group.area), mark.confidence))
    found.sort(key=lambda word: (word.confidence < FRAMED, -_area(word.box)))
    return tuple(word for at, word in enumerate(found) if not any(meet(word.box, one.box) for one in found[:at]))


def _mark(group: Group, settings: Settings) -> _Mark | None:
    """The mark that the group is; None for any other."""
    level = group.level()
    text = traced([level])[0].text()
    mark = _known(text, group)
    if mark is None and group.may_be_a_frame:
        level = group.level(whole=True)
        text = max(text, traced([level])[0].text(), key=lambda one: _likeness(one)[0])
        mark = _known(text, group)
    if mark is not None or _likeness(text)[0] < WORTH_ANOTHER_LOOK:
        return mark
    again = (_known(one, group) for one in _looked_at_again(group, level, settings))
    return next((one for one in again if one is not None), None) or _slipped(text, group)


def _says_more(longer: Group) -> bool:
    """Whether a longer group than a mark's says something else: MẬT is none of BÍ MẬT."""
    text = traced([longer.level()])[0].text()
    return len(letters(text)) >= SAYING and capitals(text) >= 0.7 and _likeness(text)[0] < WITH_A_SLIP


def _looked_at_again(group: Group, level: Picture, settings: Settings) -> Iterator[str]:
    yield from (one.text() for one in traced([group.level(by) for by in ASKEW]))
    for words in line_words([level], settings):
        yield " ".join(word.text for word in words)


def _known(text: str, group: Group) -> _Mark | None:
    """The mark whose spelling the text has; what may be print must be in capitals with white on both sides."""
    if capitals(text) < 0.7 or not group.alone:
        return None
    known = first("frames", text)
    if known is None and group.like_a_stamp:
        known = first("mark_slips", text)
    return _Mark(known.value, FRAMED) if known is not None and known.value is not None else None


def _slipped(text: str, group: Group) -> _Mark | None:
    """The mark that the text is but for a letter or two; only of what cannot be print."""
    share, value = _likeness(text)
    if not group.like_a_stamp or capitals(text) < 0.7 or share < WITH_A_SLIP or len(letters(value)) < LEAST:
        return None
    return _Mark(value, SLIPPED)


def _likeness(text: str) -> tuple[float, str]:
    """How alike the text is to the mark it is most like, and that mark."""
    own = letters(text)
    return max((fuzz.ratio(own, letters(one.value)), one.value) for one in rules("frames") if one.value is not None)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def meet(one: Box, other: Box) -> bool:
    """Whether the boxes share a point."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
