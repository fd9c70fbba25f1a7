"""`vanthu backup`: the whole installation as one bag, made while others work, whole or not at all.

The register is held still first (a copy of the SQLite file, or a transaction of PostgreSQL) until its rows are written;
then the originals of exactly these scans are copied: since the register commits before a file moves, each of them lies
in the archive or still in the inbox.  The bag grows under a hidden name and gets its own when all is on the disk.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backup import last, room
from backup.aside import put_aside
from backup.layout import DATABASE, FORMAT, TABLES, WITHHELD
from backup.originals import originals, put_original
from backup.places import place
from backup.readme import readme
from backup.refusals import AnotherBackup, KeepsChanging
from backup.writing import Bag, lasting
from pipeline.sole import sole
from pipeline.withheld import withheld
from settings import Settings

if TYPE_CHECKING:
    from registry.snapshot import Snapshot

HALF = ".vanthu-part-"
LOCK = ".vanthu-backup.lock"
#: So many times a backup is begun anew because papers were withdrawn as secret meanwhile.
ATTEMPTS = 3
MEANS = (
    "Bản sao lưu sổ văn bản đến Văn Thư: bản gốc, mọi bảng dạng JSON, lời sửa, nhiệm vụ; xem data/README.md. / "
    "Backup of the register of incoming dispatches Van Thu: originals, all tables as JSON lines; see data/README.md."
)


@dataclass
class Made:
    """A backup: where it lies, what is in it, and which originals could not be put in (their names)."""

    bag: Path
    scans: int = 0
    dispatches: int = 0
    rows: int = 0
    files: int = 0
    size: int = 0
    lacking: list[str] = field(default_factory=list)

    def as_json(self) -> str:
        """One JSON object on one line."""
        return json.dumps({**vars(self), "bag": str(self.bag)}, ensure_ascii=False)


def make(folder: Path, settings: Settings, aside: Sequence[str] = ()) -> Made:
    """The backup made in a new folder of `folder`; `aside`: names of further folders (failed, duplicates) it holds.

    Raises PipelineError where there is no room, or another backup is at work there, and OSError.
    """
    folder = folder.absolute()
    room.outside(folder, settings)
    folder.mkdir(parents=True, exist_ok=True)
    with sole(folder / LOCK) as first:
        if not first:
            raise AnotherBackup(folder)
        for half in folder.glob(f"{HALF}*"):  # what a killed one left
            shutil.rmtree(half)
        for _ in range(ATTEMPTS):
            room.enough(folder, settings, aside)
            if made := _tried(folder, settings, aside):
                return made
    raise KeepsChanging()


def _tried(folder: Path, settings: Settings, aside: Sequence[str]) -> Made | None:
    """The backup; None, with nothing left of it, where papers were withdrawn from the register meanwhile."""
    from registry.snapshot import known_now, snapshot

    at = dt.datetime.now().astimezone()
    whole = _free_name(folder, at)
    half = folder / f"{HALF}{whole.name}"
    (half / "data" / "database").mkdir(parents=True)
    try:
        bag, made = Bag(half), Made(whole)
        with snapshot(half / "data" / DATABASE) as still:
            _put_register(bag, still, made, at)
        scans = _put_originals(bag, made, settings)
        for name in aside:
            put_aside(bag, name, settings)
        if not scans <= known_now():
            return None
        _close(bag, made, at, settings)
        with lasting(folder):
            half.rename(whole)
    finally:
        shutil.rmtree(half, ignore_errors=True)
    last.note(last.Last(at, whole, made.size), settings)
    return made


def _put_originals(bag: Bag, made: Made, settings: Settings) -> set[str]:
    """The sha256 of every scan; the originals lie in the bag, or are told as lacking."""
    from registry.save import DjangoRegister

    noted, scans = DjangoRegister().archived_path, set()
    for one in originals(bag):
        scans.add(one.sha256)
        if not put_original(bag, one, noted, settings):
            made.lacking.append(one.name)
    return scans


def _put_register(bag: Bag, still: Snapshot, made: Made, at: dt.datetime) -> None:
    """The tables in their open form, what is told of them, and the copy of the database."""
    from registry.snapshot import described

    made.scans, made.dispatches = still.counts()
    tables = []
    for told in described():
        written = bag.put(f"tables/{told['name']}.jsonl", still.lines(told["name"], place))
        tables.append({**told, "rows": written.lines, "sha256": written.hashes["sha256"]})
        made.rows += written.lines
    about: dict[str, Any] = {
        "format": FORMAT,
        "vanthu": version("vanthu"),
        "made_at": at.isoformat(timespec="seconds"),
        "scans": made.scans,
        "dispatches": made.dispatches,
        **still.about(),
        "tables": tables,
    }
    bag.put(TABLES, [json.dumps(about, ensure_ascii=False, indent=1).encode()])
    bag.put("README.md", [readme(about).encode()])
    if still.copy is not None:
        bag.found(DATABASE)
    else:
        (bag.folder / "data" / "database").rmdir()


def _close(bag: Bag, made: Made, at: dt.datetime, settings: Settings) -> None:
    """The list of withheld papers last, as it is now; then the bag is whole."""
    bag.put(WITHHELD, ["".join(f"{one}\n" for one in sorted(withheld(settings))).encode()])
    made.files, made.size = bag.files, bag.size
    bag.closed(
        {
            "Bag-Software-Agent": f"Van Thu {version('vanthu')}",
            "Bagging-Date": f"{at:%Y-%m-%d}",
            "External-Description": MEANS,
            "External-Identifier": made.bag.name,
            "Van-Thu-Scans": str(made.scans),
            "Van-Thu-Dispatches": str(made.dispatches),
            "Van-Thu-Rows": str(made.rows),
            "Van-Thu-Originals-Lacking": str(len(made.lacking)),
        }
    )


def _free_name(folder: Path, at: dt.datetime) -> Path:
    """A name that tells the moment, and is not taken."""
    names = (folder / f"vanthu-{at:%Y%m%d-%H%M%S}{'' if number == 1 else f'-{number}'}" for number in range(1, 1000))
    return next(path for path in names if not path.exists())
