"""Several offices on one installation: nothing of one reaches another, and one watch serves them all."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ending import BOUND
from offices import NoSuchOffice, OfficesMixed, OfficeUnset, enter, names, tenants
from settings import Settings
from tests.forking import Forker
from tests.killed_office import Place, typed_letter
from tests.watched_office import came_true, left, watched

OURS, THEIRS = "Sở A mật danh Hoa Mai", "Sở B mật danh Hoa Đào"


@pytest.fixture(scope="module")
def forker() -> Iterator[Forker]:
    one = Forker()
    yield one
    one.close()


@pytest.fixture
def installation(tmp_path: Path) -> Path:
    """A folder of two offices."""
    for name, organ in (("so-a", OURS), ("so-b", THEIRS)):
        (tmp_path / "offices" / name / "data" / "inbox").mkdir(parents=True)
        told = f'VANTHU_ORGAN_NAME="{organ}"\nVANTHU_STABLE_SECONDS=0\n'
        (tmp_path / "offices" / name / ".env").write_text(told, encoding="utf-8")
    return tmp_path / "offices"


@pytest.fixture
def place(tmp_path: Path, forker: Forker) -> Place:
    """Whoever starts the commands; what its environment says of folders and databases is of no office."""
    (tmp_path / "start" / "temp").mkdir(parents=True)
    return Place(tmp_path / "start", tmp_path / "start" / "inbox", forker)


def said_by(place: Place, offices: Path, *arguments: str) -> str:
    """What a command says that ended well."""
    before = len(place.said()) if (place.folder / "log.txt").exists() else 0
    code = place.ended(place.start("from cli import main; main()", *arguments, VANTHU_OFFICES=str(offices)))
    said = place.said()[before:]
    assert code == 0, said
    return said


def kept(office: Path) -> list[str]:
    """The names of the files in the office's register."""
    with closing(sqlite3.connect(office / "data" / "vanthu.sqlite3")) as register:
        return [name for (name,) in register.execute("SELECT name FROM registry_scanrow ORDER BY name")]


def test_nothing_of_one_office_reaches_another(installation: Path, place: Place, tmp_path: Path) -> None:
    one, other = installation / "so-a", installation / "so-b"
    same, own = typed_letter(tmp_path, 1), typed_letter(tmp_path, 2)
    (one / "data" / "inbox" / "cv-hoa-mai.pdf").write_bytes(same)
    (one / "data" / "inbox" / "cv-rieng.pdf").write_bytes(own)
    said_by(place, installation, "--office", "so-a", "inbox", "--once")
    assert kept(one) == ["cv-hoa-mai.pdf", "cv-rieng.pdf"]
    assert not (other / "data" / "vanthu.sqlite3").exists()

    (other / "data" / "inbox" / "cv-hoa-dao.pdf").write_bytes(same)  # known to the first office only
    said = said_by(place, installation, "--office", "so-b", "inbox", "--once")
    assert "1 đã đọc, 0 trùng" in said
    assert "hoa-mai" not in said
    assert kept(other) == ["cv-hoa-dao.pdf"]
    assert kept(one) == ["cv-hoa-mai.pdf", "cv-rieng.pdf"]

    tasks = said_by(place, installation, "--office", "so-b", "tasks", "--json")
    assert "hoa-mai" not in tasks
    assert "cv-rieng" not in told_by(other / "outputs")
    assert "hoa-mai" not in told_by(other / "outputs")
    assert "hoa-dao" not in told_by(one / "outputs")
    assert [path.name[13:] for path in (other / "data" / "archive").glob("*/*/*")] == ["cv-hoa-dao.pdf"]
    assert not any(place.folder.rglob("*.sqlite3"))  # what the environment said of databases and folders was not heard
    assert not (place.folder / "archive").exists()


def told_by(outputs: Path) -> str:
    """All published text, and the names of the files."""
    texts = (path for path in outputs.rglob("*") if path.suffix in (".csv", ".json", ".graphml", ".gexf", ".txt"))
    return "".join(f"{path.name}\n{path.read_text(encoding='utf-8-sig')}" for path in texts)


def test_each_office_has_its_own_folders_and_settings(installation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VANTHU_DATABASE_URL", "postgres:///everybodys")
    monkeypatch.setenv("VANTHU_SECRET_KEY", "everybodys")
    one, other = tenants(Settings(offices=str(installation), dask="tcp://10.0.0.5:8786"))
    assert (one.settings.organ_name, other.settings.organ_name) == (OURS, THEIRS)
    assert one.settings.database_url == f"sqlite:///{installation}/so-a/data/vanthu.sqlite3"
    assert one.settings.secret_file == installation / "so-a" / "data" / "secret-key"
    assert (one.settings.secret_key, one.settings.dask) == ("", "tcp://10.0.0.5:8786")
    told = one.environment()
    assert (told["VANTHU_OFFICE"], told["VANTHU_DASK"]) == ("so-a", "tcp://10.0.0.5:8786")
    assert {"VANTHU_DATABASE_URL", "VANTHU_SECRET_KEY"}.isdisjoint(told)


def test_a_process_that_entered_an_office_knows_only_that(installation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", os.environ.copy())
    monkeypatch.chdir(installation)
    os.environ["VANTHU_ARCHIVE"] = "/everybodys"
    enter("so-b", Settings(offices=str(installation)))
    settings = Settings()
    assert settings.archive.absolute() == installation / "so-b" / "data" / "archive"
    assert (settings.organ_name, settings.office) == (THEIRS, "so-b")


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("VANTHU_DATABASE_URL=sqlite:///../so-a/data/vanthu.sqlite3", "một cơ sở dữ liệu"),
        ("VANTHU_DATABASE_URL=postgres://b@db/register", "một cơ sở dữ liệu"),
        ("VANTHU_ARCHIVE=../so-a/data/archive", "thư mục"),
        ("VANTHU_FAILED=../so-a/data/archive/failed", "thư mục"),
        ("VANTHU_INBOXES=../so-a/data/inbox", "thư mục"),
    ],
)
def test_offices_that_would_share_are_refused(installation: Path, line: str, what: str) -> None:
    with (installation / "so-b" / ".env").open("a") as file:
        file.write(f"{line}\n")
    if "postgres" in line:
        (installation / "so-a" / ".env").write_text("VANTHU_DATABASE_URL=postgres://a@db/register\n")
    with pytest.raises(OfficesMixed, match=f"'so-a' và 'so-b' cùng dùng {what}"):
        tenants(Settings(offices=str(installation)))


def test_an_office_that_is_not_there_or_not_set_is_told(installation: Path) -> None:
    settings = Settings(offices=str(installation))
    (installation / "Sở C").mkdir()
    (installation / "Sở C" / ".env").touch()
    assert names(settings) == ("so-a", "so-b")
    with pytest.raises(NoSuchOffice, match="'so-c'; các cơ quan đang có: so-a, so-b"):
        enter("so-c", settings)
    (installation / "so-b" / ".env").write_text("VANTHU_REMIND_AT=noon")
    with pytest.raises(OfficeUnset, match=r"'so-b' chưa dùng được: .*VANTHU_REMIND_AT"):
        tenants(settings)


def test_files_come_from_several_inboxes(place: Place, tmp_path: Path) -> None:
    second = tmp_path / "may-quet-tang-2"
    for number, inbox in enumerate((place.inbox, second)):
        inbox.mkdir()
        (inbox / "scan001.pdf").write_bytes(typed_letter(tmp_path, number))
    code = place.ended(place.start(VANTHU_INBOXES=str(second)))
    assert code == 0, place.said()
    assert "2 đã đọc" in place.said()
    assert [list(place.inbox.iterdir()), list(second.iterdir())] == [[], []]
    with closing(sqlite3.connect(place.folder / "vanthu.sqlite3")) as register:
        found = register.execute("SELECT inbox FROM registry_scanrow").fetchall()
    assert set(found) == {(str(place.inbox),), (str(second),)}


@pytest.mark.flow
def test_one_watch_serves_all_offices(installation: Path, place: Place, tmp_path: Path) -> None:
    registers = [installation / name / "outputs" / "register.csv" for name in ("so-a", "so-b")]
    for number, name in enumerate(("so-a", "so-b")):
        (installation / name / "data" / "inbox" / f"{name}.pdf").write_bytes(typed_letter(tmp_path, number))
    with watched(place, tmp_path / "prefect", VANTHU_OFFICES=str(installation)) as watch:
        assert came_true(lambda: all(one.exists() for one in registers), 420), place.said()[-2000:]
        watch.terminate()
        assert watch.wait(timeout=BOUND) == 0
        assert left(place) == []
    assert [kept(installation / name) for name in ("so-a", "so-b")] == [["so-a.pdf"], ["so-b.pdf"]]
    shutil.rmtree(tmp_path / "prefect")
