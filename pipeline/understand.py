"""A dispatch becomes a reading: its header found, its doubts told in sentences for the clerk."""

from __future__ import annotations

from extractors.e_signature import e_signatures
from extractors.header import header
from pipeline.doubts import doubts
from records import Dispatch, Reading


def understand(dispatch: Dispatch) -> Reading:
    """What the dispatch says, with a Problem for each thing a clerk should look at."""
    found = header(dispatch)
    problems = (*dispatch.problems, *doubts(found, dispatch.is_dispatch))
    return Reading(dispatch.pages, dispatch.text, found, dispatch.is_dispatch, problems, e_signatures(dispatch))
