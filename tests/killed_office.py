"""An office whose sweeps are killed at any moment, and what must hold after the next sweep."""

from __future__ import annotations

import hashlib
import itertools
import os
import signal
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

from settings import FOLDERS
from tests.drawn_pages import LETTER, TypedPdf, locked_pdf
from tests.forking import Forker

SWEEP = "from cli import main; main()"


@dataclass(frozen=True)
class Place:
    """An installation in a folder of its own; its inbox may lie on another file system."""

    folder: Path
    inbox: Path
    forker: Forker

    def environment(self) -> dict[str, str]:
        """What a process of this installation is told."""
        return {
            **{f"VANTHU_{name.upper()}": str(self.folder / name) for name in FOLDERS},
            "VANTHU_INBOX": str(self.inbox),
            "VANTHU_DATABASE_URL": f"sqlite:///{self.folder}/vanthu.sqlite3",
            "VANTHU_STABLE_SECONDS": "0",
            "TMPDIR": str(self.folder / "temp"),
        }

    def start(self, code: str = SWEEP, *arguments: str, **more: str) -> int:
        """The number of a process that sweeps once, or runs the code, in a group of its own; `more` it is told too."""
        return self.forker.ask(
            code=code,
            arguments=arguments or ("inbox", "--once"),
            folder=str(self.folder),
            environment={**self.environment(), **more},
            log=str(self.folder / "log.txt"),
        )

    def ended(self, process: int) -> int:
        """Its exit code, below zero where it was killed; waits for it."""
        return self.forker.ask(wait=process)

    def run(self, *arguments: str) -> tuple[int, str]:
        """The exit code of a command, a sweep where none is named, and all that was said so far."""
        code = self.ended(self.start(SWEEP, *arguments))
        return code, self.said()

    def said(self) -> str:
        """What the processes of this installation have printed."""
        return (self.folder / "log.txt").read_text(encoding="utf-8")


def place_in(folder: Path, forker: Forker, inbox: Path | None = None) -> Place:
    """A new installation there."""
    (folder / "temp").mkdir(parents=True)
    return Place(folder, inbox or folder / "inbox", forker)


def filled(place: Place, drawn: Path, typed: int = 3) -> dict[str, str]:
    """The sha256 of every file put into the inbox by its name: read, the same twice, and broken."""
    place.inbox.mkdir(parents=True, exist_ok=True)
    contents = {f"cv-{number}.pdf": typed_letter(drawn, number) for number in range(typed)}
    contents["bản sao.pdf"] = contents["cv-0.pdf"]
    contents |= {"rỗng.pdf": b"", "hỏng.pdf": b"%PDF-1.4 nothing follows", "word.pdf": b"PK\x03\x04 a Word file"}
    contents["khóa.pdf"] = locked_pdf(drawn / "locked.pdf").read_bytes()
    for name, content in contents.items():
        (place.inbox / name).write_bytes(content)
    return {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}


def typed_letter(folder: Path, number: int) -> bytes:
    """A PDF with a text layer, another one for every number; drawn once."""
    path = folder / f"typed-{number}.pdf"
    if not path.exists():
        lines = (f"Số: {number + 1}-CV/TU", *LETTER)
        TypedPdf().page([(85, 90 + 18 * row, line) for row, line in enumerate(lines)]).save(path)
    return path.read_bytes()


def kills(place: Place, span: float, times: int, random: Random) -> int:
    """How many sweeps, one after another, were killed before they were done, at moments spread over `span` seconds.

    At most so many; after one that came to its end nothing is left to be swept.
    """
    moments = (random.uniform(0.0, span) for _ in range(times))
    return sum(1 for _ in itertools.takewhile(lambda moment: _killed_after(place, moment), moments))


def _killed_after(place: Place, seconds: float) -> bool:
    process = place.start()
    time.sleep(seconds)
    try:
        os.killpg(process, signal.SIGKILL)
    except ProcessLookupError:  # it has not made its group yet
        os.kill(process, signal.SIGKILL)
    return place.ended(process) == -signal.SIGKILL


def whole_sweep(place: Place, drawn: Path) -> float:
    """How many seconds a sweep of such an inbox takes when nobody kills it."""
    put_in, begun = filled(place, drawn), time.monotonic()
    code, said = place.run()
    took = time.monotonic() - begun
    assert code == 0, said
    assert wrongs(place, put_in) == []
    return took


def wrongs(place: Place, put_in: Mapping[str, str]) -> list[str]:
    """Everything that does not hold after a sweep that ended by itself; nothing, where nothing was lost or doubled."""
    where = {name: list(_files(place.folder / name)) for name in ("archive", "failed", "duplicates")}
    lie = Counter(_digest(path) for paths in where.values() for path in paths)
    archived = {_digest(path): str(path) for path in where["archive"]}
    found = [f"still in the inbox: {path.name}" for path in place.inbox.iterdir()]
    if lie != Counter(put_in.values()):
        found.append(f"not the same files: {[str(path) for paths in where.values() for path in paths]}")
    if len(archived) != len(where["archive"]):
        found.append("the archive holds a file twice")
    if (rows := _kept(place)) != archived:
        found.append(f"the register does not know the archive: {rows} / {archived}")
    found += [f"left over: {path.name}" for path in (place.folder / "temp").glob("vanthu-*")]
    return [*found, *_notes_wrong(place, where["failed"]), *_outputs_wrong(place, len(archived))]


def _notes_wrong(place: Place, failed: list[Path]) -> Iterator[str]:
    notes = {path.name for path in (place.folder / "failed").iterdir()} - {path.name for path in failed}
    if notes != {path.name + ".txt" for path in failed}:
        yield f"notes {notes} for {failed}"


def _outputs_wrong(place: Place, archived: int) -> Iterator[str]:
    readings = len(list((place.folder / "outputs" / "readings").glob("*.json")))
    if readings != archived:
        yield f"{readings} published readings of {archived} archived files"
    yield from (f"left over: {path}" for path in (place.folder / "outputs").rglob(".*.tmp"))


def _files(folder: Path) -> Iterator[Path]:
    """Every file below that is no mark or lock of ours and no note about a failed one."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != ".sweep-lock":
            is_note = path.suffix == ".txt" and path.with_suffix("").exists()
            if not is_note:
                yield path


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _kept(place: Place) -> dict[str, str]:
    """Where the register says the originals lie, by sha256; every scan has one dispatch."""
    with closing(sqlite3.connect(place.folder / "vanthu.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        read = "SELECT COUNT(*) FROM registry_dispatchrow WHERE scan_id = registry_scanrow.id"
        assert not database.execute(f"SELECT name FROM registry_scanrow WHERE ({read}) <> 1").fetchall()
        return dict(database.execute("SELECT sha256, archived FROM registry_scanrow"))
