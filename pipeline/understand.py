"""A dispatch becomes a reading: header found, number and date weighed, doubts told to the clerk."""

from __future__ import annotations

from extractors.citations import citations
from extractors.e_signature import e_signatures
from extractors.header import header
from extractors.ladder import climbed
from extractors.obligations import obligations
from pipeline.cited_doubts import misprints
from pipeline.doubts import doubts
from records import Aside, Dispatch, Reading

NOTHING_ASIDE = Aside()


def understand(dispatch: Dispatch, aside: Aside = NOTHING_ASIDE) -> Reading:
    """What the dispatch says, with a Problem for each thing a clerk should look at."""
    found = header(dispatch)
    found, evidence = climbed(dispatch, found, aside) if dispatch.is_dispatch else (found, ())
    cited, edges = citations(dispatch, found)
    problems = (*dispatch.problems, *doubts(found, dispatch.is_dispatch, evidence), *misprints(cited))
    return Reading(
        dispatch.pages,
        dispatch.text,
        found,
        dispatch.is_dispatch,
        problems,
        e_signatures(dispatch),
        evidence=evidence,
        citations=cited,
        asserted_edges=edges,
        obligations=obligations(dispatch, found),
        placed=dispatch.placed,
    )
