"""All documents that a text names, in reading order, and those of them that bear a symbol ('Công văn số 411-CV/TU')."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.mention import Mention
from extractors.mention_parts import Prose
from extractors.named import named_mentions
from extractors.numbered import full_mentions, short_mentions


def mentions(text: str, start: int = 0, end: int | None = None) -> Iterator[Mention]:
    """The mentions with a symbol in `text[start:end]`, in order.

    >>> [(one.symbol, one.date) for one in mentions("theo Công văn số 411-CV/TU, ngày 06/6/2022 của Tỉnh ủy")]
    [('411-CV/TU', '2022-06-06')]
    """
    return full_mentions(Prose.of(text), start, len(text) if end is None else end)


def all_mentions(prose: Prose) -> list[Mention]:
    """Every mention of a document, in order; where two overlap the surer form stays: a symbol, then a short one."""
    end = len(prose.printed)
    found = list(full_mentions(prose, 0, end))
    for finder in (short_mentions, named_mentions):
        found = _merged(found, list(finder(prose, 0, end)))
    return found


def _merged(first: list[Mention], second: list[Mention]) -> list[Mention]:
    """Both in order, without those of the second that overlap one of the first."""
    merged: list[Mention] = []
    at = 0
    for one in second:
        while at < len(first) and first[at].start < one.start:
            merged.append(first[at])
            at += 1
        before = merged[-1].end if merged else 0
        after = first[at].start if at < len(first) else one.end
        if before <= one.start and one.end <= after:
            merged.append(one)
    return merged + first[at:]
