"""Eights that Tesseract writes as '§', alone ('1§-KL/TW') or beside the 8 that it took them for ('3§8-KL/TW')."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from records import Word

BESIDE = re.compile(r"§(?=8)|(?<=8)§")
ALONE = re.compile(r"(?<=[\dIl])§|§(?=\d)")
#: What a number is worth with such an eight: 388 cannot be ruled out.
DOUBTED = 0.6


def with_eights(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words with eights for the signs inside numbers, doubted; 'khoản 1 § 2' stays as it is."""
    return tuple(_mended(word) if "§" in word.text else word for word in words)


def _mended(word: Word) -> Word:
    text = ALONE.sub("8", BESIDE.sub("", word.text))
    return word if text == word.text else replace(word, text=text, confidence=min(DOUBTED, word.confidence))
