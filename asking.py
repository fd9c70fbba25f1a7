"""The documents that a pasted text names, as the archive knows them."""

from __future__ import annotations

from dataclasses import dataclass

from graphing import bring_up_to_date
from records import Citation, Document
from settings import Settings


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
