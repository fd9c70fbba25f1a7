"""Where stretches of a dispatch's clean text stand on paper."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from extractors.evidence import around
from records import Box, Placed, Zone


class Sheet:
    """The words of a dispatch with their places; a bare text has none, and all of it is body."""

    def __init__(self, placed: Sequence[Placed]) -> None:
        """`placed`: the stretches in their order (records.Dispatch.placed)."""
        self.placed = placed
        self.starts = [one.start for one in placed]

    def _at(self, at: int) -> int:
        return max(0, bisect_right(self.starts, at) - 1)

    def zone(self, at: int) -> Zone:
        """The zone of the word at the offset."""
        return self.placed[self._at(at)].zone if self.placed else Zone.BODY

    def under(self, start: int, end: int) -> Sequence[Placed]:
        """The words that the stretch touches."""
        return self.placed[self._at(start) : bisect_right(self.starts, end - 1)]


def place_of(words: Sequence[Placed]) -> tuple[int | None, Box | None]:
    """The page on which the words begin, and the box around those that stand there."""
    if not words:
        return None, None
    page = words[0].page
    return page, around([word.box for word in words if word.page == page and word.box is not None])
