"""Which document a symbol names: number, kind, organ, jurisdiction, and the term or year in which the number counts."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import cache

from extractors.codes import kind_codes, organ_levels
from rules.fold import fold, nfc, squeezed, unmarked
from rules.terms import is_term, level_of, term_on

CENTRAL = "Trung ương"
#: The seat of the province's own offices.
PROVINCE = "tinh"
SYMBOL = re.compile(r"(?P<number>\d+(?:\.\d+)*[a-zđ]?)(?:/(?P<year>(?:19|20)\d\d))?(?P<rest>[-/].+)?$")
#: A short form: the number behind the kind, with nothing but 'số' between ('Kết luận số 18', 'Quy định 784').
SHORT = re.compile(r"^\s*(?P<kind>[^\W\d]+(?: [^\W\d]+){0,2}?) (?:số:? ?)?(?P<number>\d{1,5})(?![\d/.]|\s?[-/])")
#: Longer ones are no symbols and no names, and a key has to go into an index.
LONGEST = 200
#: Where an office sits, in its folded name.
SEAT = re.compile(
    r"(?P<uy>(?:huyen|thi|thanh|quan) uy \w.+)|(?P<place>\b(?:tinh\b|(?:huyen|quan|thi xa|thanh pho|tp\.?|xa|phuong"
    r"|thi tran|dac khu) \w).*)|dang uy (?P<party>\w.+)"
)
#: Only laws are known by their names for the whole country.
LAWS = ("luat", "bo luat", "phap lenh", "hien phap")


@dataclass(frozen=True, slots=True)
class Parts:
    """A symbol taken apart: '183/2010/TTLT/BTC-BNN' is number 183, year 2010, kind TTLT, organ BTC-BNN.

    `kind` is '' where the symbol has none (a State công văn); `party`: a dash follows the number, or a Party organ.
    """

    number: str
    kind: str
    organ: str
    year: str | None = None
    party: bool = False

    @property
    def series(self) -> str:
        """Number, kind and organ as they are compared, without marks: 18-KL/TW, 10/CT-TTG."""
        middle = "-".join(part for part in (self.kind, self.organ) if part)
        printed = f"{self.number}-{self.kind}/{self.organ}" if self.party else f"{self.number}/{middle}"
        return unmarked(printed).upper()


@cache
def parts(symbol: str) -> Parts | None:
    """The parts of a symbol; None for what has no number in front and codes behind.

    >>> parts("05-CT/TW"), parts("10/CT-TTg").organ, parts("22/CT-TW") == parts("22-CT/TW")
    (Parts(number='5', kind='CT', organ='TW', year=None, party=True), 'TTg', True)
    """
    match = SYMBOL.match(re.sub(r"\s+", "", nfc(symbol))) if len(symbol) <= LONGEST else None
    codes = [code for code in re.split(r"[-/]", match["rest"] or "") if code] if match else []
    if not match or not codes:
        return None
    kind = codes[0] if len(codes) > 1 and _is_kind(codes[0]) else ""
    organ = "-".join(codes[1:] if kind else codes)
    party = match["rest"].startswith("-") or level_of(organ) is not None
    return Parts(match["number"].lstrip("0") or "0", kind, organ, match["year"], party)


def _is_kind(code: str) -> bool:
    return unmarked(code).upper() in {unmarked(known).upper() for known in kind_codes()}


@dataclass(frozen=True, slots=True)
class Identity:
    """What is known of a document's identity.  A part that is None is not known, and fits any.

    `series` is None for a document known by its name; `number` and `code` are those of a short form; `kind` is the
    printed word in lower case; `period` is a term, a year, or the day itself where series meet.
    """

    series: str | None = None
    number: str | None = None
    code: str | None = None
    name: str | None = None
    kind: str | None = None
    jurisdiction: str | None = None
    period: str | None = None
    seat: str | None = None
    seated: bool = False

    @property
    def whole(self) -> bool:
        """Whether it names one document and no other."""
        known = bool(self.series or self.name) and self.jurisdiction is not None and self.period is not None
        return known and (self.seat is not None or not self.seated)

    @property
    def sole(self) -> bool:
        """Whether no other document can be meant, whatever is known: its number is told, and so is its kind."""
        return self.whole and not self.name and (self.kind is not None or self.code not in _codes_of_kinds())

    @property
    def key(self) -> str:
        """The document's key: 18-KL/TW|trung uong|XII, or 12/QD-UBND|dak nong|huyen tuy duc|2022."""
        seat = [self.seat or "?"] if self.seated else []
        told = [self.kind] if self.kind else []
        return "|".join((self.series or self.name or "", self.jurisdiction or "?", *seat, self.period or "?", *told))

    def fits(self, other: Identity) -> bool:
        """Whether both can be one document: nothing that both tell differs."""
        if self.name or other.name:
            same = self.name == other.name
        elif self.series and other.series:
            same = self.series == other.series
        else:
            same = (self.number, self.code) == (other.number, other.code)
        return same and all(
            None in (mine, theirs) or mine == theirs
            for mine, theirs in (
                (self.kind, other.kind),
                (self.jurisdiction, other.jurisdiction),
                (self.period, other.period),
                (self.seat, other.seat),
            )
        )


@dataclass(frozen=True, slots=True)
class Told:
    """What a text tells of a document beside its symbol or name, as printed."""

    kind: str | None = None
    jurisdiction: str | None = None
    date: str | None = None
    term: str | None = None
    issuer: str | None = None


def identity(symbol: str | None, told: Told) -> Identity:
    """The identity of a document with this symbol, as far as what is told goes."""
    found = parts(symbol) if symbol else None
    if found is None:
        return Identity(jurisdiction=place_key(told.jurisdiction))
    seated = _seated(found.organ)
    return Identity(
        series=found.series,
        number=found.number,
        code=_code(found.kind),
        kind=_telling_kind(found.kind, told.kind),
        jurisdiction=place_key(CENTRAL if _central(found.organ) else told.jurisdiction),
        period=_period(found, told.date, told.term),
        seat=seat_of(told.issuer, told.jurisdiction) if seated else None,
        seated=seated,
    )


def named(name: str, told: Told) -> Identity:
    """The identity of a document known by its name: a law, a resolution of a plenum."""
    folded = name_key(name)
    central = folded.startswith(LAWS) or is_term("central", told.term or "")
    place = CENTRAL if central else told.jurisdiction
    date = told.date[:4] if told.date and folded.startswith(LAWS) else told.date
    return Identity(name=folded, jurisdiction=place_key(place), period=told.term or date)


def year_in(text: str) -> str | None:
    """The year at the end of a mention without a date ('Bộ luật Hình sự năm 1999'), by which a law is known.

    >>> year_in("Bộ luật Hình sự năm 1999"), year_in("Luật Đất đai 2024"), year_in("Luật Đất đai")
    ('1999', '2024', None)
    """
    match = re.search(r"\b((?:19|20)\d\d)\W*$", text)
    return match[1] if match else None


def name_key(name: str) -> str:
    """A name as it is compared."""
    return squeezed(fold(name)).strip(" .,;")[:LONGEST]


def has_level(symbol: str | None) -> bool:
    """Whether the symbol is that of a committee of the Party, which exists on one level only."""
    found = parts(symbol) if symbol else None
    return found is not None and level_of(found.organ) is not None


def period_of(symbol: str, date: str | None) -> str | None:
    """The term or year of that symbol's organ on that date; None where it cannot be told."""
    found = parts(symbol)
    return _period(replace(found, year=None), date, None) if found else None


def short(text: str, told: Told) -> Identity | None:
    """The identity of a short form ('Kết luận 18'), or None where the words are none.

    >>> short("Kết luận 18", Told()).code, short("Kế hoạch 5 năm", Told())
    ('KL', None)
    """
    match = SHORT.match(nfc(" ".join(text.split())))
    codes = _codes_of(match["kind"].lower()) if match else ()
    if not match or not codes or re.match(r"\s*(?:năm|tháng|ngày)\b", text[match.end() :]):
        return None
    period = told.term if is_term("central", told.term or "") else None
    kind = match["kind"].lower()
    number, code = match["number"].lstrip("0") or "0", _code(codes[0])
    return Identity(
        number=number,
        code=code,
        kind=kind if code == "QD" else None,
        jurisdiction=place_key(told.jurisdiction),
        period=period,
    )


@cache
def _codes_of(kind: str) -> tuple[str, ...]:
    return tuple(code for code, names in kind_codes().items() if kind in names)


def _code(kind: str) -> str:
    """The kind's code as short forms are compared by: quy định is QĐ, QĐi and QyĐ."""
    folded = unmarked(kind).upper()
    return "QD" if folded in ("QDI", "QYD", "QYDI") else folded


@cache
def _codes_of_kinds() -> frozenset[str]:
    """The codes, as short forms are compared by, that can stand for several kinds."""
    return frozenset(_code(code) for code, names in kind_codes().items() if len(names) > 1)


def _telling_kind(code: str, kind: str | None) -> str | None:
    """The printed kind where the code can stand for several: QĐ is a quyết định or a quy định."""
    names = kind_codes().get(code, ())
    return kind if kind in names and len(names) > 1 else None


def _seated(organ: str) -> bool:
    """Whether several offices of one province bear the code: UBND, HU, ĐU."""
    first = organ.split("-")[0]
    return organ_levels().get(first) in ("local", "district", "any") or first.endswith("ĐUK")


def seat_of(issuer: str | None, jurisdiction: str | None) -> str | None:
    """Which of the offices of that name in a province it is; 'tinh' for the province's own, None where it is not told.

    >>> seat_of("UBND huyện Tuy Đức", "Đắk Nông"), seat_of("Ban Thường vụ Huyện ủy Càng Long", "Trà Vinh")
    ('huyen tuy duc', 'huyen cang long')
    >>> seat_of("Ủy ban nhân dân tỉnh Trà Vinh", "Trà Vinh"), seat_of("Ủy ban nhân dân", "Trà Vinh")
    ('tinh', None)
    """
    match = SEAT.search(squeezed(fold(issuer))) if issuer else None
    if match is None:
        return None
    group = next(name for name in ("uy", "place", "party") if match[name])
    whole = re.split(r"[,;(]| tinh ", match[group])[0].strip()[:LONGEST]
    seat = re.sub(r"^(tp\.?|thanh uy) ", "thanh pho ", re.sub(r"^(huyen|quan) uy ", r"\1 ", whole))
    seat = re.sub(r"^thi uy ", "thi xa ", seat)
    if seat.startswith("khoi"):  # named in many ways: only what tells one Khối of a province from the other counts
        return " ".join(word for word in ("co quan", "doanh nghiep") if word in seat) or None
    if seat.startswith("tinh") or (place_key(seat) == place_key(jurisdiction) and group != "uy"):
        return PROVINCE
    return seat


def kind_of(symbol: str | None) -> str | None:
    """The kind that the symbol's code stands for; None where it can stand for several, or for none.

    >>> kind_of("10-CT/TW"), kind_of("784-QĐ/TU")
    ('chỉ thị', None)
    """
    found = parts(symbol) if symbol else None
    names = kind_codes().get(found.kind, ()) if found else ()
    return names[0] if len(names) == 1 else None


def _central(organ: str) -> bool:
    level = level_of(organ)
    first = re.sub(r"\d+$", "", organ.split("-")[0])
    return level == "central" or (level is None and organ_levels().get(first) == "central")


def place_key(place: str | None) -> str | None:
    """A jurisdiction as it is compared: without marks, class and case."""
    return re.sub(r"^(?:tinh|thanh pho|tp\.?) ", "", squeezed(fold(place))) if place else None


def _period(found: Parts, date: str | None, term: str | None) -> str | None:
    level, day = level_of(found.organ), as_day(date)
    if level is not None:
        told = term if is_term(level, term or "") else None
        return (term_on(level, day) if day else None) or told
    return found.year or (date[:4] if date and re.match(r"(?:19|20)\d\d", date) else None)


def as_day(date: str | None) -> dt.date | None:
    """The day of an ISO date; None for what is no whole date."""
    try:
        return dt.date.fromisoformat(date or "")
    except ValueError:
        return None
