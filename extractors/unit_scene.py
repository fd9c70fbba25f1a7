"""Where a name is said: by whom, on which day, to an office with which directory."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, cached_property

from extractors.unit_forms import Form, Forms, Strength
from records import OfficeUnit
from rules import PARTS, first, rule, table
from rules.fold import fold
from rules.gazetteer import gazetteer
from rules.units import can_be_under, head_of, plain, unit_kinds, written_out

SAID_PROVINCE = re.compile(rf"\b[Tt]ỉnh\s+(?P<place>{PARTS['upper']}[\w -]*)$")


class By(StrEnum):
    """Who issues the paper, as the office's directory sees it."""

    LISTED = "listed"  # a unit of the directory
    ABOVE = "above"  # a body over the office that the directory does not list
    CENTRAL = "central"
    FOREIGN = "foreign"  # of another province
    UNKNOWN = "unknown"
    UNSAID = "unsaid"


@dataclass(frozen=True)
class Scene:
    """The forms of the directory, the day (ISO), who issues the paper, and whether it is addressed to the office."""

    forms: Forms
    on: str | None = None
    by: By = By.UNSAID
    issuer: OfficeUnit | None = None
    addressed: bool = False

    @cached_property
    def ours(self) -> frozenset[str]:
        """The keys of the office and its units."""
        return self.forms.directory.ours

    @cached_property
    def office(self) -> OfficeUnit | None:
        """The office."""
        return self.forms.directory.office

    @cached_property
    def alive(self) -> tuple[OfficeUnit, ...]:
        """The units that exist on the day, in the clerk's order."""
        return tuple(one for one in self.forms.directory.units if one.alive(self.on))

    def find(self, name: str) -> tuple[Form, ...]:
        """The units the name is a form of; what a unit calls itself counts with a capital, in its own papers only."""
        found, capital = self.forms.find(name), name[:1].isupper()
        return tuple(one for one in found if one.strength is not Strength.SELF or (capital and self._speaks(one.unit)))

    def _speaks(self, unit: OfficeUnit) -> bool:
        """Whether the paper is the unit's own, or of a unit under it; the office's where nobody issues it."""
        speaker = self.office if self.by is By.UNSAID else self.issuer
        return speaker is not None and speaker.key in self.forms.directory.within(unit.key)

    def kind(self, unit: OfficeUnit) -> str | None:
        """The key of the unit's kind."""
        return self.forms.kinds.get(unit.key)

    def can_be_ours(self, kind: str) -> bool:
        """Whether a unit of this kind can be the office or under it; True where the office's kind is not known."""
        own = self.forms.office_kind
        return own is None or kind == own or can_be_under(kind, own)

    def over_office(self, kind: str) -> bool:
        """Whether a body of this kind can be over the office."""
        own = self.forms.office_kind
        return own is not None and kind != own and "*" not in unit_kinds()[own].under and can_be_under(own, kind)

    def issued_by(self, issuer: str | None) -> Scene:
        """The scene with the issuer as the directory knows it."""
        name = written_out(issuer or "")
        if not name:
            return replace(self, by=By.UNSAID, issuer=None)
        listed = self.listed(name)
        while not listed and (before := _before(name)):  # 'Ban Thường vụ', 'Chủ tịch' speak for their body
            name = name[before:]
            listed = self.listed(name)
        if listed:
            return replace(self, by=By.LISTED, issuer=listed)
        return replace(self, by=self._unlisted(name), issuer=None)

    def listed(self, name: str) -> OfficeUnit | None:
        """The one unit the name surely means, alive on the day if any is; None where several fit, or none."""
        found = [one for one in self.find(name) if one.strength > Strength.CORE]
        living = [one for one in found if one.unit.alive(self.on)] or found
        best = max((one.strength for one in living), default=None)
        sure = {one.unit.key: one.unit for one in living if one.strength == best}
        return next(iter(sure.values())) if len(sure) == 1 else None

    def elsewhere(self, name: str) -> bool:
        """Whether the name ends with a province that is not the office's."""
        own = self.forms.places
        place = place_behind(name)
        return bool(own and place and plain(place) not in own)

    def _unlisted(self, name: str) -> By:
        if self.elsewhere(name):
            return By.FOREIGN
        if first("central", name):
            return By.CENTRAL
        head = head_of(name)
        return By.ABOVE if head and self.over_office(head[0]) else By.UNKNOWN


def _before(name: str) -> int:
    """How many letters name a person's office or a standing part before the body's own name."""
    found = (rule("units", one).search(name) for one in ("strip.board", "strip.person"))
    return max((match.end() for match in found if match), default=0)


def place_behind(name: str) -> str | None:
    """The province a name ends with, as printed: 'tỉnh Y', or a province's name; None where it ends with none."""
    said = SAID_PROVINCE.search(name)
    if said:
        return said["place"]
    match = _provinces().search(fold(name))
    head = head_of(name)
    bears = head is not None and (unit_kinds()[head[0]].province or "tỉnh" in name.casefold())
    return name[slice(*match.span("place"))] if match and bears else None


def is_province(name: str) -> bool:
    """Whether the name is a province's, and nothing else."""
    return _provinces().fullmatch(fold(name)) is not None


@cache
def _provinces() -> re.Pattern[str]:
    """What finds a province's name at the end of a folded text."""
    names = {*gazetteer(False).provinces, *gazetteer(True).provinces, *map(fold, table("places")["before_2025"])}
    return re.compile(r"\b(?P<place>" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + r")$")
