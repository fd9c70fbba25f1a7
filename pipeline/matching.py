"""Which document a claim means, of all that are known: by identity, else by topic and time, else by nobody's guess."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from extractors.identity import PROVINCE, Identity, has_level, name_key, period_of, place_key
from pipeline.claims import Claim
from rules.fold import fold

#: How sure it is that a mention whose office is not told means the only document of that number and day.
SAME_DAY = 0.97
#: How sure it is that a mention with all its codes, but without a date, means the only document that fits.
ONLY_ONE = 0.85
#: The same for a mention without codes ('Kết luận 18'), and for one of several that the topic or the time tells.
ONLY_SHORT, BY_TOPIC, BY_TIME = 0.75, 0.75, 0.6
#: The share of a title's words that another title must have to tell of the same matter.
SAME_TOPIC = 0.6


@dataclass(frozen=True, slots=True)
class Match:
    """The document's key, how sure the match is by itself, and where it is None, what it might be (likeliest first).

    `by_clerk`: a clerk said that the mention is this document.
    """

    key: str | None
    sure: float = 1.0
    candidates: tuple[str, ...] = ()
    by_clerk: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """What one claim tells of a document that it names in full: identity, date, title, the name of a numbered law."""

    identity: Identity
    date: str | None = None
    title: str | None = None
    named: str | None = None


def fact(claim: Claim) -> Fact:
    """The fact that the claim tells."""
    name = claim.citation.name if claim.citation and claim.identity.series else None
    return Fact(claim.identity, claim.told.date or None, claim.title or None, name_key(name) if name else None)


@dataclass
class Known:
    """The documents that are named in full somewhere, and what is said of each."""

    identities: dict[str, Identity] = field(default_factory=dict)
    dates: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    titles: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    by_number: dict[tuple[str | None, str | None], set[str]] = field(default_factory=lambda: defaultdict(set))
    by_series: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    by_name: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, claims: Iterable[Claim]) -> Known:
        """What these claims tell; those without a whole identity tell nothing."""
        known = cls()
        for claim in claims:
            if claim.telling:
                known.add(fact(claim))
        return known

    def add(self, one: Fact) -> None:
        """Take in what one claim tells."""
        key = one.identity.key
        self.identities[key] = one.identity
        self.by_number[_shelf(one.identity)].add(key)
        if one.identity.series:
            self.by_series[one.identity.series].add(key)
        if one.named:
            self.by_name[one.named].add(key)
        if one.date:
            self.dates[key].add(one.date)
        if one.title:
            self.titles[key].add(one.title)

    def mean(self, claim: Claim) -> Match:
        """The document that the claim means, or, for a paper's own header, is."""
        if claim.linked:
            return Match(claim.linked, 1.0, (), by_clerk=True)
        if not claim.own:
            return self.match(claim)
        found = self.match(claim) if claim.identity.whole else Match(None)
        return found if found.key else Match(own_key(claim))

    def match(self, claim: Claim) -> Match:
        """The document that a mention of this identity, place and time means."""
        found = claim.identity
        if found.sole:
            return Match(found.key)
        fitting = self._fitting(claim)
        if found.name:
            return self._by_name(claim, fitting)
        if found.whole:
            others = [key for key in fitting if self.identities[key].kind]
            if found.kind or not others:
                return Match(found.key)
            return Match(others[0]) if len(others) == 1 else Match(None, 0.0, tuple(others))
        if len(fitting) == 1:
            return self._only(claim, fitting[0])
        if fitting:
            return self._likeliest(claim, fitting)
        return Match(_apart(claim))

    def alone(self, claim: Claim) -> Match:
        """The document that the claim means where none other can be meant: nothing is chosen among several."""
        found = self.match(claim)
        known = found.key in self.identities
        sole = claim.identity.whole or claim.identity.name or len(self._fitting(claim)) == 1
        return found if known and sole else Match(None)

    def anywhere(self, claim: Claim) -> tuple[str, ...]:
        """The documents that the claim can mean wherever it stands, for a text that is of no place itself."""
        wanted = claim.identity
        return tuple(key for key in self._shelved(wanted) if wanted.fits(self.identities[key]))

    def _only(self, claim: Claim, key: str) -> Match:
        """The only document that fits; a number that comes again every year is none of another year for that."""
        period = self.identities[key].period or ""
        if claim.told.date in self.dates[key]:
            return Match(key, SAME_DAY)
        if claim.identity.period is None and re.fullmatch(r"\d{4}", period) and period != (claim.dated or "")[:4]:
            return Match(None, 0.0, (key,))
        return Match(key, ONLY_ONE if claim.identity.series else ONLY_SHORT)

    def _by_name(self, claim: Claim, fitting: list[str]) -> Match:
        """A law by its name and day, or by its name alone: the one with a number where a text gives it both."""
        numbered = sorted(self.by_name.get(claim.identity.name or "", ()))
        day = claim.told.date
        same = [key for key in numbered if self._of_day(key, day)] if day else numbered
        unnumbered = [] if day else [key for key in fitting if not self.dates[key] & self._days(numbered)]
        meant = [key for key in (*same, *unnumbered) if self._can_be(claim, key)]
        if len(meant) == 1:
            return Match(meant[0], 1.0 if day else ONLY_ONE)
        if meant:  # what nobody names but in doubt is no document
            return Match(None, 0.0, tuple(key for key in meant if key != claim.identity.key))
        return Match(claim.identity.key if claim.identity.whole else None)

    def _of_day(self, key: str, day: str) -> bool:
        """Whether the document is of that day, or of that year where no more is told."""
        dates = self.dates[key] or {self.identities[key].period or ""}
        return any(date.startswith(day) or day.startswith(date) for date in dates if date)

    def _days(self, keys: Iterable[str]) -> set[str]:
        return {day for key in keys for day in self.dates[key]}

    def _fitting(self, claim: Claim) -> list[str]:
        """The known documents that the claim can mean, the nearest in time first."""
        wanted = claim.identity
        shelved = self._shelved(wanted)
        fitting = [key for key in shelved if wanted.fits(self.identities[key]) and self._can_be(claim, key)]
        if not wanted.whole:
            fitting = [key for key in fitting if self._stands(self.identities[key])]
        return sorted(fitting, key=self._latest, reverse=True)

    def _stands(self, one: Identity) -> bool:
        """Whether a document is made of it: without a kind it gives way to those of its number that have one."""
        if one.kind or one.name:
            return True
        return not any(one.fits(other) and other.kind for other in (self.identities[key] for key in self._shelved(one)))

    def _shelved(self, wanted: Identity) -> list[str]:
        keys = self.by_series.get(wanted.series, set()) if wanted.series else self.by_number.get(_shelf(wanted), set())
        return sorted(keys)

    def _can_be(self, claim: Claim, key: str) -> bool:
        """Whether place and time allow it: local numbers are of the citer's province, nothing is cited too early."""
        if claim.identity.whole:
            return True
        place = self.identities[key].jurisdiction
        at_home = claim.identity.jurisdiction or place in ("trung uong", place_key(claim.home))
        dates = self.dates[key]
        day = claim.told.date
        same_day = not day or claim.identity.period or not dates or day in dates
        early = not dates or not claim.dated or min(dates) <= claim.dated
        return bool(at_home and same_day and early and self._seat_can_be(claim, key))

    def _seat_can_be(self, claim: Claim, key: str) -> bool:
        """An office that is not told is the citer's own or the province's, and then the very day has to fit.

        A province's office has no Huyện ủy of its own: which one it means, only the day can tell.
        """
        if not claim.identity.seated or claim.identity.seat is not None:
            return True
        anyone = claim.seat is None or (claim.seat == PROVINCE and has_level(claim.symbol))
        near = anyone or self.identities[key].seat in (claim.seat, PROVINCE, None)
        return near and (claim.told.date is None or claim.told.date in self.dates[key])

    def _latest(self, key: str) -> str:
        return min(self.dates[key], default="")

    def _likeliest(self, claim: Claim, fitting: list[str]) -> Match:
        scores = {key: self._alike(claim.title, key) for key in fitting}
        topical = [key for key in fitting if scores[key] >= SAME_TOPIC]
        if len(topical) == 1:
            return Match(topical[0], BY_TOPIC)
        now = period_of(claim.symbol, claim.dated) if claim.symbol else None
        timely = [key for key in fitting if now and self.identities[key].period == now]
        if len(timely) == 1 and not claim.title:
            return Match(timely[0], BY_TIME)
        return Match(None, 0.0, tuple(sorted(fitting, key=lambda key: -scores[key])))

    def _alike(self, title: str | None, key: str) -> float:
        return max((alike(title, one) for one in self.titles[key]), default=0.0) if title else 0.0


def alike(one: str, other: str) -> float:
    """The share of words that the shorter of two titles has in common with the longer one, 0 to 1.

    >>> alike("về sinh hoạt chi bộ", "Nâng cao chất lượng sinh hoạt chi bộ") == 0.8
    True
    """
    words, others = (set(re.findall(r"\w+", fold(text))) for text in (one, other))
    return len(words & others) / max(1, min(len(words), len(others)))


def _shelf(identity: Identity) -> tuple[str | None, str | None]:
    return (identity.name, None) if identity.name else (identity.number, identity.code)


def _apart(claim: Claim) -> str | None:
    """The key of a document known by this claim alone, or None where the claim does not even tell whose it is.

    Undated mentions of one symbol are one document only where their papers are of one term or year.
    """
    found = claim.identity
    if not found.series or not found.jurisdiction:
        return None
    if found.period:
        return "|".join((found.series, found.jurisdiction, f"?{claim.seat or ''}", claim.told.date or found.period))
    now = period_of(claim.symbol or "", claim.dated)
    return "|".join((found.series, found.jurisdiction, f"≤{now}" if now else _only_there(claim.paper)))


def _only_there(place: tuple[str, int]) -> str:
    return f"@{place[0][:12]}-{place[1] + 1}"


def own_key(claim: Claim) -> str:
    """The key of a received paper: its identity, or where that is not whole, its place in the archive."""
    if claim.identity.whole:
        return claim.identity.key
    return "|".join((claim.identity.series or claim.identity.name or "", _only_there(claim.paper)))
