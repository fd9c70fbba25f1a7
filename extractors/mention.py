"""A document as a text names it, before it is known which one is meant."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention: `start` and `end` of all of it, of its symbol alone, and what it says.

    `form`: `symbol`; `listed`, a symbol that goes on with a list and bears no kind of its own; `short`, a kind and a
    bare number; `plenum`, `congress`, `charter`, `law` for those known by name.  `kind` in lower case, `date` ISO,
    `term` ('XII'), `plenum` the number of a conference, `lead` where `articles` begin; `sure` is the form's own doubt
    (0..1).
    """

    start: int
    end: int
    form: str
    sure: float
    symbol: str | None = None
    symbol_start: int = 0
    symbol_end: int = 0
    number: str | None = None
    year: str | None = None
    kind: str | None = None
    date: str | None = None
    issuer: str | None = None
    term: str | None = None
    name: str | None = None
    plenum: int | None = None
    articles: tuple[str, ...] = ()
    lead: int = -1

    @property
    def leads_from(self) -> int:
        """Where the words about the document end: in front of the parts that are meant."""
        return self.start if self.lead < 0 else self.lead
