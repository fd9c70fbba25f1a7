"""A doubtful number or date weighed once more with what dispatches in the register say of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.ladder import PAGE
from pipeline.understand import understand
from records import SURE, Aside, Citers, Dispatch, Reading

Paper = tuple[Dispatch, Aside]


def confirmed(
    understood: Sequence[Reading], papers: Iterable[Paper], sha256: str, citers: Citers | None
) -> tuple[Reading, ...]:
    """The readings, the doubtful ones understood anew where kept dispatches name what the page may say."""
    if citers is None:
        return tuple(understood)
    return tuple(
        understand(dispatch, replace(aside, kept=texts)) if (texts := _naming(reading, sha256, citers)) else reading
        for reading, (dispatch, aside) in zip(understood, papers, strict=True)
    )


def _naming(reading: Reading, sha256: str, citers: Citers) -> tuple[str, ...]:
    """The kept texts that name one of the symbols which the page may bear; none where nothing is doubtful."""
    told = (reading.header.symbol, reading.header.issued_on)
    if all(found and found.confidence >= SURE for found in told):
        return ()
    symbols = sorted({one.value for one in reading.evidence if one.field == "symbol" and one.rung in PAGE})
    return tuple(text for symbol in symbols for text in citers.naming(symbol, sha256))
