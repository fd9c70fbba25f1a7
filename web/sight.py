"""What a person may see of the graph: sentences of dispatches that are his to see, of the others their names alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.contrib.auth.models import User
from django.urls import reverse

from records import Document, Edge, Graph
from registry.answers import Answer
from web.paper_address import address_of_stretch
from web.scope import visible_dispatches

#: Beyond so many files all that the person sees is asked for, not file by file.
FEW = 5000


class Sight:
    """One person's sight of these documents and edges; asked of the database once.

    A dispatch that is gone from the register is seen by nobody, even where the graph still tells of it.
    """

    def __init__(self, user: User, documents: Iterable[Document], edges: Iterable[Edge] = ()) -> None:
        digests = {edge.sha256 for edge in edges} | {sha256 for one in documents for sha256, _ in one.papers}
        rows = visible_dispatches(user)
        if len(digests) <= FEW:
            rows = rows.filter(scan__sha256__in=sorted(digests))
        found = rows.order_by("pk").values_list("scan__sha256", "position", "pk") if digests else ()
        self._numbers = {(sha256, position): number for sha256, position, number in found}

    def edge(self, one: Edge) -> Edge:
        """The edge, without its words and place where the person may not see the paper that says so."""
        if (one.sha256, one.position) in self._numbers:
            return one
        return replace(
            one, text="", sentence="", sha256="", position=0, start=0, end=0, page=None, box=None, candidates=()
        )

    def document(self, one: Document) -> Document:
        """The document, of which no more than its name is told where it was received and is not the person's to see."""
        if not one.received or self.number(one):
            return one
        return replace(one, title=None if one.symbol else one.title, said=())

    def number(self, one: Document) -> int | None:
        """The row of the first dispatch of the document that the person may see."""
        return next((self._numbers[place] for place in one.papers if place in self._numbers), None)

    def address(self, one: Document) -> str:
        """The page of the document; '' where there is none for this person."""
        number = self.number(one)
        return reverse("dispatch", args=(number,)) if number else ""

    def place_of(self, one: Edge) -> str:
        """The page opened at the words that say so; '' where the paper is not there for this person."""
        number = self._numbers.get((one.sha256, one.position))
        return address_of_stretch(number, one.page, one.start, one.end) if number else ""

    def graph(self, one: Graph) -> Graph:
        """The documents and edges as the person may see them; doubts and organs are left out."""
        return Graph(tuple(map(self.document, one.documents)), tuple(map(self.edge, one.edges)))


def sight_of_answers(user: User, answers: Iterable[Answer], documents: Iterable[Document]) -> Sight:
    """The sight of these answers and of those documents beside."""
    every = tuple(answers)
    return Sight(user, (*(one.document for one in every), *documents), (hop for one in every for hop in one.hops))
