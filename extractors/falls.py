"""To whom an order falls: the names of a dispatch put to the directory of the office."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from extractors.name_parts import Part, parts
from extractors.unit_classes import Depth, Members, UnitClass, class_of, members, possible
from extractors.unit_forms import Strength, forms_of
from extractors.unit_names import Answer, heirs, named, on_unit, outside
from extractors.unit_scene import By, Scene
from extractors.unit_slips import slipped
from records import Directory, Fall, FallKind, OfficeUnit
from rules import rule, table
from rules.fold import nfc, squeezed
from rules.units import plain, written_out

#: What a class said of one ('chi bộ phải …') and not of 'các' takes off: it may as well be one certain unit.
GENERIC = 0.75

#: Behind an exception that is not understood nobody can say who is left.
NOBODY = Answer(FallKind.UNMATCHED, "unknown", "Không thấy trong danh bạ.")


def fall(  # noqa: PLR0913  (what a name means hangs on all of these)
    names: Sequence[str],
    issuer: str | None,
    addressees: Sequence[str],
    directory: Directory,
    on: str | None,
    defined: Mapping[str, str] | None = None,
) -> tuple[Fall, ...]:
    """On whom each name falls, in the order of the names; every name that is not blank gives at least one Fall.

    `issuer` and `addressees` as printed; `on`: the day of the paper (ISO).  `defined`: what the paper itself calls
    somebody, short name to full ('cấp ủy cấp huyện' → 'Các huyện ủy, thị ủy và thành ủy').
    """
    scene = Scene(forms_of(directory), on).issued_by(issuer)
    known = {plain(short): full for short, full in (defined or {}).items()}
    ours = (one.how is FallKind.OURS for name in addressees for one in _falls(name, scene, known))
    scene = replace(scene, addressed=any(ours))
    return tuple(one for name in names for one in _falls(name, scene, known))


def _falls(name: str, scene: Scene, known: Mapping[str, str]) -> Iterator[Fall]:
    """The falls of one name, the exceptions taken off."""
    printed = squeezed(nfc(name))
    if not printed:
        return
    text, but = _without_exception(printed)
    text, alike = _without_alike(_without_brackets(_defined(text, known)).strip(" .;,:"))
    taken = _taken_off(but, scene) if but else frozenset[str]()
    for part, answers in _parts(text, scene, known) or [(Part(printed, printed), (NOBODY,))]:
        for one in answers if but is None else _left(answers, taken):
            yield _as_fall(part.printed, name, one)
    if alike and scene.office and scene.addressed:
        why = "Cơ quan ta là nơi nhận; hãy xem có thuộc “tương đương” không."
        yield _as_fall(alike, name, Answer(FallKind.UNMATCHED, "and-alike", why, candidates=(scene.office.key,)))


def _as_fall(printed: str, name: str, one: Answer) -> Fall:
    return Fall(printed, one.units, one.how, one.confidence, one.rule, name, one.candidates, one.why)


def _without_alike(text: str) -> tuple[str, str]:
    """The text without '… và tương đương' at its end, and those words."""
    match = rule("units", "and-alike").search(text)
    if match is None or not match.start():
        return text, ""
    return text[: match.start()], text[match.start() :].strip(" ,")


def _parts(text: str, scene: Scene, known: Mapping[str, str]) -> list[tuple[Part, tuple[Answer, ...]]]:
    """The parts of the text, each with its answers; a part that the paper itself defines is taken for its parts."""
    found: list[tuple[Part, tuple[Answer, ...]]] = []
    for part in parts(text, scene.forms):
        full = _defined(part.printed, known)
        told = [part] if full == part.printed else parts(_without_brackets(full), scene.forms)
        found += [(one, _answers(one, scene)) for one in told]
    return found


def _defined(text: str, known: Mapping[str, str]) -> str:
    """What the paper itself calls so, written in full; the text where it is no such name."""
    bare = text
    for one in ("strip.comrade", "strip.plural"):
        match = rule("units", one).search(bare)
        bare = bare[match.end() :] if match else bare
    return nfc(known.get(plain(text)) or known.get(plain(bare)) or text)


def _without_exception(text: str) -> tuple[str, str | None]:
    match = rule("units", "except").search(text)
    return (text[: match.start()], match["but"]) if match else (text, None)


def _without_brackets(text: str) -> str:
    return squeezed(rule("units", "bracket").pattern.sub(" ", text)) or text


def _taken_off(but: str, scene: Scene) -> frozenset[str] | None:
    """The keys that an exception names; None where some of it is not understood."""
    answers = [one for part in parts(but, scene.forms) for one in _answers(part, scene)]
    if any(one.how is FallKind.UNMATCHED for one in answers):
        return None
    return frozenset(key for one in answers for key in one.units)


def _left(answers: Sequence[Answer], taken: frozenset[str] | None) -> Iterator[Answer]:
    """The answers without the units taken off; what is left of a class is never nobody in silence."""
    for one in answers:
        if taken is None and one.units:
            why = "Chưa rõ phần loại trừ gồm những đơn vị nào."
            yield Answer(FallKind.UNMATCHED, "exception", why, candidates=one.units)
        elif one.units and taken:
            left = tuple(key for key in one.units if key not in taken)
            if left:
                gone = len(one.units) - len(left)
                yield replace(one, units=left, why=f"{one.why} Đã trừ {gone} đơn vị.") if gone else one
            elif len(answers) == 1:
                yield Answer(FallKind.OTHERS, "exception", "Mọi đơn vị đều được loại trừ.", confidence=one.confidence)
        else:
            yield one


def _answers(part: Part, scene: Scene) -> tuple[Answer, ...]:
    """On whom one part falls: a body's name, a class, a misread name, a body outside; else nobody knows."""
    said = class_of(part)
    least = (Strength.ALIAS if said else Strength.MADE) if part.plural else Strength.CORE
    exact = named(part.text, scene, least)
    if exact and (exact.how is not FallKind.UNMATCHED or said is None):
        return (exact,)
    alone = not part.plural and rule("units", "only-plural").finds(part.text)
    if alone or rule("units", "vague").finds(part.text):
        return (Answer(FallKind.UNMATCHED, "vague", "Không nêu đích danh đơn vị nào."),)
    if said:
        return _of_class(said, part, scene)
    if rule("units", "board").finds(part.text):
        return (_board(scene),)
    text = written_out(part.text)
    return (slipped(text, scene) or outside(text, scene) or NOBODY,)


def _board(scene: Scene) -> Answer:
    """A standing committee without more: of the body that issues the paper."""
    if scene.by is By.LISTED and scene.issuer:
        return on_unit(scene.issuer, scene, "board", 0.85, f"Của cơ quan ban hành: {scene.issuer.name}.")
    if scene.by in (By.ABOVE, By.CENTRAL, By.FOREIGN):
        return Answer(FallKind.OTHERS, "board", "Của cơ quan ban hành.", confidence=0.85)
    return Answer(FallKind.UNMATCHED, "board", "Chưa rõ của cơ quan nào.")


def _of_class(said: UnitClass, part: Part, scene: Scene) -> tuple[Answer, ...]:
    """The falls of a class: one on its units that are ours, one on those that are not."""
    found = members(said, scene)
    elsewhere = said.owner and said.depth is Depth.UNSAID and outside(part.text, scene)
    if not found.known and elsewhere:
        return (elsewhere,)
    if not found.known:
        units = tuple(one.key for one in scene.alive if said.kinds and said.holds(one, scene.kind(one)))
        return (Answer(FallKind.UNMATCHED, said.rule.id, f"Nêu cả loại: {found.where}.", candidates=units),)
    if not found.units:
        return (_empty(said, found, scene),)
    plural = part.plural or rule("units", "all-of-level").finds(part.text)
    sure = min(found.sure, said.rule.confidence, 1.0 if plural else GENERIC)
    return (*_group(found.units, sure, said, found, scene), *_perhaps_ours(said, found, scene))


def _group(
    units: tuple[OfficeUnit, ...], sure: float, said: UnitClass, found: Members, scene: Scene
) -> Iterator[Answer]:
    for how, own in ((FallKind.OURS, True), (FallKind.OTHERS, False)):
        keys = tuple(one.key for one in units if (one.key in scene.ours) is own)
        if keys:
            why = f"Nêu cả loại: {len(keys)} đơn vị {found.where}."
            yield Answer(how, said.rule.id, why, keys, sure)


def _perhaps_ours(said: UnitClass, found: Members, scene: Scene) -> Iterator[Answer]:
    """That the office, to which the paper is addressed, may be counted in a class of its own level."""
    office, alike = scene.office, table("units")["equals"].get(said.rule.id, ())
    if office and scene.addressed and scene.forms.office_kind in alike and office not in found.units:
        why = "Cơ quan ta là nơi nhận và ngang cấp với loại này; hãy xem có phải việc của ta."
        yield Answer(FallKind.UNMATCHED, "same-level", why, candidates=(office.key,))


def _empty(said: UnitClass, found: Members, scene: Scene) -> Answer:
    """A class without members: of bodies outside, or of ours that the directory does not list yet."""
    if found.outside or not possible(said, scene):
        return Answer(FallKind.OTHERS, said.rule.id, "Loại cơ quan ngoài cơ quan ta.", confidence=0.9)
    past = [one for one in scene.forms.directory.units if said.kinds and said.holds(one, scene.kind(one))]
    after = tuple(dict.fromkeys(key for one in past if one.valid_to for key in heirs(one, scene)))
    told = f"Danh bạ không có đơn vị nào của loại này ({found.where})."
    if any(one.valid_to and (scene.on is None or one.valid_to < scene.on) for one in past):
        told = "Các đơn vị loại này đã kết thúc trước ngày của văn bản; hãy chọn đơn vị kế tiếp."
    return Answer(FallKind.UNMATCHED, said.rule.id, told, candidates=after)
