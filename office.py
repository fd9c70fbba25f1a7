"""Reading and keeping joined: what a sweep needs, made once and closed at its end."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import PipelineError, SecretMark
from pipeline.mend import mend
from pipeline.pages import PagePool
from pipeline.process import process
from pipeline.provenance import provenance_now
from pipeline.reading import Reader, divider, few_at_once, now, reader, sender, watched
from pipeline.sweep import FILES_AT_ONCE, alone
from pipeline.undone import done_with, unpublished
from pipeline.withdraw import withdraw
from pipeline.withheld import withhold
from records import Citers, Divisions, Outcome, Progress, Register, Scan, ScanReading
from settings import Settings

if TYPE_CHECKING:
    from machines import Machines


log = logging.getLogger(__name__)

NOT_ARCHIVED = (
    "Không thấy bản gốc của bản quét này trong kho lưu; lời ghi được giữ, hãy chạy vanthu verify rồi vanthu reread."
)


@dataclass(frozen=True, slots=True)
class Reread:
    """How many kept scans were read again, and how many were found to be secret and withdrawn.

    `older`: of how many the words are still those of another engine, or of older code and rules that make words.
    """

    done: int = 0
    withdrawn: int = 0
    older: int = 0


@dataclass(frozen=True)
class Office:
    """An installation at work: its settings, its register, its pages in hand, the other machines that read for it."""

    settings: Settings
    register: Register
    pool: PagePool
    progress: Progress | None
    citers: Citers | None = None
    divisions: Divisions | None = None
    away: Machines | None = None

    @property
    def files_at_once(self) -> int:
        """How many files are in hand at a time."""
        return self.away.files_at_once if self.away else FILES_AT_ONCE

    @cached_property
    def read(self) -> Reader:
        """What reads a scan: other machines, where there are any that can now, or this one."""
        here = reader(self.settings, self.pool, self.progress, self.citers, self.divisions)
        if self.away is None:
            return here
        few = few_at_once(here, FILES_AT_ONCE)
        read = sender(self.settings, self.away.send, few, self.citers, self.divisions)
        return watched(read, self.progress) if self.progress else read

    def handle(self, path: Path) -> Outcome:
        """What became of the file: read, kept and archived, or put aside."""
        from registry.connection import held_connection

        with held_connection():  # a database that went away meanwhile leaves the file to the next sweep
            outcome = process(path, self.settings, self.register, self.read, now)
        if isinstance(outcome, ScanReading):
            self._copied(outcome.scan.sha256)
        return outcome

    def _copied(self, sha256: str) -> None:
        """Nothing; the kept scan has its searchable copy, where the office wants one of each."""
        if self.settings.searchable:
            from publish.copies import write

            write(sha256, self.settings)

    def mend(self) -> None:
        """Put right what a killed sweep left, and divide what waits for it; only for the process that sweeps."""
        mend(self.settings, self.register)
        self.divide_waiting()

    def read_again(self, wanted: Sequence[str] | None, pages: bool = False) -> Reread:
        """How many archived scans were read again and kept, and how many withdrawn: today's rules found them secret.

        Words that were kept are not read from the pages again; with `pages` they are where others would come out:
        where the engine, or our code and rules before it, have changed since.
        """
        from registry.queries import archived_scans

        scans = [scan for scan in archived_scans() if wanted is None or scan.sha256 in wanted]
        by_words = self.read
        if self.divisions is not None:
            by_words = divider(self.settings, self.pool, self.divisions, self.citers, self.progress)
        older = self._older() if pages else frozenset()
        readers = [self.read if scan.sha256 in older else by_words for scan in scans]
        kept = self._all_kept_again(scans, readers)
        still = self._older() & {scan.sha256 for scan in scans}
        return Reread(kept.count(True), kept.count(False), len(still))

    def _all_kept_again(self, scans: Sequence[Scan], readers: Sequence[Reader]) -> list[bool]:
        """Several at a time where other machines read; one by one here, where the pages of one keep all cores busy."""
        if self.away is None:
            return list(map(self._kept_again, scans, readers))
        with ThreadPoolExecutor(self.files_at_once, thread_name_prefix="again") as threads:
            return list(threads.map(self._kept_again, scans, readers))

    def _older(self) -> frozenset[str]:
        from registry.words_kept import older

        return older(provenance_now(self.settings))

    def divide(self, sha256: str) -> bool:
        """Whether the scan is now divided as clerks say; False where it proved secret and was withdrawn.

        Raises LookupError where its original is not in the archive, and what reading raises.
        """
        from registry.queries import archived_scans

        scan = next((one for one in archived_scans() if one.sha256 == sha256), None)
        if scan is None or self.divisions is None:
            raise LookupError(NOT_ARCHIVED)
        unpublished(self.settings).touch()
        return self._kept_again(scan, divider(self.settings, self.pool, self.divisions, self.citers))

    def divide_waiting(self) -> None:
        """Divide every scan of which clerks said more than was obeyed yet: its words were not kept, or a kill came."""
        from registry.division_keep import waiting

        for sha256 in waiting():
            try:
                self.divide(sha256)
            except (PipelineError, LookupError) as error:
                log.warning("scan %s is not divided yet: %s", sha256[:12], error)

    def _kept_again(self, scan: Scan, read: Reader) -> bool:
        """Whether the scan's new reading was kept; False where it is secret and was withdrawn."""
        try:
            self.register.save(read(scan))
        except SecretMark as error:
            withdraw(scan, error, self.settings, self.register)
            return False
        self._copied(scan.sha256)
        return True


#: Who is told of every page read: a command sets its bar here, a served flow has none.
PROGRESS: ContextVar[Progress | None] = ContextVar("PROGRESS", default=None)


@contextmanager
def office(settings: Settings, away: Machines | None = None) -> Iterator[Office]:
    """The installation, its registry ready and its folders made; the page pool ends with it.

    `away`: the machines that read for it.
    """
    from registry.start import start

    start(settings)
    from registry.save import DjangoRegister

    for folder in (*settings.all_inboxes, settings.archive, settings.failed, settings.duplicates, settings.outputs):
        folder.mkdir(parents=True, exist_ok=True)
    with PagePool(settings.workers) as pool:
        register = DjangoRegister()
        yield Office(settings, register, pool, PROGRESS.get(), register, register, away)


def publish(settings: Settings, anew: bool = False) -> tuple[Path, ...]:
    """The outputs written, graph, tasks and news brought up to date before; `anew`: also where nothing changed.

    After a sweep the printed books of a big year are written once a day, `anew` at once.
    """
    from following import follow
    from publish.everything import publish as publish_all
    from telling import look

    try:
        follow(settings, anew)
        look()
    finally:  # whatever is wrong with the graph, the register goes out
        paths = publish_all(settings, anew)
    return paths


#: So many dispatches are published while somebody waits; more are left to the next sweep.
FEW_PUBLISHED = 200


def withdraw_secret(settings: Settings, sha256: str) -> None:
    """Nothing; a scan that a person found secret is withdrawn as by the rules, and its bytes are refused from now on.

    Outputs that may tell of it are gone at once; they are written anew now where they are few, else by the next sweep.
    Raises LookupError where no such scan is kept, OSError where its files cannot be moved.
    """
    from publish.withdrawn import take_away
    from registry.queries import kept_file
    from registry.save import DjangoRegister

    scan = kept_file(sha256)
    withhold(sha256, settings)
    unpublished(settings).touch()
    take_away(settings.outputs, sha256)
    withdraw(scan, SecretMark(), settings, DjangoRegister())
    take_away(settings.outputs, sha256)  # what was published meanwhile


def publish_now(settings: Settings) -> bool:
    """Whether all was published and reckoned at once; False where it is much, or a sweep is on: the next one does."""
    from registry.queries import count

    if count() > FEW_PUBLISHED:
        return False
    with alone(settings) as first:
        if first:
            with done_with(unpublished(settings)):
                publish(settings)
        return first
