"""How well a page could be read: good, fair or poor, by confidence, by the marks of Vietnamese, by sharpness.

Chosen on 149 pages whose words are known (scans of five real dispatches at three qualities, own dispatches blurred,
shaken, pale, coarse, crumpled, shown through), then tried on others; corpora/README.md has the figures.  The share
of unsure letters follows the share of wrong words closely: 0.04 at two in a hundred, 0.06 at five, 0.13 at ten, 0.3
at twenty.  Below 0.07 it cannot tell two wrong words in a hundred from six; sharpness can.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.sharpness import Strokes
from pipeline.syllables import marked_share, syllable_share
from records import Grade, Word

#: A Vietnamese syllable read below this is unsure; Tesseract gives 0.96 to what it reads well.
SURE = 0.9
#: Numbers, codes and foreign words it never reads as surely, also where they are right.
SURE_OTHER = 0.7
#: A word counts by its letters, but no web address by all of them.
LONGEST = 8
#: A word with less than this share of the contrast of the surely read ones is grain on blank paper.
GRAIN = 0.5
SURELY_READ = 0.8

#: The share of unsure letters up to which a page is good (at most 4 of 100 words wrong) …
GOOD_UNSURE = 0.07
#: … and from which it is poor (at least 15 of 100).
POOR_UNSURE = 0.25
#: What every page starts with, so that a single word on an empty page does not decide: letters, and unsure ones.
START, START_UNSURE = 20, 1
#: The width of an edge in millimetres on good pages: 0.2 at 300 dpi, 0.32 at 200; 0.42 and more at 150 or blurred.
GOOD_EDGE = 0.38

#: Fewer letters say nothing about the language.
TELLING = 100
#: The share of marked letters is 0.23 to 0.33 in Vietnamese prose, 0.2 in some lists; below this its marks are lost.
MARKED = 0.1
#: Fewer than this together with more unsure letters than that: a third of the words have lost their marks.
FEW_MARKED, FEW_MARKED_UNSURE = 0.21, 0.09
#: The least share of words that are Vietnamese syllables, in Vietnamese lists of abbreviations; English has 0.2.
SYLLABLES = 0.75


@dataclass(frozen=True, slots=True)
class Signs:
    """What a page is graded by.

    `letters`, `unsure`: letters and digits that were read, and those of them in unsure words.  `alphabetic`: letters
    alone.  `marked`: the share of them with Vietnamese marks.  `syllables`: the share of words that are Vietnamese.
    `edge`: the width of the print's edges in millimetres.
    """

    letters: int
    unsure: int
    alphabetic: int
    marked: float
    syllables: float
    edge: float | None


def grade(words: Sequence[Word], seen: Strokes) -> Grade:
    """The grade of a page that is not blank, by its words as first read and their strokes."""
    return grade_by(signs(words, seen))


def grade_by(found: Signs) -> Grade:
    """The grade that these signs give; POOR where there is ink and no word was read."""
    unsure = (found.unsure + START_UNSURE) / (found.letters + START)
    if not found.letters or unsure >= POOR_UNSURE or _lost_marks(found, unsure):
        return Grade.POOR
    sharp = found.edge is not None and found.edge <= GOOD_EDGE
    return Grade.GOOD if unsure <= GOOD_UNSURE and sharp and _own_language(found) else Grade.FAIR


def signs(words: Sequence[Word], seen: Strokes) -> Signs:
    """The signs of these words; what is read into the grain of the paper does not count."""
    read = _printed(words, seen)
    text = "".join(word.text for word in read)
    return Signs(
        letters=sum(_letters(word) for word in read),
        unsure=sum(_letters(word) for word in read if _is_unsure(word)),
        alphabetic=sum(map(str.isalpha, text)),
        marked=marked_share(text),
        syllables=syllable_share([word.text for word in read]),
        edge=seen.edge,
    )


def _printed(words: Sequence[Word], seen: Strokes) -> list[Word]:
    """The words that stand on ink as dark as most."""
    own = [(word, contrast) for word, contrast in zip(words, seen.contrasts, strict=True) if _letters(word)]
    sure = sorted(contrast for word, contrast in own if word.confidence >= SURELY_READ)
    usual = sure[len(sure) // 2] if sure else 0.0
    return [word for word, contrast in own if contrast >= GRAIN * usual]


def _letters(word: Word) -> int:
    return min(LONGEST, sum(map(str.isalnum, word.text)))


def _is_unsure(word: Word) -> bool:
    return word.confidence < (SURE if syllable_share([word.text]) > 0.5 else SURE_OTHER)


def _lost_marks(found: Signs, unsure: float) -> bool:
    """Whether the words are Vietnamese and their marks, or too many of them, are not there."""
    least = FEW_MARKED if unsure >= FEW_MARKED_UNSURE else MARKED
    return found.alphabetic >= TELLING and found.syllables >= SYLLABLES and found.marked < least


def _own_language(found: Signs) -> bool:
    """Whether the words are Vietnamese, or too few to tell: others are read by a reader that does not know them."""
    return found.alphabetic < TELLING or (found.syllables >= SYLLABLES and found.marked >= MARKED)
