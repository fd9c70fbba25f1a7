"""`vanthu watch` with a Prefect server of its own: it reads what is dropped in, and ends promptly and wholly."""

from __future__ import annotations

import hashlib
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpora.render import render
from ending import BOUND, FAREWELL
from tests.drawn_pages import letter, scanned_pdf, with_table
from tests.forking import Forker
from tests.killed_office import Place, filled, place_in, wrongs
from tests.watched_office import came_true, hanging_tesseract, left, watched

pytestmark = [pytest.mark.flow, pytest.mark.ocr]
CASE = Path(__file__).parent.parent / "corpora" / "cases" / "state-gm-hac-thanh.txt"
#: Seconds until a sweep on a busy machine: a new server, the first schedule, a process that imports everything.
PATIENCE = 180


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Prefect's folder, the same for one watch after another: each must find its schedule anew."""
    return tmp_path_factory.mktemp("prefect")


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A scan that must be read by Tesseract."""
    return render(CASE, "office", tmp_path_factory.mktemp("drawn")).read_bytes()


@pytest.fixture(scope="module")
def tabled(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A scan that Tesseract's command must read as a whole."""
    sheet = with_table(letter(150, 1))
    return scanned_pdf([sheet], tmp_path_factory.mktemp("tabled") / "a.pdf", 150).read_bytes()


@pytest.fixture(scope="module")
def forker() -> Iterator[Forker]:
    """What starts the sweeps beside the watch."""
    one = Forker()
    yield one
    one.close()


@pytest.fixture
def place(tmp_path: Path, forker: Forker) -> Place:
    """A new office."""
    return place_in(tmp_path / "office", forker)


def with_scan(place: Place, scan: bytes, drawn: Path) -> dict[str, str]:
    """The sha256 by the name of what lies in the inbox, one of them a scan."""
    put_in = filled(place, drawn, typed=1)
    (place.inbox / "giay-moi.pdf").write_bytes(scan)
    return {**put_in, "giay-moi.pdf": hashlib.sha256(scan).hexdigest()}


def test_the_watch_reads_what_is_dropped_in(place: Place, home: Path, scan: bytes) -> None:
    with watched(place, home) as watch:
        place.inbox.mkdir(exist_ok=True)
        (place.inbox / "giay-moi.pdf").write_bytes(scan)
        register = place.folder / "outputs" / "register.csv"
        assert came_true(register.exists, PATIENCE), place.said()[-2000:]
        watch.terminate()
        assert watch.wait(timeout=BOUND) == 0
        assert left(place) == []
    assert FAREWELL in place.said()
    assert "18/GM-UBND" in register.read_text(encoding="utf-8-sig")


def test_a_watch_that_ends_in_mid_sweep_loses_and_doubles_nothing(
    place: Place, home: Path, tabled: bytes, tmp_path: Path
) -> None:
    put_in = with_scan(place, tabled, tmp_path)
    path, begun = hanging_tesseract(tmp_path)
    with watched(place, home, PATH=path) as watch:
        assert came_true(begun.exists, PATIENCE), place.said()[-2000:]
        watch.terminate()
        assert watch.wait(timeout=BOUND) == 0
        assert left(place) == []
    assert (place.inbox / "giay-moi.pdf").exists()
    code, said = place.run()
    assert code == 0, said
    assert wrongs(place, put_in) == []


def test_a_second_signal_ends_the_watch_at_once(place: Place, home: Path, tabled: bytes, tmp_path: Path) -> None:
    put_in = with_scan(place, tabled, tmp_path)
    path, begun = hanging_tesseract(tmp_path)
    with watched(place, home, PATH=path) as watch:
        assert came_true(begun.exists, PATIENCE), place.said()[-2000:]
        watch.send_signal(signal.SIGINT)
        assert came_true(lambda: FAREWELL in place.said(), 5)
        assert watch.poll() is None  # it waits for Tesseract
        watch.send_signal(signal.SIGINT)
        assert watch.wait(timeout=5) == 128 + signal.SIGINT
        assert came_true(lambda: not left(place), 2)
    assert place.run()[0] == 0
    assert wrongs(place, put_in) == []


def test_a_watch_ends_while_its_server_starts(place: Place, home: Path) -> None:
    with watched(place, home) as watch:
        assert came_true(lambda: len(left(place)) > 1, 30)
        watch.terminate()
        assert watch.wait(timeout=BOUND) == 0
        assert left(place) == []


def test_a_killed_watch_takes_all_its_processes_along(place: Place, home: Path, tabled: bytes, tmp_path: Path) -> None:
    with_scan(place, tabled, tmp_path)
    path, begun = hanging_tesseract(tmp_path)
    with watched(place, home, PATH=path) as watch:
        assert came_true(begun.exists, PATIENCE), place.said()[-2000:]
        watch.kill()
        assert came_true(lambda: not left(place), 15), left(place)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_sweep_that_is_stopped_blames_no_file(
    number: signal.Signals, place: Place, tabled: bytes, tmp_path: Path
) -> None:
    """As Ctrl-C does it, and a service: every process of the sweep hears the signal."""
    put_in = with_scan(place, tabled, tmp_path)
    path, begun = hanging_tesseract(tmp_path)
    process = place.start(PATH=path)
    assert came_true(begun.exists, 60), place.said()
    for one in (*left(place), process):  # the reader last: it must not take the end of the others for anything
        os.kill(one, number)
    assert place.ended(process) == 128 + number
    assert came_true(lambda: not left(place), 15), left(place)
    assert (place.inbox / "giay-moi.pdf").exists()
    assert place.run()[0] == 0
    assert wrongs(place, put_in) == []
