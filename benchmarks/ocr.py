"""How fast and how well scans are read: `python -m benchmarks.ocr [--scans DIR] [--level L] [--cases N] [--rounds N]`.

The scans of DIR (NAME.pdf, with what stands on it in NAME.txt), else so many of our own cases drawn at a level, go
through `vanthu read`, Tesseract alone and, where whoever measures has it, `ocrmypdf -l vie --jobs 2`, turn by turn in
one run: seconds of the clock as a whole process, pages a minute, the shares of signs misread and of words lost
(whatever their order, for columns are read in different ones), and how many of the documents named are found in the
text by our finder.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from extractors.citations import citations_in
from rules.fold import nfc

CASES = Path(__file__).parents[1] / "corpora" / "cases"
#: Held out from whoever looks at what was lost.
HELD_OUT = ("unseen-", "sealed-", "secret-")
VANTHU = Path(sys.executable).parent / "vanthu"
HEADINGS = (
    "| reader | seconds | pages a minute | times | signs misread | words lost | documents named found |\n"
    "|---|---|---|---|---|---|---|"
)

#: What one reader makes of the scans: the text by the name of each.
Texts = Mapping[str, str]
#: In a text: a page ends.
PAGE_END = "\f"
#: So many words are looked for at a time.
PIECE = 8


@dataclass
class Timed:
    """One reader: how it reads all scans at once, seconds of each round, what it read last."""

    name: str
    read: Callable[[Sequence[Path], Path], Texts]
    seconds: list[float] = field(default_factory=list)
    texts: Texts = field(default_factory=dict)

    def once(self, scans: Sequence[Path]) -> None:
        """Nothing; one more round is noted."""
        with tempfile.TemporaryDirectory(prefix="vanthu-bench-") as folder:
            begun = time.perf_counter()
            self.texts = self.read(scans, Path(folder))
            self.seconds.append(time.perf_counter() - begun)


def by_vanthu(scans: Sequence[Path], folder: Path) -> Texts:
    """All that `vanthu read` does: pages, second readings, fields, citations, orders."""
    said = subprocess.run([VANTHU, "read", "--json", *scans], capture_output=True, text=True, cwd=folder, check=False)
    lines = [json.loads(line) for line in said.stdout.splitlines()]
    return {
        Path(one["scan"]["file"]).stem: "\n".join(paper["text"] for paper in one["dispatches"])
        + PAGE_END * one["scan"]["pages"]
        for one in lines
    }


def by_ocrmypdf(scans: Sequence[Path], folder: Path) -> Texts:
    """One scan after another on all cores, without PDF/A and without making files smaller: the quickest it does."""
    words = ("-q", "-l", "vie", "--jobs", "2", "--output-type", "pdf", "--optimize", "0")
    for scan in scans:
        sidecar, goal = folder / f"{scan.stem}.txt", folder / f"{scan.stem}.pdf"
        subprocess.run(["ocrmypdf", *words, "--sidecar", sidecar, scan, goal], capture_output=True, check=False)
    return {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.txt")}


def by_tesseract(scans: Sequence[Path], folder: Path) -> Texts:
    """Tesseract alone, as its users run it: each page drawn, then read as it is, a page a core at a time."""
    pages = [(scan.stem, picture) for scan in scans for picture in _drawn(scan, folder)]
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        read = list(threads.map(_alone, (picture for _, picture in pages)))
    texts: dict[str, str] = {scan.stem: "" for scan in scans}
    for (name, _), text in zip(pages, read, strict=True):
        texts[name] += text
    return texts


def _drawn(scan: Path, folder: Path) -> Iterator[Path]:
    """The pictures of the scan's pages."""
    from pipeline.image import png
    from pipeline.intake import take_in
    from pipeline.reading import now
    from pipeline.sheets import opened
    from records import Scan
    from settings import Settings

    taken = take_in(scan, now)
    assert isinstance(taken, Scan)
    with opened(taken, Settings()) as sheets:
        for number in range(1, sheets.count + 1):
            path = folder / f"{scan.stem}-{number}.png"
            path.write_bytes(png(sheets.picture(number).pixels))
            yield path


def _alone(picture: Path) -> str:
    command = ["tesseract", str(picture), "-", "-l", "vie", "--dpi", "200"]
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout


def lost(texts: Texts, truth: Texts) -> float:
    """The share (0..1) of the words of the truth that the texts lack."""
    wanted = {name: Counter(re.findall(r"\w+", nfc(text).lower())) for name, text in truth.items()}
    read = {name: Counter(re.findall(r"\w+", nfc(texts.get(name, "")).lower())) for name in truth}
    missing = sum((wanted[name] - read[name]).total() for name in truth)
    return missing / max(1, sum(one.total() for one in wanted.values()))


def misread(texts: Texts, truth: Texts) -> float:
    """Edits beside signs (0..1), piece by piece of the truth, each held against the place that is most like it.

    So the order in which columns are read counts as no error.
    """
    pieces = [
        (piece, " ".join(nfc(texts.get(name, "")).split())) for name, text in truth.items() for piece in _pieces(text)
    ]
    edits = sum(_edits(piece, read) for piece, read in pieces)
    return edits / max(1, sum(len(piece) for piece, _ in pieces))


def _pieces(text: str) -> Iterator[str]:
    """Some words of a line at a time."""
    for line in nfc(text).splitlines():
        words = line.split()
        for start in range(0, len(words), PIECE):
            yield " ".join(words[start : start + PIECE])


def _edits(piece: str, read: str) -> int:
    best = fuzz.partial_ratio_alignment(piece, read)
    if best is None or len(read) < len(piece):
        return Levenshtein.distance(piece, read)
    return Levenshtein.distance(piece, read[best.dest_start : best.dest_end])


def named(texts: Texts, truth: Texts) -> tuple[int, int]:
    """How many of the numbered documents that the truth names are found in the texts, and how many it names."""
    pairs = [(_symbols(text), _symbols(texts.get(name, ""))) for name, text in truth.items()]
    return sum(len(wanted & read) for wanted, read in pairs), sum(len(wanted) for wanted, _ in pairs)


def _symbols(text: str) -> set[str]:
    return {one.symbol for one in citations_in(nfc(text))[0] if one.symbol}


def drawn(folder: Path, level: str, number: int) -> tuple[list[Path], Texts]:
    """So many of our cases as PDF scans, evenly taken from all, with what stands on them."""
    from corpora.case import parse
    from corpora.plain import text_of
    from corpora.render import render_all

    cases = [path for path in sorted(CASES.glob("*.txt")) if not path.stem.startswith(HELD_OUT)]
    chosen = cases[:: max(1, len(cases) // number)][:number]
    scans = [path for path in render_all(chosen, level, folder) if path.suffix == ".pdf"]
    return scans, {path.stem: text_of(parse(CASES / f"{path.stem}.txt")) for path in scans}


def lying(folder: Path) -> tuple[list[Path], Texts]:
    """The PDF scans of a folder that have their text beside them."""
    scans = [path for path in sorted(folder.glob("*.pdf")) if path.with_suffix(".txt").is_file()]
    return scans, {path.stem: path.with_suffix(".txt").read_text(encoding="utf-8") for path in scans}


def main(arguments: Sequence[str]) -> None:
    """Print a Markdown table, a line a reader; `times` beside the last of them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ocr", description="how fast and well scans are read")
    parser.add_argument("--scans", type=Path)
    parser.add_argument("--level", default="office")
    parser.add_argument("--cases", type=int, default=16)
    parser.add_argument("--rounds", type=int, default=3)
    told = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="vanthu-bench-") as folder:
        scans, truth = lying(told.scans.absolute()) if told.scans else drawn(Path(folder), told.level, told.cases)
        readers = [Timed("vanthu", by_vanthu), Timed("tesseract alone", by_tesseract)]
        readers += [Timed("ocrmypdf", by_ocrmypdf)] if shutil.which("ocrmypdf") else []
        for _ in range(told.rounds):
            for one in readers:
                one.once(scans)
        pages = sum(text.count(PAGE_END) for text in readers[0].texts.values())
        slowest = statistics.median(readers[-1].seconds)
    sys.stdout.write(f"{len(scans)} scans, {pages} pages, {told.rounds} rounds\n\n{HEADINGS}\n")
    for one in readers:
        median, (found, wanted) = statistics.median(one.seconds), named(one.texts, truth)
        sys.stdout.write(
            f"| {one.name} | {median:.1f} | {60 * pages / median:.1f} | {slowest / median:.2f} "
            f"| {misread(one.texts, truth):.2%} | {lost(one.texts, truth):.2%} | {found} of {wanted} |\n"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
