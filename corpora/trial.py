"""A corpus read and held against its gold: our own cases as text or drawn at a level, other folders as they lie."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from corpora.case import parse
from corpora.plain import text_of
from corpora.render import render_all
from corpora.word_file import write_all
from pipeline.corpus import golds, scans
from pipeline.errors import SecretMark
from pipeline.pages import PagePool
from pipeline.read import A4
from pipeline.reading import read_file, reader
from pipeline.stages import reading_of
from pipeline.verdicts import Verdict, secret_verdict, verdicts
from records import Page, Progress, ReadScan, Refused, Scan, ScanReading
from settings import Settings

#: The level that draws nothing: the words of the cases as a person types them.
TEXT = "text"
#: The level at which the cases are files of Word, as offices type them.
DOCX = "docx"
Result = ScanReading | Refused | None


def trial(corpus: Path, level: str, settings: Settings, progress: Progress | None = None) -> list[Verdict]:
    """The verdicts over every case of the corpus that has gold, in the order of the names."""
    wanted = golds(corpus)
    cases = {path.stem: path for path in sorted((corpus / "cases").glob("*.txt")) if path.stem in wanted}
    if cases and level == TEXT:
        return _verdicts(wanted, {name: text_reading(path) for name, path in cases.items()}, scanned=False)
    with tempfile.TemporaryDirectory(prefix="vanthu-corpus-") as folder:
        if cases and level == DOCX:
            list(write_all(list(cases.values()), Path(folder)))
        elif cases:
            render_all(list(cases.values()), level, Path(folder))
        read = _read(scans(Path(folder) if cases else corpus, wanted), settings, progress)
    return _verdicts(wanted, read, scanned=level not in (TEXT, DOCX))


def text_reading(path: Path) -> Result:
    """The reading of a case's plain text; None where it is refused as secret."""
    text = text_of(parse(path))
    scan = Scan("0" * 64, path, path.name, dt.datetime.fromtimestamp(0, dt.UTC), "text/plain", len(text))
    try:
        return reading_of(ReadScan(scan, (Page(1, *A4, words=(), source="plain", plain=text),)))
    except SecretMark as error:
        return Refused(path.name, error.code, error.message, error.remedy)


def _read(files: Mapping[str, Path], settings: Settings, progress: Progress | None) -> dict[str, Result]:
    with PagePool(settings.workers) as pool, ThreadPoolExecutor(pool.workers + 2) as threads:
        read = reader(settings, pool, progress)
        return dict(zip(files, threads.map(lambda path: read_file(path, read), files.values()), strict=True))


def _verdicts(wanted: Mapping[str, Any], read: Mapping[str, Result], scanned: bool) -> list[Verdict]:
    found: list[Verdict] = []
    for name, gold in wanted.items():
        result = read.get(name)
        secret = secret_verdict(name, gold, result)
        found += [secret] if secret else verdicts(name, gold, _reading(result), scanned)
    return found


def _reading(result: Result) -> ScanReading | None:
    return result if isinstance(result, ScanReading) else None


def cases_named(corpus: Path, only: Sequence[str]) -> list[Path]:
    """The case files of a corpus, all or those named."""
    cases = sorted((corpus / "cases").glob("*.txt"))
    return [path for path in cases if not only or path.stem in only]
