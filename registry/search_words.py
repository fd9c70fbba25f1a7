"""Words by which the register is searched: without marks, and numbers whichever strokes and spaces stand in them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from registry.asked import plain

#: A number with its codes, glued or with strokes: 173/kh-ubnd, 173kh, 183/2010/ttlt-btc.
SYMBOL = re.compile(r"(?<![\w/-])(\d+)([a-z]?)(?:[-/]((?:19|20)\d\d)(?=[-/]))?([-/]?[a-z]+(?:[-/]?\w+)*)")
DATE = re.compile(r"(?<![\w/-])(\d{1,2})[-/.](\d{1,2})[-/.]((?:19|20)\d\d)(?![\w/-])")
#: More words than any question needs.
MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Sought:
    """What a person looks for: beginnings of words, and days in ISO; all of them must be there."""

    words: tuple[str, ...]
    days: tuple[str, ...]


def sought(question: str) -> Sought:
    """What the question asks for; nothing for a blank one.

    >>> sought("Đảng ủy 173 / KH-UBND")
    Sought(words=('173khubnd', 'dang', 'uy'), days=())
    >>> sought("công văn ngày 6/6/2022").days
    ('2022-06-06',)
    """
    text = plain(question)
    days = tuple(day for found in DATE.finditer(text) if (day := _iso(found)))
    text = DATE.sub(" ", text)
    numbers = [_glued(found) for found in SYMBOL.finditer(text)]
    rest = re.findall(r"[^\W_]+", SYMBOL.sub(" ", text))
    if days:
        rest = [word for word in rest if word != "ngay"]
    return Sought(tuple([*numbers, *(word.lstrip("0") or word for word in rest)][:MOST_WORDS]), days)


def searchable(symbols: tuple[str, ...], texts: tuple[str, ...]) -> str:
    """All words of the symbols and texts, each after a space; the symbols also glued, with and without their year.

    >>> searchable(("05/2010/TT-BTC",), ("Bộ Tài chính",))
    ' 52010ttbtc 5ttbtc 5 2010 tt btc bo tai chinh'
    """
    glued = [way for symbol in symbols for found in SYMBOL.finditer(plain(symbol)) for way in _ways(found)]
    words = re.findall(r"[^\W_]+", plain(" ".join((*symbols, *texts))))
    return "".join(f" {word.lstrip('0') or word}" for word in dict.fromkeys([*glued, *words]))


def leading_number(text: str) -> int | None:
    """The number with which the text begins, for sorting; None where there is none.

    >>> leading_number("0173/KH-UBND"), leading_number("KH-UBND")
    (173, None)
    """
    found = re.match(r"\s*(\d{1,15})", text)
    return int(found[1]) if found else None


def _ways(found: re.Match[str]) -> tuple[str, ...]:
    return (_glued(found), _glued(found, with_year=False)) if found[3] else (_glued(found),)


def _glued(found: re.Match[str], with_year: bool = True) -> str:
    number, letter, year, codes = found.groups()
    kept = (year or "") if with_year else ""
    return (number.lstrip("0") or number) + letter + kept + re.sub(r"[-/]", "", codes)


def _iso(found: re.Match[str]) -> str | None:
    day, month, year = (int(part) for part in found.groups())
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None
