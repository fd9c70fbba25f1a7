"""Several readings of one line under a seal: the one that fits best, as sure as the others bear it out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.line_starts import Reading, lost, restored
from pipeline.second_look import DISPUTED
from pipeline.syllables import is_syllable
from records import Word
from rules.fold import capitals, letters
from rules.spelling import family_names, known_title, known_word

#: What a word that can be no Vietnamese one counts against a reading, by letter.
NONSENSE = 0.5
#: The share of its worth that the page's own reading counts.
OF_PAGE = 0.8
#: What a word of a line is worth at least.
LEAST = 0.15
#: The share of a word's worth that begins with a small letter, where titles and names are looked for.
SMALL = 0.5
#: What a title or a family name where one is wanted counts for, in letters read surely.
TITLE, FAMILY = 6.0, 3.0


def agreed(readings: Sequence[Reading], begins: float | None) -> tuple[Word, ...]:
    """The words of the best reading; none is surer than disputed ones unless most readings of both pictures have it.

    The first reading is that of the page.  `begins` is where the line begins, in points of the page; a line that may
    have lost its first word is disputed as a whole.
    """
    cleaned = [replace(one, words=tuple(_words(one.words))) for one in readings]
    best = max(cleaned, key=lambda one: _fit(one, of_page=one is cleaned[0]))
    held = [_held(word, cleaned) for word in best.words]
    if begins is None or (held and lost(held[0], begins)):
        held = [replace(word, confidence=min(DISPUTED, word.confidence)) for word in held]
    return restored(held, cleaned, begins)


def _words(words: Sequence[Word]) -> Iterator[Word]:
    """The words with letters, without signs around them; one in which a capital follows a small letter is two."""
    for word in sorted(words, key=lambda one: one.box[0]):
        bare = re.sub(r"^[\W_]+|[^\w.,]+$", "", word.text)
        yield from _parted(word, [part for part in _run_together(bare) if letters(part) and not _stray(part)])


def _run_together(text: str) -> list[str]:
    """The text cut before capitals that follow small letters: a stroke of the seal joins words.

    >>> _run_together("PhamMạnh"), _run_together("NHIỆM")
    (['Pham', 'Mạnh'], ['NHIỆM'])
    """
    cuts = [i for i in range(1, len(text)) if text[i].isupper() and text[i - 1].islower()]
    return [text[a:b] for a, b in pairwise([0, *cuts, len(text)])]


def _stray(part: str) -> bool:
    """Whether it is a small letter by itself: a scrap of the rim, in a line of capitals or of names."""
    return len(part) == 1 and part.islower()


def _parted(word: Word, parts: Sequence[str]) -> Iterator[Word]:
    """A word for each of the parts, as wide as it has letters."""
    x0, y0, x1, y1 = word.box
    total, done = sum(map(len, parts)), 0
    for part in parts:
        left, right = (x0 + (x1 - x0) * share / total for share in (done, done + len(part)))
        done += len(part)
        yield replace(word, text=part, box=(left, y0, right, y1))


def _fit(reading: Reading, of_page: bool) -> float:
    """How much of the reading can be believed, in letters; the page's own took the seal's letters with the print."""
    shouted = capitals(reading.text) > 0.7
    total = sum(_worth(word, strict=of_page and shouted) for word in reading.words) * (OF_PAGE if of_page else 1.0)
    if shouted:
        return total + (TITLE if known_title(reading.text) else 0.0)
    names = [word.text for word in reading.words if word.text[:1].isupper()]
    return total + (FAMILY if names and names[0] in family_names() else 0.0)


def _worth(word: Word, strict: bool) -> float:
    """How much of the word can be believed, in letters; strictly seen a line of capitals holds no scraps."""
    long = len(letters(word.text))
    scrap = not known_word(word.text) and (long <= 2 or not word.text.isupper())
    fits = known_word(word.text) or is_syllable(word.text) or long <= 2
    believed = fits and not (strict and scrap)
    return long * (word.confidence if believed else -NONSENSE) * (SMALL if word.text[:1].islower() else 1.0)


def _held(word: Word, readings: Sequence[Reading]) -> Word:
    """The word as sure as its readings make it; never so unsure that it goes for dirt and its line is lost."""
    same = [(one.mended, other) for one in readings for other in one.words if _is_same(word, other)]
    if 2 * len(same) > len(readings) and len({mended for mended, _ in same}) > 1:
        return replace(word, confidence=max(other.confidence for _, other in same))
    return replace(word, confidence=max(LEAST, min(DISPUTED, word.confidence)))


def _is_same(word: Word, other: Word) -> bool:
    overlap = min(word.box[2], other.box[2]) - max(word.box[0], other.box[0])
    return word.text.strip(".,") == other.text.strip(".,") and overlap > 0
