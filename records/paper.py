"""What stands on paper: words, lines, pages, signatures, and the dispatches they make."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from records.envelope import Envelope
from records.files import Scan

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
class Word:
    """One printed word with its place; `confidence` is 1.0 for a text layer; `filled`: a field of the file holds it.

    `paragraph`: which one of the file it belongs to, from 1; 0 where the file tells none.
    """

    text: str
    box: Box
    confidence: float
    filled: bool = False
    paragraph: int = 0


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
    their shapes are not those of the print beside them; `ink` whether they stand there in coloured ink only, from a
    numbering machine or a pen.
    """

    box: Box
    text: str
    digits: tuple[str, ...]
    held: bool
    by_hand: bool
    ink: bool = False


@dataclass(frozen=True, slots=True)
class Cut:
    """The picture of a place on a page, as PNG, that shows a clerk what a doubtful field was read from.

    `field` is `symbol`, `issued_on` or `arrival`.
    """

    field: str
    page: int
    box: Box
    png: bytes


class Grade(StrEnum):
    """How well a page can be read; what is read on a poor one has to be compared with the paper."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"


@dataclass(frozen=True, slots=True)
class Page:
    """One page as read: its words, where they came from (`text`, `ocr`, `plain`, `blank`), its tables.

    `rotation` is the quarter turn in degrees that was undone; `plain` is the text of a page that has no layout.
    `unspaced`: the paragraphs told by the file that no white space parts from the one above: lines of a title;
    `footnotes`: those that are notes at its foot.
    `grade` is None where there is no picture or text layer to judge: plain, blank and unread pages.
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
    cuts: tuple[Cut, ...] = ()
    grade: Grade | None = None
    unspaced: tuple[int, ...] = ()
    footnotes: tuple[int, ...] = ()


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
class Provenance:
    """By what words were read: `engine` is the OCR with its versions, '' where none was needed; `preparation` a hash.

    The latter is of our own code and rules that make words of pages.
    """

    engine: str
    preparation: str


@dataclass(frozen=True, slots=True)
class ReadScan:
    """All pages of a scan, the signatures its file embeds, and what was doubtful in reading them.

    `heads`: pages looked at as the first of a dispatch because a clerk says so, whatever is printed there.  `envelope`:
    what the edXML envelope says in which the pages came; None where they came in none.  `provenance`: by what the words
    were read; None where that is not known, or not every page could be read.
    """

    scan: Scan
    pages: tuple[Page, ...]
    problems: tuple[Problem, ...] = ()
    e_signatures: tuple[ESignature, ...] = ()
    heads: frozenset[int] = frozenset()
    envelope: Envelope | None = None
    provenance: Provenance | None = field(default=None, compare=False)


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

    @property
    def typed(self) -> bool:
        """Whether its words are whole paragraphs as somebody typed them: in a text, or a file that tells them."""
        return all(word.paragraph for word in self.words)


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
