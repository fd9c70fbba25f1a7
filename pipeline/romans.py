"""Roman numerals measured: Tesseract drops one of several equal strokes ('khóa XII' read as 'khóa XI').

Offices print in Times, as their rules of form demand (Nghị định 30/2020, Hướng dẫn 36-HD/VPTW), and in Times one
stroke more or less makes a numeral a quarter wider.  So the ink's width tells which numeral stands there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

import numpy as np

from pipeline.picture import POINTS_PER_INCH, Picture
from pipeline.rows import Row, rows_of
from records import Word
from rules.fold import fold, unmarked

#: The words that numerals follow: a term, a congress, a conference, a quarter.
LED_BY = frozenset({"khoa", "quy", "thu", "hoi", "ky"})
NUMERAL = re.compile(r"(?P<open>\W*)(?P<roman>[IVXH]{1,5})(?P<close>\W*)")
#: The numerals of terms, congresses and quarters.
NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI")
#: Widths of Times in thousandths of its size, by letter without marks.
WIDTHS = {
    **dict.fromkeys("acez", 444),
    **dict.fromkeys("bdghknopquvxy0123456789", 500),
    **dict.fromkeys("ijlt/", 278),
    **dict.fromkeys("fr()-I", 333),
    **dict.fromkeys(",.", 250),
    **dict.fromkeys(";:", 278),
    **dict.fromkeys("sJ", 389),
    **dict.fromkeys("ADGHKNOQUVXYw", 722),
    **dict.fromkeys("BCR", 667),
    **dict.fromkeys("ELTZ", 611),
    **dict.fromkeys("FPS", 556),
    '"': 408,
    "m": 778,
    "M": 889,
    "W": 944,
}
#: So many of the nearest words tell the size of the print, and so many are needed.
NEAREST, NEEDED = 8, 3
#: A numeral is believed whose width fits within this many ems, when every other is twice as far off.
FITS = 0.14
#: What a numeral is worth that was read otherwise and measured, or not measured.
MEASURED, UNMEASURED = 0.85, 0.6
#: Darker pixels are ink.
INK = 140


def with_romans(words: Sequence[Word], picture: Picture) -> tuple[Word, ...]:
    """The words, each Roman numeral as its width tells where it tells clearly; what was read otherwise is doubted."""
    mended = {}
    for row in rows_of(words, 0) if _may_have_numerals(words) else ():
        for at, word in enumerate(row.words):
            if _is_numeral(row.words, at):
                mended[word] = _told(word, _measured(row, at, picture))
    return tuple(mended.get(word, word) for word in words)


def _told(word: Word, measured: str | None) -> Word:
    """The word with what was measured; an 'H' that nothing was measured for is two strokes all the same."""
    text = measured or word.text.replace("H", "II")
    if text == word.text:
        return word
    return replace(word, text=text, confidence=min(MEASURED if measured else UNMEASURED, word.confidence))


def _may_have_numerals(words: Sequence[Word]) -> bool:
    """Whether any word looks like a numeral and any leads to one: rows need not be told where none does."""
    return any(NUMERAL.fullmatch(word.text) for word in words) and any(map(_leads, words))


def _leads(word: Word) -> bool:
    return fold(word.text).strip("( ,.:") in LED_BY


def _is_numeral(words: Sequence[Word], at: int) -> bool:
    """Whether a numeral is due there: a word that leads to one stands before it, other numerals between at most."""
    if not NUMERAL.fullmatch(words[at].text):
        return False
    before = next((word for word in reversed(words[:at]) if not NUMERAL.fullmatch(word.text)), None)
    return before is not None and _leads(before)


def _measured(row: Row, at: int, picture: Picture) -> str | None:
    """The word with the numeral that its width tells; None where none fits, or two do."""
    size = _size(row.words, at, picture)
    parts = NUMERAL.fullmatch(row.words[at].text)
    if size is None or parts is None:
        return None
    wide = _ink_width(row.words, at, picture) / size
    fits = sorted((abs(wide - _ems(parts["open"] + one + parts["close"])), one) for one in _likely(parts["roman"]))
    if not fits or fits[0][0] > FITS or (len(fits) > 1 and fits[1][0] < 2 * fits[0][0]):
        return None
    return parts["open"] + fits[0][1] + parts["close"]


def _likely(roman: str) -> list[str]:
    """The numerals that differ from what was read in the number of their last strokes alone ('H' are two)."""
    stem = roman.replace("H", "II").rstrip("I")
    return [one for one in NUMERALS if one.rstrip("I") == stem]


def _size(words: Sequence[Word], at: int, picture: Picture) -> float | None:
    """The size of the print around a word, in points; None where too little stands there."""
    own = [index for index, word in enumerate(words) if index != at and word.text.isalpha() and len(word.text) > 1]
    near = sorted(own, key=lambda index: abs(index - at))[:NEAREST]
    sizes = [_ink_width(words, index, picture) / _ems(words[index].text) for index in near]
    return median(sizes) if len(sizes) >= NEEDED else None


def _ems(text: str) -> float:
    """The width of the letters in ems, as ink: without the blank at both ends."""
    return sum(WIDTHS.get(letter, 500) for letter in unmarked(text)) / 1000 - 0.04


def _ink_width(words: Sequence[Word], at: int, picture: Picture) -> float:
    """How wide the ink of the word is, in points, also where its box is drawn too narrow."""
    box = words[at].box
    right = words[at + 1].box[0] - 1 if at + 1 < len(words) else box[2] + 12
    left = words[at - 1].box[2] + 1 if at else box[0] - 3
    scale = picture.dpi / POINTS_PER_INCH
    part = picture.pixels[int(box[1] * scale) : int(box[3] * scale) + 1, int(left * scale) : int(right * scale) + 1]
    inked = np.flatnonzero((part < INK).any(axis=0)) if part.size else np.array([])
    return float(inked[-1] - inked[0] + 1) / scale if inked.size else 0.0
