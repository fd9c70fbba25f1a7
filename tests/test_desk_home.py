"""What the home page tells each group, and that a doubt in the tables is a doubt in the register."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from following import follow
from records import Directory, Found, Problem, Scan, ScanReading
from registry.amend import Amendment
from registry.doubtful import doubtful
from registry.findings import FieldKey
from registry.line_models import LineRow
from registry.models import Correction, DispatchRow, ScanRow
from registry.queries import register_rows
from registry.register_row import Status
from registry.save import DjangoRegister
from settings import Settings
from tests.desk import person, signed_in
from tests.duties import LEARN, above, handed_down, report, saved
from tests.office_with_units import units as units
from tests.papers_of_graph import all_papers, found
from web.groups import Group

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, settings: pytest.FixtureRequest) -> Settings:
    house = Settings(inbox=tmp_path / "inbox", failed=tmp_path / "failed")
    settings.VANTHU = house  # type: ignore[attr-defined]
    return house


@pytest.fixture
def kept(units: Directory) -> None:
    saved(above(), handed_down(), report())
    follow(Settings())


def home(client: Client) -> str:
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("group", Group)
def test_an_empty_office_says_what_to_do_first(group: Group) -> None:
    text = home(signed_in("an", group))
    first = {
        Group.CLERK: "Đưa bản quét vào hộp đến để bắt đầu",
        Group.LEADER: "nhờ người quản trị gắn tài khoản",
        Group.ANALYST: "Chưa có gì cần làm",
        Group.ADMIN: "vanthu units import",
    }
    assert first[group] in text


@pytest.mark.usefixtures("kept")
def test_a_unit_sees_what_of_its_own_is_overdue() -> None:
    text = home(signed_in("an", units=("cb-noi-vu",)))
    assert "Quá hạn" in text
    assert f"{LEARN} của chi bộ" in text
    assert "hạn 15/6/2022" in text
    assert LEARN not in home(signed_in("bình", Group.LEADER, units=("btc",)))


@pytest.mark.usefixtures("kept")
def test_what_comes_again_soon_is_told_with_its_next_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda: dt.date(2022, 7, 20))
    client = signed_in("an", units=("cb-noi-vu",))
    text = home(client)
    assert "Việc định kỳ trong 7 ngày tới" in text
    assert "kỳ tới 25/7/2022" in text
    monkeypatch.setattr(timezone, "localdate", lambda: dt.date(2022, 7, 2))
    assert "Việc định kỳ" not in home(client)


@pytest.mark.usefixtures("kept")
def test_a_clerk_sees_tasks_that_nobody_is_known_for() -> None:
    text = home(signed_in("an", Group.CLERK))
    assert "Việc chưa rõ của đơn vị nào" in text
    assert "Các cấp ủy trực thuộc" in text


def test_an_analyst_sees_what_is_cited_and_not_there() -> None:
    saved(*all_papers())
    follow(Settings())
    text = home(signed_in("an", Group.ANALYST))
    assert "Được nêu mà kho chưa có" in text
    assert "10-CT/TW" in text


def test_failed_files_are_told_and_secret_names_are_not(folders: Settings) -> None:
    folders.failed.mkdir()
    folders.inbox.mkdir()
    for name, note in (
        ("a.pdf", "a.pdf\nTệp hỏng.\nHãy quét lại.\n"),
        ("kín.pdf", "Văn bản mật.\nHãy chuyển đi.\n"),
    ):
        (folders.failed / name).write_bytes(b"")
        (folders.failed / f"{name}.txt").write_text(note, encoding="utf-8")
    (folders.inbox / "mới.pdf").write_bytes(b"")
    (folders.inbox / ".ẩn").write_bytes(b"")
    text = home(signed_in("an", Group.CLERK))
    assert "a.pdf" in text
    assert "Tệp hỏng." in text
    assert "Văn bản mật." in text
    assert "kín.pdf" not in text
    assert "mới.pdf" in text
    assert "ẩn" not in text.replace("Đăng", "")
    assert "a.pdf" not in home(signed_in("bình", Group.LEADER))


def test_an_administrator_sees_who_rests_and_who_has_a_given_password() -> None:
    from web import accounts

    accounts.reset_password(person("bình"), "an")
    for _ in range(5):
        Client().post("/dang-nhap/", {"username": "chi", "password": "sai"})
    text = home(signed_in("an", Group.ADMIN))
    assert "Người bình" in text
    assert "Đang nghỉ vì gõ sai mật khẩu" in text
    assert "chi" in text


def test_a_doubt_that_is_settled_leaves_the_home_page_at_once() -> None:
    weak = handed_down()
    head = replace(weak.reading.header, symbol=found("1-CV/TU", 0.5))
    saved(replace(weak, reading=replace(weak.reading, header=head)))
    client = signed_in("an", Group.CLERK)
    assert "Văn bản cần xem lại" in home(client)
    assert f'href="/duyet/{DispatchRow.objects.get().pk}/"' in home(client)
    amendment = Amendment(0, FieldKey("symbol"), "2-CV/TU", "an", dt.datetime.now(dt.UTC))
    DjangoRegister().correct(weak.sha256, amendment)
    assert "Văn bản cần xem lại" not in home(client)


def in_the_register() -> dict[tuple[str, int], bool]:
    return {(one.scan.sha256, one.position): one.status is Status.REVIEW for one in register_rows()}


def in_the_tables() -> dict[tuple[str, int], bool]:
    places = set(doubtful(DispatchRow.objects.all()).values_list("scan__sha256", "position"))
    return {key: key in places for key in DispatchRow.objects.values_list("scan__sha256", "position")}


def test_doubts_in_the_tables_are_those_of_the_register() -> None:
    sure, weak = above(), handed_down()
    head = replace(weak.reading.header, symbol=found("1-CV/TU", 0.5), issuer=None)
    saved(sure, replace(weak, reading=replace(weak.reading, header=head)))
    assert in_the_tables() == in_the_register()
    assert sorted(in_the_tables().values()) == [False, True]
    corrected = ScanRow.objects.get(sha256=weak.sha256)
    for field in ("symbol", "issuer"):
        Correction.objects.create(
            scan=corrected,
            dispatch_position=0,
            first_page=1,
            field=field,
            value="x",
            by="an",
            at=dt.datetime.now(dt.UTC),
        )
        assert in_the_tables() == in_the_register()
    assert set(in_the_tables().values()) == {False}


def kept_lines() -> dict[tuple[str, int], bool]:
    rows = LineRow.objects.values_list("dispatch__scan__sha256", "dispatch__position", "doubtful")
    return {(sha256, position): is_doubtful for sha256, position, is_doubtful in rows}


def told(page: int | None, field: str | None = None) -> Problem:
    return Problem("x", "Xem lại.", page, None, field)


DOUBTS: list[tuple[str, tuple[Problem, ...], tuple[Problem, ...], list[bool]]] = [
    ("nothing", (), (), [False, False]),
    ("of the whole scan", (told(None),), (), [True, True]),
    ("of a page of the first", (told(1),), (), [True, False]),
    ("of a page between, which belongs to the one before", (told(3),), (), [True, False]),
    ("of the last page, and of one behind it", (told(4), told(9)), (), [False, True]),
    ("of the second itself", (), (told(4),), [False, True]),
    ("of a field of the second", (), (told(None, "signer"),), [False, True]),
]


@pytest.mark.parametrize(
    ("of_scan", "of_second", "wanted"), [one[1:] for one in DOUBTS], ids=[one[0] for one in DOUBTS]
)
def test_lines_that_come_first_have_the_doubts_of_the_tables(
    of_scan: tuple[Problem, ...], of_second: tuple[Problem, ...], wanted: list[bool]
) -> None:
    paper = above().reading
    readings = (replace(paper, pages=(1, 2)), replace(paper, pages=(4,), problems=of_second))
    scan = Scan("e" * 64, Path("e.pdf"), "e.pdf", dt.datetime(2026, 1, 1, tzinfo=dt.UTC), "application/pdf", 1)
    DjangoRegister().save(ScanReading(scan, 9, readings, of_scan))
    assert kept_lines() == in_the_tables() == dict(zip([("e" * 64, 0), ("e" * 64, 1)], wanted, strict=True))


@pytest.mark.parametrize("field", ["symbol", "issued_on", "issuer", "kind"])
@pytest.mark.parametrize("value", [None, found("1-CV/TU", 0.5)])
@pytest.mark.parametrize("is_dispatch", [True, False])
@pytest.mark.parametrize("is_told", [True, False])
def test_lines_that_come_first_lack_what_the_tables_lack(
    field: str, value: Found | None, is_dispatch: bool, is_told: bool
) -> None:
    paper = above()
    other: dict[str, Any] = {field: value}
    head = replace(paper.reading.header, **other)
    problems = (told(1, field),) if is_told else ()
    saved(replace(paper, reading=replace(paper.reading, header=head, problems=problems, is_dispatch=is_dispatch)))
    assert kept_lines() == in_the_tables() == in_the_register()


def test_doubts_about_pages_and_parts() -> None:
    from registry.models import ProblemRow

    saved(above())
    scan = ScanRow.objects.get()
    row = DispatchRow.objects.get()
    for problem in (
        ProblemRow(scan=scan, code="x", message="Trang mờ.", page=1),
        ProblemRow(scan=scan, code="x", message="Trang khác.", page=None),
        ProblemRow(scan=scan, dispatch=row, code="x", message="Người ký?", field="signer.name"),
        ProblemRow(scan=scan, dispatch=row, code="x", message="Người ký?", field="signer"),
    ):
        problem.save()
        assert in_the_tables() == in_the_register() == {(scan.sha256, 0): True}
        if problem.field:
            correction = Correction.objects.create(
                scan=scan,
                dispatch_position=0,
                first_page=1,
                field="signer",
                part="name",
                value="A",
                by="an",
                at=dt.datetime.now(dt.UTC),
            )
            assert in_the_tables() == in_the_register() == {(scan.sha256, 0): False}
            Correction.objects.filter(pk=correction.pk).delete()
        problem.delete()
