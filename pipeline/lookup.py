"""The documents that a text from elsewhere names, matched with those of the archive; nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.claims import said_by
from pipeline.matching import Match
from pipeline.revise import known_where
from pipeline.ruled import Ruled
from records import Citation, Header, Ledger, Paper, Reading

#: The text stands for a paper without a header, in no scan.
NOWHERE = ""


def looked_up(text: str, found: Sequence[Citation], kept: Ledger) -> Iterator[tuple[Citation, Match]]:
    """Each citation with its match; the key can be one that no kept paper speaks of.

    The text is of no place: what bears a local number without a place has candidates at most, from everywhere.
    """
    ruled = Ruled(kept.rulings())
    paper = Paper(NOWHERE, 0, "", Reading((1,), text, Header(), citations=tuple(found)))
    claims = said_by(paper).cited
    known = known_where(kept, claims)
    for claim in claims:
        if claim.citation is not None:
            match = ruled.match(known.match(claim), claim.paper)
            placed = match.key or match.candidates or claim.identity.jurisdiction
            yield claim.citation, match if placed else Match(None, 0.0, known.anywhere(claim))
