"""The documents that a text from elsewhere names, matched with those of the archive; nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.claims import said_by
from pipeline.matching import Match
from pipeline.resolve import Assigned, known_documents
from records import Citation, Header, Paper, Papers, Reading

#: The text stands for a paper without a header, in no scan.
NOWHERE = ""


def looked_up(text: str, found: Sequence[Citation], kept: Papers) -> Iterator[tuple[Citation, Match]]:
    """Each citation with its match; the key can be one that no kept paper speaks of.

    The text is of no place: what bears a local number without a place has candidates at most, from everywhere.
    """
    known = known_documents(kept.papers())
    assigned = Assigned(known, kept.rulings())
    paper = Paper(NOWHERE, 0, "", Reading((1,), text, Header(), citations=tuple(found)))
    for claim in said_by(paper).cited:
        if claim.citation is not None:
            match = assigned.match(claim)
            placed = match.key or match.candidates or claim.identity.jurisdiction
            yield claim.citation, match if placed else Match(None, 0.0, known.anywhere(claim))
