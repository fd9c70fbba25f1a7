"""A scan read by another machine: what goes there, what is done there, what comes back and is made of it here.

Over there is no register.  What reading would ask of it is written down and answered here; only where the register
knows something is the understanding done once more, here, from the words that came back.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cache

from pipeline.errors import PipelineError
from pipeline.fingerprint import Fingerprint, fingerprint
from pipeline.intake import sha256_of
from pipeline.pages import PagePool
from pipeline.provenance import with_provenance
from pipeline.read import read_scan
from pipeline.stages import reading_of
from records import UNDIVIDED, Citation, Citers, Division, Scan, ScanReading
from settings import Settings

#: The variable that tells a process that reads for others how many pages it reads at once.
PAGES = "VANTHU_WORKERS"
#: Why a machine gives an errand back undone.
UNSEEN, UNFIT = "unseen", "unfit"


@dataclass(frozen=True, slots=True)
class Errand:
    """A scan to be read: where it lies, how, and by what.  It does not tell its file's name where it is shown."""

    scan: Scan = field(repr=False)
    settings: Settings = field(repr=False)
    division: Division = field(repr=False, default=UNDIVIDED)
    by: Fingerprint = field(repr=False, default=Fingerprint())


@dataclass(frozen=True, slots=True)
class Answer:
    """The reading, and the symbols of which the register would have been asked."""

    reading: ScanReading
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Declined:
    """Not done: the machine does not see the file (`unseen`), or reads otherwise than we do (`unfit`)."""

    why: str


Answered = Answer | Declined | PipelineError


class _Asked:
    """A register that knows nothing and notes what it is asked."""

    def __init__(self) -> None:
        self.symbols: list[str] = []

    def naming(self, symbol: str, but: str) -> tuple[str, ...]:
        """Nothing."""
        self.symbols.append(symbol)
        return ()

    def citing(self, symbol: str, but: str) -> tuple[Citation, ...]:
        """Nothing; no scan is read by this."""
        return ()


def done(errand: Errand) -> Answered:
    """The reading of the scan, or why there is none: a PipelineError is a value here.  Raises OSError."""
    if errand.by != fingerprint(errand.settings):
        return Declined(UNFIT)
    try:
        if sha256_of(errand.scan.path) != errand.scan.sha256:
            return Declined(UNSEEN)
    except OSError:
        return Declined(UNSEEN)
    asked, division = _Asked(), errand.division
    try:
        words = read_scan(errand.scan, errand.settings, _pool(), None, division.heads)
        words = with_provenance(words, errand.settings)  # the same here as there, or it would have been declined
        return Answer(reading_of(words, asked, division), tuple(dict.fromkeys(asked.symbols)))
    except PipelineError as error:
        return error


def weighed(answer: Answer, citers: Citers | None) -> ScanReading:
    """The reading as it is where the register is at hand.  Raises what understanding raises."""
    reading = answer.reading
    if citers is None or not any(citers.naming(symbol, reading.scan.sha256) for symbol in answer.asked):
        return reading
    assert reading.words is not None
    return reading_of(reading.words, citers, reading.division)


@cache
def _pool() -> PagePool:
    """The threads that read pages in this process, for all its scans: one, where the command says no other number."""
    return PagePool(int(os.environ.get(PAGES, "1")))
