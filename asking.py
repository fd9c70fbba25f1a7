"""Questions to the graph joined with what people know: the archive opened, the document meant, the places counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extractors.identity import place_key
from office import bring_up_to_date
from records import Citation, Document, Organ
from registry.archive import Archive
from registry.network import Answer
from rules.fold import unmarked
from settings import Settings


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


@dataclass(frozen=True, slots=True)
class LookedUp:
    """A citation of a pasted text, and the document it means, or those it can mean, or none."""

    citation: Citation
    document: Document | None
    candidates: tuple[Document, ...] = ()


def look_up(text: str, settings: Settings, place: str | None = None) -> tuple[LookedUp, ...]:
    """Every document that the text names, in order, as the archive knows it; `place`: whose paper the text is from."""
    bring_up_to_date(settings)
    return looked_up_as_kept(text, place)


def looked_up_as_kept(text: str, place: str | None = None) -> tuple[LookedUp, ...]:
    """The same as the graph tells that is kept now, with few queries however many papers there are."""
    from extractors.citations import citations_in
    from extractors.completion import Citing
    from pipeline.lookup import looked_up
    from registry.graph import DjangoGraph

    kept = DjangoGraph()
    found = list(looked_up(text, citations_in(text, Citing(jurisdiction=place))[0], kept))
    keys = {key for _, match in found for key in (match.key, *match.candidates) if key}
    known = {one.key: one for one in kept.documents(keys)}
    return tuple(
        LookedUp(one, known.get(match.key or ""), tuple(known[key] for key in match.candidates if key in known))
        for one, match in found
    )
