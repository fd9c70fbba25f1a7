"""What a dispatch says, every value with its evidence."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from records.division import UNDIVIDED, Division
from records.duties import Obligation
from records.envelope import Envelope
from records.files import Duplicate, Refused, Scan
from records.paper import Box, Cut, ESignature, Grade, Placed, Problem, ReadScan

#: From this confidence on a value is taken without a look; below it a clerk is asked to compare it with the page.
SURE = 0.9


@dataclass(frozen=True, slots=True)
class Found:
    """A value with its evidence: as understood, as printed, how sure, where, and by which rule."""

    value: str
    printed: str
    confidence: float
    rule: str
    page: int | None = None
    box: Box | None = None
    start: int | None = None
    end: int | None = None


class Rung(StrEnum):
    """The ways by which a number or a date is known, the surest first."""

    EDXML = "edxml"  # told by the edXML envelope in which the paper came
    WIDGET = "widget"  # filled into the PDF when it was signed
    TEXT = "text"  # the page's own text layer, or a text file
    PRINT = "print"  # the page read from its picture
    STRIP = "strip"  # the line cut out and read once more, letter by letter
    INK = "ink"  # coloured ink between the print: a numbering machine or a red pen
    CITED = "cited"  # an annex of the same paper, another of the scan or a kept one names it
    FILE_NAME = "file_name"
    ARRIVAL = "arrival"  # the ĐẾN stamp's date: the last day on which the paper can have been issued
    RECEIVED = "received"  # the day on which the file came, likewise


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one way of knowing tells of a field, for the clerk to weigh: a value, or the bound of a date.

    `weight` is how sure that way is by itself (0..1); `printed` are its own words.  `pen`: whether a pen or coloured
    ink wrote what it was read from; None where that is not known.
    """

    field: str
    rung: Rung
    value: str
    weight: float
    printed: str = ""
    page: int | None = None
    box: Box | None = None
    pen: bool | None = None


@dataclass(frozen=True, slots=True)
class Aside:
    """What is known of a dispatch from beside its pages: its file's name, its day, the texts of other dispatches.

    `others` are those of the same scan, `kept` those in the register that name a document of its number.  `envelope`:
    in which the paper came, None where it came in none.
    """

    name: str = ""
    received: dt.date | None = None
    others: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    envelope: Envelope | None = None


@dataclass(frozen=True, slots=True)
class Recipient:
    """One line of 'Nơi nhận': who, and what for (the words in brackets spelt out, or 'lưu')."""

    name: Found
    role: Found | None = None


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed: name, title, and for whom ('T/M Ban Thường vụ'); None where it is not printed."""

    name: Found | None = None
    title: Found | None = None
    authority: Found | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """What the ĐẾN stamp of the receiving office says."""

    number: Found | None = None
    date: Found | None = None
    office: Found | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """What a clerk writes into the register, each with its evidence."""

    symbol: Found | None = None
    kind: Found | None = None
    issued_on: Found | None = None
    place: Found | None = None
    parent_body: Found | None = None
    issuer: Found | None = None
    jurisdiction: Found | None = None
    subject: Found | None = None
    addressees: tuple[Found, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    signer: Signer | None = None
    arrival: Arrival | None = None
    marks: tuple[Found, ...] = ()
    attachments: tuple[Found, ...] = ()


#: The single-valued header fields, in the order of the register and of the readings.
HEADER_FIELDS = ("symbol", "kind", "issued_on", "place", "parent_body", "issuer", "jurisdiction", "subject")


class Relation(StrEnum):
    """What a dispatch does to a document it names (GOLD.md's names; vbpl.vn's vocabulary)."""

    IMPLEMENTS = "implements"
    BASED_ON = "based_on"
    CONTINUES = "continues"
    AMENDS = "amends"
    REPLACES = "replaces"
    REPEALS = "repeals"
    GUIDES = "guides"
    REPLIES_TO = "replies_to"
    ATTACHES = "attaches"
    MENTIONS = "mentions"


@dataclass(frozen=True, slots=True)
class Citation:
    """A document named in a dispatch: the whole mention as it stands, and what it says of the document.

    `text` is the mention, `start` and `end` its offsets in the clean text.  `symbol` as it should be spelt, None for a
    document known by `name` only; `kind` its kind in lower case; `date` ISO, printed with it, elsewhere in the
    dispatch, or well known; `issuer` and `term` ('XII') as printed; `jurisdiction` whose numbering it is; `articles`
    the parts meant ('khoản 2 Điều 5').  `misprint`: kind and code contradict each other, `symbol` is the likely one.
    `short`: the page leaves out codes, `symbol` completes it or is None.  `told_by`: the file of another dispatch that
    tells the date or the symbol which this one leaves open; None where nothing was taken from another.
    """

    text: str
    start: int
    end: int
    relation: Relation
    rule: str
    confidence: float
    symbol: str | None = None
    kind: str | None = None
    name: str | None = None
    date: str | None = None
    issuer: str | None = None
    term: str | None = None
    jurisdiction: str | None = None
    articles: tuple[str, ...] = ()
    misprint: bool = False
    short: bool = False
    page: int | None = None
    box: Box | None = None
    told_by: str | None = None


@dataclass(frozen=True, slots=True)
class AssertedEdge:
    """What a dispatch says of two other documents: `source` does `relation` to `target` (symbols, or names of laws).

    `start` and `end`: the stretch of the clean text that says so.
    """

    source: str
    relation: Relation
    target: str
    start: int
    end: int
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Reading:
    """What one dispatch says: pages, clean text, header, problems, and how it was signed electronically.

    `evidence` is all that was told of its number and date; `cuts` show what the doubtful ones were read from;
    `citations` are the documents it names, `obligations` what it orders, both in reading order.  `placed`: where each
    word of the text stands; none in a reading that comes from the register, which keeps them apart.
    """

    pages: tuple[int, ...]
    text: str
    header: Header
    is_dispatch: bool = True
    problems: tuple[Problem, ...] = ()
    e_signatures: tuple[ESignature, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    cuts: tuple[Cut, ...] = ()
    citations: tuple[Citation, ...] = ()
    asserted_edges: tuple[AssertedEdge, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    placed: tuple[Placed, ...] = ()


@dataclass(frozen=True, slots=True)
class ScanReading:
    """All that was read from one file; `grades` and `turns` have one for each page, in their order.

    A turn is how far clockwise, in degrees, a page read from its picture lies in the file: boxes are those of the page
    upright and straight.  None where the page was read as it lies.  `division` is what clerks said of its pages, as it
    was obeyed; `words` are those that were understood, None where they were kept before.
    """

    scan: Scan
    page_count: int
    readings: tuple[Reading, ...]
    problems: tuple[Problem, ...] = ()
    grades: tuple[Grade | None, ...] = ()
    turns: tuple[int | None, ...] = ()
    division: Division = UNDIVIDED
    words: ReadScan | None = field(default=None, compare=False, repr=False)


Outcome = ScanReading | Duplicate | Refused
