"""What a change of papers changes in what is known of documents, and who looks there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from pipeline.claims import Claim, Place
from pipeline.faded import identity_of, kept_fact, shelf
from records import KeptClaim, KeptFact, Ledger, Under


@dataclass(frozen=True, slots=True)
class Moved:
    """Where facts about documents changed, and the `keys` of those documents.

    Where one came or went, `everyone` who looks there is concerned; where one is told otherwise, the `unsure` ones.
    """

    everyone: Under
    unsure: Under
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Entry:
    """What matching sees of a document."""

    identity: str
    dates: frozenset[str]
    names: frozenset[str]
    titles: frozenset[str]


def moved(kept: Ledger, old: Iterable[KeptClaim], new: Iterable[Claim], places: Collection[Place]) -> Moved:
    """What the papers at these places change: they told `old` and tell `new`."""
    gone = [KeptFact(one.whole, one.identity, one.date, one.title, one.named) for one in old if one.whole]
    come = [kept_fact(claim) for claim in new]
    others = kept.facts_of({one.whole for one in (*gone, *come)}, places)
    before, after = _entries((*others, *gone)), _entries((*others, *come))
    changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    presence = {key for key in changed if (key in before) != (key in after)}
    told = [(before[key], after[key]) for key in changed - presence]
    crowd = _Crowd(kept, (*gone, *come), places)
    unsure = [one for pair in told if not _only_titles(*pair) or crowd.holds(pair) for one in pair]
    everyone = [each[key] for key in presence for each in (before, after) if key in each]
    return Moved(_under(everyone), _under(unsure), frozenset(changed))


def _entries(facts: Iterable[KeptFact]) -> dict[str, _Entry]:
    by: dict[str, list[KeptFact]] = defaultdict(list)
    for one in facts:
        by[one.whole].append(one)
    return {key: _entry(own) for key, own in by.items()}


def _entry(facts: Sequence[KeptFact]) -> _Entry:
    dates, names, titles = (
        frozenset(value for one in facts if (value := getattr(one, name))) for name in ("date", "named", "title")
    )
    return _Entry(facts[0].identity, dates, names, titles)


def _only_titles(before: _Entry, after: _Entry) -> bool:
    return (before.dates, before.names) == (after.dates, after.names)


class _Crowd:
    """Where several documents are looked for at one place: only there a title tells which one is meant."""

    def __init__(self, kept: Ledger, own: Iterable[KeptFact], places: Collection[Place]) -> None:
        self._kept, self._own, self._places = kept, tuple(own), places

    def holds(self, entries: Sequence[_Entry]) -> bool:
        """Whether another document stands where this one does."""
        under = _under(entries)
        found = {one.whole for one in self._kept.facts_under(under, self._places)}
        return len(found | {one.whole for one in self._own if _stands(one, under)}) > 1


def _stands(fact: KeptFact, under: Under) -> bool:
    identity = identity_of(fact.identity)
    return identity.series in under.series or shelf(identity) in under.shelves or fact.named in under.names


def _under(entries: Iterable[_Entry]) -> Under:
    """Where claims look that can mean these documents."""
    found = tuple(entries)
    identities = [identity_of(one.identity) for one in found]
    series = frozenset(one.series for one in identities if one.series)
    names = frozenset(name for one in found for name in one.names)
    shelves = frozenset(one for one in map(shelf, identities) if one)
    return Under(series, shelves, names)
