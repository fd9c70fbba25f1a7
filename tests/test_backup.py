"""`vanthu backup` and `vanthu restore`: a bag that anybody can read, checked to the byte, and put back whole."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import bagit
import pytest

from backup import check as checking
from backup.check import check
from tests.backed_up import Home, content_of, office, rewritten
from tests.test_registry_postgres import server as server

SECRETS = ("the-key-of-the-pages", "a secret")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The office that is backed up; no test changes it."""
    return office(tmp_path_factory.mktemp("office") / "home")


@pytest.fixture(scope="module")
def bag(home: Home) -> Path:
    """Its backup, with all that a backup can hold; no test changes it."""
    code, out, err = home.vanthu("backup", str(home.folder.parent / "backups"), "--with", "failed", "--json")
    assert (code, err) == (0, "")
    return Path(json.loads(out)["bag"])


@pytest.fixture(scope="module")
def before(home: Home) -> dict[str, Any]:
    """What the office answers."""
    return home.answers()


@pytest.fixture
def copy(bag: Path, tmp_path: Path) -> Path:
    """A copy of the bag to be spoilt."""
    return Path(shutil.copytree(bag, tmp_path / bag.name))


def rows(bag: Path, table: str) -> list[dict[str, Any]]:
    text = (bag / "data" / "tables" / f"{table}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def told(bag: Path) -> dict[str, str]:
    return {one.name: one.sentence for one in check(bag).faults}


def test_any_tool_for_bags_finds_it_valid(bag: Path) -> None:
    found = bagit.Bag(str(bag))
    assert found.validate(processes=1)
    assert found.version_info == (1, 0)
    assert set(found.algorithms) == {"sha256", "sha512"}
    assert found.info["Van-Thu-Scans"] == "6"
    assert found.info["Van-Thu-Originals-Lacking"] == "0"
    assert check(bag).faults == ()


def test_every_row_has_its_original_also_one_that_still_lies_in_the_inbox(home: Home, bag: Path) -> None:
    scans = rows(bag, "registry_scanrow")
    assert len(scans) == 6
    for row in scans:
        content = (bag / "data" / "archive" / row["archived"]).read_bytes()
        assert content == content_of(row["name"])
        assert sha256(content).hexdigest() == row["sha256"]
    waiting = [path.name for path in (home.folder / "inbox").iterdir()]
    assert [row["name"] for row in scans if row["name"] in waiting] == waiting


def test_what_people_wrote_stands_there_in_plain_json(bag: Path) -> None:
    assert [row["value"] for row in rows(bag, "registry_correction")] == ["Trích yếu do người sửa"]
    assert [row["by"] for row in rows(bag, "registry_rulingrow")] == ["Chị Lan", "Chị Lan"]
    assert {row["field"] for row in rows(bag, "registry_taskchangerow")} >= {"status", "note", "due"}
    assert [row["username"] for row in rows(bag, "auth_user")] == ["an.lv"]
    assert rows(bag, "registry_correction")[0]["at"] == "2026-11-05T03:00:00.123456+00:00"
    readme = (bag / "data" / "README.md").read_text(encoding="utf-8")
    assert "### registry_correction: lời sửa (1 hàng)" in readme
    assert "| `value` | TextField | giá trị |" in readme


def test_no_secret_lies_in_it(bag: Path) -> None:
    everything = b"".join(path.read_bytes() for path in bag.rglob("*") if path.is_file())
    assert [word for word in SECRETS if word.encode() in everything] == []
    assert not list((bag / "data" / "tables").glob("django_session*"))
    names = {path.name for path in (bag / "data" / "failed").iterdir()}
    assert names == {"hỏng.pdf", "hỏng.pdf.txt"}
    assert (bag / "data" / "withheld.txt").read_text() == f"{'f' * 64}\n"


def test_the_copy_of_the_database_is_sound_and_says_the_same(bag: Path) -> None:
    with closing(sqlite3.connect(bag / "data" / "database" / "vanthu.sqlite3")) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        for one in check(bag).about["tables"]:
            assert copy.execute(f"SELECT COUNT(*) FROM {one['name']}").fetchone() == (one["rows"],)
        assert copy.execute("SELECT COUNT(*) FROM django_session").fetchone() == (0,)


def test_one_flipped_bit_is_told_with_its_file(copy: Path) -> None:
    path = next((copy / "data" / "archive").rglob("*.pdf"))
    content = bytearray(path.read_bytes())
    content[7] ^= 1
    path.write_bytes(content)
    name = path.relative_to(copy).as_posix()
    assert told(copy) == {name: checking.DAMAGED.format("sha256 và sha512")}


def test_a_shortened_file_is_told_with_its_name(copy: Path) -> None:
    path = copy / "data" / "tables" / "registry_taskrow.jsonl"
    path.write_bytes(path.read_bytes()[:-3])
    assert list(told(copy)) == ["data/tables/registry_taskrow.jsonl"]


def test_missing_and_added_files_are_told(copy: Path) -> None:
    gone = next((copy / "data" / "archive").rglob("*.pdf"))
    gone.unlink()
    (copy / "data" / "archive" / "lạ.exe").write_bytes(b"")
    assert told(copy) == {
        gone.relative_to(copy).as_posix(): checking.MISSING,
        "data/archive/lạ.exe": checking.EXTRA,
    }


def test_a_changed_manifest_is_told(copy: Path) -> None:
    manifest = copy / "manifest-sha512.txt"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("a", "b", 1), encoding="utf-8")
    assert "manifest-sha512.txt" in told(copy)


@pytest.mark.parametrize("name", ["../{0}-2/a.txt", "/etc/passwd", "data/../../a.txt", "~/a.txt"])
def test_a_manifest_that_leads_outside_is_not_followed(copy: Path, name: str) -> None:
    beside = copy.with_name(f"{copy.name}-2")
    beside.mkdir()
    (beside / "a.txt").write_bytes(b"")
    with (copy / "manifest-sha256.txt").open("a", encoding="utf-8") as file:
        file.write(f"{sha256(b'').hexdigest()}  {name.format(copy.name)}\n")
    assert checking.UNSAFE in told(copy).values()


def test_a_link_in_the_payload_is_told(copy: Path, tmp_path: Path) -> None:
    path = next((copy / "data" / "archive").rglob("*.pdf"))
    path.rename(tmp_path / "elsewhere.pdf")
    path.symlink_to(tmp_path / "elsewhere.pdf")
    assert told(copy) == {path.relative_to(copy).as_posix(): checking.LINK}


@pytest.fixture(scope="module")
def restored(bag: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Another computer, on which the bag was restored."""
    new = Home(tmp_path_factory.mktemp("new") / "home")
    code, out, err = new.vanthu("restore", str(bag))
    assert (code, err) == (0, ""), out
    assert "sổ và kho lưu khớp nhau" in out
    return new


def test_restored_all_is_as_it_was(home: Home, restored: Home, bag: Path, before: dict[str, Any]) -> None:
    assert restored.answers() == before
    code, out, err = restored.vanthu("backup", "--check", "--against", str(bag), "--json")
    assert (code, err) == (0, "")
    verdicts = {one["name"]: one["verdict"] for one in json.loads(out.splitlines()[-1])}
    assert set(verdicts.values()) == {"giống"}
    assert {"registry_correction", "registry_taskrow", "auth_user", "mạng viện dẫn", "bản gốc"} <= verdicts.keys()
    archive, was = restored.files(), home.files()
    assert {name: archive[name] for name in was} == was
    assert len(archive) == len(was) + 1  # what lay in the inbox still
    assert set(restored.files("failed")) == {"hỏng.pdf", "hỏng.pdf.txt"}
    assert (restored.folder / "archive" / ".withheld").read_text() == f"{'f' * 64}\n"


def last_numbers(home: Home) -> dict[str, int]:
    with closing(sqlite3.connect(home.folder / "vanthu.sqlite3")) as there:
        return dict(there.execute("SELECT name, seq FROM sqlite_sequence WHERE name LIKE 'registry_%' AND seq > 0"))


def test_what_comes_next_is_numbered_on(home: Home, restored: Home, bag: Path) -> None:
    numbers = last_numbers(home)
    assert {name: last for name, last in last_numbers(restored).items() if last} == numbers
    assert numbers["registry_scanrow"] > max(row["id"] for row in rows(bag, "registry_scanrow"))
    code, out, err = restored.python("-m", "tests.backed_up", "next")
    assert code == 0, err
    assert json.loads(out) == {
        "registry_scanrow": numbers["registry_scanrow"] + 1,
        "registry_correction": numbers["registry_correction"] + 1,
    }


def test_it_is_not_restored_over_what_is_there(home: Home, bag: Path, before: dict[str, Any]) -> None:
    code, _, err = home.vanthu("restore", str(bag))
    assert code == 1
    assert "Chỉ phục hồi vào máy trống" in err
    assert home.answers() == before


def test_of_a_spoilt_bag_nothing_is_restored(copy: Path, tmp_path: Path) -> None:
    path = copy / "data" / "tables" / "auth_user.jsonl"
    path.write_bytes(path.read_bytes().replace(b"an.lv", b"an.lw"))
    new = Home(tmp_path / "new")
    code, _, err = new.vanthu("restore", str(copy))
    assert code == 1
    assert "data/tables/auth_user.jsonl: Tệp đã hỏng hoặc bị sửa" in err
    assert not (new.folder / "archive").exists()
    assert not (new.folder / "vanthu.sqlite3").exists()


def test_a_backup_killed_in_the_middle_leaves_nothing_that_looks_whole(home: Home, tmp_path: Path) -> None:
    code = (
        "import os\nfrom backup import made\n"
        "made._close = lambda *_: os.kill(os.getpid(), 9)\nfrom cli import main\nmain()"
    )
    killed = home.start("-c", code, "backup", str(tmp_path / "backups"))
    killed.communicate(timeout=120)
    assert killed.returncode == -signal.SIGKILL
    (half,) = (path for path in (tmp_path / "backups").iterdir() if path.is_dir())
    assert half.name.startswith(".")
    assert told_code(home, half) == 1
    assert home.vanthu("backup", str(tmp_path / "backups"))[0] == 0
    (whole,) = (path for path in (tmp_path / "backups").iterdir() if path.is_dir())
    assert check(whole).faults == ()


def told_code(home: Home, bag: Path) -> int:
    return home.vanthu("backup", "--check", str(bag))[0]


WRITER = "from tests.backed_up import come_one_after_another; come_one_after_another()"


@pytest.fixture
def busy(home: Home, tmp_path: Path) -> Iterator[Home]:
    """A copy of the office in which files come one after another, as fast as they can."""
    copied = Home(Path(shutil.copytree(home.folder, tmp_path / "busy")))
    process = copied.start("-c", WRITER)
    try:
        yield copied
    finally:
        process.kill()
        process.communicate()


def test_while_others_write_every_row_has_its_original(busy: Home, tmp_path: Path) -> None:
    """Files go from the inbox through the register into the archive all the while."""
    end = time.monotonic() + 60
    while not list((busy.folder / "archive").rglob("*busy-5.pdf")):
        assert time.monotonic() < end
        time.sleep(0.05)
    code, out, err = busy.vanthu("backup", str(tmp_path / "backups"), "--json")
    assert (code, err) == (0, "")
    bag = Path(json.loads(out)["bag"])
    assert check(bag).faults == ()
    scans = rows(bag, "registry_scanrow")
    assert len(scans) > 6
    for row in scans:
        assert sha256((bag / "data" / "archive" / row["archived"]).read_bytes()).hexdigest() == row["sha256"]
    dispatches = {row["scan_id"] for row in rows(bag, "registry_dispatchrow")}
    assert dispatches == {row["id"] for row in scans}


WITHDRAWING = """
from cli import main
from backup import made
from registry.start import start
from settings import Settings
start(Settings())
from registry.models import ScanRow
from registry.save import DjangoRegister
put, names = made.put_original, []
def withdrawn(*given):
    if not names:
        names.append(given[1].name)
        DjangoRegister().forget(given[1].sha256)
    return put(*given)
made.put_original = withdrawn
main()
"""


def test_a_paper_that_is_withdrawn_meanwhile_is_not_in_the_backup(home: Home, tmp_path: Path) -> None:
    copied = Home(Path(shutil.copytree(home.folder, tmp_path / "copied")))
    code, out, err = copied.python("-c", WITHDRAWING, "backup", str(tmp_path / "backups"), "--json")
    assert (code, err) == (0, "")
    bag = Path(json.loads(out)["bag"])
    scans = rows(bag, "registry_scanrow")
    assert len(scans) == 5
    assert {path.name for path in (bag / "data" / "archive").rglob("*.pdf")} == {
        Path(row["archived"]).name for row in scans
    }
    assert [path.name for path in (tmp_path / "backups").iterdir() if path.is_dir()] == [bag.name]


@pytest.fixture(scope="module")
def older(home: Home, bag: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bag as an older version would have made it, with one column and one table less."""
    target = tmp_path_factory.mktemp("older") / "vanthu-older"
    code, _, err = home.python("-m", "tests.backed_up", "older", str(bag), str(target))
    assert code == 0, err
    assert check(target).faults == ()
    return target


def test_a_bag_of_an_older_version_is_loaded_as_it_was_and_brought_up_to_date(
    older: Path, bag: Path, tmp_path: Path, before: dict[str, Any]
) -> None:
    assert not (older / "data" / "tables" / "registry_concernrow.jsonl").exists()
    new = Home(tmp_path / "new")
    code, out, err = new.vanthu("restore", str(older))
    assert (code, err) == (0, ""), out
    assert new.answers() == before
    with closing(sqlite3.connect(new.folder / "vanthu.sqlite3")) as there:
        concerns = there.execute("SELECT COUNT(*) FROM registry_concernrow").fetchone()
    assert concerns == (len(rows(bag, "registry_concernrow")),)


def test_into_tables_of_a_newer_version_an_older_bag_does_not_go(older: Path, tmp_path: Path) -> None:
    new = Home(tmp_path / "new")
    assert new.vanthu("verify")[0] == 0  # makes the tables
    code, _, err = new.vanthu("restore", str(older))
    assert code == 1
    assert "do Văn Thư 0.0.9 ghi, cũ hơn các bảng đã có" in err
    assert new.files() == {}


def test_a_bag_of_a_newer_version_tells_which_one_is_needed(home: Home, bag: Path, tmp_path: Path) -> None:
    about = check(bag).about
    newer = [*map(tuple, about["migrations"]), ("registry", "9999_later")]
    rewritten(bag, tmp_path / "newer", about["tables"], newer)
    new = Home(tmp_path / "new")
    code, _, err = new.vanthu("restore", str(tmp_path / "newer"))
    assert code == 1
    assert "do Văn Thư 0.0.9 ghi, mới hơn bản đang chạy" in err
    assert new.files() == {}


def test_a_restore_killed_before_the_files_moved_goes_on(bag: Path, tmp_path: Path, before: dict[str, Any]) -> None:
    new = Home(tmp_path / "new")
    code = (
        "import os\nfrom backup import restore\n"
        "restore._finish = lambda *_: os.kill(os.getpid(), 9)\nfrom cli import main\nmain()"
    )
    killed = new.start("-c", code, "restore", str(bag))
    killed.communicate(timeout=120)
    assert killed.returncode == -signal.SIGKILL
    code_of, out, err = new.vanthu("restore", str(bag))
    assert (code_of, err) == (0, ""), out
    assert new.answers() == before
    assert len(new.files()) == 6
    assert not (new.folder / "archive" / ".restoring").exists()


@pytest.mark.postgres
def test_through_postgresql_and_back_nothing_changes(
    server: str, bag: Path, tmp_path: Path, before: dict[str, Any]
) -> None:
    there = Home(tmp_path / "there", server)
    code, out, err = there.vanthu("restore", str(bag))
    assert (code, err) == (0, ""), out
    assert there.answers() == before
    assert there.vanthu("backup", "--against", str(bag))[0] == 0
    told = {one["name"]: one for one in json.loads(there.vanthu("doctor", "--json")[1])}
    assert told["PostgreSQL"]["ok"]
    assert told["Tài khoản"]["found"] == "1"
    code, out, err = there.vanthu("backup", str(tmp_path / "backups"), "--with", "failed", "--json")
    assert (code, err) == (0, "")
    second = Path(json.loads(out)["bag"])
    assert check(second).faults == ()
    assert not (second / "data" / "database").exists()
    assert digests(second) == digests(bag)
    assert check(second).about["last_numbers"] == check(bag).about["last_numbers"]
    back = Home(tmp_path / "back")
    assert back.vanthu("restore", str(second))[0] == 0
    assert back.answers() == before
    code, out, err = there.python("-m", "tests.backed_up", "next")
    assert code == 0, err
    assert json.loads(out)["registry_scanrow"] == check(bag).about["last_numbers"]["registry_scanrow"] + 1


def digests(bag: Path) -> dict[str, str]:
    return {one["name"]: one["sha256"] for one in check(bag).about["tables"]}
