"""The shortest way between two documents: two walks that go towards one another, level by level."""

from __future__ import annotations

from collections.abc import Mapping

from registry.walk import Keys, Steps, first_of, keys_of_many


class _Side:
    """One of the walks: how far each document is, and those reached last."""

    def __init__(self, start: int, steps: Steps) -> None:
        self.steps = steps
        self.levels = [{start}]
        self._known = {start}

    @property
    def border(self) -> set[int]:
        """The documents reached last."""
        return self.levels[-1]

    def further(self) -> None:
        """Nothing; there is one level more."""
        beyond = self.steps.beyond(self.border) or {}
        level = {far for some in beyond.values() for far in some} - self._known
        self._known |= level
        self.levels.append(level)


def shortest(start: int, end: int, there: Steps, back: Steps, keys: Keys) -> list[int] | None:
    """The shortest way; of several the one that comes first in the order of keys, read from the start.

    `there` leads forth from the start, `back` the same steps the other way from the end.  None where there is no way.
    """
    one, other = _Side(start, there), _Side(end, back)
    while not (meeting := one.border & other.border):
        side = one if len(one.border) <= len(other.border) else other
        side.further()
        if not side.border:
            return None
    layers = [*_layers(one, meeting)[::-1], meeting, *_layers(other, meeting)]
    return _first(layers, there, back, keys_of_many(layers, keys))


def _layers(side: _Side, meeting: set[int]) -> list[set[int]]:
    """The documents on shortest ways from where the two met to where the side began, nearest to the meeting first."""
    layers, last = list[set[int]](), meeting
    for level in reversed(side.levels[:-1]):
        last = {one for far in last for one in side.steps.onward.get(far, ()) if one in level}
        layers.append(last)
    return layers


def _first(layers: list[set[int]], there: Steps, back: Steps, keys: Mapping[int, str]) -> list[int]:
    way = [next(iter(layers[0]))]
    for layer in layers[1:]:
        at = way[-1]
        next_ones = [one for one in layer if at in there.onward.get(one, ()) or one in back.onward.get(at, ())]
        way.append(first_of(next_ones, keys))
    return way
