"""The names of organs out of capitals, with own names that no list knows ('Trường Đại học Tân Trào')."""

from __future__ import annotations

import re
from functools import cache

from rules import table
from rules.spelling import as_printed, new_tones, sentence_case, whole_words, with_capitals

#: Where a name stands, and the name as it is capitalised.
Place = tuple[int, int, str]


def organ_case(text: str) -> str:
    """An organ's name out of capitals into the capitals that offices give it; its letters stay.

    >>> organ_case("TRƯỜNG ĐẠI HỌC TÂN TRÀO"), organ_case("TRƯỜNG ĐẠI HỌC KỸ THUẬT Y DƯỢC ĐÀ NẴNG")
    ('Trường Đại học Tân Trào', 'Trường Đại học Kỹ thuật Y Dược Đà Nẵng')
    """
    cased = as_printed(sentence_case(text), text, _is_capitalised)
    houses = _found("houses", cased) if text.isupper() else []
    if not houses:
        return cased
    start = min(begins for begins, _, _ in houses)
    named = cased[:start] + _own(cased[start:])
    return named[:1].upper() + named[1:]


def _is_capitalised(word: str) -> bool:
    """Whether it is printed with a capital: of what is printed in small letters nobody knows better."""
    return word.istitle() and len(word) > 1


def _own(text: str) -> str:
    """What begins with a kind of house."""
    every = [one for kind in ("houses", "fields", "plain") for one in _found(kind, text)]
    known = [one for one in every if not any(_holds(other, one) for other in every)]
    for start, _, name in known:
        text = with_capitals(text, start, name)
    inside = {at for start, end, _ in known for at in range(start, end)}
    return re.sub(r"\w+", lambda word: word[0] if word.start() in inside else _syllable(word[0]), text)


def _syllable(word: str) -> str:
    return word[:1].upper() + word[1:] if word.islower() else word


def _holds(one: Place, other: Place) -> bool:
    """Whether the name is a longer one around the other."""
    return one != other and one[0] <= other[0] and other[1] <= one[1]


def _found(kind: str, text: str) -> list[Place]:
    """Every place in the text of the names of that kind, whatever its capitals."""
    plain = new_tones(text.lower())
    return [(*match.span(), name) for pattern, name in _names(kind) for match in pattern.finditer(plain)]


@cache
def _names(kind: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return whole_words(table("own_names")[kind])
