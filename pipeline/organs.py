"""The organs that issue documents, each with its span of life; old documents stay those of the organ of their day."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from extractors.identity import CENTRAL, Told, identity, parts, place_key, seat_of
from records import Document, Organ, OrganVote, Votes
from rules.fold import unmarked
from rules.successors import begun_on, end_of, life_of, successor
from rules.terms import level_of


def office_of(symbol: str | None, jurisdiction: str | None, issuer: str | None) -> str | None:
    """The key of the organ that gave the symbol; None where the symbol or the place is not known.

    >>> office_of("784-QĐ/TU", "tỉnh Trà Vinh", None), office_of("12/QĐ-UBND", "Đắk Nông", "UBND huyện Tuy Đức")
    ('TU|tra vinh', 'UBND|dak nong|huyen tuy duc')
    """
    found = parts(symbol) if symbol else None
    place = identity(symbol, Told(jurisdiction=jurisdiction)).jurisdiction
    return _key(found.organ, place, seat_of(issuer, jurisdiction)) if found and place else None


def _key(code: str, place: str, seat: str | None) -> str:
    told = [] if seat in (None, "tinh") else [str(seat)]
    return "|".join((unmarked(code).upper(), place, *told))


def organs(documents: Iterable[Document]) -> tuple[Organ, ...]:
    """The organs of these documents, by key; `documents` are all that each of them issued."""
    return elected(votes_of(documents))


def votes_of(documents: Iterable[Document]) -> Votes:
    """What the documents tell of the organs that issued them."""
    return Counter(vote for one in documents if (vote := vote_of(one)))


def vote_of(one: Document) -> OrganVote | None:
    """What the document tells of its organ; None where its organ is not known."""
    if one.office is None:
        return None
    found = parts(one.symbol or "")
    return OrganVote(one.office, one.issuer, one.jurisdiction, found.organ if found else None, one.received)


def elected(votes: Votes) -> tuple[Organ, ...]:
    """The organs as most of their documents tell them, by key."""
    cast: dict[str, dict[OrganVote, int]] = defaultdict(dict)
    for vote, number in votes.items():
        if number > 0:
            cast[vote.office][vote] = number
    return tuple(_organ(key, cast[key]) for key in sorted(cast))


def _organ(key: str, cast: Votes) -> Organ:
    own = {vote: number for vote, number in cast.items() if vote.received}
    name = _most(own, "issuer") or _most(cast, "issuer")
    central = CENTRAL if key.split("|")[1] == place_key(CENTRAL) else None
    place = central or _most(cast, "jurisdiction")
    code = min(vote.code for vote in cast if vote.code)
    begun, end = begun_on(code), last_day(code, place)
    return Organ(key, name, level_of(code), place, _iso(begun), _iso(end), tuple(_heirs(code, place, key)))


def last_day(code: str, place: str | None) -> dt.date | None:
    """The last day of the organ with this code there: its own, or that of its province.

    >>> last_day("BTGTU", "Lai Châu"), last_day("TU", "Trà Vinh"), last_day("TU", "Vĩnh Long")
    (datetime.date(2025, 2, 28), datetime.date(2025, 6, 30), None)
    """
    life = life_of(code)
    ends = [end for end in (life[0] if life else None, end_of(place) if place else None) if end]
    return min(ends, default=None)


def _heirs(code: str, place: str | None, key: str) -> Iterator[str]:
    """Who took the organ's place, one after the other: an organ of another code there, then the greater province's."""
    life, seat = life_of(code), next(iter(key.split("|")[2:]), None)
    if place is None:
        return
    if life:
        for heir in life[1]:
            yield _key(heir, place_key(place) or "", seat)
            yield from _heirs(heir, place, key)
    elif end_of(place):
        greater = successor(place, dt.date.max)
        yield _key(code, place_key(greater) or "", seat)


def _most(cast: Votes, name: str) -> str | None:
    votes: Counter[str] = Counter()
    for vote, number in cast.items():
        if value := getattr(vote, name):
            votes[value] += number
    return max(sorted(votes), key=lambda value: (votes[value], len(value)), default=None)


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
