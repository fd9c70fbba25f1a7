"""Questions to the graph joined with what people know: the archive opened, the document meant, the places counted."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractors.identity import place_key
from office import bring_up_to_date
from records import Citation, Document, Graph, Organ, Relation
from registry.asked import meant
from registry.network import Answer, Network
from rules.fold import unmarked
from settings import Settings


class NoOneDocument(LookupError):
    """A question that fits several documents, or none: `question` and `found`."""

    def __init__(self, question: str, found: Sequence[Document]) -> None:
        super().__init__(question)
        self.question, self.found = question, tuple(found)


@dataclass(frozen=True)
class Archive:
    """The graph as it stands now, the names of the files, and where the originals lie."""

    graph: Graph
    files: Mapping[str, str]
    places: Mapping[str, Path]

    def network(self, relations: Iterable[Relation] = ()) -> Network:
        """The graph ready for questions; with relations, only those count."""
        return Network(self.graph, tuple(relations) or None)

    def document(self, question: str) -> Document:
        """The one document that is meant.  Raises NoOneDocument where there are several, or none."""
        found = meant(question, self.graph.documents)
        if len(found) != 1:
            raise NoOneDocument(question, found)
        return found[0]

    def links(self, beside: Path) -> dict[str, str]:
        """For every received document the way to its original from the folder of `beside`."""
        folder = beside.absolute().parent
        return {
            one.key: Path(os.path.relpath(self.places[one.papers[0][0]], folder)).as_posix()
            for one in self.graph.documents
            if one.received and one.papers[0][0] in self.places
        }


def archive(settings: Settings) -> Archive:
    """The graph, brought up to date with the register."""
    bring_up_to_date(settings)
    from registry.graph import DjangoGraph
    from registry.queries import originals

    kept = DjangoGraph()
    places = {one.sha256: one.archived.absolute() for one in originals() if one.archived}
    return Archive(kept.kept(), kept.files(), places)


def of_places(
    answers: Iterable[Answer], organs: Iterable[Organ], place: str | None, with_predecessors: bool
) -> tuple[Answer, ...]:
    """The answers whose documents are of the province; `with_predecessors`: or of an organ that ended in one of it.

    No document is renamed for that: a paper of Trà Vinh stays one of Trà Vinh.
    """
    heirs = {one.key: one.successors for one in organs if with_predecessors}
    return tuple(
        one
        for one in answers
        if place is None
        or place_key(one.document.jurisdiction) == place_key(place)
        or any(key.split("|")[1] == place_key(place) for key in heirs.get(one.document.office or "", ()))
    )


def of_organ(
    answers: Iterable[Answer], organs: Iterable[Organ], code: str | None, with_predecessors: bool
) -> tuple[Answer, ...]:
    """The answers whose organs bear the code; `with_predecessors`: or ended in one that does."""
    heirs = {one.key: one.successors for one in organs if with_predecessors}
    wanted = unmarked(code or "").upper()
    return tuple(
        one
        for one in answers
        if code is None
        or any(
            key.split("|")[0] == wanted
            for key in (one.document.office or "", *heirs.get(one.document.office or "", ()))
        )
    )


def since(answers: Iterable[Answer], day: str | None) -> tuple[Answer, ...]:
    """The answers whose documents were issued on that ISO day or later; without a date they are left out."""
    return tuple(one for one in answers if day is None or (one.document.issued_on or "") >= day)


@dataclass(frozen=True, slots=True)
class LookedUp:
    """A citation of a pasted text, and the document it means, or those it can mean, or none."""

    citation: Citation
    document: Document | None
    candidates: tuple[Document, ...] = ()


def look_up(text: str, settings: Settings, place: str | None = None) -> tuple[LookedUp, ...]:
    """Every document that the text names, in order, as the archive knows it; `place`: whose paper the text is from."""
    from extractors.citations import citations_in
    from extractors.completion import Citing
    from pipeline.lookup import looked_up

    bring_up_to_date(settings)
    from registry.graph import DjangoGraph

    kept = DjangoGraph()
    known = {one.key: one for one in kept.kept().documents}
    return tuple(
        LookedUp(one, known.get(match.key or ""), tuple(known[key] for key in match.candidates if key in known))
        for one, match in looked_up(text, citations_in(text, Citing(jurisdiction=place))[0], kept)
    )
