"""`vanthu restore`: a bag put onto an empty computer, after every byte of it was checked; all of it, or nothing.

The originals are copied beside the archive's folders first, then the register commits, then they are renamed into their
place.  Killed before the register commits, the next run begins anew; killed after, it goes on with the renaming.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from backup import room
from backup.check import Checked, check
from backup.layout import ARCHIVE, ASIDE, WITHHELD
from backup.places import home_in, place
from backup.refusals import BadBag, Busy, NoRoom, NotEmpty, NotTaken, OtherBag, WrongRows
from backup.writing import blocks_of, lasting
from pipeline import withheld
from pipeline.sweep import alone
from pipeline.undone import unpublished
from settings import Settings

if TYPE_CHECKING:
    from registry.put_back import Tables

#: In the archive, where originals wait for the register; hidden from sweeps.
WAITING, WHICH = ".restoring", "which-bag"
#: Faults that are shown at once.
MOST = 20


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back: originals, rows, and the version that had made the bag."""

    originals: int
    rows: int
    vanthu: str


def restore(folder: Path, settings: Settings) -> Restored:
    """What was put back.  Raises PipelineError with the reason and a remedy where nothing was, OSError."""
    checked = check(folder)
    if checked.faults:
        lines = [str(one) for one in checked.faults]
        more = [f"  … và {len(lines) - MOST} tệp nữa"] if len(lines) > MOST else []
        raise BadBag(checked.folder, "\n".join([*lines[:MOST], *more]))
    from registry.start import set_up, start

    set_up(settings)
    tables = _tables(checked)
    with alone(settings) as first:
        if not first:
            raise Busy()
        if not _half_done(checked, settings):
            _begin(checked, tables, settings)
        _finish(checked, settings)
    start(settings)  # an older schema goes on from here
    unpublished(settings).touch()
    told = tables.about["tables"]
    return Restored(len(_originals(checked)), sum(int(one["rows"]) for one in told), str(tables.about["vanthu"]))


def _tables(checked: Checked) -> Tables:
    from registry.put_back import Tables

    def lines(table: str) -> Iterator[bytes]:
        with (checked.folder / "data" / "tables" / f"{table}.jsonl").open("rb") as file:
            yield from file

    return Tables(checked.about, lines)


def _half_done(checked: Checked, settings: Settings) -> bool:
    """Whether the register was put back from this very bag already, and only the renaming is left."""
    from registry.put_back import rows_there

    waiting = settings.archive.absolute() / WAITING
    rows = rows_there()
    if not rows:
        _nothing_there(settings)
        shutil.rmtree(waiting, ignore_errors=True)
        return False
    if not (waiting / WHICH).is_file():
        told = ", ".join(f"{number} hàng ở bảng {name}" for name, number in sorted(rows.items())[:3])
        raise NotEmpty(f"dữ liệu trong sổ ({told} …)" if len(rows) > 3 else f"dữ liệu trong sổ ({told})")
    if (waiting / WHICH).read_text(encoding="ascii") != _name(checked):
        raise OtherBag(waiting)
    return True


def _nothing_there(settings: Settings) -> None:
    for name in (ARCHIVE, *ASIDE):
        folder = getattr(settings, name).absolute()
        found = (path for path in folder.glob("*") if not path.name.startswith("."))
        if (one := next(found, None)) is not None:
            raise NotEmpty(f"tệp trong thư mục '{name}' ({one})")


def _begin(checked: Checked, tables: Tables, settings: Settings) -> None:
    """The originals copied to wait, and the register put back."""
    from registry.put_back import NotTheRows, NotTheSchema, fits, put_back

    try:
        fits(tables)
        _room(checked, settings)
        with _waiting(checked, settings):
            put_back(tables, partial(home_in, settings), place)
    except NotTheSchema as error:
        raise NotTaken(str(error)) from error
    except NotTheRows as error:
        raise WrongRows(str(error)) from error


def _room(checked: Checked, settings: Settings) -> None:
    free = shutil.disk_usage(settings.archive).free
    if free < checked.size + room.SPARE:
        wanted = checked.size + room.SPARE
        raise NoRoom(settings.archive, wanted // room.MEGABYTE + 1, free // room.MEGABYTE)


@contextmanager
def _waiting(checked: Checked, settings: Settings) -> Iterator[None]:
    """A `with` in which the originals wait beside the archive; they go again where it ends badly."""
    waiting = settings.archive.absolute() / WAITING
    whole = False
    try:
        _wait(checked, waiting, settings)
        yield
        whole = True
    finally:
        if not whole:
            shutil.rmtree(waiting, ignore_errors=True)


def _wait(checked: Checked, waiting: Path, settings: Settings) -> None:
    """The originals, copied and checked, and the list of withheld papers, which counts from now on."""
    waiting.mkdir(parents=True)
    (waiting / WHICH).write_text(_name(checked), encoding="ascii")
    for name in _originals(checked):
        _copied(checked, name, waiting / Path(name).relative_to(f"data/{ARCHIVE}"))
    known = withheld.withheld(settings)
    for digest in (checked.folder / "data" / WITHHELD).read_text(encoding="ascii").split():
        if digest not in known:
            withheld.withhold(digest, settings)
    with lasting(waiting):
        pass


def _finish(checked: Checked, settings: Settings) -> None:
    """The originals renamed into their place, failed files and duplicates copied; what is done is done once."""
    archive = settings.archive.absolute()
    waiting = archive / WAITING
    for path in sorted(one for one in waiting.rglob("*") if one.is_file() and one.name != WHICH):
        goal = archive / path.relative_to(waiting)
        goal.parent.mkdir(parents=True, exist_ok=True)
        path.rename(goal)
    for name in (one for one in checked.hashes if one.startswith(tuple(f"data/{aside}/" for aside in ASIDE))):
        _, aside, rest = name.split("/", 2)
        _copied(checked, name, getattr(settings, aside).absolute() / rest)
    with lasting(archive):
        shutil.rmtree(waiting, ignore_errors=True)


def _copied(checked: Checked, name: str, goal: Path) -> None:
    """The file copied, its bytes checked once more.  Raises BadBag where it changed since it was looked through."""
    goal.parent.mkdir(parents=True, exist_ok=True)
    source, digest = checked.folder / name, sha256()
    with goal.open("wb") as file:
        for block in blocks_of(source):
            digest.update(block)
            file.write(block)
    if digest.hexdigest() != checked.hashes[name]:
        goal.unlink()
        raise BadBag(checked.folder, f"  {name}: Tệp vừa bị thay đổi trong lúc phục hồi.")
    shutil.copystat(source, goal)


def _originals(checked: Checked) -> Sequence[str]:
    return [name for name in checked.hashes if name.startswith(f"data/{ARCHIVE}/")]


def _name(checked: Checked) -> str:
    """By what it is known that a bag is the same: the sha256 of its list of hashes."""
    return sha256((checked.folder / "manifest-sha256.txt").read_bytes()).hexdigest()
