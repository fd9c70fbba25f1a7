"""A dispatch that a clerk marks MẬT on the desk is withdrawn, after he confirmed it; nothing of it stays."""

from __future__ import annotations

import datetime as dt
import sqlite3
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from corpora.render import render
from graphing import bring_up_to_date
from pipeline.process import process
from pipeline.secrecy import names_secrecy
from publish.everything import publish
from records import Found, Refused, Scan, ScanReading
from registry.arrivals import Clerk, change_number
from registry.models import Correction, DispatchRow, ScanRow, TaskRow
from registry.save import DjangoRegister
from registry.task_change import change
from settings import Settings
from tests.duties import above, handed_down, saved
from tests.office_with_units import units as units
from tests.reviewed import clerk, weak
from tests.reviewed import house as house
from tests.reviewed import kept as reviewed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("units")]
AT = dt.datetime(2022, 6, 12, 3, 0, tzinfo=dt.UTC)
#: Words that stand in the secret paper alone.
WORDS = ("quy chế làm việc của cấp ủy", "Bà Thu Hà", "Đầm Dơi", "mat-ke-hoach")


@pytest.fixture
def original(house: Settings) -> Iterator[Path]:
    """Two papers that are kept and published; the first is written about, and its original lies in the archive."""
    saved(above(), handed_down())
    dispatch = secret()
    path = house.archive / "2022" / "06" / "x-mat-ke-hoach.pdf"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"%PDF-1.4 bytes of the paper\x00\xff")
    ScanRow.objects.filter(pk=dispatch.scan_id).update(
        archived=str(path), name="mat-ke-hoach.pdf", sha256=sha256(path.read_bytes()).hexdigest(), size=30
    )
    bring_up_to_date(house)
    change(TaskRow.objects.filter(scan=dispatch.scan_id)[0].pk, {"assignee": "Bà Thu Hà"}, "lan", AT)
    change_number(dispatch, 2022, 7, Clerk("lan", AT))
    clerk_writes(clerk(), dispatch, "Đầm Dơi", "", "place-0-")
    publish(house)
    yield path


def secret() -> DispatchRow:
    return DispatchRow.objects.get(text__contains="quy chế làm việc của cấp ủy")


def clerk_writes(client: Client, dispatch: DispatchRow, value: str, seen: str, place: str, **more: str) -> str:
    form = {"place": place, "value": value, "seen": seen, **more}
    answer = client.post(f"/duyet/{dispatch.pk}/sua/", form, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def traces(house: Settings) -> list[str]:
    """Where one of the words stands: in any file of the house but the one put aside, in the database, in its log."""
    folder = house.archive.parent
    files = [path for path in folder.rglob("*") if path.is_file() and path.parent != house.failed]
    contents = {str(path): path.read_bytes() for path in files}
    for path in filter(zipfile.is_zipfile, files):
        with zipfile.ZipFile(path) as packed:
            contents |= {f"{path}:{name}": packed.read(name) for name in packed.namelist()}
    base = str(connection.settings_dict["NAME"])
    contents |= {name: Path(name).read_bytes() for name in (base, f"{base}-wal") if Path(name).exists()}
    told = [f"{name}: {word}" for name, content in contents.items() for word in WORDS if word.encode() in content]
    with sqlite3.connect(base) as rows:
        told += [line for line in rows.iterdump() for word in WORDS if word in line]
    return told + [name for name in contents if "mat-ke-hoach" in name]


def test_the_clerk_is_asked_first_and_nothing_is_written(original: Path) -> None:
    before = list(Correction.objects.values_list("pk", flat=True))
    text = clerk_writes(_again(), secret(), "Tối mật", "", "marks-0-")
    assert "Rút văn bản mang dấu Tối mật?" in text
    assert "không lấy lại được" in text
    assert "1 lời sửa, 3 nhiệm vụ" in text
    assert list(Correction.objects.values_list("pk", flat=True)) == before
    assert original.exists()


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="looks into SQLite's file")
def test_confirmed_nothing_of_it_stays_and_its_bytes_lie_with_the_failed(original: Path, house: Settings) -> None:
    content, dispatch = original.read_bytes(), secret()
    (house.pictures / dispatch.scan.sha256).mkdir(parents=True, exist_ok=True)
    assert traces(house)
    text = clerk_writes(_again(), dispatch, "TUYỆT MẬT", "", "marks-0-", withdraw="yes")
    assert "Đã rút bản quét mang dấu mật" in text
    assert [path.read_bytes() for path in house.failed.iterdir() if path.suffix == ".pdf"] == [content]
    (note,) = (path.read_text("utf-8") for path in house.failed.glob("*.txt"))
    assert note.startswith("Văn bản có dấu chỉ độ mật")
    assert "mat-ke-hoach" not in note
    assert traces(house) == []
    assert not (house.pictures / dispatch.scan.sha256).exists()
    assert "256-CV/ĐUK" in (house.outputs / "register.csv").read_text("utf-8-sig")
    assert ScanRow.objects.count() == 1


def test_the_same_bytes_are_refused_when_they_come_again(original: Path, house: Settings) -> None:
    plain = render(Path("corpora/cases/state-gm-hac-thanh.txt"), "office", house.inbox).read_bytes()
    original.write_bytes(plain)
    ScanRow.objects.filter(archived=str(original)).update(sha256=sha256(plain).hexdigest(), size=len(plain))
    clerk_writes(_again(), secret(), "MẬT", "", "marks-0-", withdraw="yes")
    for path in house.inbox.iterdir():
        path.unlink()
    (house.inbox / "khac-ten.pdf").write_bytes(plain)
    came = process(house.inbox / "khac-ten.pdf", house, DjangoRegister(), _never, lambda: AT)
    assert isinstance(came, Refused)
    assert came.code == "secret"
    assert not list(house.inbox.iterdir())


def test_a_mark_of_secrecy_is_not_confirmed_among_the_rest(house: Settings) -> None:
    dispatch = reviewed(1, weak(sure=0.97, marks=(Found("MẬT", "MẬT", 0.95, "test"),)))
    answer = clerk().post(f"/duyet/{dispatch.pk}/con-lai/", {"seen": ""}, follow=True)
    assert "Văn bản này mang dấu mật" in answer.content.decode()
    assert not Correction.objects.exists()


@pytest.mark.parametrize("mark", ["HỎA TỐC", "BÍ MẬT", "Khẩn", "mật độ dân số", ""])
def test_other_marks_are_none_of_secrecy(mark: str) -> None:
    assert not names_secrecy(mark)


def _never(_: Scan) -> ScanReading:
    raise AssertionError("a withheld file was read")


def _again() -> Client:
    from django.contrib.auth.models import User

    client = Client()
    client.force_login(User.objects.get(username="lan"), "django.contrib.auth.backends.ModelBackend")
    return client
