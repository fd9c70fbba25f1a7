"""Names of private persons left out of titles and sentences, as names.toml knows them.

What is masked is more than must be: a school named after somebody may lose its name, a person's name should not stay.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

TOLD = Path(__file__).with_name("names.toml")
V = TypeVar("V")
_LETTERS = [one for one in map(chr, range(0x1F00)) if one.isalpha()]
UPPER = "".join(one for one in _LETTERS if one.isupper())
LOWER = "".join(one for one in _LETTERS if one.islower())
#: A capitalised word of a name, small letters after the first ('A' alone counts); and one in capitals or small letters.
NAME, ANY_NAME = f"[{UPPER}](?![{UPPER}])[{LOWER}]*", f"[{UPPER}][{UPPER}{LOWER}]*"
MOST_NAMES = 4


@dataclass(frozen=True, slots=True)
class Names:
    """What stands for a name, and the two forms in which one is found."""

    mask: str
    known: re.Pattern[str]
    addressed: re.Pattern[str]
    alone: re.Pattern[str]


@cache
def _names() -> Names:
    told = tomllib.loads(TOLD.read_text(encoding="utf-8"))
    known = _any(told["known"])
    offices = rf"(?!(?i:{_any(told['offices'])})\b)"
    not_known = rf"(?!(?:{known})\b)"
    address = "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in told["addresses"])
    more = rf"(?:\s+{ANY_NAME}\b){{0,{MOST_NAMES}}}"
    return Names(
        told["mask"],
        re.compile(known),
        re.compile(rf"\b((?:{address})\s+){not_known}{offices}{ANY_NAME}\b{more}"),
        re.compile(rf"(?<![\w-]){not_known}(?:{_bare(told)})"),
    )


def _bare(told: Mapping[str, Sequence[str]]) -> str:
    """How a name is written that no form of address announces."""
    usual = rf"(?:{_any(told['alone'])})(?:\s+{NAME}\b){{2,3}}"
    rare = rf"(?:{_any(told['rare'])})\s+(?:{_any(told['middle'])})(?:\s+{NAME}\b){{1,2}}"
    return f"{usual}|{rare}"


def _any(words: Sequence[str]) -> str:
    return "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in sorted(words, key=len, reverse=True))


def masked(value: V) -> V | str | list[str]:
    """The text, or each text of the list, with private names masked; whatever else it is stays as it is.

    >>> masked("đi nước ngoài của đồng chí Nguyễn Văn Mẫu")
    'đi nước ngoài của đồng chí [tên riêng]'
    """
    if isinstance(value, str):
        return _masked(value)
    if isinstance(value, Sequence):
        return [_masked(one) if isinstance(one, str) else one for one in value]
    return value


def _masked(text: str) -> str:
    names = _names()
    composed = unicodedata.normalize("NFC", text)
    addressed = names.addressed.sub(lambda one: f"{one[1]}{names.mask}", composed)
    return names.alone.sub(names.mask, addressed)
