"""The directory of the office: its units and the bodies around it; and to whom an order of a dispatch falls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


@dataclass(frozen=True, slots=True)
class OfficeUnit:
    """A unit of the office, the office itself, or a body outside it that the office has listed.

    `kind`: as the clerk calls it ('Chi bộ cơ sở', 'Sở'); rules/units.toml says what that means.  `parent`: the key of
    the unit it is under.  `aliases`: other names it is called by.  `valid_from` and `valid_to`: its first and its last
    day (ISO), None where not known or still alive.  `successors`: keys of the units that took over when it ended.
    `is_office`: it is the office that keeps this directory.  `organ_id`: under which offices exchange documents
    ('000.00.00.G22').
    """

    key: str
    name: str
    kind: str
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    valid_from: str | None = None
    valid_to: str | None = None
    email: str | None = None
    is_office: bool = False
    successors: tuple[str, ...] = ()
    organ_id: str | None = None

    def alive(self, on: str | None) -> bool:
        """Whether it exists on this day (ISO); on no known day: whether it has no end."""
        if on is None:
            return self.valid_to is None
        return (self.valid_from or on) <= on <= (self.valid_to or on)


@dataclass(frozen=True)
class Directory:
    """The units an office knows, in the clerk's order."""

    units: tuple[OfficeUnit, ...] = ()

    @cached_property
    def office(self) -> OfficeUnit | None:
        """The office that keeps this directory; None where none is marked."""
        return next((one for one in self.units if one.is_office), None)

    def unit(self, key: str) -> OfficeUnit | None:
        """The unit with this key."""
        return self._by_key.get(key)

    def under(self, key: str) -> tuple[OfficeUnit, ...]:
        """The units directly under this one."""
        return self._by_parent.get(key, ())

    def within(self, key: str) -> frozenset[str]:
        """The key itself and the keys of all units under it, however deep."""
        return frozenset(self._within(key))

    @cached_property
    def ours(self) -> frozenset[str]:
        """The keys of the office and of all units under it; empty where no office is marked."""
        return self.within(self.office.key) if self.office else frozenset()

    def above(self, key: str) -> tuple[OfficeUnit, ...]:
        """The units over this one, the nearest first."""
        found: list[OfficeUnit] = []
        one = self.unit(key)
        while one and one.parent and (one := self.unit(one.parent)) and one not in found:
            found.append(one)
        return tuple(found)

    @cached_property
    def _by_key(self) -> dict[str, OfficeUnit]:
        return {one.key: one for one in self.units}

    @cached_property
    def _by_parent(self) -> dict[str | None, tuple[OfficeUnit, ...]]:
        found: dict[str | None, list[OfficeUnit]] = {}
        for one in self.units:
            found.setdefault(one.parent, []).append(one)
        return {key: tuple(units) for key, units in found.items()}

    def _within(self, key: str) -> Iterator[str]:
        open_keys, seen = [key], set[str]()
        while open_keys:
            here = open_keys.pop()
            if here not in seen:
                seen.add(here)
                yield here
                open_keys += [one.key for one in self.under(here)]


class FallKind(StrEnum):
    """On whom an order falls."""

    OURS = "ours"  # the office itself, or a unit under it
    OTHERS = "others"  # a body outside
    UNMATCHED = "unmatched"  # nobody knows: listed for the clerk, never dropped


@dataclass(frozen=True, slots=True)
class Fall:
    """On whom one name of a dispatch falls, or one part of it where the name is a list.

    `name`: this part as printed; `within`: the whole name it was cut from.  `units`: keys of the directory; empty for a
    body outside that the directory does not list, and always where `how` is unmatched.  One part gives two falls where
    some of its units are ours and some are not.  `candidates`: keys among which a clerk may choose, where several fit,
    where the only one that fits had ended (its successors), or where the print is too doubtful.  `rule`: which rule of
    rules/units.toml decided; `why`: the same as a Vietnamese sentence.  `confidence`: 0 to 1; 0 where unmatched.
    """

    name: str
    units: tuple[str, ...]
    how: FallKind
    confidence: float
    rule: str
    within: str = ""
    candidates: tuple[str, ...] = ()
    why: str = ""
