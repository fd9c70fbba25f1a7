"""How fast texts are understood: `python -m benchmarks.extraction FILE|FOLDER… [--rounds N] [--profile N]`.

FILE.jsonl holds one object with `text` a line, a FOLDER texts (.txt); without any, our own cases are read as text.  All
stages after the words are timed; in the same run, on the same texts, the word segmentation of underthesea (which this
project has), and eyecite where whoever measures has installed it.
"""

from __future__ import annotations

import argparse
import cProfile
import datetime as dt
import json
import pstats
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from corpora.case import parse
from corpora.plain import text_of
from pipeline.errors import SecretMark
from pipeline.read import A4
from pipeline.stages import reading_of
from records import Page, ReadScan, Scan, ScanReading
from rules.fold import nfc

CASES = Path(__file__).parents[1] / "corpora" / "cases"
DAY = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def texts_of(paths: Sequence[Path]) -> Iterator[str]:
    """The texts in files and folders, composed as the reading composes them."""
    for path in paths:
        if path.suffix == ".jsonl":
            with path.open(encoding="utf-8") as file:
                yield from (nfc(json.loads(line)["text"]) for line in file)
        elif path.is_dir():
            yield from (nfc(one.read_text(encoding="utf-8")) for one in sorted(path.glob("*.txt")))
        else:
            yield nfc(path.read_text(encoding="utf-8"))


def own_texts() -> Iterator[str]:
    """Our own cases as text."""
    return (text_of(parse(path)) for path in sorted(CASES.glob("*.txt")))


def understood(text: str) -> ScanReading | None:
    """The reading of a text by itself; None where it is secret."""
    scan = Scan("0" * 64, Path("text.txt"), "text.txt", DAY, "text/plain", len(text))
    try:
        return reading_of(ReadScan(scan, (Page(1, *A4, words=(), source="plain", plain=text),)))
    except SecretMark:
        return None


def others() -> Iterator[tuple[str, Callable[[str], object]]]:
    """What else passes over the texts."""
    from underthesea import word_tokenize

    yield "underthesea, words only", word_tokenize
    try:
        from eyecite import get_citations  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return
    yield "eyecite", get_citations


def timed(work: Callable[[str], object], texts: Sequence[str], rounds: int) -> float:
    """Seconds of the processor in the best round: other work on the machine only ever slows."""
    best = float("inf")
    work(texts[0])  # patterns, models and lists are made once
    for _ in range(rounds):
        begun = time.process_time()
        for text in texts:
            work(text)
        best = min(best, time.process_time() - begun)
    return best


def profiled(texts: Sequence[str], most: int) -> None:
    """Print where the time goes."""
    profile = cProfile.Profile()
    profile.runcall(lambda: [understood(text) for text in texts])
    pstats.Stats(profile).sort_stats("tottime").print_stats(most)


def main(arguments: Sequence[str]) -> None:
    """Print a Markdown table: what, seconds, signs a second."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.extraction")
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--profile", type=int, metavar="LINES")
    given = parser.parse_args(arguments)
    texts = list(texts_of(given.paths) if given.paths else own_texts())
    if given.profile:
        profiled(texts, given.profile)
        return
    signs = sum(map(len, texts))
    sys.stdout.write(f"{len(texts)} texts, {signs:,} signs\n\n| what | seconds | signs a second |\n|---|---|---|\n")
    for name, work in (("vanthu, all of it", understood), *others()):
        seconds = timed(work, texts, given.rounds)
        sys.stdout.write(f"| {name} | {seconds:.2f} | {signs / seconds:,.0f} |\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
