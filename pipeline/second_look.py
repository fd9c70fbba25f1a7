"""A second look at a page's head and foot: each column read by itself, in two ways, and the readings held together.

What both read alike is surer than either; where they differ the word is doubted, so that a digit that slipped in one of
them does not pass as sure.  A head is read in two sizes.  A foot is also read as one block of text, for a reader that
looks for columns takes seal and signature for a picture and leaves out the name between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.crop import cropped, enlarged, on_page
from pipeline.ocr import ONE_BLOCK, ONE_COLUMN, block_words
from pipeline.picture import Picture
from pipeline.regions import Regions
from pipeline.rows import is_speck
from records import Box, Word
from settings import Settings

LARGER = 2.0
#: What two different readings of one word are worth at most.
DISPUTED = 0.7
#: What a word is worth, as a share of its confidence, that only one of the readings has.
ALONE = 0.85
#: A column's second reading counts unless it lost more than this share of the first one's letters.
LOST = 0.35


def second_look(words: Sequence[Word], parts: Regions, picture: Picture, settings: Settings) -> tuple[Word, ...]:
    """The page's words with those of these parts read again; the same words where there are none."""
    head = [cropped(picture, part) for part in parts.head]
    foot = [cropped(picture, part) for part in parts.foot]
    once = block_words([*head, *foot], settings, ONE_COLUMN)
    larger = block_words([enlarged(one, LARGER) for one in head], settings, ONE_COLUMN)
    whole = block_words(foot, settings, ONE_BLOCK)
    result = tuple(words)
    for part, first, second in zip((*parts.head, *parts.foot), once, (*larger, *whole), strict=True):
        again = held_together(_placed(first, part, picture.dpi), _placed(second, part, picture.dpi))
        result = _replaced(result, again, part)
    return result


def held_together(first: Sequence[Word], second: Sequence[Word]) -> tuple[Word, ...]:
    """One reading from two of the same place: agreement makes a word surer, difference makes it doubtful."""
    ours, theirs = ([word for word in words if not is_speck(word)] for words in (first, second))
    ours, theirs, held = _cut_alike(ours, theirs)
    theirs, ours, more = _cut_alike(theirs, ours)
    held += more
    for word in ours:
        other = next((one for one in theirs if _same_place(word, one)), None)
        if other is not None:
            theirs.remove(other)
        held.append(_held(word, other))
    lost = [replace(word, confidence=word.confidence * ALONE) for word in theirs if not _covered(word, held)]
    return (*held, *lost)


def _cut_alike(whole: list[Word], parts: list[Word]) -> tuple[list[Word], list[Word], list[Word]]:
    """What is left of both readings, and the words that one has as one and the other as several, each but once."""
    left, rest, held = [], list(parts), list[Word]()
    for word in whole:
        inner = [one for one in rest if _holds(word.box, one.box) and _is_part(one, word)]
        if len(inner) < 2 or word.text in {one.text for one in inner}:  # the same word, its box drawn too wide
            left.append(word)
            continue
        rest = [one for one in rest if one not in inner]
        held += _one_or_several(word, inner)
    return left, rest, held


def _is_part(one: Word, word: Word) -> bool:
    """Whether the word stands wholly in the other, its edges aside."""
    room = 0.15 * (word.box[2] - word.box[0])
    return word.box[0] - room <= one.box[0] and one.box[2] <= word.box[2] + room


def _one_or_several(word: Word, parts: list[Word]) -> list[Word]:
    """The several words where they say the same as the one; else those that are surer, in dispute."""
    if "".join(part.text for part in parts) == word.text:
        return [surer(part, word) for part in parts]
    better = parts if min(part.confidence for part in parts) >= word.confidence else [word]
    return [replace(one, confidence=min(DISPUTED, one.confidence)) for one in better]


def surer(word: Word, other: Word) -> Word:
    """A word that two readings have alike, with the confidence of both."""
    return replace(word, confidence=1 - (1 - word.confidence) * (1 - other.confidence) * 0.5)


def _held(word: Word, other: Word | None) -> Word:
    if other is None:
        return replace(word, confidence=word.confidence * ALONE)
    if word.text == other.text:
        return surer(word, other)
    better = max(word, other, key=lambda one: one.confidence)
    return replace(better, box=word.box, confidence=min(DISPUTED, better.confidence))


def _placed(words: Sequence[Word], part: Box, dpi: float) -> list[Word]:
    """The words of a cut-out with their boxes on the page; an enlarged cut-out's border is enlarged with it."""
    return [replace(word, box=on_page(word.box, part, dpi)) for word in words]


def _same_place(a: Word, b: Word) -> bool:
    """Whether the middle of each word lies in the other's box."""
    return _holds(a.box, b.box) and _holds(b.box, a.box)


def _holds(outer: Box, inner: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] - 2 <= y <= outer[3] + 2


def _covered(word: Word, held: Sequence[Word]) -> bool:
    return any(_holds(one.box, word.box) or _holds(word.box, one.box) for one in held)


def _replaced(words: tuple[Word, ...], again: Sequence[Word], part: Box) -> tuple[Word, ...]:
    """The words with those inside the part exchanged, unless the second reading lost much of them."""
    inside = [word for word in words if _holds(part, word.box)]
    if _letters(again) < (1 - LOST) * _letters([word for word in inside if word.confidence > 0.5]):
        return words
    return (*(word for word in words if not _holds(part, word.box)), *again)


def _letters(words: Sequence[Word]) -> int:
    return sum(char.isalnum() for word in words for char in word.text)
