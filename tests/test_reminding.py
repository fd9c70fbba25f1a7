"""Reminders: one message a unit, through a real mail server or as files, nothing twice on one day."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.conf import settings as django_settings
from pydantic import ValidationError

from cli import main
from records import TaskStatus
from registry import task_change
from registry.tasks import all_tasks
from reminding import remind
from settings import Settings
from tests.duties import FIRST, LEARN, OFFICE, REPORT, TODAY, above, handed_down, report, saved
from tests.mail_office import Mailbox, mail_office
from tests.office_with_units import units as units
from tests.watched_office import free_port

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("units")]


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mail_office() as one:
        yield one


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    saved(above(), handed_down(), report())
    return tmp_path / "outputs"


def settings(outputs: Path, **more: Any) -> Settings:
    return Settings(outputs=outputs, database_url=django_settings.VANTHU_DATABASE_URL, **more)


def by_mail(outputs: Path, box: Mailbox, **more: Any) -> Settings:
    told = {"smtp_host": "127.0.0.1", "smtp_port": box.port, "smtp_from": "vanthu@duk.example", "smtp_tls": "none"}
    return settings(outputs, **told | more)


def written(outputs: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in (outputs / "tasks" / "reminders").glob("*")}


def test_without_a_mail_server_each_unit_gets_a_file(outputs: Path) -> None:
    done = remind(settings(outputs), TODAY, 7)
    assert sorted(written(outputs)) == [
        "2022-06-20-chi-bo-so-noi-vu.txt",
        "2022-06-20-chi-bo-so-y-te.txt",
        "2022-06-20-chua-ro-don-vi.txt",
        "2022-06-20-dang-uy-khoi-cac-co-quan-va-doanh-nghiep-tinh.txt",
    ]
    assert len(done.written) == 4
    text = written(outputs)["2022-06-20-chi-bo-so-noi-vu.txt"]
    assert text.startswith(
        "Kính gửi: Chi bộ Sở Nội vụ\n\nNhắc việc ngày 20/6/2022: 1 việc quá hạn, 1 việc sắp đến hạn.\n\nQUÁ HẠN\n\n"
        f"- Hạn 15/6/2022 (quá 5 ngày): {LEARN} của chi bộ\n"
    )
    assert f"SẮP ĐẾN HẠN\n\n- Hạn 25/6/2022 (còn 5 ngày): {REPORT} về Ban Tổ chức\n" in text
    assert "Có thể đã trả lời bằng 3-BC/CB ngày 18/6/2022" in text
    assert f"(mã tệp {handed_down().sha256[:12]})" in text


def test_only_what_is_open_and_within_the_days(outputs: Path) -> None:
    remind(settings(outputs), TODAY, 0)
    assert "SẮP ĐẾN HẠN" not in "".join(written(outputs).values())
    for one in all_tasks():
        task_change.change(one.number, {"status": TaskStatus.DONE}, "Chị Lan", dt.datetime.now(dt.UTC))
    assert list(remind(settings(outputs), TODAY + dt.timedelta(1), 7).lines()) == []


def test_nothing_twice_on_one_day(outputs: Path) -> None:
    remind(settings(outputs), TODAY, 7)
    before = written(outputs)
    again = remind(settings(outputs), TODAY, 7)
    assert (again.written, again.before, written(outputs)) == ([], 4, before)
    assert list(again.lines()) == ["4 đơn vị đã được nhắc hôm nay, không nhắc lại."]
    assert len(remind(settings(outputs), TODAY + dt.timedelta(1), 7).written) == 4


def test_a_unit_with_an_address_gets_a_letter(outputs: Path, box: Mailbox) -> None:
    done = remind(by_mail(outputs, box), TODAY, 7)
    assert done.sent == [
        (OFFICE, "vp@duk.example"),
        (FIRST, "noivu@duk.example"),
        ("Việc chưa rõ đơn vị", "vp@duk.example"),
    ]
    assert sorted(written(outputs)) == ["2022-06-20-chi-bo-so-y-te.txt"]
    to, letter = box.letters[1]
    assert (to, letter["To"], letter["From"]) == ("noivu@duk.example", "noivu@duk.example", "vanthu@duk.example")
    assert letter["Subject"] == "Nhắc việc ngày 20/6/2022: 1 việc quá hạn, 1 việc sắp đến hạn"
    assert letter["Message-ID"] == "<nhac-viec-2022-06-20-chi-bo-so-noi-vu@duk.example>"
    assert f"- Hạn 25/6/2022 (còn 5 ngày): {REPORT} về Ban Tổ chức" in letter.get_content()
    again = remind(by_mail(outputs, box), TODAY, 7)
    assert (len(box.letters), again.sent, again.before, box.sessions) == (3, [], 4, 1)


def test_a_refused_address_stops_nobody_else_and_is_tried_again(outputs: Path, box: Mailbox) -> None:
    box.refused.add("vp@duk.example")
    done = remind(by_mail(outputs, box), TODAY, 7)
    assert [address for _, address in done.sent] == ["noivu@duk.example"]
    assert len(done.failed) == 2
    assert done.failed[0] == (
        "Máy chủ thư 127.0.0.1 không nhận thư gửi vp@duk.example (5.1.1 no such user). "
        "Hãy kiểm tra địa chỉ thư ấy; thư sẽ được gửi ở lần chạy sau."
    )
    box.refused.clear()
    assert len(remind(by_mail(outputs, box), TODAY, 7).sent) == 2


def test_a_server_that_is_not_there_is_one_sentence_and_files_go_out(outputs: Path, box: Mailbox) -> None:
    gone = by_mail(outputs, box, smtp_port=free_port())
    done = remind(gone, TODAY, 7)
    assert (done.sent, len(done.written), len(done.failed)) == ([], 1, 1)
    assert done.failed[0].startswith(f"Máy chủ thư 127.0.0.1:{gone.smtp_port} không nhận kết nối")
    assert len(remind(by_mail(outputs, box), TODAY, 7).sent) == 3


@pytest.mark.parametrize(("password", "sent"), [("right", 3), ("wrong", 0)])
def test_signs_in_where_told_to(outputs: Path, box: Mailbox, password: str, sent: int) -> None:
    box.password = base64.b64encode(b"\0vanthu\0right").decode()
    done = remind(by_mail(outputs, box, smtp_user="vanthu", smtp_password=password), TODAY, 7)
    assert len(done.sent) == len(box.letters) == sent
    assert all("bad credentials" in one and "right" not in one for one in done.failed)


def test_a_server_without_encryption_gets_nothing_where_that_is_asked_for(outputs: Path, box: Mailbox) -> None:
    done = remind(by_mail(outputs, box, smtp_tls="starttls"), TODAY, 7)
    assert (done.sent, box.letters, len(done.failed)) == ([], [], 1)


def test_the_command_tells_what_went_out(outputs: Path, box: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VANTHU_OUTPUTS", str(outputs))
    result = CliRunner().invoke(main, ["remind", "--days", "7", "--on", "2022-06-20"], catch_exceptions=False)
    assert result.exit_code == 0
    assert len([line for line in result.output.splitlines() if line.startswith("Đã ghi lời nhắc vào ")]) == 4
    for name, value in {"HOST": "127.0.0.1", "PORT": str(free_port()), "FROM": "a@b.example", "TLS": "none"}.items():
        monkeypatch.setenv(f"VANTHU_SMTP_{name}", value)
    failed = CliRunner().invoke(main, ["remind", "--on", "2022-06-21"], catch_exceptions=False)
    assert failed.exit_code == 1
    assert "không nhận kết nối" in failed.output


def test_a_sender_is_needed() -> None:
    with pytest.raises(ValidationError, match="VANTHU_SMTP_FROM"):
        Settings(smtp_host="mail.example")
    assert "mat-khau" not in repr(Settings(smtp_host="m", smtp_from="a@b", smtp_password="mat-khau"))
