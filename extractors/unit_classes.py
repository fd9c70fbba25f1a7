"""Classes of bodies ('các chi, đảng bộ cơ sở trực thuộc') and the units of the directory that are of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from extractors.name_parts import Part
from extractors.unit_scene import By, Scene, is_province
from records import OfficeUnit
from rules import Rule, first, rule
from rules.fold import fold
from rules.units import can_be_under, family, first_of, head_of, unit_kinds, written_out


class Depth(StrEnum):
    """How far under its owner a class reaches."""

    DIRECT = "direct"
    ANY = "any"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class UnitClass:
    """A class as it is said: its rule, the kinds it holds with the word their names must bear, and of which owner."""

    rule: Rule
    kinds: tuple[tuple[str, str], ...]
    depth: Depth
    owner: str

    @property
    def inner(self) -> bool:
        """Whether it is of a kind that belongs to one body, so that the issuer's own are meant."""
        known = unit_kinds()
        return not self.kinds or all(known[kind].of_issuer for kind, _ in self.kinds)

    def holds(self, unit: OfficeUnit, kind: str | None) -> bool:
        """Whether the unit, of this kind, is of the class."""
        if self.rule.value == "@children":
            return kind is None or not unit_kinds()[kind].local
        return any(kind == one and _bears(unit, word) for one, word in self.kinds)


@dataclass(frozen=True, slots=True)
class Members:
    """The units of a class: where it was looked for (None: that is not known), how sure that is, and who is there."""

    units: tuple[OfficeUnit, ...]
    sure: float
    where: str
    known: bool = True
    outside: bool = False


def class_of(part: Part) -> UnitClass | None:
    """The class that the part names; None where it names none, or says more of it than is understood."""
    noun = first_of((*(family("opening") if part.opens else ()), *family("class")), part.text)
    match = noun and noun.search(part.text)
    if noun is None or not match or match.start():
        return None
    depth, owner = _behind(part.text[match.end() :].strip())
    named = depth is Depth.UNSAID and owner and rule("units", "owner.province").finds(owner) is False
    if named and not part.plural:
        return None  # 'Chi bộ Văn phòng' is a name
    return UnitClass(noun, tuple(_kinds(noun.value or "")), depth, owner)


def _kinds(value: str) -> list[tuple[str, str]]:
    if value == "@committees":
        value = "dang-uy-khoi dang-uy-truc-thuoc dang-uy-xa dang-bo-co-so dang-bo-bo-phan chi-bo-co-so chi-bo"
    if value.startswith("@"):
        return []
    kind, _, word = value.partition("/")
    return [(kind, word)] if word else [(one, "") for one in value.split()]


def _behind(rest: str) -> tuple[Depth, str]:
    """How far the class reaches and under whom, from what stands behind its noun."""
    depth = Depth.UNSAID
    for depth_said in (Depth.DIRECT, Depth.ANY):
        match = rule("units", f"behind.{depth_said}").search(rest)
        if match:
            level = match[0].startswith(("cap", "cua"))
            depth, rest = (Depth.UNSAID if level else depth_said), rest[match.end() :].strip()
            break
    of = rule("units", "behind.any").search(rest)
    keeps = of and not rest[: of.end()].casefold().startswith(("cấp", "toàn"))
    return depth, rest[of.end() :].strip() if of and keeps else rest


def _bears(unit: OfficeUnit, word: str) -> bool:
    """Whether the first class of place in the unit's name is this one."""
    if not word:
        return True
    places = r"\b(tinh|dac khu|thi tran|thi xa|thanh pho|phuong|huyen|quan|xa)\b(?! hoi)"
    match = re.search(places, fold(written_out(unit.name)))
    return bool(match and match[1] == word)


#: What a class means in a paper of another province: units of theirs, which no directory of ours lists.
FOREIGN = Members((), 0.0, "cơ quan ban hành ở tỉnh khác", known=False)


def members(said: UnitClass, scene: Scene) -> Members:
    """The units of the class that live on the day, and how sure it is that they are meant."""
    if scene.by is By.FOREIGN and not _names_its_level(said.owner):
        return FOREIGN
    if said.owner:
        return _of_owner(said, scene)
    if said.inner or said.rule.value == "@children":
        return _of_issuer(said, scene)
    if said.depth is not Depth.UNSAID:
        return _directly_under_somebody(said, scene)
    return _anywhere(said, scene)


def _names_its_level(owner: str) -> bool:
    """Whether a class says of which province it is, or that it is the Centre's."""
    named = owner and (rule("units", "owner.province").finds(owner) or rule("units", "owner.central").finds(owner))
    return bool(named or (owner and first("central", owner)))


def _of_owner(said: UnitClass, scene: Scene) -> Members:
    owner = said.owner
    if rule("units", "owner.province").finds(owner):
        return _of_province(said, scene)
    central = rule("units", "owner.central").finds(owner) or first("central", owner)
    if central and scene.forms.office_kind not in [kind for kind, _ in said.kinds]:
        return Members((), 0.9, f"thuộc {owner}", outside=True)
    if rule("units", "owner.parents").finds(owner):
        return _of_kinds(said, scene, frozenset((rule("units", "owner.parents").value or "").split()))
    if scene.elsewhere(owner) or (is_province(owner) and scene.elsewhere(f"tỉnh {owner}")):
        return Members((), 0.9, f"thuộc {owner}, ngoài tỉnh", outside=True)
    unit = scene.listed(owner)
    if unit:
        return _under(said, scene, unit)
    head = head_of(written_out(owner))
    if head and scene.over_office(head[0]):
        return _of_province(said, scene, direct=True)
    if head and not scene.can_be_ours(head[0]):
        return Members((), 0.9, f"thuộc {owner}", outside=True)
    return Members((), 0.0, f"chưa rõ “{owner}” là đơn vị nào", known=False)


def _under(said: UnitClass, scene: Scene, owner: OfficeUnit) -> Members:
    """The units of the class under this one: its direct ones, or at any depth where that is said or none is direct."""
    outside = _outside(scene, owner)
    direct = _chosen(said, scene, lambda unit: unit.parent == owner.key)
    near = said.depth is Depth.UNSAID and (direct or said.inner)
    if said.rule.value == "@children" or said.depth is Depth.DIRECT or near:
        return Members(direct, 0.93, f"trực thuộc {owner.name}", outside=outside)
    within = scene.forms.directory.within(owner.key) - {owner.key}
    found = _chosen(said, scene, lambda unit: unit.key in within)
    return Members(found, 0.92, f"thuộc {owner.name}", outside=outside)


def _outside(scene: Scene, owner: OfficeUnit) -> bool:
    """Whether nothing under this body is ours: it is neither ours nor over us."""
    office = scene.office
    over = scene.forms.directory.above(office.key) if office else ()
    return office is not None and owner.key not in scene.ours and owner not in over


def _of_province(said: UnitClass, scene: Scene, direct: bool = False) -> Members:
    """The units of the class in the province; `direct` under the body over the office: those beside it."""
    office = scene.office
    if office is None:
        return Members(_chosen(said, scene, lambda _: True), 0.8, "danh bạ chưa đánh dấu cơ quan ta")
    if direct and (said.depth is Depth.DIRECT or said.rule.value == "@children"):
        beside = _chosen(said, scene, lambda unit: unit.parent == office.parent)
        return Members(beside, 0.92, "cùng cấp trên với cơ quan ta", outside=True)
    if said.depth is Depth.UNSAID:
        level = {None, office.parent, office.key if _governs(scene) else None}
        return Members(_chosen(said, scene, lambda unit: unit.parent in level), 0.9, "cấp tỉnh")
    return Members(_chosen(said, scene, lambda _: True), 0.9, "trong toàn tỉnh")


def _governs(scene: Scene) -> bool:
    """Whether the office is the head of the province, so that what is directly under it is of the province's level."""
    own = scene.forms.office_kind
    return own is not None and "trung-uong" in unit_kinds()[own].under


def _of_kinds(said: UnitClass, scene: Scene, kinds: frozenset[str]) -> Members:
    directory = scene.forms.directory

    def fits(unit: OfficeUnit) -> bool:
        parent = directory.unit(unit.parent) if unit.parent else None
        return parent is not None and scene.kind(parent) in kinds

    return Members(_chosen(said, scene, fits), 0.9, f"trực thuộc {said.owner}")


def _of_issuer(said: UnitClass, scene: Scene) -> Members:
    """The issuer's own: its divisions, its offices."""
    if scene.by is By.LISTED and scene.issuer:
        found = _under(said, scene, scene.issuer)
        if scene.issuer.key in scene.ours:
            return found
        units = tuple(one for one in found.units if one.key not in scene.ours)
        known = said.rule.value != "@children"
        return Members(units if known else (), 0.9, f"của {scene.issuer.name}", known=known, outside=True)
    if scene.by is By.UNSAID and scene.office:
        found = _under(said, scene, scene.office)
        return Members(found.units, 0.85, found.where)
    if scene.by in (By.ABOVE, By.CENTRAL, By.FOREIGN) and said.rule.value != "@children":
        return Members((), 0.9, "của cơ quan ban hành", outside=True)
    return Members((), 0.0, "chưa rõ của cơ quan nào", known=False)


def _directly_under_somebody(said: UnitClass, scene: Scene) -> Members:
    """'trực thuộc' without saying whom: the issuer, or, where a body over us issues it, those it is addressed to."""
    issuer = scene.issuer if scene.by is By.LISTED else None
    if issuer:
        found = _under(said, scene, issuer)
        direct = tuple(unit for unit in found.units if unit.parent == issuer.key)
        if direct or issuer.key in scene.ours:
            return Members(direct or found.units, 0.93, f"trực thuộc {issuer.name}")
    if scene.office and (scene.by is By.UNSAID or scene.addressed):
        found = _under(said, scene, scene.office)
        return Members(found.units, 0.8, found.where)
    return Members((), 0.0, "chưa rõ trực thuộc cơ quan nào", known=False)


def _anywhere(said: UnitClass, scene: Scene) -> Members:
    """The units of the class; where our office issues the paper, ours only, if there are any."""
    every = _chosen(said, scene, lambda _: True)
    own = tuple(unit for unit in every if unit.key in scene.ours)
    sure = {By.UNKNOWN: 0.8, By.UNSAID: 0.9}.get(scene.by, 0.92)
    if scene.by is By.LISTED and scene.issuer and scene.issuer.key in scene.ours and own:
        if said.rule.value != "@committees":
            own = tuple(unit for unit in own if unit.key != scene.issuer.key)
        return Members(own, sure, f"thuộc {scene.issuer.name}")
    return Members(every, sure, "có trong danh bạ")


def _chosen(said: UnitClass, scene: Scene, fits: Callable[[OfficeUnit], bool]) -> tuple[OfficeUnit, ...]:
    return tuple(one for one in scene.alive if fits(one) and said.holds(one, scene.kind(one)))


def possible(said: UnitClass, scene: Scene) -> bool:
    """Whether a unit of the class could be ours at all."""
    own, office = scene.forms.office_kind, scene.office
    if not said.kinds or own is None or office is None:
        return True
    return any(can_be_under(kind, own) or (kind == own and _bears(office, word)) for kind, word in said.kinds)
