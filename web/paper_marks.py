"""The marks on one page of a dispatch: what is told of places there, each in the text and on the picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from publish.answers import RELATION_NAMES
from publish.cells import text
from records import Box
from registry.places import Place
from registry.told_places import Kind, Told
from web import dispatch_words
from web.on_paper import Stretch, lines_on, located, outlines
from web.paper_address import address_of_field, address_of_stretch
from web.review_lines import named

#: Letters of a mark's text in its label.
LABEL = 140


@dataclass(frozen=True, slots=True)
class Mark:
    """Something told of a place on the page: its name in the page's markup, its kind, what it is called, where it is.

    `stretch` None: it has a box and no words.  `outlines`: its frames on the picture.  `address` opens the page at it.
    """

    name: str
    kind: Kind
    label: str
    stretch: Stretch | None
    outlines: tuple[str, ...]
    address: str

    @property
    def is_listed(self) -> bool:
        """Whether it is told in the list beside the text: documents named and orders."""
        return self.kind is not Kind.FIELD


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page was opened for: what it is called, its stretch, its boxes page by page, where more is told of it.

    `inner`: the mention within the sentence.
    """

    label: str
    stretch: Stretch | None
    inner: Stretch | None
    told: Told | None

    def boxes(self, places: Sequence[Place], page: int) -> tuple[Box, ...]:
        """Its boxes on the page: a line of the sentence each, or the one kept with what was told."""
        lines = lines_on(places, self.stretch, page) if self.stretch else ()
        kept = self.told.box if self.told and self.told.page == page and not places_known(places) else None
        of_field = self.told.box if self.told and self.told.kind is Kind.FIELD and self.told.page == page else None
        return (of_field,) if of_field else lines or ((kept,) if kept else ())


def places_known(places: Sequence[Place]) -> bool:
    """Whether any word's box is known."""
    return any(one.box for one in places)


def marks(dispatch: int, told: Iterable[Told], places: Sequence[Place], page: int) -> list[Mark]:
    """The marks on the page, in the order of the text."""
    own = (one for one in told if not one.asserted)
    found = [one for each in own if (one := _mark(dispatch, each, places, page))]
    return sorted(found, key=lambda one: one.stretch or (0, 0))


def _mark(dispatch: int, told: Told, places: Sequence[Place], page: int) -> Mark | None:
    stretch = _stretch(told)
    boxes = _boxes(told, stretch, places, page)
    if not boxes and not (told.page == page and stretch):
        return None
    address = address_of_field(dispatch, page, named(told.key)) if told.key else ""
    if stretch and not told.key:
        address = address_of_stretch(dispatch, page, *stretch)
    name = named(told.key) if told.key else f"{told.kind[0]}{told.start}-{told.end}"
    return Mark(name, told.kind, label(told), stretch, outlines(boxes), address)


def _stretch(told: Told) -> Stretch | None:
    return (told.start, told.end) if told.start is not None and told.end and told.start < told.end else None


def _boxes(told: Told, stretch: Stretch | None, places: Sequence[Place], page: int) -> tuple[Box, ...]:
    own = (told.box,) if told.box and told.page == page else ()
    if told.kind is Kind.FIELD or stretch is None:
        return own
    return lines_on(places, stretch, page) or (() if places_known(places) else own)


def label(told: Told) -> str:
    """What it is called: 'Thực hiện: Chỉ thị số 10-CT/TW', 'Việc số 3: rà soát …', 'Ngày ban hành: 6/6/2022'."""
    said = " ".join((text(told.text) or "").split())
    if told.key:
        said, head = dispatch_words.shown(told.key.name, told.text), dispatch_words.FIELDS.get(told.key.name, "")
    elif told.relation:
        head = RELATION_NAMES[told.relation].capitalize()
    else:
        head = f"Việc số {told.task}"
    return f"{head}: {said if len(said) <= LABEL else said[:LABEL].rpartition(' ')[0] + ' …'}"


def asked_stretch(stretch: Stretch, told: Iterable[Told], whole: str) -> Asked:
    """What the stretch is: what was told of just it, with its sentence, or the bare words."""
    one = next((each for each in told if _stretch(each) == stretch and each.kind is not Kind.FIELD), None)
    if one is None:
        return Asked("Câu được hỏi", stretch, None, None)
    return Asked(label(one), located(whole, one.sentence, stretch), stretch if one.sentence else None, one)


def asked_field(place: str, told: Iterable[Told]) -> Asked | None:
    """The field of that name; None where nothing was read for it."""
    one = next((each for each in told if each.key and named(each.key) == place), None)
    return Asked(label(one), _stretch(one), None, one) if one else None


@dataclass(frozen=True, slots=True)
class Piece:
    """A bit of the page's text: the mark it belongs to, the names of marks that begin at it, how strongly it is marked.

    `tone`: '' for plain text, 'asked' within what the page was opened for, 'inner' within the mention there.
    `is_first`: what was asked for begins here, on this page.
    """

    text: str
    mark: Mark | None
    begins: tuple[str, ...]
    tone: str
    is_first: bool


def pieces(whole: str, stretch: Stretch, told: Sequence[Mark], asked: Asked | None) -> Iterator[Piece]:
    """The stretch of the text in pieces, each with the shortest mark around it."""
    placed = [(one, one.stretch) for one in told if one.stretch]
    asked_ones = [one for one in (asked.stretch, asked.inner) if one] if asked else []
    ends = {at for one in (*(at for _, at in placed), *asked_ones) for at in one if stretch[0] < at < stretch[1]}
    cuts = sorted({*stretch, *ends})
    begun = set[str]()
    for start, end in pairwise(cuts):
        over = sorted((at[1] - at[0], number) for number, (_, at) in enumerate(placed) if at[0] < end and start < at[1])
        fresh = tuple(name for _, number in over if (name := placed[number][0].name) not in begun)
        begun.update(fresh)
        tone = _tone(start, end, asked)
        mark = placed[over[0][1]][0] if over else None
        first = bool(tone) and (start == stretch[0] or not _tone(start - 1, start, asked))
        yield Piece(whole[start:end], mark, fresh, tone, first)


def _tone(start: int, end: int, asked: Asked | None) -> str:
    for tone, one in (("inner", asked.inner), ("asked", asked.stretch)) if asked else ():
        if one and one[0] < end and start < one[1]:
            return tone
    return ""
