"""The names of organs out of capitals, with own names that no list knows ('Trường Đại học Tân Trào')."""

from __future__ import annotations

import re
from functools import cache

from rules import table
from rules.fold import squeezed
from rules.spelling import new_tones, sentence_case


def organ_case(text: str) -> str:
    """An organ's name out of capitals into the capitals that offices give it; its letters stay.

    >>> organ_case("TRƯỜNG ĐẠI HỌC TÂN TRÀO"), organ_case("TRƯỜNG ĐẠI HỌC KỸ THUẬT Y DƯỢC ĐÀ NẴNG")
    ('Trường Đại học Tân Trào', 'Trường Đại học Kỹ thuật Y Dược Đà Nẵng')
    """
    cased = _as_printed(squeezed(text), sentence_case(text))
    houses = _found(_houses(), cased) if text.isupper() else []
    if not houses:
        return cased
    start = min(begins for begins, _, _ in houses)
    named = cased[:start] + _own(cased[start:])
    return named[:1].upper() + named[1:]


def _as_printed(printed: str, cased: str) -> str:
    """Words that are printed with a capital have it: of what is printed in small letters nobody knows better."""
    pairs = zip(printed.split(), cased.split(), strict=True)
    return " ".join(word if word.istitle() and len(word) > 1 else other for word, other in pairs)


def _own(text: str) -> str:
    """What begins with a kind of house."""
    every = _found((*_houses(), *_fields(), *_plain()), text)
    known = [one for one in every if not any(_holds(other, one) for other in every)]
    for start, end, name in known:
        text = text[:start] + _in_case(text[start:end], name) + text[end:]
    inside = {at for start, end, _ in known for at in range(start, end)}
    return re.sub(r"\w+", lambda word: word[0] if word.start() in inside else _syllable(word[0]), text)


def _syllable(word: str) -> str:
    return word[:1].upper() + word[1:] if word.islower() else word


#: Names as they are capitalised, with what finds them; where one stands.
Names = tuple[tuple[re.Pattern[str], str], ...]
Place = tuple[int, int, str]


def _holds(one: Place, other: Place) -> bool:
    """Whether the name is a longer one around the other."""
    return one != other and one[0] <= other[0] and other[1] <= one[1]


def _found(names: Names, text: str) -> list[Place]:
    """Every place of the names in the text, whatever its capitals."""
    plain = new_tones(text.lower())
    return [(*match.span(), name) for pattern, name in names for match in pattern.finditer(plain)]


def _in_case(printed: str, name: str) -> str:
    """The printed letters with the capitals of the name; a word that has capitals of its own keeps them."""
    return "".join(a.upper() if b.isupper() else a for a, b in zip(printed, name, strict=True))


def _patterns(names: list[str]) -> Names:
    return tuple((re.compile(rf"(?<!\w){re.escape(name.lower())}(?!\w)"), name) for name in names)


@cache
def _houses() -> Names:
    return _patterns(table("own_names")["houses"])


@cache
def _fields() -> Names:
    return _patterns(table("own_names")["fields"])


@cache
def _plain() -> Names:
    return _patterns(table("own_names")["plain"])
