"""The kinds of units of offices: which a clerk's word or a name's head means, and what can be under what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from rules import Rule, rules, table
from rules.fold import fold, nfc, squeezed, tone_folded


@dataclass(frozen=True, slots=True)
class UnitKind:
    """A kind of unit.  `under`: kinds it can be directly under, '*' for any; `inner`: named by the body it belongs to.

    `bare`: names that mean the one unit of the kind; `province`: its name may bear the province behind it; `local`: the
    body of a smaller place; `placed`: told from its likes by a place's name alone;
    `of_issuer`: a class of it, without more, means the issuer's own; `drops`: called without its province too.
    """

    key: str
    names: tuple[str, ...]
    under: tuple[str, ...]
    inner: bool = False
    bare: tuple[str, ...] = ()
    province: bool = False
    local: bool = False
    placed: bool = False
    of_issuer: bool = False
    drops: bool = False


@cache
def unit_kinds() -> dict[str, UnitKind]:
    """All kinds by key."""
    found = (
        UnitKind(
            entry["key"],
            tuple(entry["names"]),
            tuple(entry["under"]),
            entry.get("inner", False),
            tuple(entry.get("bare", ())),
            entry.get("province", False),
            entry.get("local", False),
            entry.get("placed", False),
            entry.get("of_issuer", entry.get("inner", False)),
            entry.get("drops", False),
        )
        for entry in table("units")["kind"]
    )
    return {one.key: one for one in found}


@cache
def kind_called(word: str) -> str | None:
    """The key of the kind that a clerk calls so; None for a word no rule knows.

    >>> kind_called("chi bộ cơ sở"), kind_called("câu lạc bộ")
    ('chi-bo-co-so', None)
    """
    return _kinds_by_name().get(plain(word))


@cache
def _kinds_by_name() -> dict[str, str]:
    return {plain(name): one.key for one in reversed(unit_kinds().values()) for name in one.names}


@cache
def head_of(name: str) -> tuple[str, str] | None:
    """The kind that a proper name's first words tell, and those words as printed; None where they tell none.

    >>> head_of("Sở Nội vụ")
    ('so', 'Sở')
    """
    for one in family("head"):
        match = one.search(name)
        if match and one.value:
            return one.value, name[slice(*match.span("head"))]
    return None


@cache
def family(prefix: str) -> tuple[Rule, ...]:
    """The rules whose ids begin with `prefix` and a dot, in order."""
    return tuple(one for one in rules("units") if one.id.startswith(f"{prefix}."))


def first_of(of: tuple[Rule, ...], text: str) -> Rule | None:
    """The first of the rules that matches the text, or None."""
    return next((one for one in of if one.finds(text)), None)


@cache
def can_be_under(kind: str, office: str) -> bool:
    """Whether a unit of this kind can be under a unit of kind `office`, at whatever depth; True for unknown kinds."""
    known = unit_kinds()
    if kind not in known or office not in known:
        return True
    seen, open_ones = set[str](), [kind]
    while open_ones:
        under = known[open_ones.pop()].under
        if "*" in under or office in under:
            return True
        open_ones += [one for one in under if one not in seen]
        seen.update(under)
    return False


def written_out(text: str) -> str:
    """The text composed, its white space squeezed and its abbreviations written out.

    >>> written_out("UBND  tỉnh, BTV ĐUK")
    'Ủy ban nhân dân tỉnh, Ban Thường vụ Đảng ủy Khối'
    """
    return squeezed(abbreviations().sub(lambda match: long_form(match[0]), nfc(text)))


def long_form(short: str) -> str:
    """What an abbreviation stands for, with the blanks that belong to it; KeyError for one that is none."""
    if short.strip() == "&":
        return " và "
    long: str = table("units")["abbreviations"][short.rstrip(".")]
    return long + " " if short.endswith(".") else long


@cache
def abbreviations() -> re.Pattern[str]:
    """What finds the abbreviations of organs in a text, and an '&'."""
    shorts = sorted(table("units")["abbreviations"], key=len, reverse=True)
    return re.compile(r"\s*&\s*|(?<![\w/-])(?:" + "|".join(map(re.escape, shorts)) + r")(?:\.(?=\s?\w)|(?![\w/-]))")


@cache
def plain(text: str) -> str:
    """The words of a name for comparing: lower case, tones in one place, without punctuation and 'của', 'thuộc'.

    >>> plain("Uỷ ban Kiểm tra của Đảng uỷ Khối") == plain("UBKT Đảng ủy Khối")
    True
    """
    words = re.sub(r"[^\w\s]|_", " ", written_out(text))
    return tone_folded(re.sub(r"\b(?:trực thuộc|thuộc|của)\b", " ", words, flags=re.IGNORECASE))


@cache
def unmarked_plain(text: str) -> str:
    """The letters and digits of a name without marks, word by word: what an OCR that loses marks leaves."""
    return " ".join(fold(re.sub(r"[^\w\s]|_", " ", written_out(text))).split())
