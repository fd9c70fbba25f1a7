"""What the page of one sheet of paper shows: the picture with its boxes, the text beside it, what is marked in both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import User

from registry import one_dispatch
from registry.models import DispatchRow
from registry.places import Place, places_of
from registry.told_places import Told, told_in
from web.dispatch_page import title
from web.on_paper import outlines, pages_of, text_of
from web.page_pictures import NoPicture, page_picture
from web.paper_address import stretch_meant
from web.paper_marks import Asked, asked_field, asked_stretch, marks, pieces
from web.scope import visible_tasks


def context(user: User, row: DispatchRow, page: int, cau: str, o: str) -> dict[str, Any]:
    """All that the template shows; `cau` (a stretch, '120-245') and `o` (a field) are what the address asks for."""
    told, places = told_in(row, visible_tasks(user)), places_of(row)
    asked = _asked(row, told, cau, o)
    on_page = marks(row.pk, told, places, page)
    texts = text_of(places, page, len(row.text))
    return {
        "dispatch": row,
        "title": title(one_dispatch.whole(row).register.reading, row.scan.name),
        "page": page,
        "picture": picture(row, page),
        "marks": on_page,
        "listed": [one for one in on_page if one.is_listed],
        "pieces": [one for stretch in texts for one in pieces(row.text, stretch, on_page, asked)],
        "placed": bool(places),
        "asked": asked,
        "lost": bool(cau or o) and asked is None,
        "outlines": outlines(asked.boxes(places, page)) if asked else (),
        "elsewhere": _elsewhere(asked, places, page),
        "query": f"cau={cau}" if asked and cau else f"o={o}" if asked else "",
        **_neighbours(row.pages, page),
    }


def picture(row: DispatchRow, page: int) -> dict[str, str]:
    """The size of the drawn page as text, or why there is none (`missing`)."""
    try:
        drawn = page_picture(row, page)
    except NoPicture as error:
        return {"missing": str(error)}
    return {"width": f"{drawn.width:.1f}", "height": f"{drawn.height:.1f}"}


def _asked(row: DispatchRow, told: Sequence[Told], cau: str, o: str) -> Asked | None:
    stretch = stretch_meant(cau, len(row.text)) if cau else None
    if stretch:
        return asked_stretch(stretch, told, row.text)
    return asked_field(o, told) if o else None


def _elsewhere(asked: Asked | None, places: Sequence[Place], page: int) -> list[int]:
    """The other pages on which what was asked for stands."""
    if asked is None:
        return []
    found = pages_of(places, asked.stretch) if asked.stretch else ()
    kept = (asked.told.page,) if asked.told and asked.told.page else ()
    return [one for one in (found or kept) if one != page]


def _neighbours(pages: list[int], page: int) -> dict[str, Any]:
    at = pages.index(page)
    return {
        "before": pages[at - 1] if at else None,
        "after": pages[at + 1] if at + 1 < len(pages) else None,
        "number": at + 1,
        "count": len(pages),
    }
