"""A name that the print has misread: the unit of the directory that is clearly meant, at a lower confidence."""

from __future__ import annotations

import re

from rapidfuzz.distance import Levenshtein

from extractors.unit_forms import Form
from extractors.unit_names import Answer, on_unit
from extractors.unit_scene import By, Scene, place_behind
from records import FallKind, OfficeUnit
from rules.fold import fold
from rules.gazetteer import exact_names
from rules.units import head_of, plain, unit_kinds, unmarked_plain, written_out

#: One letter in so many may be misread; a shorter name must have all its letters.
LETTERS_A_SLIP = 12

#: So many letters more must the next nearest name differ by.
MARGIN = 2

LOST_MARKS, SLIPPED = 0.8, 0.7


def slipped(text: str, scene: Scene) -> Answer | None:
    """The one unit whose name this is but for lost marks or a misread letter; None where none is clearly nearest."""
    if _another_place(text, scene) or (scene.by is By.FOREIGN and place_behind(text) is None):
        return None
    return _other_marks(text, scene) or _other_letters(text, scene)


def _other_marks(text: str, scene: Scene) -> Answer | None:
    """The unit whose letters these are, marks aside; only a candidate where marks tell one place from another."""
    same = _living(scene.forms.loose.get(unmarked_plain(text), ()), scene)
    if len(same) != 1:
        return None
    why = f"Khác dấu với tên trong danh bạ: {same[0].name}."
    if _told_by_marks(text, same[0], scene):
        return Answer(FallKind.UNMATCHED, "other-marks", why, candidates=(same[0].key,))
    return on_unit(same[0], scene, "lost-marks", LOST_MARKS, why)


def _other_letters(text: str, scene: Scene) -> Answer | None:
    """The unit whose name is a letter or two away, with no other near; a candidate where a place alone tells it."""
    words = unmarked_plain(text)
    limit = len(words.replace(" ", "")) // LETTERS_A_SLIP
    ranked = _nearest(words, limit, scene)
    if not ranked or not _same_words(words, ranked[0][1], scene) or _another_kind(text, ranked[0][1]):
        return None
    distance, unit = ranked[0]
    near = tuple(one.key for away, one in ranked if away < distance + MARGIN)
    why = f"Gần đúng tên trong danh bạ (sai {distance} chữ): {unit.name}."
    if len(near) > 1 or _placed(unit, scene):
        return Answer(FallKind.UNMATCHED, "near", why, candidates=near)
    return on_unit(unit, scene, "slip", SLIPPED, why)


def _another_kind(text: str, unit: OfficeUnit) -> bool:
    """Whether the first words are those of another kind of body: a Bộ is no slip of a Sở."""
    head, own = head_of(text), head_of(written_out(unit.name))
    return head is not None and own is not None and head[0] != own[0]


def _nearest(words: str, limit: int, scene: Scene) -> list[tuple[int, OfficeUnit]]:
    """The units by their distance, where one is within the limit; with those a margin further away."""
    near: dict[str, tuple[int, OfficeUnit]] = {}
    for own, forms in scene.forms.loose.items() if limit else ():
        distance = Levenshtein.distance(words, own, score_cutoff=limit + MARGIN)
        for unit in _living(forms, scene) if distance <= limit + MARGIN else ():
            near[unit.key] = min(near.get(unit.key, (distance, unit)), (distance, unit), key=lambda one: one[0])
    ranked = sorted(near.values(), key=lambda one: (one[0], one[1].key))
    return ranked if ranked and ranked[0][0] <= limit else []


def _told_by_marks(text: str, unit: OfficeUnit, scene: Scene) -> bool:
    """Whether the text bears marks that no form of a body named after a place bears: Bình Lữ is not Bình Lư."""
    if not _placed(unit, scene):
        return False
    own = [form for form, forms in scene.forms.exact.items() if any(one.unit.key == unit.key for one in forms)]
    return not any(_only_lost(plain(text), form) for form in own)


def _placed(unit: OfficeUnit, scene: Scene) -> bool:
    kind = scene.kind(unit)
    return kind is not None and unit_kinds()[kind].placed


def _only_lost(printed: str, form: str) -> bool:
    """Whether the printed words are the form's with some marks missing and none put in."""
    words, wanted = printed.split(), form.split()
    return len(words) == len(wanted) and all(
        one == other or one == fold(one) == fold(other[: len(one)]) for one, other in zip(words, wanted, strict=True)
    )


def _same_words(words: str, unit: OfficeUnit, scene: Scene) -> bool:
    """Whether some form of the unit has as many words and the same numbers: 'Chi bộ 1' is no slip of 'Chi bộ 2'."""
    own = [form for form, forms in scene.forms.loose.items() if any(one.unit.key == unit.key for one in forms)]
    shape = (len(words.split()), re.findall(r"\d+|\b[ivx]+\b", words))
    return any((len(one.split()), re.findall(r"\d+|\b[ivx]+\b", one)) == shape for one in own)


def _another_place(text: str, scene: Scene) -> bool:
    """Whether the text names a place that exists, by a spelling that no unit of the directory has."""
    head = head_of(text)
    place = text.removeprefix(head[1]).strip() if head else ""
    return place in exact_names() and not scene.forms.find(text)


def _living(forms: tuple[Form, ...], scene: Scene) -> tuple[OfficeUnit, ...]:
    return tuple(one.unit for one in forms if one.unit.alive(scene.on))
