"""A clerk's division of a scan, which goes before whatever the reader finds: page order, pages left out, beginnings."""

from __future__ import annotations

from collections.abc import Sequence
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
    told = division.begins | division.goes_on
    kept = {start for start in found[1:] if lines[start].page not in told}
    tops = {next(i for i, line in enumerate(lines) if line.page == page) for page in _with_lines(lines, division)}
    return sorted({*_first(lines, found, division), *kept, *tops})


def _with_lines(lines: Sequence[Line], division: Division) -> frozenset[int]:
    return division.begins & {line.page for line in lines}


def _first(lines: Sequence[Line], found: Sequence[int], division: Division) -> list[int]:
    """Where the first dispatch begins: what the reader passes over before it counts where its page is told of."""
    passed = {line.page for line in lines[: found[0]]} if found else set()
    return [0] if passed & (division.begins | division.goes_on) else list(found[:1])


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
