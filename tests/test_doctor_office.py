"""`vanthu doctor` on what an office can get wrong: names of office, keys, mail, sweeps, backups."""

from __future__ import annotations

import datetime as dt
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from backup.last import Last, note
from doctor import as_json, beside, database, names, outside, pages, work
from doctor.finding import Finding
from doctor.machine import clock
from pipeline.mend import SWEEP_LOCK, mend
from pipeline.sweep import alone
from settings import FOLDERS, Settings
from tests.test_doctor import clean

LONG_AGO = time.time() - 3 * 86_400


@pytest.fixture
def office(tmp_path: Path) -> Settings:
    for name in FOLDERS:
        (tmp_path / name).mkdir()
    told = {name: tmp_path / name for name in FOLDERS}
    return Settings.model_validate(told | {"secret_file": tmp_path / "secret-key"})


def named(found: Iterable[Finding], name: str) -> Finding:
    return next(one for one in found if one.name == name)


def test_a_misspelt_setting_is_told_with_the_name_that_was_meant(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("VANTHU_OCR_LANGUGE=vie\nVANTU_INBOX=/srv\nPGHOST=x\n", encoding="utf-8")
    found = list(names.findings({"VANTHU_SMPT_HOST": "mail", "VANTHU_INBOX": "/srv", "PATH": "/bin"}, file))
    assert [(one.name, one.ok, one.needed) for one in found] == [
        ("Biến VANTHU_OCR_LANGUGE", False, False),
        ("Biến VANTHU_SMPT_HOST", False, False),
        ("Biến VANTU_INBOX", False, False),
    ]
    assert [one.remedy.split("?")[0] for one in found] == [
        "Có phải là VANTHU_OCR_LANGUAGE",
        "Có phải là VANTHU_SMTP_HOST",
        "Có phải là VANTHU_INBOX",
    ]


def test_settings_that_are_all_known_are_counted(tmp_path: Path) -> None:
    (one,) = names.findings({"VANTHU_INBOX": "/srv", "vanthu_workers": "2", "INBOX": "x"}, tmp_path / "none")
    assert (one.ok, one.found) == (True, "2 biến VANTHU_… được đặt, đều có nghĩa")


def test_a_key_that_others_can_read_is_told_with_the_command_that_mends_it(office: Settings) -> None:
    office.secret_file.write_text("x" * 40)
    office.secret_file.chmod(0o640)
    found = named(pages.findings(office), "Khóa bí mật")
    assert (found.ok, found.needed) == (False, True)
    assert found.remedy.endswith(f"chmod 600 {office.secret_file}")
    office.secret_file.chmod(0o600)
    assert named(pages.findings(office), "Khóa bí mật").ok


@pytest.mark.parametrize(
    ("told", "name", "ok"),
    [
        ({"serve_host": "0.0.0.0"}, "Tên máy cho trình duyệt", False),
        ({"serve_host": "0.0.0.0", "hosts": "vanthu.tinh.vn"}, "Tên máy cho trình duyệt", True),
        ({"hosts": "*"}, "Tên máy cho trình duyệt", False),
        ({"serve_host": "0.0.0.0"}, "HTTPS", False),
        ({"serve_host": "0.0.0.0", "https": True}, "HTTPS", True),
        ({}, "HTTPS", True),
        ({"secret_key": "short"}, "Khóa bí mật", False),
    ],
)
def test_the_pages_as_browsers_reach_them(office: Settings, told: dict[str, object], name: str, ok: bool) -> None:
    assert named(pages.findings(office.model_copy(update=told)), name).ok is ok


def test_a_mail_server_that_takes_connections_and_one_that_does_not(office: Settings) -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        here = office.model_copy(update={"smtp_host": "127.0.0.1", "smtp_port": server.getsockname()[1]})
        (well,) = outside.mail.ask(here)
    (gone,) = outside.mail.ask(here)
    assert (well.ok, gone.ok, gone.needed) == (True, False, False)
    assert "VANTHU_SMTP_HOST" in gone.remedy


def test_a_unit_of_systemd_that_does_not_run_is_told(
    office: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "vanthu-watch.service").touch()
    (tmp_path / "systemctl").write_text("#!/bin/sh\necho failed\nexit 3\n")
    (tmp_path / "systemctl").chmod(0o755)
    monkeypatch.setattr(outside, "UNIT_FOLDERS", (tmp_path,))
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    (found,) = outside.units.ask(office)
    assert (found.name, found.ok, found.found) == ("systemd vanthu-watch.service", False, "failed")
    assert "journalctl -u vanthu-watch.service" in found.remedy


def test_of_a_service_with_a_timer_the_timer_must_run(
    office: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for unit in ("vanthu-backup.service", "vanthu-backup.timer", "vanthu-web.service"):
        (tmp_path / unit).touch()
    (tmp_path / "systemctl").write_text(
        "#!/bin/sh\ncase $2 in *backup.service) echo inactive;; *) echo active;; esac\n"
    )
    (tmp_path / "systemctl").chmod(0o755)
    monkeypatch.setattr(outside, "UNIT_FOLDERS", (tmp_path,))
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    told = [(found.name, found.ok) for found in outside.units.ask(office)]
    assert told == [("systemd vanthu-backup.timer", True), ("systemd vanthu-web.service", True)]


def test_where_no_unit_is_installed_systemd_is_not_asked(
    office: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outside, "UNIT_FOLDERS", (tmp_path / "none",))
    assert list(outside.units.ask(office)) == []


def test_a_clock_before_the_program_was_written_is_wrong() -> None:
    now, _ = clock(dt.datetime(2001, 1, 1, tzinfo=dt.UTC))
    assert (now.ok, now.needed) == (False, True)
    right, zone = clock(dt.datetime.now(dt.timezone(dt.timedelta(hours=7))))
    assert (right.ok, zone.ok, zone.found) == (True, True, "+0700")
    assert [one.ok for one in clock(dt.datetime.now(dt.UTC))] == [True, False]


def test_the_age_of_the_last_sweep(office: Settings) -> None:
    assert named(work.findings(office), "Lần quét gần nhất").found == "chưa có lần nào"
    (office.archive / SWEEP_LOCK).touch()
    assert named(work.findings(office), "Lần quét gần nhất").ok
    os.utime(office.archive / SWEEP_LOCK, (LONG_AGO, LONG_AGO))
    found = named(work.findings(office), "Lần quét gần nhất")
    assert (found.ok, found.found) == (False, "3 ngày trước")


def test_a_sweep_notes_its_time(office: Settings) -> None:
    class Nothing:
        def unarchived(self) -> tuple[str, ...]:
            return ()

    with alone(office):
        os.utime(office.archive / SWEEP_LOCK, (LONG_AGO, LONG_AGO))
    with alone(office):
        assert not named(
            work.findings(office), "Lần quét gần nhất"
        ).ok  # whoever only waits for its turn sweeps nothing
        mend(office, Nothing())  # type: ignore[arg-type]
    assert named(work.findings(office), "Lần quét gần nhất").ok


def test_files_that_wait_too_long_are_told(office: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    (office.inbox / "mới.pdf").touch()
    assert named(work.findings(office), "Hộp đến").found == "1 tệp đang chờ"
    monkeypatch.setattr(work, "_came", lambda path: LONG_AGO)
    found = named(work.findings(office), "Hộp đến")
    assert (found.ok, found.needed) == (False, False)
    assert "lâu nhất 3 ngày" in found.found


def test_failed_files_are_counted_without_their_notes(office: Settings) -> None:
    assert named(work.findings(office), "Tệp không đọc được").ok
    for name in ("a.pdf", "a.pdf.txt", "b.pdf", "c.txt"):
        (office.failed / name).touch()
    found = named(work.findings(office), "Tệp không đọc được")
    assert not found.ok
    assert found.found.startswith("3 tệp chờ người xem")
    assert found.found.endswith("2 tệp không có ghi chú")


def test_the_age_of_the_last_backup(office: Settings, tmp_path: Path) -> None:
    assert named(work.findings(office), "Sao lưu").found == "chưa có bản nào"
    now = dt.datetime.now().astimezone()
    note(Last(now, tmp_path, 1), office)
    assert named(work.findings(office), "Sao lưu").ok
    note(Last(now - dt.timedelta(days=5), tmp_path / "gone", 1), office)
    found = named(work.findings(office), "Sao lưu")
    assert (found.ok, found.found) == (False, f"5 ngày trước, {tmp_path / 'gone'} (không còn ở đó)")
    assert "docs/SAO-LUU.md" in found.remedy


@pytest.mark.django_db
def test_without_an_account_nobody_can_sign_in(office: Settings) -> None:
    from django.contrib.auth.models import User

    from registry.health import accounts

    assert not database._accounts(accounts(), office).ok
    User.objects.create_user("an.lv", password="một mật khẩu dài")
    assert database._accounts(accounts(), office).ok
    kept = office.model_copy(update={"first_password": "một mật khẩu dài"})
    assert "VANTHU_FIRST_PASSWORD" in database._accounts(accounts(), kept).found


def test_what_does_not_answer_is_told_and_holds_up_nothing(office: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "PATIENCE", 0.01)
    never = threading.Event()
    monkeypatch.setattr(database, "_asked", lambda _: (never.wait(20), (database.findings.silent, False))[1])
    found = list(beside.begun(database.findings, office).told())
    never.set()
    assert found == [database.findings.silent]


def test_as_json_every_finding_has_its_remedy_where_it_lacks() -> None:
    told = json.loads(as_json([Finding("a", True, "x", "do"), Finding("b", False, "y", "do", needed=False)]))
    assert told == [
        {"name": "a", "ok": True, "found": "x", "remedy": "", "needed": True},
        {"name": "b", "ok": False, "found": "y", "remedy": "do", "needed": False},
    ]


def test_the_whole_examination_takes_less_than_five_seconds(tmp_path: Path) -> None:
    """With a database and a mail server that are far away; 192.0.2.0/24 is nobody's."""
    far = {
        "VANTHU_DATABASE_URL": "postgres://u@192.0.2.1/x",
        "VANTHU_SMTP_HOST": "192.0.2.1",
        "VANTHU_SMTP_FROM": "a@b",
    }
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", "from cli import main; main()", "doctor", "--json"],
        cwd=tmp_path,
        env={**clean(), **far},
        capture_output=True,
        text=True,
        timeout=60,
    )
    took = time.monotonic() - begun
    assert done.returncode == 1, done.stderr
    told = {one["name"]: one for one in json.loads(done.stdout)}
    assert not told["Cơ sở dữ liệu"]["ok"]
    assert not told["Máy chủ thư"]["ok"]
    assert all(one["remedy"] for one in told.values() if not one["ok"])
    assert took < 5
