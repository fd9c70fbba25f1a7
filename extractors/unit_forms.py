"""By which names the units of a directory are called, and which unit a name means on a day."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property, lru_cache

from records import Directory, OfficeUnit
from rules import PARTS
from rules.fold import squeezed
from rules.units import UnitKind, head_of, kind_called, plain, unit_kinds, unmarked_plain, written_out


class Strength(IntEnum):
    """How surely a form means its unit; the higher, the surer."""

    CORE = 1  # an inner unit without the body it belongs to ('Ban Tổ chức')
    SELF = 2  # what the unit calls itself in its own papers ('Huyện ủy', 'Sở')
    BARE = 3  # the one unit of its kind ('Tỉnh ủy')
    MADE = 4  # its name with or without the province, with the body it belongs to
    ALIAS = 5
    NAME = 6


CONFIDENCE = {
    Strength.NAME: 0.97,
    Strength.ALIAS: 0.95,
    Strength.MADE: 0.93,
    Strength.BARE: 0.92,
    Strength.SELF: 0.85,
    Strength.CORE: 0.85,
}

#: A name of fewer words says too little without its province ('Thanh tra').
LONG_ENOUGH = 3

PROVINCE = re.compile(rf"(?P<name>.*?)[\s,-]*(?P<class>\b[Tt]ỉnh|\b[Tt]hành phố)\s+(?P<place>{PARTS['upper']}.*)")
PROVINCE_ALONE = re.compile(r"(?P<name>.*\S)\s+(?P<class>tỉnh)")


@dataclass(frozen=True, slots=True)
class Form:
    """A unit and how surely a form of words means it."""

    unit: OfficeUnit
    strength: Strength


def kind_of(unit: OfficeUnit) -> UnitKind | None:
    """The kind of the unit: as the clerk calls it, else as its name begins; None where neither is known."""
    key = kind_called(unit.kind)
    if key is None:
        head = head_of(written_out(unit.name))
        key = head[0] if head else None
    return unit_kinds()[key] if key else None


@dataclass(frozen=True)
class Forms:
    """All forms of a directory's units."""

    directory: Directory

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The key of each unit's kind by the unit's key; units of unknown kinds are left out."""
        found = ((one.key, kind_of(one)) for one in self.directory.units)
        return {key: kind.key for key, kind in found if kind}

    @cached_property
    def office_kind(self) -> str | None:
        """The key of the office's kind."""
        office = self.directory.office
        return self.kinds.get(office.key) if office else None

    @cached_property
    def places(self) -> frozenset[str]:
        """The provinces that the names of the office and of the bodies over it bear, in comparable words."""
        return frozenset(plain(place) for place in self._places())

    @cached_property
    def exact(self) -> dict[str, tuple[Form, ...]]:
        """The forms by their comparable words, each unit once with its surest form."""
        best: defaultdict[str, dict[str, Form]] = defaultdict(dict)
        for unit in self.directory.units:
            for text, strength in self._forms(unit):
                words = plain(text)
                old = best[words].get(unit.key)
                if words and (old is None or old.strength < strength):
                    best[words][unit.key] = Form(unit, strength)
        return {words: tuple(found.values()) for words, found in best.items()}

    @cached_property
    def loose(self) -> dict[str, tuple[Form, ...]]:
        """The forms by their words without marks; the cores and bare names are left out."""
        found: defaultdict[str, dict[str, Form]] = defaultdict(dict)
        for unit in self.directory.units:
            for text, strength in self._forms(unit):
                if strength >= Strength.MADE:
                    found[unmarked_plain(text)].setdefault(unit.key, Form(unit, strength))
        return {words: tuple(forms.values()) for words, forms in found.items()}

    def find(self, text: str) -> tuple[Form, ...]:
        """The units the text is a form of, whenever they lived."""
        return self.exact.get(plain(text), ())

    @cached_property
    def joined(self) -> tuple[re.Pattern[str], ...]:
        """Patterns (without marks) of the names and aliases that hold a comma or an 'và', the longest first."""
        names = {text for unit in self.directory.units for text in (unit.name, *unit.aliases)}
        loose = {unmarked_plain(name) for name in names if re.search(r"[,;]| và ", written_out(name))}
        return tuple(re.compile(r"\b" + r"[\W_]+".join(one.split()) + r"\b") for one in sorted(loose, key=_longest))

    def _forms(self, unit: OfficeUnit) -> Iterator[tuple[str, Strength]]:
        kind = kind_of(unit)
        for text, strength in ((unit.name, Strength.NAME), *((alias, Strength.ALIAS) for alias in unit.aliases)):
            if kind and kind.inner and unit.parent:
                yield from self._inner_forms(text, strength, unit)
                continue
            yield text, strength
            yield from ((form, Strength.MADE) for form in self._variants(text, kind))
        if kind and not kind.inner:
            yield from ((name, Strength.BARE) for name in kind.bare)
            yield from ((name, Strength.SELF) for name in _self_names(unit))

    def _inner_forms(self, text: str, strength: Strength, unit: OfficeUnit) -> Iterator[tuple[str, Strength]]:
        """The name of an inner unit with the body it belongs to, and alone; 'Văn phòng Sở' says as little as alone."""
        owners = tuple(self._owner_names(unit))
        parent = self.directory.unit(unit.parent) if unit.parent else None
        short = tuple(_self_names(parent)) if parent else ()
        owned = _without_owner(text, owners)
        core = owned or _without_owner(text, short) or text
        yield text, (strength if owned else Strength.CORE)
        yield core, Strength.CORE
        yield from ((f"{core} {owner}", Strength.MADE) for owner in owners)
        yield from ((f"{core} {owner}", Strength.CORE) for owner in short)

    def _owner_names(self, unit: OfficeUnit) -> Iterable[str]:
        """What the body is called that an inner unit belongs to."""
        parent = self.directory.unit(unit.parent) if unit.parent else None
        if parent is None:
            return
        kind = kind_of(parent)
        texts = (parent.name, *parent.aliases, *(kind.bare if kind else ()))
        for text in texts:
            yield text
            yield from self._variants(text, kind)

    def _variants(self, text: str, kind: UnitKind | None) -> Iterator[str]:
        """The name as it is also written: committee for organisation, with and without its province."""
        for one in (text, *_twins(text)):
            yield one
            if kind and kind.province:
                yield from self._with_province(one, kind.drops)
            elif PROVINCE_ALONE.fullmatch(one):
                yield from (f"{one} {place}" for place in sorted(self._places()))
            elif match := PROVINCE.fullmatch(one):
                yield f"{match['name']} {match['class']}"

    def _with_province(self, text: str, drops: bool) -> Iterator[str]:
        """The name with its province; and without it where it `drops` it and is long enough to be known without."""
        match = PROVINCE.fullmatch(text) or PROVINCE_ALONE.fullmatch(text)
        name = match["name"] if match else text
        if not name.strip():
            return
        if drops and len(written_out(name).split()) >= LONG_ENOUGH:
            yield name
        for place in sorted(self._places()):
            yield from (f"{name} tỉnh", f"{name} tỉnh {place}", f"{name} {place}")

    def _places(self) -> frozenset[str]:
        return frozenset(_places(self.directory))


@lru_cache(maxsize=8)
def forms_of(directory: Directory) -> Forms:
    """The forms of this directory, made once."""
    return Forms(directory)


def _places(directory: Directory) -> Iterator[str]:
    one, seen = directory.office, set[str]()
    while one and one.key not in seen:
        seen.add(one.key)
        for text in (one.name, *one.aliases):
            match = PROVINCE.fullmatch(squeezed(text)) or re.fullmatch(
                r"(?P<name>[Tt]ỉnh ủy)\s+(?P<place>.+)", squeezed(text)
            )
            if match:
                yield match["place"].strip()
        one = directory.unit(one.parent) if one.parent else None


def _self_names(unit: OfficeUnit) -> Iterator[str]:
    """What a unit calls itself: the first words of its name; 'Đảng ủy' of any party committee."""
    head = head_of(written_out(unit.name))
    if head:
        yield head[1]
        if head[1].casefold().startswith(("đảng ủy", "đảng uỷ")):
            yield "Đảng ủy"


def _twins(text: str) -> Iterator[str]:
    """The committee's name for the organisation's, and the other way round: Đảng ủy X and Đảng bộ X are one unit."""
    for one, other in (("Đảng ủy", "Đảng bộ"), ("Đảng bộ", "Đảng ủy"), ("Chi bộ", "Chi ủy"), ("Chi ủy", "Chi bộ")):
        if text.startswith(f"{one} "):
            yield other + text.removeprefix(one)


def _without_owner(text: str, owners: Iterable[str]) -> str | None:
    """The name without the body it belongs to at its end; None where it does not end so."""
    for owner in sorted(owners, key=_longest):
        match = re.fullmatch(rf"(?P<core>.+?)\s+(?:(?:của|thuộc)\s+)?{re.escape(owner)}", text, re.IGNORECASE)
        if match:
            return match["core"]
    return None


def _longest(text: str) -> tuple[int, str]:
    return -len(text), text
