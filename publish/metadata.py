"""What came, as other systems take it in: the data of incoming dispatches (Nghị định 30/2020, Phụ lục VI) as CSV."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from publish import tracking
from publish.cells import Cell, Line, date, text
from publish.table import csv_parts
from publish.task_words import Units
from records import SURE, Found, Signer, Task
from registry.book_entries import Entry
from registry.book_rows import rows_by_dispatch, tasks_of
from registry.register_row import RegisterRow

#: The names of the decree in its order, with how long a value may be; None: it sets no length, or one we do not know.
LENGTHS: Mapping[str, int | None] = {
    "FileCode.OrganId": 13,
    "FileCode.FileCatalog": 4,
    "FileCode.FileNotation": 20,
    "DocOrdinal": None,
    "TypeName": 100,
    "CodeNumber": 11,
    "CodeNotation": 30,
    "IssuedDate": None,
    "OrganName": 200,
    "Subject": 500,
    "Language": None,
    "PageAmount": None,
    "Description": None,
    "ArrivalDate": None,
    "ArrivalNumber": None,
    "SignerInfo.Position": 100,
    "SignerInfo.FullName": 50,
    "Priority": None,
    "ToPlaces": 1000,
    "TraceHeaderList": None,
    "DueDate": None,
}
#: Ours, behind them: what was cut, and what is left out because nobody is sure of it.
NOTICE = "Điều cần biết"
COLUMNS = (*LENGTHS, NOTICE)
#: Lines written at once.
AT_ONCE = 500
#: How urgent a mark makes it.  The decree's names; that the numbers rise with the haste is our reading of it.
PRIORITIES = {"KHẨN": 1, "THƯỢNG KHẨN": 2, "HỎA TỐC": 3, "HOẢ TỐC": 3}
#: A number, then what follows its stroke or dash: '411-CV/TU', '15/QĐ-BNV'.
SYMBOL = re.compile(r"(\d[\d.]*[a-zđ]?)\s*[/-]\s*(\S.*)")
IN_VIETNAMESE = "Tiếng Việt"


@dataclass
class Told:
    """How many values were cut, and how many left out as doubtful; counted while the lines are made."""

    cut: int = 0
    doubtful: int = 0


@dataclass
class _Values:
    """The values of one dispatch, with what is to be told of them."""

    cells: dict[str, Cell] = field(default_factory=dict)
    cut: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)

    def put(self, name: str, value: Cell) -> None:
        """Put the value in, cut where the decree allows no more."""
        most = LENGTHS[name]
        if isinstance(value, str) and most is not None and len(value) > most:
            self.cut.append(f"{name} dài {len(value)} ký tự, đã cắt còn {most}")
            value = f"{value[: most - 1].rstrip()}…"
        self.cells[name] = value

    def sure(self, name: str, found: Found | None) -> Found | None:
        """The value where it is sure; else it is left out, and told."""
        if found is None or found.confidence >= SURE:
            return found
        self.doubtful.append(f"{name} chưa chắc nên để trống")
        return None

    def all_sure(self, name: str, every: Sequence[Found]) -> list[Found]:
        """Those of the values that are sure; that others are left out is told."""
        kept = [one for one in every if one.confidence >= SURE]
        if len(kept) < len(every):
            self.doubtful.append(f"{name} thiếu {len(every) - len(kept)} nơi chưa chắc")
        return kept

    def line(self) -> Line:
        """The line; a name of which nothing is known is empty."""
        notice = "; ".join([*self.cut, *self.doubtful])
        return (*(self.cells.get(name) for name in LENGTHS), f"{notice}." if notice else None)


def as_csv(entries: Sequence[Entry], tasks: Mapping[int, Entry], units: Units, told: Told) -> Iterator[bytes]:
    """The lines of these dispatches part by part; `tasks`: for each of them the entry that has its tasks.

    What was cut and left out is counted in `told` on the way.
    """
    parts = (entries[start : start + AT_ONCE] for start in range(0, len(entries), AT_ONCE))
    return csv_parts(COLUMNS, ([*_lines(part, tasks, units, told)] for part in parts))


def _lines(entries: Sequence[Entry], tasks: Mapping[int, Entry], units: Units, told: Told) -> Iterator[Line]:
    with_tasks = [tasks.get(one.dispatch, one) for one in entries]
    ordered = dict(zip((one.dispatch for one in entries), tasks_of(with_tasks), strict=True))
    for entry, row in rows_by_dispatch(entries):
        values = _values(row, ordered[entry.dispatch], units)
        told.cut += len(values.cut)
        told.doubtful += len(values.doubtful)
        yield values.line()


def _values(row: RegisterRow, tasks: Sequence[Task], units: Units) -> _Values:
    head, found = row.reading.header, _Values()
    found.put("TypeName", _named(found.sure("TypeName", head.kind)))
    _symbol(found, found.sure("CodeNumber, CodeNotation", head.symbol))
    found.put("IssuedDate", date(found.sure("IssuedDate", head.issued_on)))
    found.put("OrganName", text(found.sure("OrganName", head.issuer)))
    found.put("Subject", text(found.sure("Subject", head.subject)))
    found.put("Language", IN_VIETNAMESE if row.reading.is_dispatch else None)  # its form is known in no other
    found.put("PageAmount", len(row.reading.pages) or None)
    found.put("Description", None if row.reading.is_dispatch else "Không mang thể thức văn bản.")
    found.put("ArrivalDate", row.arrived_on)
    found.put("ArrivalNumber", text(row.arrival_number) or None)
    _signer(found, head.signer or Signer())
    found.put("Priority", _priority([one for one in head.marks if one.confidence >= SURE]))
    places = [one.name for one in head.recipients] or list(head.addressees)
    found.put("ToPlaces", "; ".join(text(one) or "" for one in found.all_sure("ToPlaces", places)) or None)
    _followed(found, tracking.lines(tasks, units), tasks)
    return found


def _named(kind: Found | None) -> str | None:
    """The kind with a capital."""
    words = text(kind) or ""
    return words[:1].upper() + words[1:] or None


def _symbol(found: _Values, symbol: Found | None) -> None:
    """The number, and what follows it; what has no number first is all notation."""
    said = text(symbol)
    matched = SYMBOL.fullmatch(said) if said else None
    found.put("CodeNumber", matched[1] if matched else None)
    found.put("CodeNotation", matched[2] if matched else said)


def _signer(found: _Values, signer: Signer) -> None:
    found.put("SignerInfo.Position", text(found.sure("SignerInfo.Position", signer.title)))
    found.put("SignerInfo.FullName", text(found.sure("SignerInfo.FullName", signer.name)))


def _priority(marks: Sequence[Found]) -> int | None:
    """The most urgent of the marks; None where there is none."""
    return max((PRIORITIES.get((text(one) or "").upper(), 0) for one in marks), default=0) or None


def _followed(found: _Values, lines: Sequence[Line], tasks: Sequence[Task]) -> None:
    """To whom it was given and how far it is; the first day that is still ahead of somebody, else the last one."""
    found.put("TraceHeaderList", "; ".join(f"{line[2]}: {line[4]}" for line in lines) or None)
    still = [one.due for one in tasks if one.due and one.is_open]
    past = [one.due for one in tasks if one.due]
    found.put("DueDate", (min(still) if still else max(past)) if past else None)
