"""A sentence cut out of the pictures of its pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from records import Box, Task
from registry.models import DispatchRow
from registry.places import places_of
from web.on_paper import lines_on, outlines, pages_of, view
from web.page_pictures import NoPicture, page_picture
from web.paper_address import address_of_stretch

#: A sentence over more pages is shown on the first ones.
MOST_PAGES = 2


@dataclass(frozen=True, slots=True)
class Cutout:
    """The part of a page (`view`, an SVG viewBox) with a sentence; sizes are points as text, `address` opens it."""

    dispatch: int
    page: int
    view: str
    width: str
    height: str
    outlines: tuple[str, ...]
    address: str


def cutouts(dispatch: DispatchRow, task: Task) -> Iterator[Cutout]:
    """The order of the task on each of its first pages; none where its boxes or the pictures are not there."""
    for page, boxes in _boxes(dispatch, task)[:MOST_PAGES]:
        try:
            drawn = page_picture(dispatch, page)
        except NoPicture:
            continue
        size = (f"{drawn.width:.1f}", f"{drawn.height:.1f}")
        address = address_of_stretch(dispatch.pk, page, task.start, task.end)
        yield Cutout(dispatch.pk, page, view(boxes), *size, outlines(boxes), address)


def _boxes(dispatch: DispatchRow, task: Task) -> list[tuple[int, tuple[Box, ...]]]:
    places, stretch = places_of(dispatch), (task.start, task.end)
    found = [(page, boxes) for page in pages_of(places, stretch) if (boxes := lines_on(places, stretch, page))]
    return found or ([(task.page, (task.box,))] if task.page and task.box else [])
