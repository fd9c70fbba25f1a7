"""Where each word of a dispatch stands on its pages: kept with every reading, asked for to show a sentence there."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from records import Box, Placed, Reading
from registry.models import DispatchRow
from registry.place_models import PlacesRow
from registry.put_in import put_in
from registry.storable import storable

#: Boxes are kept in tenths of a point.
FINE = 10
#: Where nothing is known.
NOTHING = b""


@dataclass(frozen=True, slots=True)
class Place:
    """A word of the clean text (`start`, `end`), its page (from 1 in the scan) and its box there in points.

    `box` None: only its page is known.
    """

    start: int
    end: int
    page: int
    box: Box | None = None


def places_of(dispatch: DispatchRow) -> tuple[Place, ...]:
    """The words in reading order; none for a dispatch that was read before they were kept."""
    try:
        return unpacked(bytes(dispatch.places.words))
    except PlacesRow.DoesNotExist:
        return ()


def packed_of(scan: int, readings: Sequence[Reading]) -> list[bytes]:
    """For each reading of the scan (by its row's number) its places as they are to be kept.

    A reading that brings none, since it comes from the register, has those that are kept for the same text.
    """
    told = [packed(one.placed) for one in readings]
    if all(told):
        return told
    kept = PlacesRow.objects.filter(dispatch__scan=scan).values_list("dispatch__text", "words")
    before = {text: bytes(words) for text, words in kept}
    return [new or before.get(storable(one.text), NOTHING) for new, one in zip(told, readings, strict=True)]


def keep_places(scan: int, places: Sequence[bytes]) -> None:
    """Nothing; afterwards the scan's dispatches, in their order, have these places.  What is so already stays."""
    rows = dict(DispatchRow.objects.filter(scan=scan).values_list("position", "pk"))
    kept = PlacesRow.objects.filter(dispatch__scan=scan)
    there = {number: bytes(words) for number, words in kept.values_list("dispatch_id", "words")}
    wanted = {rows[position]: words for position, words in enumerate(places) if words}
    if there != wanted:
        kept.delete()
        put_in(PlacesRow(dispatch_id=number, words=words) for number, words in wanted.items())


def keep_first_places(dispatches: Iterable[DispatchRow], places: Iterable[bytes]) -> None:
    """The same for dispatches that have only just come: these rows, in their order."""
    pairs = zip(dispatches, places, strict=True)
    put_in(PlacesRow(dispatch=one, words=words) for one, words in pairs if words)


def packed(placed: Iterable[Placed]) -> bytes:
    """The places in a few bytes a word; `NOTHING` for none."""
    plain = [[one.start, one.end, one.page, *_tenths(one.box)] for one in placed]
    return zlib.compress(json.dumps(plain, separators=(",", ":")).encode()) if plain else NOTHING


def unpacked(words: bytes) -> tuple[Place, ...]:
    """The places that `packed` packed."""
    return tuple(Place(start, end, page, _box(box)) for start, end, page, *box in json.loads(zlib.decompress(words)))


def _tenths(box: Box | None) -> list[int]:
    return [] if box is None else [round(float(one) * FINE) for one in box]


def _box(tenths: Sequence[int]) -> Box | None:
    if not tenths:
        return None
    left, top, right, bottom = (one / FINE for one in tenths)
    return (left, top, right, bottom)
