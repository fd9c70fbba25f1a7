"""Which document a mention means: short forms completed, dates taken over, misprinted codes put right and marked.

What the same dispatch prints in full counts first, then what the words tell (kind and organ give the codes), then the
list of well-known documents.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from rapidfuzz.distance import Levenshtein

from extractors.codes import first_code, kind_codes
from extractors.known_documents import known, known_documents, plenums
from extractors.mention import Mention
from extractors.mention_parts import Prose
from rules import table
from rules.fold import fold, squeezed

#: How sure a number is that the dispatch prints in full elsewhere, that kind and organ tell, that only the list tells,
#: that stands for a conference, that is printed nowhere.
ELSEWHERE, BUILT, LISTED, CONFERENCE, NOWHERE = 0.95, 0.85, 0.8, 0.93, 0.7
#: How sure a misprint is put right: another mention or the list bears the document out, or nothing does.
BORNE_OUT, ALONE = 0.85, 0.6
#: How sure 'TƯ' is a province's where no organ is named.
EITHER = 0.8
#: What stands between a numbered resolution and the same one called by its conference.
APPOSED = re.compile(r"\s*[,(]?\s*(?:tuc\s+(?:la\s+)?)?\Z")

LISTED_NEXT = re.compile(r"\s*(?:,|;|va(?!\w))\s*\Z")


@dataclass(frozen=True, slots=True)
class Citing:
    """The dispatch that names documents: its own symbol and kind, its day, whose numbering it has."""

    symbol: str | None = None
    kind: str | None = None
    day: dt.date | None = None
    jurisdiction: str | None = None


@dataclass(frozen=True, slots=True)
class Meant:
    """A mention with the document it means; `likely` is the symbol the page should have printed, `sure` is 0..1."""

    mention: Mention
    symbol: str | None
    date: str | None
    kind: str | None
    sure: float
    misprint: bool = False


def meant(prose: Prose, mentions: Sequence[Mention], citing: Citing) -> list[Meant]:
    """The documents that the mentions mean, in order; the dispatch itself is none of them."""
    own = [_of_the_centre(prose, one) for one in mentions]
    kept = _shared(prose, _without_appositions(prose, own))
    full = [one for one in (_read(one, kept, citing) for one in kept) if one.symbol or one.mention.form != "short"]
    known_here = _Here(full, citing)
    found = [_completed(_read(one, kept, citing), known_here) for one in kept]
    dated = _Here(found, citing)
    whole = [replace(one, date=dated.date(one)) for one in found]
    return [one for one in whole if not _is_self(one, citing)]


def _of_the_centre(prose: Prose, one: Mention) -> Mention:
    """The mention; 'TƯ' is how some spell Trung ương's TW, so the organ decides, and without one it is doubtful."""
    if one.symbol is None or not one.symbol.endswith("/TU") or prose.printed[one.symbol_end - 1] != "Ư":
        return one
    if one.issuer is None:
        return replace(one, sure=one.sure * EITHER)
    return replace(one, symbol=one.symbol[:-1] + "W") if organ_code(one.issuer) == "TW" else one


def _without_appositions(prose: Prose, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, a numbered resolution and the same one called by its conference taken as one."""
    kept: list[Mention] = []
    for one in mentions:
        before = kept[-1] if kept else None
        if before and _is_same(before, one) and APPOSED.match(prose.folded, before.end, one.start):
            kept[-1] = replace(before, end=one.end, term=before.term or one.term)
        else:
            kept.append(one)
    return kept


def _shared(prose: Prose, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions; in a list under one word ('các Nghị quyết số A, B ngày …') day and organ stand for all of it."""
    shared = list(mentions)
    for i in range(len(shared) - 1, 0, -1):
        one, before = shared[i], shared[i - 1]
        told = one.form == "listed" and one.date is not None and before.date is None and before.issuer is None
        if told and before.symbol and LISTED_NEXT.match(prose.folded, before.end, one.start):
            shared[i - 1] = replace(before, date=one.date, issuer=one.issuer, term=one.term)
    return _kinds_shared(shared)


def _kinds_shared(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions; one without a kind of its own is of the kind before it, where its code allows that."""
    known: list[Mention] = []
    for one in mentions:
        kind = known[-1].kind if known and one.form == "listed" else None
        fits = kind is not None and kind in kind_codes().get(first_code(one.symbol or ""), ())
        known.append(replace(one, kind=kind) if fits else one)
    return known


def _is_same(before: Mention, one: Mention) -> bool:
    held = plenums().get((one.plenum or 0, one.term or "")) if one.form == "plenum" else None
    return held is not None and before.symbol in held.symbols and before.date in (None, held.date.isoformat())


def _read(one: Mention, among: Sequence[Mention], citing: Citing) -> Meant:
    """The mention by its own words alone.

    A code of one other letter is a slip ('18-KH/TW' for 18-KL/TW); else the word for the kind may as well be wrong.
    """
    if one.form == "plenum":
        return _conference(one)
    wrong = _contradicted(one)
    if wrong is None:
        return Meant(one, one.symbol, one.date, one.kind, one.sure)
    borne = any(other.symbol == wrong for other in among) or known(wrong, one.term, citing.jurisdiction, citing.day)
    if not borne and Levenshtein.distance(wrong, one.symbol or "") > 1:
        return Meant(one, one.symbol, one.date, one.kind, one.sure * ALONE, misprint=True)
    return Meant(one, wrong, one.date, one.kind, one.sure * (BORNE_OUT if borne else ALONE), misprint=True)


def _conference(one: Mention) -> Meant:
    held = plenums().get((one.plenum or 0, one.term or ""))
    if held is None or one.kind != "nghị quyết":
        return Meant(one, None, None, one.kind, one.sure)
    symbol = held.symbols[0] if len(held.symbols) == 1 else None
    return Meant(one, symbol, held.date.isoformat(), one.kind, one.sure * CONFERENCE)


def _contradicted(one: Mention) -> str | None:
    """The symbol with the code of the printed kind where its own code is of another kind; None where both agree."""
    if one.form != "symbol" or one.symbol is None or one.kind is None or one.kind in _loose():
        return None
    code = first_code(one.symbol)
    kinds, codes = kind_codes().get(code, ()), codes_of(one.kind)
    if not kinds or not codes or any(one.kind in kind or kind in one.kind or kind in _loose() for kind in kinds):
        return None
    return one.symbol.replace(code, codes[0], 1)


@cache
def _loose() -> frozenset[str]:
    return frozenset(table("citations")["loose"]["kinds"])


@cache
def codes_of(kind: str) -> tuple[str, ...]:
    """The codes a kind bears; for a quy định, first the one that most offices write.

    >>> codes_of("kết luận")
    ('KL',)
    """
    found = next((entry["codes"] for entry in table("kinds")["kind"] if entry["name"] == kind), ())
    return tuple(sorted(found, key=lambda code: code not in PREFERRED))


PREFERRED = frozenset({"QĐ", "CTr", "TTr"})


class _Here:
    """What the dispatch itself tells of documents: their symbols by kind and number, their dates by symbol."""

    def __init__(self, found: Sequence[Meant], citing: Citing) -> None:
        self.citing = citing
        self.symbols: dict[tuple[str, int], list[Meant]] = {}
        self.dates: dict[str, list[Meant]] = {}
        for one in found:
            if one.symbol and one.mention.number and one.kind and one.mention.number.isdigit():
                self.symbols.setdefault((one.kind, int(one.mention.number)), []).append(one)
            if one.symbol and one.date:
                self.dates.setdefault(one.symbol, []).append(one)

    def symbol(self, one: Mention) -> str | None:
        """The symbol of the last document of that kind and number before the mention, else of the first after it."""
        fitting = [other for other in self.symbols.get((one.kind or "", int(one.number or 0)), ()) if _fits(one, other)]
        before = [other for other in fitting if other.mention.start < one.start]
        return (before[-1] if before else fitting[0]).symbol if fitting else None

    def date(self, one: Meant) -> str | None:
        """The mention's own date, the last one printed before it, the first after it, or the well-known one."""
        if one.date or one.symbol is None:
            return one.date
        told = self.dates.get(one.symbol, ())
        before = [other.date for other in told if other.mention.start < one.mention.start]
        if told:
            return before[-1] if before else told[0].date
        held = known(one.symbol, one.mention.term, self.citing.jurisdiction, self.citing.day)
        return held.date.isoformat() if held else None


def _fits(one: Mention, other: Meant) -> bool:
    """Whether both can be the same: no other date, no other organ's code than the printed organ bears."""
    if one.date and other.date and one.date != other.date:
        return False
    if one.year and other.symbol and f"/{one.year}/" not in other.symbol:
        return False
    code = organ_code(one.issuer) if one.issuer else None
    return code is None or other.symbol is None or other.symbol.endswith(code)


def _completed(one: Meant, here: _Here) -> Meant:
    if one.mention.form != "short":
        return one
    printed = here.symbol(one.mention)
    if printed:
        return replace(one, symbol=printed, sure=one.sure * ELSEWHERE)
    built = _built(one.mention)
    if built:
        return replace(one, symbol=built, sure=one.sure * BUILT)
    listed = _listed(one.mention, here.citing) if one.mention.issuer is None else None
    if listed:
        return replace(one, symbol=listed, sure=one.sure * LISTED)
    return replace(one, sure=one.sure * NOWHERE)


def _built(one: Mention) -> str | None:
    """The symbol that kind and organ tell ('Chỉ thị 24 của Ban Thường vụ Tỉnh ủy' is 24-CT/TU), or None."""
    if one.kind == "nghị định" and one.year:
        return f"{one.number}/{one.year}/NĐ-CP"
    code = organ_code(one.issuer) if one.issuer else None
    codes = codes_of(one.kind or "")
    if code is None or not codes or one.year or one.number is None:
        return None
    kind = "CV" if one.kind == "công văn" else codes[0]
    return f"{one.number.zfill(2)}-{kind}/{code}"


@cache
def organ_code(issuer: str) -> str | None:
    """The code that a Party organ of these words bears in its symbols; None for others, whose codes are not plain.

    >>> organ_code("Ban Thường vụ Tỉnh ủy"), organ_code("Ban Bí thư"), organ_code("Sở Nội vụ")
    ('TU', 'TW', None)
    """
    folded = squeezed(fold(issuer))
    return next(
        (entry["code"] for entry in table("citations")["issuer_codes"] if re.match(entry["words"], folded)), None
    )


def _listed(one: Mention, citing: Citing) -> str | None:
    """The symbol of the only well-known document of that kind and number, or None."""
    codes = {
        f"{number}-{code}/" for code in codes_of(one.kind or "") for number in (one.number, (one.number or "").zfill(2))
    }
    fitting = [symbol for symbol in known_documents() if any(symbol.startswith(code) for code in codes)]
    held = [symbol for symbol in fitting if known(symbol, one.term, citing.jurisdiction, citing.day)]
    return held[0] if len(held) == 1 else None


def _is_self(one: Meant, citing: Citing) -> bool:
    if one.symbol is None or one.symbol != citing.symbol:
        return False
    return one.mention.date is None or citing.day is None or one.mention.date == citing.day.isoformat()
