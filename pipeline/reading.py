"""Files read without an office: no register, no inbox; what `vanthu read` does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from pipeline.errors import PipelineError, refused
from pipeline.intake import take_in
from pipeline.pages import PagePool
from pipeline.provenance import provenance
from pipeline.read import read_scan, with_heads
from pipeline.redrawn import with_pictures
from pipeline.stages import reading_of
from records import UNDIVIDED, Citers, Divisions, Outcome, Progress, Refused, Scan, ScanReading
from settings import Settings

Reader = Callable[[Scan], ScanReading]

#: Files in hand at once, beyond the pages that are read at once: the last page of one does not keep the next waiting.
FILES_AHEAD = 2


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
            words = replace(words, provenance=provenance(words, settings))
        return reading_of(words, citers, division)

    return read


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
