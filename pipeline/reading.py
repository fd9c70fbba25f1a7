"""Files read without an office: no register, no inbox; what `vanthu read` does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Semaphore

from pipeline.errand import Answer, Answered, Errand, weighed
from pipeline.errors import PipelineError, refused
from pipeline.fingerprint import fingerprint
from pipeline.intake import take_in
from pipeline.pages import PagePool
from pipeline.provenance import with_provenance
from pipeline.read import read_scan, with_heads
from pipeline.redrawn import with_pictures
from pipeline.stages import reading_of
from records import UNDIVIDED, Citers, Divisions, Outcome, Progress, Refused, Scan, ScanReading
from settings import Settings

Reader = Callable[[Scan], ScanReading]
#: What has an errand done by another machine; None where none can do it now.
Send = Callable[[Errand], Answered | None]

#: Files in hand at once, beyond the pages that are read at once: the last page of one does not keep the next waiting.
FILES_AHEAD = 1


def now() -> dt.datetime:
    """The present moment, with its offset from UTC."""
    return dt.datetime.now().astimezone()


def reader(
    settings: Settings,
    pool: PagePool,
    progress: Progress | None = None,
    citers: Citers | None = None,
    divisions: Divisions | None = None,
) -> Reader:
    """What turns a scan into its reading, divided as clerks said.

    It raises a PipelineError where the scan cannot or may not be read.
    """

    def read(scan: Scan) -> ScanReading:
        division = divisions.division(scan.sha256) if divisions else UNDIVIDED
        words = read_scan(scan, settings, pool, progress, division.heads)
        if divisions:  # who keeps words keeps by what they were read
            words = with_provenance(words, settings)
        return reading_of(words, citers, division)

    return read


def sender(
    settings: Settings,
    send: Send,
    here: Reader,
    citers: Citers | None = None,
    divisions: Divisions | None = None,
) -> Reader:
    """What has a scan read by other machines, and gives the same reading as `here`, which reads where they cannot.

    It raises what `here` raises.
    """
    by, told = fingerprint(settings), settings.for_reading()

    def read(scan: Scan) -> ScanReading:
        division = divisions.division(scan.sha256) if divisions else UNDIVIDED
        answer = send(Errand(replace(scan, path=scan.path.absolute()), told, division, by))
        if isinstance(answer, PipelineError):
            raise answer
        if not isinstance(answer, Answer):
            return here(scan)
        return _at(weighed(answer, citers), scan)

    return read


def watched(read: Reader, progress: Progress) -> Reader:
    """The same, with a word at the end of each scan; page by page nobody tells of what is read elsewhere."""

    def one(scan: Scan) -> ScanReading:
        found = read(scan)
        progress(scan.name, found.page_count, found.page_count)
        return found

    return one


def few_at_once(read: Reader, files: int) -> Reader:
    """The same, for so many files at a time; the others wait."""
    turns = Semaphore(files)

    def one(scan: Scan) -> ScanReading:
        with turns:
            return read(scan)

    return one


def _at(found: ScanReading, scan: Scan) -> ScanReading:
    """The reading as one of this very scan: it went out with its whole path."""
    words = found.words and replace(found.words, scan=scan)
    return replace(found, scan=scan, words=words)


def divider(
    settings: Settings,
    pool: PagePool,
    divisions: Divisions,
    citers: Citers | None = None,
    progress: Progress | None = None,
) -> Reader:
    """What divides a scan anew by what clerks say now, from the words that were kept; without any it is read again.

    A page is looked at again only where a dispatch begins on it that nobody took for the first of one before.
    """
    read_again = reader(settings, pool, progress, citers, divisions)

    def divide(scan: Scan) -> ScanReading:
        words = divisions.words(scan.sha256)
        if words is None:
            return read_again(scan)
        division = divisions.division(scan.sha256)
        there = replace(words, scan=scan)
        found = reading_of(with_heads(there, settings, pool, division.heads), citers, division)
        return with_pictures(found, settings)

    return divide


def read_files(files: Sequence[Path], settings: Settings, progress: Progress | None = None) -> Iterator[Outcome]:
    """The outcome of each file in the order given; text files are read too."""
    with PagePool(settings.workers) as pool:
        read = reader(settings, pool, progress)
        with ThreadPoolExecutor(pool.workers + FILES_AHEAD) as threads:
            yield from threads.map(lambda path: read_file(path, read), files)


def read_file(path: Path, read: Reader) -> ScanReading | Refused:
    """The reading of one file, or why there is none."""
    scan = take_in(path, now, plain_text=True)
    if isinstance(scan, Refused):
        return scan
    try:
        return read(scan)
    except PipelineError as error:
        return refused(error, scan.name, scan.sha256)
