"""What people wrote of a scan's dispatches, put to the dispatches that there are once the scan is divided otherwise.

What was written is never changed, only where it stands.  What stands nowhere now waits: the same division, made again,
brings it back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum, auto

from registry.models import ArrivalRow, Correction, DispatchRow, RulingRow, ScanRow

Pages = Sequence[int]
#: What stands where a dispatch ends; the rest of a header stands where it begins.
OF_THE_FOOT = frozenset({"recipients", "signer", "attachments"})


class Part(Enum):
    """Which part of a dispatch has to be the same for what was written of it to stand."""

    HEAD = auto()
    BOTH_ENDS = auto()
    WHOLE = auto()


def home(pages: Pages, position: int | None, now: Sequence[Pages], part: Part) -> int | None:
    """The position among the dispatches `now` of the one that had these pages at `position`; None where it is gone.

    >>> home((3, 4), 1, [(1,), (2,), (3, 4)], Part.WHOLE), home((1, 2), 0, [(1,), (2,)], Part.HEAD)
    (2, 0)
    """
    same = [i for i, one in enumerate(now) if set(one) == set(pages)]
    if not same and part is not Part.WHOLE and pages:
        same = [i for i, one in enumerate(now) if one and one[0] == pages[0]]
        if part is Part.BOTH_ENDS:
            same = [i for i in same if now[i][-1] == pages[-1]]
    return position if position in same else next(iter(same), None)


def moved(before: Mapping[int, Pages], now: Sequence[Pages]) -> dict[int, int]:
    """For each dispatch before (by position) its position now; negative, and no two alike, where it is gone."""
    found = {position: home(pages, position, now, Part.HEAD) for position, pages in before.items()}
    return {position: -1 - position if there is None else there for position, there in found.items()}


def put_anew(scan: ScanRow, dispatches: Sequence[DispatchRow]) -> None:
    """Nothing; afterwards corrections, numbers and rulings stand where their dispatches are now."""
    now = [one.pages for one in dispatches]
    _put_corrections(scan, now)
    _put_numbers(scan, now)
    _put_rulings(scan, dispatches)


def _put_corrections(scan: ScanRow, now: Sequence[Pages]) -> None:
    for one in Correction.objects.filter(scan=scan):
        part = Part.BOTH_ENDS if one.field in OF_THE_FOOT else Part.HEAD
        there = home(_pages(one), one.dispatch_position, now, part)
        first = now[there][0] if there is not None and now[there] else one.first_page
        if (there, first) != (one.dispatch_position, one.first_page):
            Correction.objects.filter(pk=one.pk).update(dispatch_position=there, first_page=first)


def _put_numbers(scan: ScanRow, now: Sequence[Pages]) -> None:
    """All are taken from their places first: no two may stand in one, not even for a moment."""
    rows = list(ArrivalRow.objects.filter(scan=scan).order_by("at", "pk"))
    ArrivalRow.objects.filter(scan=scan).update(dispatch_position=None)
    taken = set[int]()
    for part in (Part.WHOLE, Part.HEAD):
        for one in rows:
            there = home(_pages(one), one.dispatch_position, now, part)
            if there is not None and there not in taken:
                taken.add(there)
                first = now[there][0] if now[there] else 0
                ArrivalRow.objects.filter(pk=one.pk).update(dispatch_position=there, first_page=first)
                rows = [other for other in rows if other.pk != one.pk]


def _put_rulings(scan: ScanRow, dispatches: Sequence[DispatchRow]) -> None:
    """A word on a mention follows the mention; one on a document follows the whole paper that names it."""
    now = [one.pages for one in dispatches]
    for one in RulingRow.objects.filter(sha256=scan.sha256).exclude(pages=None):
        pages = one.pages or []
        there = home(pages, one.position, now, Part.WHOLE)
        if there is None:
            there = _naming(one.key, pages, dispatches)
        if there != one.position:
            RulingRow.objects.filter(pk=one.pk).update(position=there)


def _naming(key: str, pages: Pages, dispatches: Sequence[DispatchRow]) -> int | None:
    """The first dispatch with a page of the one that was meant that still says the words."""
    words = _spaced(key)
    for dispatch in dispatches:
        told = {_spaced(cited["text"]) for cited in dispatch.citations}
        if words in told and set(dispatch.pages) & set(pages):
            return dispatch.position
    return None


def _spaced(words: str) -> str:
    return " ".join(words.split()).casefold()


def _pages(one: Correction | ArrivalRow) -> Pages:
    """The pages of the dispatch when it was written of; only the first is known of what was written long ago."""
    if one.pages is not None:
        return list(one.pages)
    return [one.first_page] if one.first_page else []
