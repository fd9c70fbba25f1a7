"""Which order of a new reading is which that was kept: by the same place and wording, never two to one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

#: Wordings of the same clause that are less alike are two orders; a false match would hand one's status to another.
ALIKE_IN_CLAUSE = 60.0
#: The same where the clause differs, or is not known.
ALIKE = 85.0
#: What the same clause, and the same dispatch, count beside the wording (0 to 100).
CLAUSE, DISPATCH = 40, 10


@dataclass(frozen=True, slots=True)
class Wording:
    """An order as it is told apart: the position of its dispatch, its clause, its words."""

    position: int
    clause: str
    text: str

    @property
    def folded(self) -> str:
        """The words without capitals, white space tidied."""
        return " ".join(self.text.casefold().split())


def rematched(kept: Sequence[Wording], new: Sequence[Wording]) -> dict[int, int]:
    """For each new order that was kept before its index among the kept ones; the rest are really new."""
    found: dict[int, int] = {}
    for same in (lambda one: (one.position, one.clause, one.folded), lambda one: (one.clause, one.folded)):
        found |= _equal(kept, new, found, same)
    left = [i for i in range(len(new)) if i not in found]
    taken = set(found.values())
    free = [i for i in range(len(kept)) if i not in taken]
    return found | _alike(kept, new, free, left)


def _equal(
    kept: Sequence[Wording], new: Sequence[Wording], found: dict[int, int], same: Callable[[Wording], Hashable]
) -> dict[int, int]:
    """Those that say the very same, in their order."""
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    taken = set(found.values())
    for index in range(len(kept) - 1, -1, -1):
        if index not in taken:
            waiting[same(kept[index])].append(index)
    pairs: dict[int, int] = {}
    for index, one in enumerate(new):
        if index not in found and waiting[same(one)]:
            pairs[index] = waiting[same(one)].pop()
    return pairs


def _alike(kept: Sequence[Wording], new: Sequence[Wording], free: Sequence[int], left: Sequence[int]) -> dict[int, int]:
    """The pairs that are alike enough and together the most alike."""
    if not free or not left:
        return {}
    import networkx as nx  # which takes long to load, and few readings need

    net: nx.Graph = nx.Graph()
    for there, here, weight in _weights(kept, new, free, left):
        net.add_edge(("kept", there), ("new", here), weight=weight)
    pairs = (sorted(pair) for pair in nx.max_weight_matching(net))
    return {here: there for (_, there), (_, here) in pairs}


def _weights(
    kept: Sequence[Wording], new: Sequence[Wording], free: Sequence[int], left: Sequence[int]
) -> Iterable[tuple[int, int, int]]:
    from rapidfuzz import fuzz, process

    table = process.cdist([kept[i].folded for i in free], [new[i].folded for i in left], scorer=fuzz.ratio)
    for row, there in enumerate(free):
        for column, here in enumerate(left):
            alike, one, other = float(table[row][column]), kept[there], new[here]
            in_clause = bool(one.clause) and one.clause == other.clause
            if alike >= (ALIKE_IN_CLAUSE if in_clause else ALIKE):
                weight = alike + CLAUSE * in_clause + DISPATCH * (one.position == other.position)
                yield there, here, round(weight * 100)
