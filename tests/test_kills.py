"""A sweep killed at any moment, then a sweep: every file lies once in its place, and every archived one is read."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from pipeline.sweep import alone
from settings import FOLDERS, Settings
from tests.forking import Forker
from tests.killed_office import Place, filled, kills, place_in, whole_sweep, wrongs

SEED = 7
ROUNDS, KILLS_A_ROUND = 3, 3
#: The moments that matter, each as a patch that ends the process there.
POINTS = {
    "before the save": "DjangoRegister.save = lambda *_: os._exit(9)",
    "inside the save": "reading_keep.first_tasks = lambda *_: os._exit(9)",
    "after the save": "DjangoRegister.save = after(DjangoRegister.save)",
    "before the move": "archive._moved = lambda *_: os._exit(9)",
    "after the move": "archive._moved = after(archive._moved)",
    "after the note of the move": "DjangoRegister.archived = after(DjangoRegister.archived)",
    "note written, file not moved": "archive._noted = after(archive._noted)",
    "half a note written": "Path.write_text = half",
    "duplicate not moved": "process.set_aside_duplicate = lambda *_: os._exit(9)",
    "before the outputs": "everything.publish = lambda *_: os._exit(9)",
    "half the outputs": "replace._write = lambda path, content: (path.write_bytes(content[:9]), os._exit(9))",
    "copied, not checked": "shutil.copyfileobj = after(shutil.copyfileobj)",
    "checked, not renamed": "os.utime = after(os.utime)",
    "renamed, source still there": "archive._sync = lambda *_: os._exit(9)",
}
DYING = """
import os, shutil, sys
from pathlib import Path
from settings import Settings
from registry.start import start
start(Settings())
from pipeline import archive, process
from publish import everything, replace
from registry import reading_keep
from registry.save import DjangoRegister
def after(work):
    def dies(*given, **named):
        work(*given, **named)
        os._exit(9)
    return dies
def half(path, text, **_):
    path.write_bytes(text.encode()[:5])
    os._exit(9)
{patch}
from cli import main
main()
"""


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the PDFs are drawn once."""
    return tmp_path_factory.mktemp("drawn")


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """A folder on another file system than the test's; skips where there is none."""
    memory = Path("/dev/shm")
    if not memory.is_dir() or memory.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is only one file system here")
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def forker() -> Iterator[Forker]:
    """What starts the sweeps."""
    one = Forker()
    yield one
    one.close()


def test_kills_at_any_moment(tmp_path: Path, drawn: Path, forker: Forker) -> None:
    span, random = whole_sweep(place_in(tmp_path / "whole", forker), drawn), Random(SEED)
    killed = 0
    for number in range(ROUNDS):
        place = place_in(tmp_path / str(number), forker)
        put_in = filled(place, drawn)
        caught = kills(place, span, KILLS_A_ROUND, random)
        killed, span = killed + caught, span if caught else span / 2  # the measure was taken on a busier machine
        code, said = place.run()
        assert code == 0, said
        assert wrongs(place, put_in) == []
    assert killed


def dies_at(point: str, place: Place, drawn: Path) -> None:
    """A sweep that ends at that point, then one that ends by itself."""
    put_in = filled(place, drawn, typed=1)
    code = place.ended(place.start(DYING.format(patch=POINTS[point]), "inbox", "--once"))
    assert code == 9, place.said()
    code, said = place.run()
    assert code == 0, said
    assert wrongs(place, put_in) == []


@pytest.mark.parametrize("point", list(POINTS)[:-3])
def test_a_kill_at_a_named_point(point: str, tmp_path: Path, drawn: Path, forker: Forker) -> None:
    dies_at(point, place_in(tmp_path / "office", forker), drawn)


@pytest.mark.parametrize("point", list(POINTS)[-3:])
def test_a_kill_between_two_file_systems(
    point: str, tmp_path: Path, elsewhere: Path, drawn: Path, forker: Forker
) -> None:
    dies_at(point, place_in(tmp_path / "office", forker, elsewhere / "inbox"), drawn)


@pytest.mark.parametrize("folder", ["archive", "failed", "duplicates"])
def test_a_copy_whose_source_is_still_there_is_not_doubled(
    folder: str, tmp_path: Path, elsewhere: Path, drawn: Path, forker: Forker
) -> None:
    place = place_in(tmp_path / "office", forker, elsewhere / "inbox")
    patch = f"archive._sync = lambda path: os._exit(9) if {folder!r} in str(path) else None"
    put_in = filled(place, drawn, typed=1)
    assert place.ended(place.start(DYING.format(patch=patch), "inbox", "--once")) == 9, place.said()
    assert place.run()[0] == 0
    assert wrongs(place, put_in) == []


def test_two_sweeps_at_once_lose_and_double_nothing(tmp_path: Path, drawn: Path, forker: Forker) -> None:
    place = place_in(tmp_path / "office", forker)
    put_in = filled(place, drawn)
    both = [place.start(), place.start()]
    assert [place.ended(process) for process in both] == [0, 0], place.said()
    assert "Traceback" not in place.said()
    assert "Error" not in place.said()
    assert wrongs(place, put_in) == []


def test_the_second_sweep_says_that_another_one_runs(tmp_path: Path, drawn: Path, forker: Forker) -> None:
    place = place_in(tmp_path / "office", forker)
    put_in = filled(place, drawn)
    with alone(Settings.model_validate({name: place.folder / name for name in FOLDERS})):
        code, said = place.run()
    assert code == 0
    assert "Một lần quét khác đang chạy" in said
    assert len(list(place.inbox.iterdir())) == len(put_in)
