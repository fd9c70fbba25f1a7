"""What an office follows up: an order it received, on whom it falls, by when, how far it is, what answers it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from records.duties import Anchor, Frequency
from records.paper import Box
from records.units import Fall, FallKind


class TaskStatus(StrEnum):
    """How far a task is; set by people alone."""

    NEW = "mới"
    DOING = "đang làm"
    DONE = "xong"
    NOT_OURS = "không phải việc của ta"

    @property
    def is_open(self) -> bool:
        """Whether something is left to do."""
        return self in (TaskStatus.NEW, TaskStatus.DOING)


class DueBy(StrEnum):
    """How the day of a task is known."""

    CLERK = "văn thư ghi"
    SAID = "ghi trong văn bản"
    COUNTED = "tính từ ngày"


class LinkKind(StrEnum):
    """What a later document or an upper order is to a task."""

    ANSWERED_BY = "answered_by"  # a document that seems to answer it: proposed, never set by itself
    IMPLEMENTS = "implements"  # an upper order that this task carries out


@dataclass(frozen=True, slots=True)
class TaskPaper:
    """The dispatch that orders a task, as the register has it with its corrections; dates are ISO.

    `arrived_on`: the day on the ĐẾN stamp; None where there is none.  `received_on`: the day the file came in (in
    Vietnam).
    """

    sha256: str
    position: int
    file: str
    received_on: dt.date
    symbol: str | None = None
    kind: str | None = None
    issued_on: str | None = None
    issuer: str | None = None
    subject: str | None = None
    arrival_number: str | None = None
    arrived_on: str | None = None
    addressees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskLink:
    """What a task hangs together with, as proposed: a document (`key`, `label`), and for an upper order its task.

    `score`: 0 to 1.  `sure`: no other order comes near; where not, several links are candidates.  `sentence`: where the
    later document says so.
    """

    kind: LinkKind
    key: str
    label: str
    score: float
    sure: bool
    sentence: str = ""
    task: int | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """An order as it is followed; `number` and `uid` never change.

    `start`, `end`: offsets of its sentence in the clean text; `page`, `box`: where that begins.
    `due` is the day that counts, and `due_by` how it is known: a clerk's word, the paper's, or counted from
    `counted_from` (what day that is, `anchor` says).  `said_due`, `counted_due`: what was read and reckoned, also where
    a clerk wrote another day.  `rrule` counts from `since`; `done_until`: the last occurrence that was done.
    `settled`: what a clerk wrote himself ('due', 'actors', 'report_to', 'units').  `gone`: the last reading found it no
    more.  `changed_at`: the last change by hand, or the day the scan came.  `changes`: how many were made.
    """

    number: int
    uid: str
    paper: TaskPaper
    order: int
    text: str
    clause: str
    confidence: float
    start: int = 0
    end: int = 0
    page: int | None = None
    box: Box | None = None
    actors: tuple[str, ...] = ()
    said_actors: tuple[str, ...] = ()
    inherited: bool = False
    coordinators: tuple[str, ...] = ()
    report_to: str | None = None
    said_report_to: str | None = None
    channel: str | None = None
    drafts_for: str | None = None
    due: dt.date | None = None
    due_by: DueBy | None = None
    due_text: str | None = None
    said_due: dt.date | None = None
    counted_due: dt.date | None = None
    counted_from: dt.date | None = None
    anchor: Anchor | None = None
    recurrence: Frequency | None = None
    rrule: str | None = None
    since: dt.date | None = None
    done_until: dt.date | None = None
    falls: tuple[Fall, ...] = ()
    status: TaskStatus = TaskStatus.NEW
    assignee: str = ""
    note: str = ""
    evidence: str = ""
    settled: frozenset[str] = frozenset()
    gone: bool = False
    changed_at: dt.datetime | None = None
    changes: int = 0
    links: tuple[TaskLink, ...] = ()

    @property
    def units(self) -> tuple[str, ...]:
        """The keys of our units on which it falls, each once."""
        ours = (key for fall in self.falls if fall.how is FallKind.OURS for key in fall.units)
        return tuple(dict.fromkeys(ours))

    @property
    def others(self) -> tuple[str, ...]:
        """The bodies outside on which it falls, as named."""
        return tuple(dict.fromkeys(fall.name for fall in self.falls if fall.how is FallKind.OTHERS))

    @property
    def unmatched(self) -> tuple[str, ...]:
        """The names that nobody could match, as printed."""
        return tuple(dict.fromkeys(fall.name for fall in self.falls if fall.how is FallKind.UNMATCHED))

    @property
    def is_open(self) -> bool:
        """Whether something is left to do: not done, and still in the text."""
        return self.status.is_open and not self.gone

    @property
    def proposals(self) -> tuple[TaskLink, ...]:
        """The documents that seem to answer it, the likeliest first."""
        return tuple(one for one in self.links if one.kind is LinkKind.ANSWERED_BY)

    @property
    def upper(self) -> tuple[TaskLink, ...]:
        """The upper orders that it seems to carry out, the likeliest first."""
        return tuple(one for one in self.links if one.kind is LinkKind.IMPLEMENTS)


@dataclass(frozen=True, slots=True)
class TaskChange:
    """One change of a task: which field, from what to what, by whom and when.

    `by_hand` False: a re-reading changed it.
    """

    field: str
    before: str
    after: str
    by: str
    at: dt.datetime
    by_hand: bool = True


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What follows for one order of a paper: the day counted for it and from when, on whom it falls, what it links to.

    `own`: a unit of this office issued the paper.
    """

    counted_due: dt.date | None = None
    counted_from: dt.date | None = None
    falls: tuple[Fall, ...] = ()
    links: tuple[TaskLink, ...] = ()
    own: bool = False


@dataclass(frozen=True, slots=True)
class Ordered:
    """A task as it is reckoned with: where its order stands, its words, and who acts by what counts.

    `falls`: those a clerk wrote; None where they are to be matched.
    """

    number: int
    sha256: str
    position: int
    order: int
    text: str
    actors: tuple[str, ...] = ()
    falls: tuple[Fall, ...] | None = None

    @property
    def place(self) -> tuple[str, int]:
        """The dispatch: scan and position."""
        return (self.sha256, self.position)
