"""The books of an office as files: two to print, as workbook and PDF, and the data of what came."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from publish import incoming_book, metadata, tracking_book
from publish.book import Book, printed
from publish.book_dates import Wanted
from publish.book_files import BOOKS, FOLDER, MADE_FROM, Kind, file_name, without_others
from publish.book_pdf import BookPdf
from publish.book_sheet import BookSheet
from publish.letterhead import Letterhead, letterhead
from publish.replace import replace
from publish.serif import FontMissing
from publish.task_words import Units
from registry import book_rows, book_stamp
from settings import Settings

__all__ = ["FontMissing", "Library", "publish"]

#: Put up whenever the same register would give other files.
VERSION = "1"
#: Books of a year with more dispatches take a minute to write, too long after every sweep.
MOST_AT_ONCE = 3000


@dataclass(frozen=True)
class Library:
    """Whose books are written, and what its units are called; `told` counts what the data could not hold."""

    whose: Letterhead
    units: Units
    told: metadata.Told = field(default_factory=metadata.Told)

    def write(self, folder: Path, kind: Kind, wanted: Wanted) -> Iterator[Path]:
        """The files of this kind, put into the folder.  Raises FontMissing, PermissionError."""
        for ending, content in self.made(kind, wanted).items():
            yield replace(folder / file_name(kind, wanted, ending), content)

    def made(self, kind: Kind, wanted: Wanted) -> Mapping[str, bytes]:
        """By their endings."""
        if kind is Kind.DATA:
            return {".csv": b"".join(self._data(wanted))}
        book = self._register(wanted) if kind is Kind.REGISTER else self._tracking(wanted)
        return dict(zip(BOOKS, printed(book, [BookSheet(book), BookPdf(book)]), strict=True))

    def _register(self, wanted: Wanted) -> Book:
        return incoming_book.book(book_rows.incoming(wanted.year, None, wanted.month), wanted, self.whose)

    def _tracking(self, wanted: Wanted) -> Book:
        entries = book_rows.ordering(wanted.year, None, wanted.month)
        return tracking_book.book(entries, wanted, self.whose, self.units)

    def _data(self, wanted: Wanted) -> Iterator[bytes]:
        entries = book_rows.incoming(wanted.year, None, wanted.month)
        tasks = {one.dispatch: one for one in book_rows.ordering(wanted.year, None, wanted.month)}
        return metadata.as_csv(entries, tasks, self.units, self.told)


def publish(settings: Settings, units: Units, at_once: bool = True) -> tuple[Path, ...]:
    """The books of every year in the outputs folder; those whose lines are what they were are left as they are.

    Where it need not be `at_once`, those of a big year are written once a day.  Books of years in which nothing came
    are removed.  Raises FontMissing, PermissionError.
    """
    folder, library, years = settings.outputs / FOLDER, Library(letterhead(settings), units), book_rows.years()
    before, now, written = _made_from(folder), dict[str, str](), list[Path]()
    for year in years:
        stamps, patient = _stamps(year, library), not at_once and book_rows.is_big(year, MOST_AT_ONCE)
        for kind in Kind:
            paths = [folder / file_name(kind, Wanted(year), ending) for ending in _endings(kind)]
            if _up_to_date(paths, before, stamps[kind]) or (patient and _of_today(paths, before)):
                now |= {path.name: before[path.name] for path in paths}
            else:
                paths = list(library.write(folder, kind, Wanted(year)))
                now |= {path.name: f"{stamps[kind]} {_digest(path)}" for path in paths}
            written += paths
    without_others(folder, {path.name for path in written})
    if years:
        replace(folder / MADE_FROM, (json.dumps(now, indent=1) + "\n").encode())
    return tuple(written)


def _endings(kind: Kind) -> Iterable[str]:
    return (".csv",) if kind is Kind.DATA else BOOKS


def _stamps(year: int, library: Library) -> Mapping[Kind, str]:
    """What the files of the year would be made from now."""
    register = book_stamp.of_register(year)
    tasks = book_stamp.of_tasks(year, register)
    of_kind = {Kind.REGISTER: register, Kind.TRACKING: tasks, Kind.DATA: tasks}
    return {kind: sha256(f"{VERSION} {library.whose} {one}".encode()).hexdigest() for kind, one in of_kind.items()}


def _made_from(folder: Path) -> Mapping[str, str]:
    """For each file the stamp of what it was made from, and the digest of what was written."""
    try:
        told = json.loads((folder / MADE_FROM).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _up_to_date(paths: Iterable[Path], before: Mapping[str, str], stamp: str) -> bool:
    """Whether each file is the one that was made from this, and nobody wrote into it."""
    return all(path.is_file() and before.get(path.name) == f"{stamp} {_digest(path)}" for path in paths)


def _of_today(paths: Iterable[Path], before: Mapping[str, str]) -> bool:
    """Whether each file was written today, and by nobody else."""
    today = dt.date.today()
    return all(
        path.is_file()
        and dt.date.fromtimestamp(path.stat().st_mtime) == today
        and before.get(path.name, "").endswith(f" {_digest(path)}")
        for path in paths
    )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        whole = sha256()
        while part := file.read(1 << 20):
            whole.update(part)
    return whole.hexdigest()
