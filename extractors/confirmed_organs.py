"""The organs of a letterhead that a scan shows badly, where the number's own code and the place say the same.

"TỈNH ỦY" above "Số 07-CT/TU" and "ỦY BAN NHÂN DÂN TỈNH VĨNH LONG" beside "Vĩnh Long, ngày …" are read twice: a name
that stands in the list for the code, letter by letter, and a place that is printed once more, are no slips of the
reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from records import SURE, Found
from rules import table
from rules.fold import nfc, squeezed
from rules.spelling import CLASSES

#: What an organ is worth that the code or the place confirms.
CONFIRMED = 0.95


def confirmed(told: dict[str, Found | None]) -> dict[str, Found | None]:
    """The same findings, issuer and higher organ at CONFIRMED where symbol and place, both sure, say the same."""
    place = _sure(told.get("place"))
    where = _comparable(place.value) if place else ""
    parent = told.get("parent_body")
    codes = tuple(_names(told.get("symbol"), _comparable(parent.value) if parent else ""))
    issuer = _raised(told.get("issuer"), codes, where, bare=True)
    return {**told, "issuer": issuer, "parent_body": _raised(parent, _higher(), where, bare=False)}


def _raised(found: Found | None, names: Sequence[str], where: str, bare: bool) -> Found | None:
    """The organ, surer where it is one of the names and, behind it, the place of issue (or, if `bare`, nothing)."""
    if found is None or found.confidence >= CONFIRMED:
        return found
    rests = (_rest(found, name) for name in names)
    return replace(found, confidence=CONFIRMED) if any(_is_place(one, where, bare) for one in rests) else found


@cache
def _higher() -> tuple[str, ...]:
    return tuple(_comparable(one) for one in table("names")["above_a_place"])


def _rest(found: Found, name: str) -> str | None:
    """What stands behind the name in the organ's; None where it does not begin with it."""
    said = _comparable(found.value)
    if said == name:
        return ""
    return said[len(name) + 1 :] if said.startswith(f"{name} ") else None


def _is_place(rest: str | None, where: str, bare: bool) -> bool:
    """Whether the rest is the place of issue, with or without its class; nothing at all where a `bare` name does."""
    if rest is None:
        return False
    return (bare and not rest) or (bool(where) and re.sub(rf"^{CLASSES} ", "", rest) == where)


def _names(symbol: Found | None, parent: str) -> Iterator[str]:
    """What the codes of the symbol stand for: 'ban tổ chức' too where the higher organ is the 'tỉnh ủy …' of BTCTU."""
    for code in re.findall(r"[^\W\d_]+", symbol.value) if symbol and symbol.confidence >= SURE else ():
        for name in _of_code().get(code, ()):
            yield name
            for cut in (match.start() for match in re.finditer(" ", name)):
                if f"{parent} ".startswith(f"{name[cut + 1 :]} "):
                    yield name[:cut]


@cache
def _of_code() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for entry in table("organs")["organ"]:
        names = re.sub(r"\(.*\)", "", entry["name"]).split(" hoặc ")
        found[entry["code"]] = (*found.get(entry["code"], ()), *(_comparable(name) for name in names))
    return found


def _sure(found: Found | None) -> Found | None:
    return found if found and found.confidence >= SURE else None


def _comparable(name: str) -> str:
    """The name with its marks, in small letters, 'uỷ' as 'ủy'."""
    return squeezed(nfc(name)).casefold().replace("uỷ", "ủy")
