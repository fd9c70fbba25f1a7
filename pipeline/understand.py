"""A dispatch becomes a reading: header found, number and date weighed, doubts told to the clerk."""

from __future__ import annotations

from dataclasses import replace

from extractors.citations import citations
from extractors.e_signature import e_signatures
from extractors.envelope import tells_a_dispatch, with_envelope
from extractors.header import header
from extractors.ladder import climbed
from extractors.obligations import obligations
from extractors.zone_lines import is_drawn
from pipeline.cited_doubts import misprints
from pipeline.doubts import doubts
from pipeline.envelope_doubts import notices
from records import Aside, Dispatch, Reading

NOTHING_ASIDE = Aside()


def understand(dispatch: Dispatch, aside: Aside = NOTHING_ASIDE) -> Reading:
    """What the dispatch says, with a Problem for each thing a clerk should look at."""
    envelope = aside.envelope
    if envelope and tells_a_dispatch(envelope):
        dispatch = replace(dispatch, is_dispatch=True)
    found = header(dispatch)
    found, evidence = climbed(dispatch, found, aside) if dispatch.is_dispatch else (found, ())
    if envelope:
        found, told = with_envelope(found, envelope, is_drawn(dispatch))
        evidence = (*evidence, *told)
    cited, edges = citations(dispatch, found)
    ordered = obligations(dispatch, found)
    problems = (*dispatch.problems, *doubts(found, dispatch.is_dispatch, evidence), *misprints(cited))
    problems += notices(envelope, found, ordered) if envelope else ()
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
        obligations=ordered,
        placed=dispatch.placed,
    )
