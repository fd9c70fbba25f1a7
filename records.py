"""The nouns that flow through the house: frozen values, each made by one stage and read by the next.

This module imports nothing of ours, so both wings (reading and keeping) can know it.  Boxes are in points
(1/72 inch) with the origin at the top left of the page as it is read; page numbers count from 1; confidences
run from 0 to 1; offsets count characters of the dispatch's clean text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

Box = tuple[float, float, float, float]


class Zone(StrEnum):
    """Where a line stands on a dispatch (the components of Nghị định 30/2020, Phụ lục I, and Hướng dẫn 36-HD/VPTW)."""

    NOTE = "note"  # pen notes above the header, captions of signatures
    ISSUER = "issuer"
    MOTTO = "motto"
    SYMBOL = "symbol"
    PLACE_DATE = "place_date"
    MARK = "mark"
    STAMP = "stamp"
    KIND = "kind"
    SUBJECT = "subject"
    ADDRESSEE = "addressee"
    BODY = "body"
    TABLE = "table"
    RECIPIENTS = "recipients"
    SIGNATURE = "signature"
    RUNNING = "running"  # running heads and page numbers
    FOOTNOTE = "footnote"


class Column(StrEnum):
    """The half of the page a line stands in; `FULL` is a line that crosses the middle, or a text without layout."""

    FULL = "full"
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Problem:
    """A doubt for the clerk: a code, one Vietnamese sentence, and the place and field it is about."""

    code: str
    message: str
    page: int | None = None
    box: Box | None = None
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Scan:
    """A file taken in: known by the sha256 of its bytes."""

    sha256: str
    path: Path
    name: str
    received_at: dt.datetime
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The same bytes came before under the name `of`: a normal outcome, nothing is read."""

    sha256: str
    name: str
    of: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that gives no reading: why (`code`, `message`) and what the clerk can do (`remedy`), in Vietnamese."""

    name: str
    code: str
    message: str
    remedy: str
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """One printed word with its place; `confidence` is 1.0 for a text layer."""

    text: str
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a ruled table."""

    row: int
    column: int
    box: Box


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table on a page: its box and its cells, row by row."""

    box: Box
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """A line of the head looked at once more, letter by letter, by a reader of digits that knows no Vietnamese.

    `digits` are the number's, or day, month and year; `held` says whether two looks told the same; `by_hand` whether
    their shapes are not those of the print beside them.
    """

    box: Box
    text: str
    digits: tuple[str, ...]
    held: bool
    by_hand: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One page as read: its words, where they came from (`text`, `ocr`, `plain`, `blank`), its tables.

    `rotation` is the quarter turn in degrees that was undone; `plain` is the text of a page that has no layout.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    source: str
    rotation: int = 0
    tables: tuple[Table, ...] = ()
    plain: str | None = None
    stamp_words: tuple[Word, ...] = ()
    strips: tuple[Strip, ...] = ()


class Integrity(StrEnum):
    """Whether what an embedded signature signed still stands; nothing is said of who vouches for the signer."""

    INTACT = "còn nguyên"  # the signature fits the bytes, and what came later is signatures and filled fields only
    BROKEN = "đã bị sửa"  # the bytes or the signature's own value changed, or the file was changed after signing
    UNCHECKED = "không kiểm tra được"  # damaged, in an unknown form, or not covering the file


@dataclass(frozen=True, slots=True)
class ESignature:
    """An electronic signature: as the file embeds it, or as its box is printed on the page.

    `signer` and `organisation`: from the certificate's subject (the unit before the body it belongs to), or as printed.
    `time`: when it was signed, ISO 8601 with the offset from UTC; a date alone where the box prints no hour.
    `page`, `box`: where it shows; None for one that shows nowhere.  `source`: `embedded` or `printed`.
    `integrity`: of an embedded one, with `reason` in Vietnamese where it is not intact; None for a printed box.
    `printed`: the words of the box, with line breaks; `confidence`: how surely they were read, 1.0 without a box.
    `count`: how many fields of the file the entry stands for: an office signs number, date and seal at one stroke.
    """

    signer: str | None = None
    organisation: str | None = None
    time: str | None = None
    page: int | None = None
    box: Box | None = None
    source: str = "embedded"
    integrity: Integrity | None = None
    reason: str = ""
    printed: str = ""
    confidence: float = 1.0
    count: int = 1


@dataclass(frozen=True, slots=True)
class ReadScan:
    """All pages of a scan, the signatures its file embeds, and what was doubtful in reading them."""

    scan: Scan
    pages: tuple[Page, ...]
    problems: tuple[Problem, ...] = ()
    e_signatures: tuple[ESignature, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line in reading order: its words (none for plain text), its column and, once it is known, its zone.

    `gap`: white space stands above it; `indent`: it starts inside the text's left margin; `short`: it ends well before
    the right one; `cells`: the texts of a table row; `start`: its offset in the dispatch's clean text; `strip`: its
    second reading where it bears number or date.
    """

    text: str
    page: int
    zone: Zone = Zone.BODY
    column: Column = Column.FULL
    box: Box | None = None
    words: tuple[Word, ...] = ()
    gap: bool = False
    indent: bool = False
    short: bool = False
    cells: tuple[str, ...] = ()
    start: int = 0
    strip: Strip | None = None


@dataclass(frozen=True, slots=True)
class LaidOutPage:
    """A page as lines in reading order."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A stretch of the clean text (`start`, `end`) and where it stands on paper."""

    start: int
    end: int
    page: int
    box: Box | None
    confidence: float
    zone: Zone


@dataclass(frozen=True, slots=True)
class Dispatch:
    """One dispatch of a scan: its pages, its lines with their zones, its clean text and the way back to the page.

    `is_dispatch` is False for what bears no letterhead, number or signature (a web article, a list); such a paper
    is kept and marked, not forced into the form of a dispatch.
    """

    pages: tuple[int, ...]
    lines: tuple[Line, ...]
    text: str
    placed: tuple[Placed, ...]
    is_dispatch: bool = True
    problems: tuple[Problem, ...] = ()


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


@dataclass(frozen=True, slots=True)
class Reading:
    """What one dispatch says: pages, clean text, header, problems, and how it was signed electronically."""

    pages: tuple[int, ...]
    text: str
    header: Header
    is_dispatch: bool = True
    problems: tuple[Problem, ...] = ()
    e_signatures: tuple[ESignature, ...] = ()


@dataclass(frozen=True, slots=True)
class ScanReading:
    """All that was read from one file."""

    scan: Scan
    page_count: int
    readings: tuple[Reading, ...]
    problems: tuple[Problem, ...] = ()


Outcome = ScanReading | Duplicate | Refused


@dataclass(frozen=True, slots=True)
class Original:
    """What the register knows of a saved scan's file: its bytes, its name, where it lies (None: not archived yet)."""

    sha256: str
    name: str
    archived: Path | None


class Register(Protocol):
    """What reading asks of keeping.  The registry implements it; the caller passes it in.

    Every method raises OSError, with the errno that fits best, where the database cannot be used now.
    """

    def known(self, sha256: str) -> str | None:
        """The name under which these bytes were first saved, or None."""

    def archived_path(self, sha256: str) -> Path | None:
        """Where the original of a saved scan lies, or None where it has not been archived yet."""

    def save(self, reading: ScanReading) -> None:
        """Keep the reading; committed when it returns.  Saving the same reading twice changes nothing."""

    def archived(self, sha256: str, path: Path) -> None:
        """Note that the original now lies at `path`."""

    def unarchived(self) -> tuple[str, ...]:
        """The sha256 of every saved scan whose original is not known to lie in the archive."""


class Progress(Protocol):
    """Told after every page read; the command line draws a bar with it."""

    def __call__(self, name: str, done: int, total: int) -> None:
        """`done` of `total` pages of the file `name` are read."""


@dataclass(frozen=True, slots=True)
class SweepReport:
    """What one sweep of the inbox did, in the order of the file names.

    `skipped` names what lies in the inbox and is no file (a folder, a link, a pipe); `busy` says that another process
    was sweeping, so that this one touched nothing.
    """

    outcomes: tuple[tuple[str, Outcome], ...] = field(default=())
    skipped: tuple[str, ...] = ()
    busy: bool = False

    def __iter__(self) -> Iterator[tuple[str, Outcome]]:
        """The pairs of file name and outcome."""
        return iter(self.outcomes)
