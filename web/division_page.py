"""What the page of a scan's pages shows: thumbnails in the order of reading, by dispatch, and all that clerks said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator

from records import Say
from registry import rows
from registry.division import division_of, in_words
from registry.division_keep import Told, history, state
from registry.models import DispatchRow, ScanRow
from registry.queries import rows_numbered
from registry.scan_pages import ScanPage, scan_pages
from web.review_page import title

#: Thumbnails on one page.
ON_PAGE = 60


@dataclass(frozen=True, slots=True)
class Thumb:
    """A page of the scan with what may be said of it; `put_back`: the number of the word that left it out."""

    page: ScanPage
    may_begin: bool
    may_join: bool
    put_back: int | None


@dataclass(frozen=True, slots=True)
class Group:
    """Pages that stand together: those of one dispatch, with what lies between them and the next."""

    position: int | None
    row: int | None
    title: str
    goes_on: bool
    thumbs: Sequence[Thumb]


def shown(scan: ScanRow, wish: str) -> dict[str, Any]:
    """All that the page shows of the scan; `wish` is the part of its pages that the address asks for."""
    every, told = scan_pages(scan), history(scan.sha256)
    page = Paginator(every, ON_PAGE).get_page(wish)
    wanted = division_of(one.statement for one in told if one.stands)
    return {
        "scan": scan,
        "page": page,
        "groups": list(_groups(scan, list(page.object_list), every[0].number, told)),
        "order": ", ".join(str(one.number) for one in every),
        "told": [(one, in_words(one.statement)) for one in reversed(told)],
        "seen": state(told),
        "waits": wanted != rows.division(scan),
    }


def _groups(scan: ScanRow, pages: Sequence[ScanPage], first: int, told: Iterable[Told]) -> Iterable[Group]:
    out = {
        one.statement.pages[0]: one.statement.number for one in told if one.stands and one.statement.say is Say.LEFT_OUT
    }
    numbers = _rows(scan, pages)
    titles = {pk: title(row) for pk, row in rows_numbered(list(numbers.values())).items()}
    for position, own in groupby(pages, key=lambda one: one.goes_with):
        thumbs = [_thumb(one, first, out) for one in own]
        row = None if position is None else numbers.get(position)
        goes_on = not any(one.page.begins for one in thumbs)
        yield Group(position, row, titles.get(row or 0, ""), goes_on, thumbs)


def _rows(scan: ScanRow, pages: Iterable[ScanPage]) -> Mapping[int, int]:
    wanted = {one.goes_with for one in pages if one.goes_with is not None}
    found = DispatchRow.objects.filter(scan=scan, position__in=wanted)
    return dict(found.values_list("position", "pk"))


def _thumb(one: ScanPage, first: int, out: Mapping[int, int]) -> Thumb:
    free = not one.left_out and one.number != first
    return Thumb(one, free and not one.begins, free and one.begins and one.dispatch != 0, out.get(one.number))
