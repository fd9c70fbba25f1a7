"""Addresses of places on the pages of a dispatch: a stretch of its text, or one of its fields."""

from __future__ import annotations

import re

from django.urls import reverse

from web.on_paper import Stretch

#: How the address of a page names a stretch ('120-245').
STRETCH = re.compile(r"(\d{1,8})-(\d{1,8})")


def address_of_stretch(dispatch: int, page: int | None, start: int, end: int) -> str:
    """The page opened at the stretch; the dispatch's own page where it is not known on which page that stands."""
    if page is None or start >= end:
        return reverse("dispatch", args=(dispatch,))
    return f"{reverse('dispatch_page', args=(dispatch, page))}?cau={start}-{end}#cau"


def address_of_field(dispatch: int, page: int, place: str) -> str:
    """The page opened at the field; `place` as `review_lines.named` tells it."""
    return f"{reverse('dispatch_page', args=(dispatch, page))}?o={place}#cau"


def stretch_meant(told: str, length: int) -> Stretch | None:
    """The stretch that an address names; None where a text of that length has no such one.

    >>> stretch_meant("3-9", 20)
    (3, 9)
    """
    match = STRETCH.fullmatch(told)
    if match is None:
        return None
    start, end = int(match[1]), int(match[2])
    return (start, end) if start < end <= length else None
