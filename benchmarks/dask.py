"""Reading by other machines, measured on this one: `python -m benchmarks.dask [FILES [KILLS]]`.

First the same inbox (a fifth of it scans, the rest PDFs with a text layer) swept by one process and by 2 and 4 readers
behind Dask: are the readings the same to the byte, how many files an hour, what the sweep itself had to work, what goes
over the line.  Then readers killed at random moments of sweeps: what was lost or doubled.
"""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

from corpora.render import render
from descendants import descendants
from pipeline.errand import Answer, Errand, done
from pipeline.fingerprint import fingerprint
from pipeline.intake import sha256_of, take_in
from pipeline.reading import now
from records import Scan
from settings import Settings
from tests.forking import Forker
from tests.killed_office import Place, filled, place_in, typed_letter, wrongs
from tests.reading_machines import VANTHU, ReadingMachines, kill, reading_machines

FILES, KILLS, SEED = 20, 10, 2026
MOST_A_SWEEP = 3
ONE_SCAN_IN = 5
CASES = Path(__file__).parents[1] / "corpora" / "cases"
TICKS = os.sysconf("SC_CLK_TCK")
#: What is refused of the inbox in which readers are killed, and nothing else may be.
REFUSED = {"rỗng.pdf", "hỏng.pdf", "word.pdf", "khóa.pdf"}


@dataclass(frozen=True, slots=True)
class Measured:
    """One sweep: seconds by the clock, seconds of the processor in the sweep's process and in those of the readers."""

    clock: float
    sweep: float
    readers: float
    readings: Mapping[str, bytes]


def main() -> None:
    """Prints the figures; exit code 1 where a reading differed, or anything was lost or doubled."""
    asked = [int(one) for one in sys.argv[1:]]
    files, kills = (*asked, *(FILES, KILLS)[len(asked) :])
    forker = Forker()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wrong = _speeds(folder, files, forker) + _killed(folder / "kills", kills, forker)
    forker.close()
    sys.exit(bool(wrong))


def _speeds(folder: Path, files: int, forker: Forker) -> int:
    """How many readings differed from those of one process."""
    drawn = _drawn(folder / "drawn", files)
    for line in _lines_of_travel(drawn):
        _say(line)
    (folder / "empty").mkdir()
    idle = _swept(place_in(folder / "idle", forker), folder / "empty").sweep
    alone = _swept(place_in(folder / "alone", forker), drawn)
    _say(_told("one process", alone, alone, files, idle))
    wrong = 0
    for readers in (2, 4):
        with reading_machines(folder / f"machines-{readers}", readers) as there:
            _swept(
                place_in(folder / f"warm-{readers}", forker), drawn, there
            )  # readers load the rules with their first file
            there_too = _swept(place_in(folder / f"swept-{readers}", forker), drawn, there)
        differing = sum(there_too.readings.get(name) != content for name, content in alone.readings.items())
        wrong += differing + abs(len(there_too.readings) - len(alone.readings))
        _say(_told(f"{readers} readers", there_too, alone, files, idle) + f", {differing} readings differ")
    return wrong


def _drawn(folder: Path, files: int) -> Path:
    """A folder of so many papers, no two alike."""
    folder.mkdir()
    cases = sorted(CASES.glob("state-*.txt"))
    scans = [render(case, "office", folder / "scans") for case in cases[: files // ONE_SCAN_IN]]
    papers = folder / "papers"
    papers.mkdir()
    for scan in scans:
        shutil.copy(scan, papers)
    (folder / "typed").mkdir()
    for number in range(files - len(scans)):
        (papers / f"typed-{number}.pdf").write_bytes(typed_letter(folder / "typed", number))
    return papers


def _swept(place: Place, papers: Path, there: ReadingMachines | None = None) -> Measured:
    """One sweep of an office that has these papers in its inbox."""
    folder = place.folder
    shutil.copytree(papers, place.inbox)
    environment = {**os.environ, **place.environment(), "VANTHU_DASK": there.address if there else ""}
    before, begun = _worked(there), time.monotonic()
    with (folder / "log.txt").open("w") as log:
        sweep = subprocess.Popen([VANTHU, "inbox", "--once"], cwd=folder, env=environment, stdout=log, stderr=log)
        _, status, usage = os.wait4(sweep.pid, 0)
    clock = time.monotonic() - begun
    assert status == 0, place.said()
    readings = {path.name: path.read_bytes() for path in (folder / "outputs" / "readings").glob("*.json")}
    return Measured(clock, usage.ru_utime + usage.ru_stime, _worked(there) - before, readings)


def _worked(there: ReadingMachines | None) -> float:
    """Seconds of the processor that the readers and what they started have used."""
    own = there.readers() if there else ()
    return sum(_seconds(one) for reader in own for one in (reader, *descendants(reader)))


def _seconds(process: int) -> float:
    fields = Path("/proc", str(process), "stat").read_text(errors="replace").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / TICKS


def _told(name: str, one: Measured, alone: Measured, files: int, idle: float) -> str:
    each = 1000 * (one.sweep - idle) / files
    return (
        f"{name}: {one.clock:.1f} s by the clock, {3600 * files / one.clock:.0f} files an hour, "
        f"{alone.clock / one.clock:.2f} of one process; the sweep worked {each:.0f} ms a file, "
        f"the readers {1000 * one.readers / files:.0f} ms a file"
    )


def _lines_of_travel(papers: Path) -> Iterator[str]:
    """What goes over the line for a scan and for a typed paper."""
    settings = Settings().for_reading()
    for path in (min(papers.glob("state-*")), papers / "typed-0.pdf"):
        scan = take_in(path, now)
        assert isinstance(scan, Scan)
        errand = Errand(scan, settings, by=fingerprint(settings))
        answer = done(errand)
        assert isinstance(answer, Answer)
        there, back = len(pickle.dumps(errand)), len(pickle.dumps(answer))
        pages = answer.reading.page_count
        yield f"{path.name}: {scan.size} bytes, {pages} pages; {there} bytes go, {back // pages} bytes a page come back"


def _killed(folder: Path, wanted: int, forker: Forker) -> int:
    """How many things were wrong after sweeps in which readers were killed."""
    random, killed, rounds = Random(SEED), 0, 0
    found: list[str] = []
    drawn = folder / "drawn"
    drawn.mkdir(parents=True)
    scan = render(CASES / "state-gm-hac-thanh.txt", "office", drawn / "scans")
    with reading_machines(folder / "machines", 2) as there:
        while killed < wanted:
            place = place_in(folder / str(rounds), forker)
            put_in = filled(place, drawn) | {"quét.pdf": sha256_of(scan)}
            shutil.copy(scan, place.inbox / "quét.pdf")
            killed += _readers_killed(place, there, random, min(MOST_A_SWEEP, wanted - killed))
            found += _wrong_in(place, put_in)
            rounds += 1
            there.whole()
    _say(f"{killed} readers killed in {rounds} sweeps: {len(found)} wrong")
    for one in found:
        _say(one)
    return len(found)


def _readers_killed(place: Place, there: ReadingMachines, random: Random, most: int) -> int:
    """How many readers were killed while a sweep ran, which comes to its end all the same."""
    sweep, killed = place.start(VANTHU_DASK=there.address), 0
    while killed < most and _runs(sweep):
        time.sleep(random.uniform(0.3, 3.0))
        readers = there.readers()
        if _runs(sweep) and readers:
            killed += kill(random.choice(readers))
    assert place.ended(sweep) == 0, place.said()
    return killed


def _runs(process: int) -> bool:
    state = Path("/proc", str(process), "stat").read_text(errors="replace").rpartition(")")[2].split()[0]
    return state not in "ZX"


def _wrong_in(place: Place, put_in: Mapping[str, str]) -> Iterator[str]:
    """What was lost or doubled, and what was refused though nothing is wrong with it."""
    yield from wrongs(place, put_in)
    refused = {path.name for path in (place.folder / "failed").iterdir() if path.suffix != ".txt"}
    yield from (f"refused: {name}" for name in refused ^ REFUSED)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
