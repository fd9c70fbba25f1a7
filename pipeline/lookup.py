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
    """Each citation with its match; the key can be one that no kept paper speaks of."""
    assigned = Assigned(known_documents(kept.papers()), kept.rulings())
    paper = Paper(NOWHERE, 0, "", Reading((1,), text, Header(), citations=tuple(found)))
    for claim in said_by(paper).cited:
        if claim.citation is not None:
            yield claim.citation, assigned.match(claim)
