"""Which documents there are, which of them were received, and who cites whom; each told from its number alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from random import Random

from benchmarks.seeding.words import DEEDS, FIELDS, HOME, PARTY, PLACES, STATE, Organ, organs
from extractors.identity import Identity, Told, identity
from records import Relation

#: The directive that very many cite is document 0, older than all others.
DIRECTIVE, DIRECTIVE_DAY = 0, dt.date(2007, 3, 30)
FIRST = dt.date(2011, 6, 1)
#: How unlike dispatches are in what they cite and order: the shares of sixteen that come one after the other.
CITING = (0, 4, 8, 12, 2, 10, 20, 6, 14, 40, 1, 10, 9, 16, 3, 5)
ORDERING = (0, 3, 0, 9, 0, 2, 12, 0, 6, 0, 0, 8, 1, 0, 7, 0)
RELATIONS = (
    *((Relation.MENTIONS,) * 5 + (Relation.IMPLEMENTS,) * 4 + (Relation.BASED_ON,) * 4 + (Relation.GUIDES,) * 2),
    *(Relation.REPLIES_TO, Relation.CONTINUES, Relation.AMENDS, Relation.REPLACES, Relation.REPEALS, Relation.ATTACHES),
)


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the world, received or not."""

    symbol: str
    kind: str
    day: dt.date
    organ: Organ
    subject: str
    identity: Identity

    @property
    def name(self) -> str:
        """As others name it: 'Kế hoạch số 12-KH/TU, ngày 3/4/2020'."""
        return f"{self.kind.capitalize()} số {self.symbol}, ngày {self.day.day}/{self.day.month}/{self.day.year}"


@dataclass(frozen=True, slots=True)
class Cite:
    """A mention in a paper: of the document `target`, or of one of `candidates`.

    `source`: another document that is said to do `relation`; None for the paper itself.
    """

    target: int | None
    relation: Relation
    candidates: tuple[int, ...] = ()
    source: int | None = None


@dataclass(frozen=True)
class World:
    """Sizes, and all that follows from them and the seed; dispatches and documents count from 0, in order of time."""

    dispatches: int
    documents: int
    citations: int
    tasks: int
    citers: int
    seed: int
    until: dt.date

    def __post_init__(self) -> None:
        """Raises ValueError for sizes that do not go together."""
        if not 0 < self.dispatches <= self.documents or self.documents < 3:
            raise ValueError("documents: at least 3, and as many as dispatches")
        if self.citers > self.dispatches or self.citers > self.citations:
            raise ValueError("citers: no more than dispatches and citations")

    def chance(self, about: str, number: int) -> Random:
        """The dice of this thing; the same whatever was thrown before."""
        return Random(f"{self.seed}/{about}/{number}")

    @cached_property
    def _slots(self) -> Sequence[tuple[Organ, str, str, int, int]]:
        """Who writes what, one document after the other: organ, kind, code, which of how many in the round."""
        slots = [
            (organ, kind, code)
            for organ in organs()
            for _ in range(organ.weight)
            for kind, code in (PARTY if organ.party else STATE)
        ]
        self.chance("slots", 0).shuffle(slots)
        seen: dict[tuple[str, str, str], int] = {}
        numbered = []
        for organ, kind, code in slots:
            known = (organ.name, kind, code)
            seen[known] = seen.get(known, 0) + 1
            numbered.append((organ, kind, code, seen[known], known))
        return [(organ, kind, code, which, seen[known]) for organ, kind, code, which, known in numbered]

    def document(self, number: int) -> Document:
        """The document with that number."""
        return _document(self, number)

    def made(self, number: int) -> Document:
        """The same, reckoned."""
        if number == DIRECTIVE:
            return _told("10-CT/TW", "chỉ thị", DIRECTIVE_DAY, organs()[0], "nâng cao chất lượng sinh hoạt chi bộ")
        organ, kind, code, which, of = self._slots[number % len(self._slots)]
        count = number // len(self._slots) * of + which
        day = FIRST + dt.timedelta(days=(self.until - FIRST).days * number // self.documents)
        dice = self.chance("document", number)
        subject = f"{dice.choice(DEEDS)} {dice.choice(FIELDS)} năm {day.year} trên địa bàn {_where(organ, dice)}"
        return _told(_symbol(count, code, organ), kind, day, organ, subject)

    def of_dispatch(self, dispatch: int) -> int:
        """The document that the dispatch is."""
        return -(-(dispatch + 1) * self.documents // self.dispatches) - 1

    def dispatch_of(self, document: int) -> int | None:
        """The dispatch of the document; None for one that was never received."""
        found = document * self.dispatches // self.documents
        return found if self.of_dispatch(found) == document else None

    def cites(self, dispatch: int) -> Iterator[Cite]:
        """What the dispatch cites, in the order of its text."""
        own, dice = self.of_dispatch(dispatch), self.chance("cites", dispatch)
        count = _share(self.citations - self.citers, self.dispatches, CITING, dispatch)
        if _share(self.citers, self.dispatches, (1,), dispatch):
            yield Cite(DIRECTIVE, Relation.IMPLEMENTS)
        for _ in range(count):
            yield self._cite(own, dice)

    def orders(self, dispatch: int) -> int:
        """How many things the dispatch orders."""
        return _share(self.tasks, self.dispatches, ORDERING, dispatch)

    def _cite(self, own: int, dice: Random) -> Cite:
        target, relation, luck = self._target(own, dice), dice.choice(RELATIONS), dice.random()
        if luck < 0.02:
            return Cite(None, relation, (target, self._target(own, dice)))
        return Cite(target, relation, source=self._target(own, dice) if luck > 0.99 else None)

    def _target(self, own: int, dice: Random) -> int:
        """Some other document: a famous one, a recent one or any older one; never the directive."""
        way = dice.random()
        if way < 0.3:
            found = int(own * dice.random() ** 6)
        elif way < 0.75:
            found = own - 1 - int(dice.expovariate(100 / self.documents))
        else:
            found = dice.randrange(own + 1)
        while found == own or not DIRECTIVE < found < self.documents:
            found = dice.randrange(1, self.documents)
        return found


@lru_cache(maxsize=1_200_000)
def _document(world: World, number: int) -> Document:
    return world.made(number)


def _told(symbol: str, kind: str, day: dt.date, organ: Organ, subject: str) -> Document:
    told = Told(kind, organ.place, day.isoformat(), None, organ.name)
    return Document(symbol, kind, day, organ, subject, identity(symbol, told))


def _symbol(number: int, code: str, organ: Organ) -> str:
    if organ.party:
        return f"{number:02}-{code}/{organ.code}"
    return f"{number:02}/{code}-{organ.code}" if code else f"{number:02}/{organ.code}-VX"


def _where(organ: Organ, dice: Random) -> str:
    if organ.place == "Trung ương":
        return f"tỉnh {dice.choice((HOME, *PLACES))}"
    return organ.name if organ.code == "HU" else f"tỉnh {organ.place}"


def _share(whole: int, among: int, weights: Sequence[int], which: int) -> int:
    """So many of the whole for that one, by its weight; all shares together are the whole."""
    before = (0, *accumulate(weights))
    period, rest = divmod(among, len(weights))
    every = period * before[-1] + before[rest]

    def up_to(number: int) -> int:
        rounds, part = divmod(number, len(weights))
        return whole * (rounds * before[-1] + before[part]) // every if every else whole * number // among

    return up_to(which + 1) - up_to(which)
