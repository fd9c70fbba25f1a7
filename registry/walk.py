"""A walk through the graph level by level: who is so many steps away, and by which way one gets there.

Of ways of equal length the one counts that comes first when its documents are read from where the walk began, in the
order of their keys.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

#: What tells the order of documents, by their rows.
Keys = Callable[[Iterable[int]], Mapping[int, str]]


class Steps(Protocol):
    """Where steps lead; `onward` has those that are known by now the other way round."""

    onward: dict[int, set[int]]

    def beyond(self, documents: set[int], most: int | None = None) -> dict[int, set[int]] | None:
        """For each of the documents those one step further; None where that would be to read more than `most`."""


def keys_of_many(layers: Iterable[set[int]], keys: Keys) -> Mapping[int, str]:
    """The keys of the documents that must be chosen from; none is asked for where there is no choice."""
    choices = [layer for layer in layers if len(layer) > 1]
    return keys({one for layer in choices for one in layer}) if choices else {}


def first_of(layer: list[int], keys: Mapping[int, str]) -> int:
    """The one whose key comes first."""
    return layer[0] if len(layer) == 1 else min(layer, key=keys.__getitem__)


class Walk:
    """The levels around a document; made as far as they are asked for.

    `levels[k]`: those that are k + 1 steps away.  `also_longer`: one that is one step away
    comes a second time, by the shortest way that does not begin where it ends, where there is one.  To find it each
    document bears up to two labels: the two nearest different entries (documents one step from the beginning), and how
    far these are.
    """

    def __init__(self, start: int, steps: Steps, also_longer: bool = False) -> None:
        self._start, self._steps = start, steps
        self._most_labels = 2 if also_longer else 1
        found = steps.beyond({start}) or {}
        direct = found[start]
        self.levels = [direct]
        self.ended = not direct
        self._labels = {one: [(one, 1)] for one in direct - {start}}
        self._border = [(one, one) for one in sorted(self._labels)]

    def further(self, most: int | None = None) -> bool:
        """Whether there is one level more now; not where that would be to read more than `most` edges."""
        if not self._border:
            self.ended = True
            return False
        beyond = self._steps.beyond({one for one, _ in self._border}, most)
        if beyond is None:
            return False
        self._level(beyond)
        self.ended = not self.levels[-1] and not self._border
        return True

    @property
    def border(self) -> set[int]:
        """The documents from which the next level begins."""
        return {one for one, _ in self._border}

    def known(self, one: int) -> bool:
        """Whether the document was come by."""
        return one == self._start or one in self._labels

    def _level(self, beyond: Mapping[int, set[int]]) -> None:
        new, level, step = list[tuple[int, int]](), set[int](), len(self.levels) + 1
        for near, entry in self._border:
            for far in beyond[near]:
                labels = self._labels.setdefault(far, []) if far != self._start else None
                if labels is None or len(labels) >= self._most_labels or (labels and labels[0][0] == entry):
                    continue
                if not labels or labels[0][1] == 1:  # of the others the second label only helps
                    level.add(far)
                labels.append((entry, step))
                new.append((far, entry))
        self.levels.append(level)
        self._border = new

    def ways(self, ends: Iterable[tuple[int, int]], keys: Keys) -> dict[tuple[int, int], list[int]]:
        """For each document and its number of steps the way, from where the walk began to the document."""
        layers = {(end, steps): self._layers(end, steps) for end, steps in ends}
        told = keys_of_many((layer for found in layers.values() for layer in found), keys)
        return {end: self._first(found, told) for end, found in layers.items()}

    def _layers(self, end: int, steps: int) -> list[set[int]]:
        """The documents on any of the shortest ways, by their distance from where the walk began."""
        layers = [{end}]
        for left in range(steps - 1, 0, -1):
            near = {one for far in layers[-1] for one in self._steps.onward.get(far, ())}
            layers.append({one for one in near if one != end and self._distance(one, but=end) == left})
        return layers[::-1]

    def _distance(self, one: int, but: int) -> int | None:
        return next((steps for entry, steps in self._labels.get(one, ()) if entry != but), None)

    def _first(self, layers: list[set[int]], keys: Mapping[int, str]) -> list[int]:
        way = [self._start, first_of(list(layers[0]), keys)]
        for layer in layers[1:]:
            next_ones = [one for one in layer if way[-1] in self._steps.onward.get(one, ())]
            way.append(first_of(next_ones, keys))
        return way
