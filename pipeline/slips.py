"""Slips of the reader of pictures that are no Vietnamese, mended: 'sinh hoạt chỉ bộ', 'tỉnh thần', 'Tố quốc'.

Only marks are put right, of two words that stand together in every paper; letters, places and certainty stay.  What a
text layer holds is never touched.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from records import Page, Word
from rules import rule, rules
from rules.fold import nfc

OCR = "ocr"


def without_slips(page: Page) -> Page:
    """The page, its words that were read from a picture without such slips."""
    if page.source != OCR:
        return page
    return replace(page, words=mended(page.words))


def mended(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words in their order, each as long as before."""
    printed = [nfc(word.text) for word in words]
    text = right = " ".join(printed)
    for start, pair in _slips(text):
        right = right[:start] + _in_case_of(text[start : start + len(pair)], pair) + right[start + len(pair) :]
    if right == text:
        return tuple(words)
    told, at = list[Word](), 0
    for word, own in zip(words, printed, strict=True):
        now = right[at : at + len(own)]
        told.append(word if now == own else replace(word, text=now))
        at += len(own) + 1
    return tuple(told)


def _slips(text: str) -> Iterator[tuple[int, str]]:
    """Where slips stand, each with the words that are meant."""
    for one in (rule("slips", "cell"), *rules("pair_slips")):
        yield from ((match.start(), str(one.value)) for match in one.pattern.finditer(text))


def _in_case_of(printed: str, right: str) -> str:
    return "".join(new.upper() if old.isupper() else new for old, new in zip(printed, right, strict=True))
