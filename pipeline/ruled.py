"""What clerks ruled of documents and mentions, ready to be put in while resolving."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline.claims import Place, Words, as_ruled
from pipeline.matching import ONLY_ONE, Match
from records import Act, Doubt, Ruling


class Ruled:
    """The rulings that stand, oldest first: of contrary ones the later counts."""

    def __init__(self, rulings: Sequence[Ruling]) -> None:
        self.rulings = tuple(rulings)
        self._into = merged(one for one in rulings if one.act is Act.MERGE)
        splits = (one for one in rulings if one.act is Act.SPLIT)
        self._apart = {(one.key, (one.sha256, one.position)): one.other for one in splits}
        self._words: dict[Place, dict[str, str | None]] = {}
        for one in rulings:
            if one.act in (Act.LINK, Act.DISMISS):
                words = self._words.setdefault((one.sha256, one.position), {})
                words[as_ruled(one.key)] = one.other if one.act is Act.LINK else None
        self._settled = {(one.key, one.other, one.sha256, one.position) for one in rulings if one.act is Act.SETTLE}

    def words(self, paper: Place) -> Words:
        """What was ruled of mentions in that paper, by their words as `as_ruled` gives them."""
        return self._words.get(paper, {})

    def settled(self, doubt: Doubt) -> bool:
        """Whether a clerk said that there is nothing to it."""
        return (doubt.key, doubt.code, doubt.sha256, doubt.position) in self._settled

    def match(self, found: Match, paper: Place) -> Match:
        """The match after all rulings about documents."""
        if found.key is not None:
            return Match(self.key(found.key, paper), found.sure, (), found.by_clerk)
        left = tuple(dict.fromkeys(self.key(key, paper) for key in found.candidates))
        one_left = len(left) == 1 < len(found.candidates)
        return Match(left[0], ONLY_ONE) if one_left else Match(None, 0.0, left)

    def key(self, key: str, paper: Place) -> str:
        """The key after all rulings: a split of the paper first, then the merges; going round ends where it began."""
        seen: set[str] = set()
        while key not in seen:
            seen.add(key)
            key = self._apart.get((key, paper)) or root(key, self._into)
        return key


def merged(merges: Iterable[Ruling]) -> dict[str, str]:
    """Each merged key with the next one on the way to the one that stays; of contrary rulings the later counts."""
    into: dict[str, str] = {}
    for one in merges:
        away, stays = root(one.key, into), root(one.other, into)
        if away == stays:
            stays = one.other
            into.pop(stays, None)
        if away != stays:
            into[away] = stays
    return into


def root(key: str, into: Mapping[str, str]) -> str:
    """The key that stays."""
    while key in into:
        key = into[key]
    return key


def reached(rulings: Iterable[Ruling], keys: Iterable[str]) -> set[str]:
    """The keys, and all that merges and splits join to them in however many steps."""
    pairs = [(one.key, one.other) for one in rulings if one.act in (Act.MERGE, Act.SPLIT)]
    found, before = set(keys), -1
    while len(found) != before:
        before = len(found)
        found |= {end for pair in pairs if found & set(pair) for end in pair}
    return found
