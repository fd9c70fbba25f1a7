"""Whether words look like Vietnamese: the two cheap signs by which a bad text layer or an upside-down page is told."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_ONSET = "ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx]"
_NUCLEUS = (
    "uye|uya|uyu|uay|uau|ueu|uoi|uou|oai|oay|oao|oeo|ieu|yeu|ai|ao|au|ay|eo|eu|ia|ie|iu|"
    "oa|oe|oi|oo|ua|ue|ui|uo|uu|uy|ye|[aeiouy]"
)
_CODA = "ngh|ng|nh|ch|[cmnpt]"
_SYLLABLE = re.compile(f"(?:{_ONSET})?(?:{_NUCLEUS})(?:{_CODA})?")
_LETTERS = re.compile(r"[^\W\d_]+")


def bare(text: str) -> str:
    """The text in lower case without tone and vowel marks; `đ` stays.

    >>> bare("Đảng ủy Khối")
    'đang uy khoi'
    """
    split = unicodedata.normalize("NFD", text.lower())
    return "".join(sign for sign in split if not unicodedata.combining(sign))


def syllable_share(texts: Iterable[str]) -> float:
    """The share (0..1) of the words of two letters and more that could be Vietnamese syllables; 0.0 for no words.

    >>> syllable_share(["Nghị", "quyết", "của", "Đảng"])
    1.0
    >>> syllable_share(["ãuønu", "qwfp"])
    0.0
    """
    words = [word for text in texts for word in _LETTERS.findall(bare(text)) if len(word) > 1]
    return sum(1 for word in words if _SYLLABLE.fullmatch(word)) / len(words) if words else 0.0


def is_syllable(text: str) -> bool:
    """Whether the text is one Vietnamese syllable of three letters and more, signs at its ends aside.

    >>> is_syllable("ĐẢNG"), is_syllable("xxx"), is_syllable("ZX6_")
    (True, False, False)
    """
    word = re.sub(r"^[^\w]+|[^\w]+$", "", text)
    return len(word) > 2 and _SYLLABLE.fullmatch(bare(word)) is not None


def marked_share(text: str) -> float:
    """The share (0..1) of the letters that bear a Vietnamese mark or are `đ`; 0.0 for no letters.

    >>> marked_share("Đảng ủy")
    0.5
    """
    letters = [sign for sign in unicodedata.normalize("NFC", text) if sign.isalpha()]
    marked = [sign for sign in letters if sign in "đĐ" or len(unicodedata.normalize("NFD", sign)) > 1]
    return len(marked) / len(letters) if letters else 0.0
