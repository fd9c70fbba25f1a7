"""Whose numbering a dispatch belongs to: the province or city as it was called on that day, or 'Trung ương'."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractors.codes import organ_levels
from records import Dispatch, Found, Zone
from rules import first
from rules.fold import fold, squeezed
from rules.gazetteer import Gazetteer, on, province_on

CENTRAL = "Trung ương"
GAZETTEER = "jurisdiction.gazetteer"
#: How sure two lines are that lead to the same province, and the list by which a district or commune leads to it.
AGREED, LISTED = 0.95, 0.92
PLACE_CLASS = re.compile(r"(?:tinh|thanh pho|tp\.?|t\.|thi xa|huyen|quan|phuong|xa|thi tran|dac khu)\s+$")


def jurisdiction(dispatch: Dispatch, known: dict[str, Found | None]) -> Found | None:
    """The jurisdiction told by the findings of `known` (symbol, issuer, parent_body, place, issued_on), or None.

    In this order: a province named in the letterhead; a central organ; the place; a district or commune of the
    letterhead; provinces named in the foot, and in the body as a last and doubtful resort.
    """
    day = _day(known.get("issued_on"))
    places = on(day)
    voices = (_named(known, places), _central(known), _placed(known, places), _local(known, places))
    told = [_on_day(found, day) for found in voices if found is not None]
    return _agreed(told[0], told[1:]) if told else _mentioned(dispatch, places, day)


def _agreed(found: Found, others: Sequence[Found]) -> Found:
    """The finding; surer where letterhead and place line, two lines of the paper, lead to the same.

    Where both do by a district or commune alone, the name is read twice, but looked up in one list.
    """
    same = [one for one in others if one.value == found.value and one.printed != found.printed]
    if not same:
        return found
    by_list = all(one.rule == GAZETTEER for one in (found, *same))
    return replace(found, confidence=max(found.confidence, LISTED if by_list else AGREED))


def _on_day(found: Found, day: dt.date | None) -> Found:
    value = province_on(found.value, day)
    return found if value == found.value else _as(found, value, found.rule, found.confidence)


def _day(issued: Found | None) -> dt.date | None:
    return dt.date.fromisoformat(issued.value) if issued else None


def _as(source: Found, value: str, rule: str, confidence: float) -> Found:
    return Found(value, source.printed, confidence, rule, source.page, source.box, source.start, source.end)


def _letterhead(known: dict[str, Found | None]) -> Iterator[Found]:
    for name in ("issuer", "parent_body"):
        found = known.get(name)
        if found:
            yield found


def provinces_in(text: str, places: Gazetteer) -> list[str]:
    """The provinces named in the text, in reading order; a longer name counts before a shorter one inside it.

    'huyện Hà Nam' or 'xã Quảng Trị' are no provinces, and 'tư tưởng Hồ Chí Minh' is no city.
    """
    folded = squeezed(fold(text))
    found: dict[int, tuple[int, str]] = {}
    for name, short in places.provinces.items():
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", folded):
            classed = PLACE_CLASS.search(folded[: match.start()])
            lower = classed is not None and not re.match(r"(?:tinh|thanh pho|tp|t\.)", classed[0])
            person = name == "ho chi minh" and classed is None
            if not (lower or person) and len(name) > found.get(match.start(), (0, ""))[0]:
                found[match.start()] = (len(name), short)
    inside = {at for at in found for start, (size, _) in found.items() if start < at < start + size}
    return [found[at][1] for at in sorted(found) if at not in inside]


def _named(known: dict[str, Found | None], places: Gazetteer) -> Found | None:
    for source in _letterhead(known):
        named = provinces_in(source.value, places)
        if named and first("central", source.value) is None:
            return _as(source, named[-1], "jurisdiction.letterhead", 0.99 * max(0.9, source.confidence))
    return None


def _central(known: dict[str, Found | None]) -> Found | None:
    """A central organ by its name ('Bộ …', 'Chính phủ') or by its code where no local organ bears it."""
    for source in _letterhead(known):
        if first("central", source.value) is not None:
            return _as(source, CENTRAL, "jurisdiction.central", 0.98 * max(0.9, source.confidence))
    symbol = known.get("symbol")
    codes = re.findall(r"[^\W\d_]+", symbol.value) if symbol else []
    if symbol and codes and any(organ_levels().get(code) == "central" for code in codes[-2:]):
        return _as(symbol, CENTRAL, "jurisdiction.code", 0.9 * symbol.confidence)
    return None


def _placed(known: dict[str, Found | None], places: Gazetteer) -> Found | None:
    """The place of issue where it is a province, else the only province that has a district or commune of that name."""
    place = known.get("place")
    if place is None:
        return None
    name = squeezed(fold(place.value))
    if name in places.provinces:
        return _as(place, places.provinces[name], "jurisdiction.place", 0.96 * max(0.9, place.confidence))
    return _in_one(place, [name], places)


def _local(known: dict[str, Found | None], places: Gazetteer) -> Found | None:
    for source in _letterhead(known):
        words = squeezed(fold(source.value)).split()
        ends = [" ".join(words[i:]) for i in range(len(words))]
        named = next((end for end in ends if _is_place(end, places)), None)
        found = _in_one(source, [named], places) if named else None
        if found:
            return found
    return None


def _is_place(name: str, places: Gazetteer) -> bool:
    """Whether a district or commune bears the name; one syllable alone is none, for half the country would bear it."""
    known = name in places.districts or name in places.communes
    return known and (" " in name or name.isdigit())


def _in_one(source: Found, names: Iterable[str], places: Gazetteer) -> Found | None:
    """The one province in which a district, else a commune, bears one of the names."""
    for name in names:
        bare = re.sub(r"^(?:tp\.?|thanh pho|thi xa|huyen|quan|xa|phuong|thi tran|dac khu)\s*", "", name)
        for held in (
            places.districts.get(name),
            places.districts.get(bare),
            places.communes.get(name),
            places.communes.get(bare),
        ):
            if held and len(held) == 1:
                return _as(source, next(iter(held)), GAZETTEER, LISTED * source.confidence)
    return None


def _mentioned(dispatch: Dispatch, places: Gazetteer, day: dt.date | None) -> Found | None:
    """The province the text names most, in 'Nơi nhận' first; doubtful, for a text may speak of others."""
    for zones, confidence in (((Zone.RECIPIENTS, Zone.ADDRESSEE, Zone.SUBJECT), 0.8), ((Zone.BODY, Zone.STAMP), 0.6)):
        text = "\n".join(line.text for line in dispatch.lines if line.zone in zones)
        named = provinces_in(text, places)
        if named:
            most = max(sorted(set(named)), key=named.count)
            return Found(province_on(most, day), most, confidence, "jurisdiction.text")
    return None
