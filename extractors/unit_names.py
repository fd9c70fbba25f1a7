"""One body by its name: which unit of the directory that is, or that it is none of ours, or that nobody knows."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.unit_forms import CONFIDENCE, Form, Strength
from extractors.unit_scene import By, Scene, place_behind
from records import FallKind, OfficeUnit
from rules import first
from rules.fold import fold
from rules.units import head_of, unit_kinds


@dataclass(frozen=True, slots=True)
class Answer:
    """On whom a name falls: as records.Fall, which it becomes."""

    how: FallKind
    rule: str
    why: str
    units: tuple[str, ...] = ()
    confidence: float = 0.0
    candidates: tuple[str, ...] = ()


def named(text: str, scene: Scene, least: Strength = Strength.CORE) -> Answer | None:
    """What the directory's own names of at least this strength say of the text; None where it is none of them."""
    found = tuple(one for one in scene.find(text) if one.strength >= least)
    if not found:
        return None
    living = tuple(one for one in found if one.unit.alive(scene.on))
    if not living:
        return _ended(found, scene)
    if scene.by is By.FOREIGN and place_behind(text) is None:
        return unmatched("foreign-issuer", "Cơ quan ban hành ở tỉnh khác, tên không kèm tỉnh.", living)
    if all(one.strength is Strength.CORE for one in living):
        return _inner(living, scene)
    return _surest(living, scene)


def _surest(living: tuple[Form, ...], scene: Scene) -> Answer:
    """The unit with the surest form; the issuer's own where several are called so."""
    best = max(one.strength for one in living)
    least = Strength.ALIAS if best >= Strength.ALIAS else best
    top = tuple(one for one in living if one.strength >= least)
    if len(top) > 1 and scene.issuer:
        top = tuple(one for one in top if one.unit.key == scene.issuer.key) or _of_issuer(top, scene) or top
    if len(top) > 1:
        return unmatched("ambiguous", f"Danh bạ có {len(top)} đơn vị mang tên này.", top)
    (one,) = top
    why = {Strength.NAME: "Đúng tên trong danh bạ", Strength.ALIAS: "Đúng một tên khác trong danh bạ"}
    rule = {
        Strength.NAME: "name",
        Strength.ALIAS: "alias",
        Strength.BARE: "only-one-of-kind",
        Strength.SELF: "calls-itself",
    }
    told = f"{why.get(one.strength, 'Một cách gọi của đơn vị trong danh bạ')}: {one.unit.name}."
    return on_unit(one.unit, scene, rule.get(one.strength, "made-name"), CONFIDENCE[one.strength], told)


def _inner(living: tuple[Form, ...], scene: Scene) -> Answer:
    """The unit that the issuer has under this name; where nobody issues it, the only one."""
    own = _of_issuer(living, scene)
    if len(own) == 1:
        told = f"Đơn vị của cơ quan ban hành: {own[0].unit.name}."
        return on_unit(own[0].unit, scene, "of-issuer", CONFIDENCE[Strength.MADE], told)
    if scene.by is By.UNSAID and len(living) == 1:
        told = f"Chỉ một đơn vị trong danh bạ mang tên này: {living[0].unit.name}."
        return on_unit(living[0].unit, scene, "only-one", CONFIDENCE[Strength.CORE], told)
    return unmatched("of-whom", "Tên không nói rõ của cơ quan nào.", living)


def _of_issuer(forms: tuple[Form, ...], scene: Scene) -> tuple[Form, ...]:
    """Those directly under the issuer, else those at any depth under it."""
    if not scene.issuer:
        return ()
    within = scene.forms.directory.within(scene.issuer.key)
    if scene.issuer.key not in scene.ours:
        within -= scene.ours
    direct = tuple(one for one in forms if one.unit.parent == scene.issuer.key)
    return direct or tuple(one for one in forms if one.unit.key in within)


def _ended(found: tuple[Form, ...], scene: Scene) -> Answer:
    """The successors of a unit that had ended, or the unit itself that did not exist yet, for a clerk to choose."""
    on = scene.on or ""
    past = tuple(one.unit for one in found if one.unit.valid_to and (not on or one.unit.valid_to < on))
    if not past:
        begun = "; ".join(f"{one.unit.name} có từ ngày {_day(one.unit.valid_from)}" for one in found)
        return unmatched("not-yet", f"Vào ngày của văn bản đơn vị chưa có: {begun}.", found)
    after = tuple(dict.fromkeys(key for unit in past for key in heirs(unit, scene)))
    told = "; ".join(f"{one.name} đã kết thúc ngày {_day(one.valid_to)}" for one in past)
    names = ", ".join(unit.name for key in after if (unit := scene.forms.directory.unit(key)))
    told += f"; đơn vị kế tiếp: {names}." if after else "; danh bạ không ghi đơn vị kế tiếp."
    return Answer(FallKind.UNMATCHED, "ended", told, candidates=after)


def heirs(unit: OfficeUnit, scene: Scene) -> tuple[str, ...]:
    """The keys of the units that took over and live on the day, through those that ended since."""
    found, open_ones, seen = list[str](), [unit], {unit.key}
    while open_ones:
        for key in open_ones.pop().successors:
            heir = scene.forms.directory.unit(key)
            if heir is None or key in seen:
                continue
            seen.add(key)
            if heir.alive(scene.on):
                found.append(key)
            else:
                open_ones.append(heir)
    return tuple(found)


def outside(text: str, scene: Scene) -> Answer | None:
    """That the text names a body outside which the directory does not list; None where that is not sure."""
    if first("central", text):
        return Answer(FallKind.OTHERS, "central", "Cơ quan Trung ương.", confidence=0.9)
    if scene.elsewhere(text):
        return Answer(FallKind.OTHERS, "elsewhere", "Cơ quan của tỉnh khác.", confidence=0.9)
    head = head_of(text)
    if head is None or scene.forms.office_kind is None:
        return None
    kind = unit_kinds()[head[0]]
    if not scene.can_be_ours(kind.key):
        return Answer(FallKind.OTHERS, "other-kind", "Loại cơ quan không thể thuộc cơ quan ta.", confidence=0.9)
    if kind.key == scene.forms.office_kind and scene.office:
        if kind.bare:
            return Answer(FallKind.UNMATCHED, "alike", "Cùng loại với cơ quan ta.", candidates=(scene.office.key,))
        return Answer(FallKind.OTHERS, "beside", "Cơ quan cùng loại với cơ quan ta, mang tên khác.", confidence=0.85)
    return _inside_other(text, scene) if kind.inner else None


def _inside_other(text: str, scene: Scene) -> Answer | None:
    """That an inner unit belongs to another body, which its name ends with: 'Ban Tổ chức Tỉnh ủy'."""
    words = text.split()
    for begin in range(1, len(words)):
        owner = " ".join(words[begin:])
        unit = scene.listed(owner)
        if unit and unit.key in scene.ours:
            return Answer(
                FallKind.UNMATCHED, "not-listed", f"Danh bạ chưa có đơn vị này của {unit.name}.", candidates=(unit.key,)
            )
        head = head_of(owner)
        if not owner[:1].isupper() and not _bears_a_place(owner):
            continue
        if unit or (head and not scene.can_be_ours(head[0])) or first("central", owner) or fold(owner) == "trung uong":
            return Answer(FallKind.OTHERS, "inside-other", f"Đơn vị của {owner}.", confidence=0.9)
    return None


def _bears_a_place(owner: str) -> bool:
    """Whether it is a body of a place, which is also written small: 'các huyện ủy'."""
    head = head_of(owner)
    return head is not None and (unit_kinds()[head[0]].placed or bool(unit_kinds()[head[0]].bare))


def on_unit(unit: OfficeUnit, scene: Scene, rule: str, confidence: float, why: str) -> Answer:
    """That it falls on this unit."""
    how = FallKind.OURS if unit.key in scene.ours else FallKind.OTHERS
    return Answer(how, rule, why, (unit.key,), confidence)


def unmatched(rule: str, why: str, candidates: tuple[Form, ...] = ()) -> Answer:
    """That nobody knows, with the units a clerk may choose from."""
    return Answer(FallKind.UNMATCHED, rule, why, candidates=tuple(dict.fromkeys(one.unit.key for one in candidates)))


def _day(iso: str | None) -> str:
    """A day as people write it."""
    return "/".join(str(int(part)) for part in reversed((iso or "").split("-"))) if iso else "không rõ"
