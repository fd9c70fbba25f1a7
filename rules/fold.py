"""Vietnamese text made comparable: without marks, with tones in one place, always of the same length or in clear words.

Offsets survive `fold` (one character for one), so a pattern that matches the folded text shows where the printed text
stands.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that look alike and reach us from other alphabets or keyboards (seen: Cyrillic С in a ministry's symbol).
LOOKALIKES = str.maketrans("ÐСТАВЕНКМОРХоасерху", "ĐCTABEHKMOPXoacepxy")
TONES = "\u0300\u0301\u0303\u0309\u0323"
DASHES = dict.fromkeys(map(ord, "–—‐‑−"), "-")
QUOTES = dict.fromkeys(map(ord, "“”„‟″"), '"') | dict.fromkeys(map(ord, "‘’‚‛′"), "'")
#: Signs of texts that are folded again and again: syllables, names, lines; their forms are remembered.
SHORT = 120


def nfc(text: str) -> str:
    """The text in composed form, with look-alike letters of other alphabets replaced.

    >>> nfc("TT-BT\u0421")
    'TT-BTC'
    """
    return unicodedata.normalize("NFC", text).translate(LOOKALIKES)


BARE: dict[int, str] = {
    code: unicodedata.normalize("NFD", chr(code))[0] for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
}
BARE |= {ord("đ"): "d", ord("Đ"): "D", ord("Ø"): "O", ord("ø"): "o"} | DASHES | QUOTES
FOLDED = {code: base.lower() for code, base in BARE.items()}
FOLDED |= {code: chr(code).lower() for code in range(ord("A"), ord("Z") + 1)}


def unmarked(text: str) -> str:
    """The text without tone and letter marks, in its own case, one character for one (the text must be NFC).

    >>> unmarked("Đảng ủy Khối")
    'Dang uy Khoi'
    """
    return text.translate(BARE)


def fold(text: str) -> str:
    """The text without marks in lower case, one character for one.

    >>> fold("Số 256 –CV/ĐUK")
    'so 256 -cv/duk'
    """
    return _short(text) if len(text) <= SHORT else text.translate(FOLDED)


@lru_cache(maxsize=16384)
def _short(text: str) -> str:
    return text.translate(FOLDED)


def letters(text: str) -> str:
    """Only the letters and digits, folded: what remains when an OCR has torn or glued words.

    >>> letters("K ÉT LUẬN")
    'ketluan'
    """
    return re.sub(r"[\W_]+", "", fold(text))


def tone_folded(text: str) -> str:
    """The text in lower case with each syllable's tone moved behind it: hoà = hòa, uỷ = ủy, but ma is not má.

    >>> tone_folded("Hoà") == tone_folded("hòa")
    True
    """
    return " ".join(_tone_last(word) for word in re.sub(r"\s+", " ", text).strip().casefold().split(" "))


def _tone_last(word: str) -> str:
    parts = unicodedata.normalize("NFD", word)
    tone = "".join(char for char in parts if char in TONES)
    rest = "".join(char for char in parts if char not in TONES)
    return unicodedata.normalize("NFC", rest) + tone


def squeezed(text: str) -> str:
    """The text with every run of white space as one blank.

    >>> squeezed(" a  b ")
    'a b'
    """
    return re.sub(r"\s+", " ", text).strip()


def capitals(text: str) -> float:
    """The share of capitals among the letters: 1.0 for a line in capitals, 0.0 where there is no letter.

    >>> capitals("ĐẢNG ỦY")
    1.0
    """
    known = [char for char in text if char.isalpha()]
    return sum(char.isupper() for char in known) / len(known) if known else 0.0
