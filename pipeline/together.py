"""Dispatches read at one time inform each other: what one leaves open of a document, another may tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from extractors.identity import as_day
from pipeline.claims import Claim, Said, of_papers
from pipeline.matching import Known
from records import Citation, Outcome, Paper, ScanReading

#: The place of an outcome among those read together, in the form of a scan's.
PLACE = "{:09}"


def together(outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
    """The outcomes; a citation whose date or symbol is open has it where one document alone can be meant."""
    papers = tuple(_papers(outcomes))
    said = tuple(of_papers(papers))
    known = Known.of(claim for one in said for claim in _claims(one))
    voices = _Voices(said, {one.sha256: one.file for one in papers})
    found = {one.own.paper: tuple(_informed(claim, known, voices) for claim in one.cited) for one in said}
    return tuple(_with(outcome, number, found) for number, outcome in enumerate(outcomes))


def _papers(outcomes: Iterable[Outcome]) -> Iterator[Paper]:
    for number, outcome in enumerate(outcomes):
        if isinstance(outcome, ScanReading):
            for position, reading in enumerate(outcome.readings):
                yield Paper(PLACE.format(number), position, outcome.scan.name, reading)


def _claims(said: Said) -> Iterator[Claim]:
    yield said.own
    yield from said.cited


def _with(outcome: Outcome, number: int, found: Mapping[tuple[str, int], tuple[Citation, ...]]) -> Outcome:
    if not isinstance(outcome, ScanReading):
        return outcome
    place = PLACE.format(number)
    readings = (replace(one, citations=found[(place, i)]) for i, one in enumerate(outcome.readings))
    return replace(outcome, readings=tuple(readings))


class _Voices:
    """Which file says what of a document."""

    def __init__(self, said: Sequence[Said], files: Mapping[str, str]) -> None:
        self.claims: dict[str, list[Claim]] = {}
        self.files = files
        for claim in (claim for one in said for claim in _claims(one) if claim.identity.whole):
            self.claims.setdefault(claim.identity.key, []).append(claim)

    def date(self, key: str) -> str | None:
        """The document's day, where all that name one name the same."""
        days = {claim.told.date for claim in self.claims[key] if as_day(claim.told.date)}
        return days.pop() if len(days) == 1 else None

    def symbol(self, key: str) -> str | None:
        """The symbol as most papers spell it; of equals the first by the alphabet."""
        votes = Counter(symbol for _, symbol in {(claim.paper, claim.symbol) for claim in self.claims[key]} if symbol)
        return max(sorted(votes), key=lambda one: votes[one], default=None)

    def file(self, key: str, date: str | None, but: Claim) -> str | None:
        """The first file whose words tell the document's day (or name it, where there is none to tell)."""
        told = (one for one in self.claims[key] if one.paper != but.paper and date in (None, one.told.date))
        return next((self.files[one.paper[0]] for one in told), None)


def _informed(claim: Claim, known: Known, voices: _Voices) -> Citation:
    """The citation with what other papers tell of its document; as it was where they tell nothing more."""
    said = claim.citation
    assert said is not None
    match = known.alone(claim) if said.date is None or said.symbol is None else None
    if match is None or match.key is None:
        return said
    date = voices.date(match.key) if said.date is None else None
    by = voices.file(match.key, date, claim)
    symbol = said.symbol or voices.symbol(match.key)
    if by is None or (date or said.date, symbol) == (said.date, said.symbol):
        return said
    sure = round(said.confidence * match.sure, 3)
    return replace(said, date=date or said.date, symbol=symbol, confidence=sure, told_by=by)
