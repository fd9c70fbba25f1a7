"""The tests of the registry once more, against a real PostgreSQL that lives only as long as they do."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from settings import FOLDERS
from tests.killed_office import typed_letter
from tests.reading_machines import reading_machines
from tests.test_registry_start import POINTS, ROOT, saved_once, start_at_once, whole_after_a_kill

pytestmark = pytest.mark.postgres

TWINS = (
    "test_registry.py",
    "test_corrections.py",
    "test_concerns.py",
    "test_graph_registry.py",
    "test_graph_in_tables.py",
    "test_often.py",
    "test_plans.py",
    "test_put_in.py",
    "test_revise.py",
    "test_graph_by_several.py",
    "test_indexes.py",
    "test_network.py",
    "test_tasks.py",
    "test_following.py",
    "test_follow_news.py",
    "test_unit_directory.py",
    "test_desk_register.py",
    "test_shown_questions.py",
)


def programs() -> Path:
    """Where the newest PostgreSQL keeps its programs; skips where there is none."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    initdb = str(debian[-1]) if debian else shutil.which("initdb")
    if initdb is None:
        pytest.skip("PostgreSQL is not installed (Debian package postgresql)")
    return Path(initdb).parent


def as_somebody() -> list[str]:
    """What stands before a command that root may not run: PostgreSQL refuses to be root's."""
    return ["runuser", "-u", "nobody", "--"] if os.geteuid() == 0 else []


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The URL of a cluster of its own, reached through a socket in a folder of its own."""
    bin_ = programs()
    # Not pytest's folder: that is closed to others, and its path can be too long for a socket.
    with tempfile.TemporaryDirectory(prefix="vanthu-pg-") as name:
        folder = Path(name)
        if os.geteuid() == 0:
            shutil.chown(folder, "nobody")
        data, log = folder / "data", folder / "log"
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        ctl = [*as_somebody(), str(bin_ / "pg_ctl"), "-D", str(data), "-w"]
        initdb = [*as_somebody(), str(bin_ / "initdb"), "-D", str(data), "-A", "trust", "-U", "postgres", "-E", "UTF8"]
        subprocess.run([*initdb, "--locale", "C.UTF-8"], cwd=folder, check=True, capture_output=True)
        subprocess.run(
            [*ctl, "-l", str(log), "-o", options, "start"], cwd=folder, check=True, stdout=subprocess.DEVNULL
        )
        try:
            yield f"postgres://postgres@{quote(name, safe='')}/postgres"
        finally:
            subprocess.run([*ctl, "-m", "immediate", "stop"], cwd=folder, check=True, capture_output=True)


def test_the_twins_pass_with_postgresql_too(server: str) -> None:
    """All in one process: making the tables takes longer than most of them."""
    result = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "no:cacheprovider",
            "-rs",
            *(str(ROOT / "tests" / one) for one in TWINS),
        ],
        cwd=ROOT,
        env={**os.environ, "VANTHU_DATABASE_URL": server},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert result.returncode == 0, result.stdout


def test_a_start_killed_while_the_tables_are_made_leaves_none(server: str, tmp_path: Path) -> None:
    whole_after_a_kill(server, tmp_path, POINTS[-1])


def test_three_processes_start_one_new_database(server: str, tmp_path: Path) -> None:
    assert start_at_once(server, tmp_path) == [("0\n", "", 0)] * 3


def test_the_same_scan_saved_by_three_processes_is_kept_once(server: str, tmp_path: Path) -> None:
    saved_once(server, tmp_path)


def test_other_machines_read_and_one_database_keeps(server: str, tmp_path: Path) -> None:
    """The readers know no database; the sweep keeps in PostgreSQL what they read."""
    own = {f"VANTHU_{name.upper()}": str(tmp_path / name) for name in FOLDERS}
    (tmp_path / "inbox").mkdir()
    for number in range(3):
        typed_letter(tmp_path / "inbox", number)
    with reading_machines(tmp_path / "machines") as there:
        more = {"VANTHU_DATABASE_URL": server, "VANTHU_DASK": there.address, "VANTHU_STABLE_SECONDS": "0"}
        done = subprocess.run(
            [sys.executable, "-c", "from cli import main; main()", "inbox", "--once"],
            cwd=tmp_path,
            env={**os.environ, **own, **more, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr
        assert there.have_opened()
    assert len(list((tmp_path / "archive").rglob("*.pdf"))) == 3
    assert len(list((tmp_path / "outputs" / "readings").glob("*.json"))) >= 3
