"""The beginning of a line that lies under a seal, put right where only one known beginning fits all its readings.

A title is known by its end beside the seal, a name begins with a family name.  What was put right is never sure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import fmean
from unicodedata import normalize

from rapidfuzz.distance import Levenshtein

from records import Word
from rules import rule
from rules.fold import capitals, letters
from rules.spelling import common_family_names, family_names, title_starts

#: How alike (0..1) a beginning must be to its readings, and how much more than the next best.
ALIKE, APART = 0.5, 0.06
#: How much more alike a beginning counts whose letters, marks aside, one reading has all.
SAME_LETTERS = 0.1
#: How much more alike a family name counts that many people bear: nine of ten have one of these.
COMMON = 0.06
#: What counts against a beginning as wide again as its room, and the share by which widths are measured wrongly.
MISFIT, ERROR = 0.5, 0.15
#: How far, as a share of the next word's width, a word may be said to reach into it.
ACROSS = 0.35
#: Letters of half a width.
NARROW = frozenset("iIlrtfjíìỉĩị., '/")
#: A line whose first word begins so many of its heights behind the line's own begin has lost a word.
LOST = 1.0
#: What a beginning is worth that was put right, at most.
PUT_RIGHT = 0.6
#: A word this sure was read alike in most readings.
SURE = 0.7


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a line: whether of a picture without its seal, and the words from left to right."""

    mended: bool
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words with blanks between."""
        return " ".join(word.text for word in self.words)


def restored(line: Sequence[Word], readings: Sequence[Reading], begins: float | None) -> tuple[Word, ...]:
    """The line with the one known beginning that fits; as it is where none does, or where its beginning is sure.

    `begins` is where on the page, in points, the line begins; None where that is not known.
    """
    start = 0 if begins is not None and line and lost(line[0], begins) else _unsure(line)
    end = line[start:]
    if not end or (start == 0 and (begins is None or not lost(end[0], begins))):
        return tuple(line)
    edge = end[0].box[0]
    left = line[0].box[0] if begins is None else begins
    seen = [one for one in (_before(reading, end[0]) for reading in readings) if one]
    best = _best(_known(line, end), seen, None if begins is None else _letters_in(edge - left, end))
    if best is None or best == " ".join(word.text for word in line[:start]):
        return tuple(line)
    first = line[0] if start else end[0]
    place = replace(first, box=(left, end[0].box[1], max(left, edge - 2), end[0].box[3]))
    return (*_set(best, place), *end)


def lost(first: Word, begins: float) -> bool:
    """Whether a word that stands first in a reading stands so far from the line's begin that one before it is lost."""
    return first.box[0] - begins > LOST * (first.box[3] - first.box[1])


def _letters_in(width: float, end: Sequence[Word]) -> float:
    """How many letters' widths fit into that width at the size of the words at the end."""
    return width * _width(" ".join(word.text for word in end)) / max(1.0, end[-1].box[2] - end[0].box[0])


def _width(text: str) -> float:
    """About how wide a text is in a serif face, in widths of a small letter."""
    return sum(0.6 if char in NARROW else 1.45 if char.isupper() else 1.0 for char in text)


def _unsure(line: Sequence[Word]) -> int:
    """How many words at the beginning are not sure: for a name one, as only its family name is known."""
    if capitals(" ".join(word.text for word in line)) <= SURE:
        return int(len(line) > 1 and line[0].confidence <= SURE)
    return next((i for i in range(len(line)) if all(word.confidence > SURE for word in line[i:])), len(line))


def _known(line: Sequence[Word], end: Sequence[Word]) -> frozenset[str]:
    """The beginnings that can stand before the end: of titles, or family names before other names."""
    text = " ".join(word.text for word in end)
    if capitals(text) > SURE:
        return title_starts(text)
    whole = " ".join(word.text for word in line)
    person = end[-1].text[:1].isupper() and not rule("signature", "degree").finds(whole)
    return family_names() if person else frozenset()


def _before(reading: Reading, end: Word) -> str:
    """What the reading has before the end's first word; nothing where a word of it lies far across."""
    edge, far = end.box[0], end.box[0] + ACROSS * (end.box[2] - end.box[0])
    own = [word for word in reading.words if (word.box[0] + word.box[2]) / 2 < edge]
    return "" if any(word.box[2] > far for word in own) else "".join(word.text for word in own)


def _best(known: frozenset[str], seen: Sequence[str], room: float | None) -> str | None:
    """The known beginning that is most like what was read and fills the room, where none other does as well."""
    if not seen or not known:
        return None
    ranked = sorted(((_alike(seen, text) - _misfit(text, room), text) for text in known), reverse=True)
    if ranked[0][0] < ALIKE or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < APART):
        return None
    return ranked[0][1]


def _misfit(text: str, room: float | None) -> float:
    """What counts against a beginning that is wider or narrower than its room; 0 within the error of the measure."""
    if room is None or room <= 0:
        return 0.0
    return MISFIT * max(0.0, abs(_width(text + " ") - room) / room - ERROR)


def _alike(seen: Sequence[str], text: str) -> float:
    """How alike the text is to what was read, the worst third of the readings left out: rims make nonsense of some."""
    ranked = sorted((_likeness(one, text) for one in seen), reverse=True)
    same = any(letters(one) == letters(text) for one in seen)
    usual = COMMON if text in common_family_names() else 0.0
    return fmean(ranked[: max(1, len(ranked) - len(ranked) // 3)]) + (SAME_LETTERS if same else 0.0) + usual


def _likeness(read: str, known: str) -> float:
    """How alike two texts are (0..1) when letters and marks are counted apart, the stroke of đ too."""
    a, b = (normalize("NFD", text.lower().replace(" ", "").replace("đ", "d\u0335")) for text in (read, known))
    return float(Levenshtein.normalized_similarity(a, b))


def _set(text: str, place: Word) -> tuple[Word, ...]:
    """The text as words in that place, worth little."""
    x0, y0, x1, y1 = place.box
    words, step = text.split(), (x1 - x0) / (len(text) + 1)
    found: list[Word] = []
    for word in words:
        wide = step * len(word)
        sure = min(PUT_RIGHT, max(place.confidence, 0.3))
        found.append(replace(place, text=word, box=(x0, y0, x0 + wide, y1), confidence=sure))
        x0 += wide + step
    return tuple(found)
