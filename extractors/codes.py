"""The codes in symbols: which kinds and organs they stand for, and how an OCR slip is mended against the lists."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from rules import table
from rules.fold import unmarked

#: A code of fewer letters is never mended: too many codes are one letter away.
SHORTEST_MENDED = 4


@cache
def kind_codes() -> dict[str, tuple[str, ...]]:
    """Every kind's code with the names of the kinds it can stand for."""
    codes: dict[str, tuple[str, ...]] = {}
    for entry in table("kinds")["kind"]:
        for code in entry["codes"]:
            codes[code] = (*codes.get(code, ()), entry["name"])
    return codes


@cache
def organ_levels() -> dict[str, str]:
    """Every known organ's code with its level (central, province, district, local, any)."""
    return {entry["code"]: entry["level"] for entry in table("organs")["organ"]}


def first_code(symbol: str) -> str:
    """The first code of a symbol, the kind's or in a công văn the organ's; '' for none.

    >>> first_code("256-CV/ĐUK"), first_code("1187/CT-TTHT")
    ('CV', 'CT')
    """
    match = re.search(r"(?<=[-/])[^\W\d_]+", symbol)
    return match[0] if match else ""


def codes_alike(typed: str) -> dict[str, tuple[str, ...]]:
    """The known codes that a code typed without marks and case can mean, each with the kinds it stands for.

    >>> codes_alike("qd")["QĐ"][0], codes_alike("ttg"), codes_alike("festival")
    ('quyết định', {'TTg': ()}, {})
    """
    known = (*kind_codes(), *organ_levels())
    return {code: kind_codes().get(code, ()) for code in _alike(known).get(_key(typed), ())}


@lru_cache(maxsize=4096)
def is_listed(code: str) -> bool:
    """Whether the code is one of a kind or an organ, a term's number behind it aside ('QH15')."""
    return code in kind_codes() or code in organ_levels() or re.sub(r"\d+$", "", code) in organ_levels()


def mended_kind(printed: str, doubted: bool) -> tuple[str, float]:
    """The kind's code as it should read, and how sure that is: 1.0 where it stands so in the list.

    Only a code that the reader of a picture doubted is mended by a letter: no list holds all codes there are.
    """
    return _mended(printed, tuple(kind_codes()), doubted)


def mended_organ(printed: str, doubted: bool) -> tuple[str, float]:
    """The organ's code as it should read, its trailing number kept ('QH15'), and how sure that is."""
    name, digits = re.fullmatch(r"(\D*)(\d*)", printed).groups() if re.fullmatch(r"\D*\d*", printed) else (printed, "")  # type: ignore[union-attr]
    code, sure = _mended(name, tuple(organ_levels()), doubted)
    return code + digits, sure


@lru_cache(maxsize=4096)
def _mended(printed: str, known: tuple[str, ...], doubted: bool) -> tuple[str, float]:
    if printed in known:
        return printed, 1.0
    alike = _alike(known).get(_key(printed), ())
    if len(alike) == 1:
        return alike[0], 0.95
    single = re.sub("ĐĐ", "Đ", printed)
    if single != printed and single in known:  # how Tesseract reads the crossed Đ in capitals
        return single, 0.95
    if doubted and len(printed) >= SHORTEST_MENDED:
        near = [
            code
            for code in known
            if len(code) >= SHORTEST_MENDED and Levenshtein.distance(_key(code), _key(printed)) == 1
        ]
        if len(near) == 1:
            return near[0], 0.6
    return printed, 0.9 if doubted else 0.98


@cache
def _alike(known: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The codes by their letters without marks and case: QD, QDi, TU for what an OCR makes of QĐ, QĐi, TU."""
    keys: dict[str, tuple[str, ...]] = {}
    for code in known:
        keys[_key(code)] = (*keys.get(_key(code), ()), code)
    return keys


def _key(code: str) -> str:
    return unmarked(code).upper()
