"""The registry starts from nothing, again and again, and in several processes at once."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from registry.start import start
from settings import Settings

ROOT = Path(__file__).parents[1]

START_AND_COUNT = """
from registry.start import start
from settings import Settings
import sys
start(Settings(database_url=sys.argv[1]))
start(Settings(database_url=sys.argv[1]))
from registry.models import ScanRow
print(ScanRow.objects.count())
"""

SAVE_AND_COUNT = """
from registry.start import start
from settings import Settings
import sys
start(Settings(database_url=sys.argv[1]))
from registry.models import DispatchRow, Finding, ScanRow
from registry.save import DjangoRegister
from tests.sample_readings import scan_reading
for _ in range(5):
    DjangoRegister().save(scan_reading())
print(ScanRow.objects.count(), DispatchRow.objects.count(), Finding.objects.count())
"""


#: Ends the process when one step has its tables and is to be noted as done, or when the groups are to be made.
KILLED_IN_MIGRATION = """
import os, sys
from settings import Settings
from registry import start
start.set_up(Settings(database_url=sys.argv[1]))
from django.db.migrations.recorder import MigrationRecorder
from web import groups
noted = MigrationRecorder.record_applied
def dies(self, app, name):
    if (app, name) == ("auth", "0001_initial"):
        os._exit(9)
    noted(self, app, name)
POINT
start.start(Settings(database_url=sys.argv[1]))
"""
POINTS = ("MigrationRecorder.record_applied = dies", "groups.GroupRow.objects.get_or_create = lambda **_: os._exit(9)")
START_AND_COUNT_GROUPS = """
from registry.start import start
from settings import Settings
import sys
start(Settings(database_url=sys.argv[1]))
from web.groups import GroupRow
print(sum(group.permissions.exists() for group in GroupRow.objects.all()))
"""


def started(url: str, folder: Path, code: str = START_AND_COUNT) -> subprocess.Popen[str]:
    """A process of its own that starts the registry and counts its scans, or does what the code says."""
    others = {name: value for name, value in os.environ.items() if not name.startswith(("VANTHU_", "DJANGO_"))}
    return subprocess.Popen(
        [sys.executable, "-c", code, url],
        cwd=folder,
        env={**others, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def start_at_once(url: str, folder: Path, code: str = START_AND_COUNT) -> list[tuple[str, str, int]]:
    """What three processes say that start the registry at one moment."""
    processes = [started(url, folder, code) for _ in range(3)]
    return [(*process.communicate(timeout=120), process.returncode) for process in processes]


def test_three_processes_start_one_new_database(tmp_path: Path) -> None:
    assert start_at_once("sqlite:///deep/down/vanthu.sqlite3", tmp_path) == [("0\n", "", 0)] * 3
    with closing(sqlite3.connect(tmp_path / "deep" / "down" / "vanthu.sqlite3")) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def whole_after_a_kill(url: str, folder: Path, point: str) -> None:
    """A start that is killed while the tables are made, then one that finds nothing half done."""
    killed = started(url, folder, KILLED_IN_MIGRATION.replace("POINT", point))
    assert (*killed.communicate(timeout=120), killed.returncode) == ("", "", 9)
    after = started(url, folder, START_AND_COUNT_GROUPS)
    assert (*after.communicate(timeout=120), after.returncode) == ("4\n", "", 0)


@pytest.mark.parametrize("point", POINTS)
def test_a_start_killed_while_the_tables_are_made_leaves_none(point: str, tmp_path: Path) -> None:
    whole_after_a_kill("sqlite:///vanthu.sqlite3", tmp_path, point)


def saved_once(url: str, folder: Path) -> None:
    """Three processes that save the same bytes at one moment keep one scan with one dispatch, and none fails."""
    said = start_at_once(url, folder, SAVE_AND_COUNT)
    assert [(err, code) for _, err, code in said] == [("", 0)] * 3
    assert {out.split()[:2] == ["1", "1"] for out, _, _ in said} == {True}
    assert len({out for out, _, _ in said}) == 1


def test_the_same_scan_saved_by_three_processes_is_kept_once(tmp_path: Path) -> None:
    saved_once("sqlite:///vanthu.sqlite3", tmp_path)


def test_can_be_asked_before_anything_of_django_is_set() -> None:
    code = "import registry.start, publish.everything, publish.register, publish.review, publish.readings"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, timeout=60)


@pytest.mark.django_db
def test_starting_again_does_nothing() -> None:
    start(Settings(database_url=django_settings.VANTHU_DATABASE_URL))


def test_refuses_another_database_without_showing_its_password() -> None:
    with pytest.raises(RuntimeError, match="không thể đổi sang postgres://host/sổ") as caught:
        start(Settings(database_url="postgres://vanthu:secret@host/sổ"))
    assert "secret" not in str(caught.value)


def test_no_key_is_a_key_of_this_process_alone() -> None:
    code = "from web import settings; print(settings.SECRET_KEY)"
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    keys = [
        subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, env={**environment, **given}, text=True)
        for given in ({}, {}, {"VANTHU_SECRET_KEY": "mine"})
    ]
    assert len({*keys}) == 3
    assert len(keys[0]) > 50
    assert keys[2] == "mine\n"
