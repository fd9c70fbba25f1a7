"""What reading asks of keeping, and what a sweep tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from records.division import Division
from records.graph import Paper, Ruling
from records.paper import ReadScan
from records.said import Citation, Outcome, ScanReading


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

    def forget(self, sha256: str) -> None:
        """Remove all that is kept of the scan, also from the database's files."""

    def forget_origin(self, sha256: str) -> None:
        """Remove the words of the mails that brought a file which is not kept; that they came stays known."""


class Citers(Protocol):
    """What reading asks of the kept dispatches: which of them name a document."""

    def naming(self, symbol: str, but: str) -> tuple[str, ...]:
        """The texts that name the symbol, a handful at most, those of the scan with the sha256 `but` left out."""

    def citing(self, symbol: str, but: str) -> tuple[Citation, ...]:
        """What kept dispatches of other scans say of documents with this symbol, of a handful of dispatches at most."""


class Divisions(Protocol):
    """What reading asks of keeping about a scan's pages: how clerks divided it, and the words read from it before."""

    def division(self, sha256: str) -> Division:
        """All that stands of the scan, UNDIVIDED where nobody said anything."""

    def words(self, sha256: str) -> ReadScan | None:
        """The pages as they were read last, or None where they were not kept."""


class Papers(Protocol):
    """What resolving asks of keeping: every kept dispatch, and what clerks ruled about documents."""

    def papers(self) -> Iterator[Paper]:
        """Every kept dispatch with its corrections put in."""

    def rulings(self) -> tuple[Ruling, ...]:
        """The rulings that stand, oldest first; those undone are left out."""


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
