"""A clerk's division of a scan, which goes before whatever the reader finds: page order, pages left out, beginnings."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from records import UNDIVIDED, Division, LaidOutPage, Line, Problem, Reading


def arranged(pages: Sequence[LaidOutPage], division: Division) -> tuple[LaidOutPage, ...]:
    """The pages that belong to dispatches, in the order in which a clerk reads them."""
    by_number = {page.number: page for page in pages}
    return tuple(by_number[number] for number in division.sequence(len(pages)) if number in by_number)


def divided_starts(lines: Sequence[Line], found: Sequence[int], division: Division) -> list[int]:
    """The indexes of the lines with which dispatches begin; `found` are those the reader found.

    Where a clerk said that a dispatch begins on a page, its first line begins it and no other; where he said that none
    does, none does.  The first of all stays.
    """
    if not lines or division == UNDIVIDED:
        return list(found)
    first, *others = _with_first_page(lines, found)
    told = division.begins | division.goes_on
    kept = {start for start in others if lines[start].page not in told}
    tops = {top for top in _tops(lines, division.begins) if top > first}
    return sorted({first, *kept, *tops})


def _with_first_page(lines: Sequence[Line], found: Sequence[int]) -> list[int]:
    """The beginnings, the first page among them though the reader may pass over it: clerks leave out what is none."""
    passes_over = found[0] > 0 and lines[0].page != lines[found[0]].page
    return [0, *found] if passes_over else list(found)


def _tops(lines: Sequence[Line], pages: Collection[int]) -> set[int]:
    """The first line of each of these pages that has any."""
    tops: dict[int, int] = {}
    for index, line in enumerate(lines):
        tops.setdefault(line.page, index)
    return {index for page, index in tops.items() if page in pages}


def with_page_problems(
    readings: Sequence[Reading], problems: Sequence[Problem], division: Division
) -> tuple[tuple[Reading, ...], tuple[Problem, ...]]:
    """The readings and what is doubtful of the scan; in a divided one the doubts of a page are those of its dispatch.

    Those of pages that are left out go.
    """
    if division == UNDIVIDED:
        return tuple(readings), tuple(problems)
    home = {page: index for index, one in reversed(list(enumerate(readings))) for page in one.pages}
    own = [tuple(one for one in problems if one.page in home and home[one.page] == i) for i in range(len(readings))]
    told = (replace(one, problems=(*mine, *one.problems)) for one, mine in zip(readings, own, strict=True))
    left = (one for one in problems if one.page not in home and one.page not in division.left_out)
    return tuple(told), tuple(left)
