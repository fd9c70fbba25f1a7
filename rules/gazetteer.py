"""The names of Vietnam's provinces, districts and communes, and which province a place belonged to on a day.

The names come with underthesea (63 provinces, 705 districts and 10,602 communes before 1 July 2025, 34 provinces and
3,321 communes since: Nghị quyết 202/2025/QH15); only its data file is read, none of its code is imported.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from rules import table
from rules.fold import fold, squeezed

#: The day on which 63 provinces became 34 and the districts ended.
MERGER = dt.date(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Folded names and the provinces (short names) they can mean; `provinces` maps a folded name to the short name."""

    provinces: dict[str, str]
    districts: dict[str, frozenset[str]]
    communes: dict[str, frozenset[str]]
    spelling: dict[str, str]


@cache
def gazetteer(merged: bool) -> Gazetteer:
    """The map of the country before (`merged` False) or since 1 July 2025."""
    data = _data()
    names = data["province_names" if merged else "old_province_names"]
    provinces = {fold(entry["short"]): _short(entry["short"]) for entry in names.values()}
    provinces |= {} if merged else {fold(name): name for name in table("places")["before_2025"]}
    aliases = table("places")["province_aliases"]
    provinces |= {fold(alias): name for alias, name in aliases.items() if name in provinces.values()}
    rows = data["ward_mapping"]
    side = "new" if merged else "old"
    districts = {} if merged else _by_name(rows, "old_district", "old_province")
    ever = {*provinces.values(), *map(_short, (one["short"] for one in data["old_province_names"].values()))}
    return Gazetteer(provinces, districts, _by_name(rows, f"{side}_ward", f"{side}_province"), _spelling(rows, ever))


def on(day: dt.date | None) -> Gazetteer:
    """The map of that day; the old one, which holds all names, where the day is not known."""
    return gazetteer(day is not None and day >= MERGER)


def spelt_place(name: str) -> str | None:
    """The place's name as it is spelt, found without regard to marks and case; None where unknown or ambiguous."""
    return gazetteer(False).spelling.get(squeezed(fold(name))) or gazetteer(True).spelling.get(squeezed(fold(name)))


@cache
def exact_names() -> frozenset[str]:
    """The names of all districts and communes as they are spelt, without their class."""
    keys = ("old_district", "old_ward", "new_ward")
    return frozenset(_without_class(row[key]) for row in _data()["ward_mapping"] for key in keys if row[key])


def _without_class(name: str) -> str:
    return re.sub(r"^(Thành phố|Thị xã|Thị trấn|Đặc khu|Huyện|Quận|Phường|Xã) (?!\d)", "", name)


@cache
def place_syllables() -> frozenset[str]:
    """The folded syllables of all names of places."""
    names = (
        *gazetteer(False).spelling,
        *gazetteer(True).spelling,
        *gazetteer(False).districts,
        *gazetteer(False).communes,
    )
    return frozenset(syllable for name in names for syllable in name.split())


def respelt(printed: str) -> tuple[str, float]:
    """A place as it is spelt and how sure that is; 'TP. Trà Vinh' keeps its class.

    Provinces come first: 'Trà Vĩnh' is the province of Trà Vinh, whatever hamlet bears a like name.
    """
    match = re.match(
        r"(?i)(tp\.? ?|t\. ?|thành phố |thị xã |thị trấn |huyện |quận |xã |phường |đặc khu )?(.+)$", printed
    )
    prefix, name = (match[1] or "", match[2]) if match else ("", printed)
    provinces = gazetteer(False).provinces
    known = provinces.get(squeezed(fold(printed))) if not prefix else None
    if known and fold(known) == squeezed(fold(printed)):
        other = name in exact_names() and name != known
        return (printed, 0.85) if other else (known, 1.0)
    if name in exact_names():
        return printed, 1.0
    spelt = spelt_place(name) or spelt_place(re.sub(r"^[l1|](?=a )", "I", name))
    return (prefix + spelt, 1.0) if spelt else (printed, 0.85)


def province_on(name: str, day: dt.date | None) -> str:
    """The name a province bore on that day (Huế was Thừa Thiên Huế until 2025)."""
    renamed = table("places")["renamed"].get(name)
    return renamed["was"] if renamed and day is not None and day < renamed["since"] else name


@cache
def _data() -> dict[str, Any]:
    spec = find_spec("underthesea")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("underthesea")
    path = Path(spec.submodule_search_locations[0]) / "address" / "data" / "mapping.json"
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def _short(name: str) -> str:
    """A province's name as people say it: without 'Tỉnh'; the city that bears a person's name keeps its 'Thành phố'."""
    bare = re.sub(r"^(Tỉnh|Thành phố) ", "", name)
    return str(table("places")["full_names"].get(bare, bare))


def bare(name: str) -> str:
    """A folded place name without its class: 'huyen tuy duc' is 'tuy duc'; a bare number ('Quận 1') keeps it."""
    folded = squeezed(fold(name))
    short = re.sub(r"^(thanh pho|thi xa|thi tran|dac khu|huyen|quan|phuong|xa|tinh) (?!\d)", "", folded)
    return short


def _by_name(rows: Iterable[dict[str, Any]], key: str, province: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row[key]:
            short = _short(row[province])
            found[bare(row[key])].add(short)
            found[squeezed(fold(row[key]))].add(short)
    return {name: frozenset(those) for name, those in found.items()}


def _spelling(rows: Iterable[dict[str, Any]], provinces: Iterable[str]) -> dict[str, str]:
    """How a folded name is spelt, where all bearers of the name spell it alike (Vinh and Vĩnh do not).

    `provinces`: the names of all there ever were: a commune is now called Kiến Giang, and papers of Kiên Giang come.
    """
    seen: dict[str, set[str]] = defaultdict(set)
    for name in (*provinces, *table("places")["full_names"]):
        seen[fold(name)].add(name)
    for row in rows:
        for key in ("old_district", "old_ward", "new_ward"):
            if row[key]:
                plain = _without_class(row[key])
                seen[fold(plain)].add(plain)
    return {folded: next(iter(names)) for folded, names in seen.items() if len(names) == 1}
