"""`vanthu doctor`: what is lacking is told with its remedy, and nothing breaks it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from doctor import Finding, findings
from pipeline.errors import TesseractMissing
from settings import FOLDERS, Settings
from terminal import finding_lines

ROOT = Path(__file__).parents[1]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.model_validate({name: tmp_path / name for name in FOLDERS})


@pytest.fixture
def no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("doctor.database._asked", lambda settings: (Finding("Cơ sở dữ liệu", True, ""), False))


def named(settings: Settings, name: str) -> Finding:
    return next(one for one in findings(settings) if one.name == name)


@pytest.mark.usefixtures("no_database")
def test_folders_that_can_be_made_are_well(settings: Settings) -> None:
    found = [one for one in findings(settings) if one.name.startswith("Thư mục")]
    assert len(found) == len(FOLDERS) + 1
    assert all(one.ok for one in found)


@pytest.mark.usefixtures("no_database")
def test_a_file_in_the_place_of_a_folder_is_told(settings: Settings) -> None:
    settings.archive.write_bytes(b"")
    found = named(settings, "Thư mục archive")
    assert not found.ok
    assert found.needed
    assert list(finding_lines(found)) == [f"thiếu  Thư mục archive: {found.found}", f"       → {found.remedy}"]


@pytest.mark.usefixtures("no_database")
def test_a_port_in_use_is_told_but_does_not_stop(settings: Settings) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        found = named(settings.model_copy(update={"prefect_port": other.getsockname()[1]}), "Cổng Prefect")
    assert not found.ok
    assert not found.needed


@pytest.mark.usefixtures("no_database")
def test_without_tesseract_the_remedy_is_told(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_: Settings) -> None:
        raise TesseractMissing()

    monkeypatch.setattr("pipeline.ocr.engine", none)
    found = named(settings, "Tesseract")
    assert not found.ok
    assert "apt-get install" in found.remedy


def test_a_broken_database_and_no_tesseract_end_in_sentences(tmp_path: Path) -> None:
    (tmp_path / "broken.sqlite3").write_bytes(b"no database at all" * 100)
    done = subprocess.run(
        [sys.executable, "-c", "from cli import main; main()", "doctor"],
        cwd=tmp_path,
        env={**clean(), "PATH": "/nowhere", "VANTHU_DATABASE_URL": f"sqlite:///{tmp_path}/broken.sqlite3"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stderr == ""
    assert "thiếu  Tesseract" in done.stdout
    assert "thiếu  Cơ sở dữ liệu" in done.stdout
    assert "OK     Python" in done.stdout


def test_a_watch_whose_server_cannot_start_says_one_sentence(tmp_path: Path) -> None:
    code = (
        "import watching, sys; from cli import main; watching.command = lambda port: [sys.executable, '-c', '']; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "watch"], cwd=tmp_path, env=clean(), capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1
    assert "Máy chủ Prefect không khởi động được" in done.stderr
    assert "VANTHU_PREFECT_PORT" in done.stderr
    assert "Traceback" not in done.stderr


def clean() -> dict[str, str]:
    """The environment without settings of ours."""
    others = {k: v for k, v in os.environ.items() if not k.startswith(("VANTHU_", "DJANGO_", "PREFECT_"))}
    return {**others, "PYTHONPATH": str(ROOT)}


@pytest.mark.usefixtures("no_database")
def test_graphviz_is_only_a_note(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    finding = named(settings, "Graphviz")
    assert (finding.ok, finding.needed) == (False, False)
    assert "vanthu picture" in finding.remedy


@pytest.mark.usefixtures("no_database")
def test_a_missing_typeface_is_only_a_note(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("publish.serif.FOLDERS", ())
    found = named(settings, "Phông chữ in sổ")
    assert not found.ok and not found.needed
    assert "LiberationSerif-Regular.ttf" in found.found and "script/setup" in found.remedy
