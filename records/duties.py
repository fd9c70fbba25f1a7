"""What a dispatch orders: who must do what by when."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from records.paper import Box


class Frequency(StrEnum):
    """How often an act comes again (GOLD.md's names)."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"
    YEARLY = "yearly"
    REGULARLY = "regularly"


class Anchor(StrEnum):
    """What a deadline of so many days is counted from."""

    RECEIPT = "receipt"  # the day on which this paper is received
    ISSUE = "issue"  # the day on which it is signed
    EFFECT = "effect"  # the day on which it takes effect
    EVENT = "event"  # something else, which `Deadline.event` names in the paper's words


class Unit(StrEnum):
    """In what a deadline of so many days is counted."""

    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working-days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when: the words, their offsets, and what they mean.

    None of `due`, `recurrence` and `amount` is given where the words name a time that has no date ('trước mùa mưa').
    `due`: the last day allowed (ISO); `since`: the first day of a span (ISO).  `recurrence`: how often, `rrule` as RFC
    5545 writes it ('FREQ=MONTHLY;BYMONTHDAY=25').  `amount` and `unit` ('15 ngày làm việc') count from `anchor`.
    `assumed`: the year, or the month, is not said and was taken from the dispatch.
    """

    text: str
    start: int
    end: int
    rule: str
    confidence: float
    due: str | None = None
    since: str | None = None
    recurrence: Frequency | None = None
    rrule: str | None = None
    amount: int | None = None
    unit: Unit | None = None
    anchor: Anchor | None = None
    event: str | None = None
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Obligation:
    """One ordered act: its text and offsets in the clean text, where it stands ('III.2.(3)'), who acts, by when.

    `actors` as named; `inherited` where its own sentence names nobody and they come from the heading, the lead-in
    or the addressees.  `coordinators` are those to act with, `report_to` who is reported to and `channel` through
    whom, `drafts_for` whom it is drafted for.  `deadlines`: its own, the one that
    counts first; else those of its heading.
    """

    text: str
    start: int
    end: int
    clause: str
    rule: str
    confidence: float
    actors: tuple[str, ...] = ()
    coordinators: tuple[str, ...] = ()
    report_to: str | None = None
    channel: str | None = None
    drafts_for: str | None = None
    deadlines: tuple[Deadline, ...] = ()
    inherited: bool = False
    page: int | None = None
    box: Box | None = None

    @property
    def due(self) -> str | None:
        """The last day allowed, ISO; None where no date is said."""
        return next((one.due for one in self.deadlines if one.due), None)

    @property
    def recurrence(self) -> Frequency | None:
        """How often it comes again."""
        return next((one.recurrence for one in self.deadlines if one.recurrence), None)

    @property
    def due_text(self) -> str | None:
        """The words that say by when."""
        return self.deadlines[0].text if self.deadlines else None
