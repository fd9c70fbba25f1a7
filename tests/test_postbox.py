"""The mailbox as a door, asked at a real IMAP server: every file comes once, whatever breaks; no mail is touched."""

from __future__ import annotations

import datetime as dt
import socket
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.conf import settings as django_settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

import watching
from cli import main
from doctor import outside
from pipeline.process import process
from pipeline.sole import sole
from postbox import fetch as fetching
from postbox.fetch import fetch
from records import Refused, Scan, ScanReading
from registry import mail_keep, mail_told
from registry.models import DispatchRow, EnclosureRow, MailRow, PostboxRow, ScanRow
from registry.save import DjangoRegister
from settings import Settings
from tests.desk import signed_in
from tests.duties import above, handed_down, saved
from tests.imap_office import PASSWORD, USER, ImapOffice, imap_office
from web.groups import Group

pytestmark = [pytest.mark.imap, pytest.mark.django_db]
PDF = b"%PDF-1.4\n%%EOF\n"
AT = dt.datetime.now(dt.UTC)


@pytest.fixture(scope="module")
def server() -> Iterator[ImapOffice]:
    with imap_office() as one:
        yield one


@pytest.fixture
def office(server: ImapOffice) -> ImapOffice:
    server.emptied()
    return server


@pytest.fixture
def house(tmp_path: Path, office: ImapOffice, settings: Any) -> Settings:
    folders: dict[str, Any] = {
        name: tmp_path / name for name in ("inbox", "failed", "archive", "duplicates", "outputs")
    }
    box = {"imap_host": "127.0.0.1", "imap_port": office.port, "imap_tls": "none"}
    account = {"imap_user": USER, "imap_password": PASSWORD, "upload_megabytes": 1}
    url = {"database_url": django_settings.VANTHU_DATABASE_URL}
    settings.VANTHU = Settings.model_validate(folders | box | account | url)
    return settings.VANTHU  # type: ignore[no-any-return]


def letter(number: int = 1, *files: tuple[str, bytes], subject: str = "Gửi công văn", identity: bool = True) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Văn phòng Tỉnh ủy <vp@tinhuy.vn>", subject
    mail["Date"] = "Thu, 26 Nov 2026 09:00:00 +0700"
    if identity:
        mail["Message-ID"] = f"<{number}@tinhuy.vn>"
    mail.set_content("Kính gửi quý cơ quan.")
    for name, data in files:
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def ask(house: Settings, days: int | None = None) -> fetching.Fetched:
    return fetch(house, lambda: AT, days)


def lying(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir()) if folder.is_dir() else []


def test_a_file_comes_once_and_the_mail_stays_unseen(office: ImapOffice, house: Settings) -> None:
    office.deliver(letter(1, ("Công văn 411.pdf", PDF)), letter(2))
    assert ask(house).taken == [("Công văn 411.pdf", "Văn phòng Tỉnh ủy <vp@tinhuy.vn>")]
    assert (house.inbox / "Công văn 411.pdf").read_bytes() == PDF
    (house.inbox / "Công văn 411.pdf").unlink()
    again = ask(house)
    assert (again.taken, again.failed, lying(house.inbox)) == ([], "", [])
    with office.person() as box:
        assert [one.flags for one in box.fetch(mark_seen=False) if "\\Seen" in one.flags] == []


def test_a_mail_that_a_person_has_read_is_taken_too(office: ImapOffice, house: Settings) -> None:
    office.deliver(letter(1, ("a.pdf", PDF)))
    with office.person() as box:
        box.flag(box.uids(), "\\Seen", True)
    ask(house)
    assert lying(house.inbox) == ["a.pdf"]


def test_of_a_mail_that_brings_nothing_no_words_are_kept(office: ImapOffice, house: Settings) -> None:
    office.deliver(letter(1, subject="Mời họp lớp"))
    ask(house)
    (row,) = MailRow.objects.all()
    assert (row.sender, row.subject, row.sent_at, row.done) == ("", "", None, True)


@pytest.mark.parametrize("identity", [True, False])
def test_new_numbers_of_the_server_bring_nothing_twice(office: ImapOffice, house: Settings, identity: bool) -> None:
    office.deliver(letter(1, ("a.pdf", PDF), identity=identity))
    ask(house)
    office.numbered_anew()
    office.deliver(letter(2, ("b.pdf", PDF + b"b")))
    assert [name for name, _ in ask(house).taken] == ["b.pdf"]
    assert lying(house.inbox) == ["a.pdf", "b.pdf"]
    assert len({row.validity for row in MailRow.objects.all()}) == 2


def test_a_name_that_is_taken_overwrites_nothing(office: ImapOffice, house: Settings) -> None:
    office.deliver(letter(1, ("a.pdf", PDF)), letter(2, ("a.pdf", PDF + b"b")))
    assert [name for name, _ in ask(house).taken] == ["a.pdf", "a-2.pdf"]


class Killed(BaseException):
    """The power goes off."""


@pytest.mark.parametrize("read_meanwhile", [False, True])
def test_a_kill_before_the_note_brings_nothing_twice(
    office: ImapOffice, house: Settings, monkeypatch: pytest.MonkeyPatch, read_meanwhile: bool
) -> None:
    def killed(*_: object) -> None:
        raise Killed

    office.deliver(letter(1, ("a.pdf", PDF), ("b.pdf", PDF + b"b")))
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(mail_keep, "placed", killed)
        ask(house)
    if read_meanwhile:
        register = DjangoRegister()
        process(house.inbox / "a.pdf", house, register, lambda scan: ScanReading(scan, 1, ()), lambda: AT)
    ask(house)
    assert lying(house.inbox) == (["b.pdf"] if read_meanwhile else ["a.pdf", "b.pdf"])
    assert [row.stored for row in EnclosureRow.objects.all()] == ["a.pdf", "b.pdf"]


def test_a_kill_before_the_file_loses_nothing(
    office: ImapOffice, house: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise Killed

    office.deliver(letter(1, ("a.pdf", PDF)))
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(fetching, "receive", killed)
        ask(house)
    ask(house)
    assert lying(house.inbox) == ["a.pdf"]


def test_what_cannot_be_read_is_told_with_its_mail_and_stops_no_other(office: ImapOffice, house: Settings) -> None:
    office.deliver(letter(1, ("mat.zip", b"PK\x05\x06" + bytes(18)), ("a.pdf", PDF), ("trong.pdf", b"")))
    done = ask(house)
    assert [name for name, _ in done.taken] == ["a.pdf"]
    assert [line.split(":")[0] for line in done.left_out] == [
        "Thư “Gửi công văn” của Văn phòng Tỉnh ủy <vp@tinhuy.vn>, tệp “mat.zip”",
        "Thư “Gửi công văn” của Văn phòng Tỉnh ủy <vp@tinhuy.vn>, tệp “trong.pdf”",
    ]
    assert "tệp nén" in done.left_out[0]
    assert ask(house).left_out == []


def test_a_heavy_mail_is_not_fetched_but_told(
    office: ImapOffice, house: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "HEAVIEST", 2000)
    office.deliver(letter(1, ("a.pdf", PDF + bytes(3000)), subject="Bản vẽ"), letter(2, ("b.pdf", PDF)))
    done = ask(house)
    assert [name for name, _ in done.taken] == ["b.pdf"]
    assert done.left_out[0].startswith("Thư “Bản vẽ” của Văn phòng Tỉnh ủy <vp@tinhuy.vn>: Thư nặng")


def test_old_mails_are_asked_for_by_name_of_days_only(office: ImapOffice, house: Settings) -> None:
    with office.person() as box:
        box.append(letter(1, ("a.pdf", PDF)), "INBOX", dt=AT - dt.timedelta(days=90))
    assert ask(house).taken == []
    assert [name for name, _ in ask(house, 100).taken] == ["a.pdf"]


def test_a_full_disk_leaves_the_mail_for_the_next_time(
    office: ImapOffice, house: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.deliver(letter(1, ("a.pdf", PDF)))
    full = Refused("a.pdf", "disk_full", "Ổ đĩa đã đầy.", "Hãy giải phóng chỗ.")
    with monkeypatch.context() as patch:
        patch.setattr(fetching, "receive", lambda *_: full)
        assert ask(house).failed == "Chưa lấy được tệp “a.pdf” của thư: Ổ đĩa đã đầy. Thư ấy sẽ được lấy lại ở lần sau."
    assert [name for name, _ in ask(house).taken] == ["a.pdf"]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"imap_password": "sai"}, "không nhận tên hoặc mật khẩu của hộp thư vanthu@coquan.vn"),
        ({"imap_password": "mật khẩu"}, "không nhận tên hoặc mật khẩu của hộp thư vanthu@coquan.vn"),
        ({"imap_folder": "Văn bản đến"}, "không có thư mục “Văn bản đến”"),
        ({"imap_port": 1}, "không trả lời hoặc ngắt giữa chừng"),
        ({"imap_tls": "starttls"}, "không được máy này tin"),
    ],
)
def test_a_server_that_refuses_is_told_and_tried_again(house: Settings, wrong: dict[str, Any], told: str) -> None:
    done = ask(house.model_copy(update=wrong))
    assert told in done.failed
    assert [told in row.failure for row in mail_told.failures()] == [True]
    assert ask(house).failed == ""
    assert PostboxRow.objects.filter(failure="", asked_at=AT).exists()


def test_a_line_that_breaks_keeps_what_came_and_brings_the_rest_later(
    office: ImapOffice, house: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.deliver(letter(1, ("a.pdf", PDF)), letter(2, ("b.pdf", PDF + b"b")))
    whole = fetching._opened

    def broken(box: Any, uid: int, size: int) -> Any:
        if lying(house.inbox):
            box._connection.client.sock.shutdown(socket.SHUT_RDWR)
        return whole(box, uid, size)

    with monkeypatch.context() as patch:
        patch.setattr(fetching, "_opened", broken)
        done = ask(house)
    assert [name for name, _ in done.taken] == ["a.pdf"]
    assert "ngắt giữa chừng" in done.failed
    assert [name for name, _ in ask(house).taken] == ["b.pdf"]


@pytest.mark.parametrize("way", ["tls", "starttls"])
def test_a_certificate_of_the_office_is_trusted_where_it_is_named(
    office: ImapOffice, house: Settings, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(office.certificate))
    office.deliver(letter(1, ("a.pdf", PDF)))
    port = office.tls_port if way == "tls" else office.port
    done = ask(house.model_copy(update={"imap_tls": way, "imap_port": port}))
    assert ([name for name, _ in done.taken], done.failed) == (["a.pdf"], "")


def test_another_folder_with_a_vietnamese_name(office: ImapOffice, house: Settings) -> None:
    with office.person() as box:
        box.folder.create("Văn bản đến")
    office.deliver(letter(1, ("a.pdf", PDF)), folder="Văn bản đến")
    assert [name for name, _ in ask(house.model_copy(update={"imap_folder": "Văn bản đến"})).taken] == ["a.pdf"]
    assert ask(house).taken == []


def test_two_at_once_do_not_ask(house: Settings) -> None:
    with sole(house.archive / fetching.LOCK) as first:
        assert first
        assert ask(house).failed == fetching.BUSY


def test_the_desk_tells_whence_a_file_came(office: ImapOffice, house: Settings) -> None:
    clerk = signed_in("an", Group.CLERK)
    office.deliver(letter(1, ("411.pdf", PDF), ("mat.zip", b"PK\x05\x06" + bytes(18))))
    ask(house)
    page = clerk.get("/hop-den/").content.decode()
    assert "từ thư của Văn phòng Tỉnh ủy &lt;vp@tinhuy.vn&gt;" in page
    assert "<strong>mat.zip</strong>" in page
    ask(house.model_copy(update={"imap_password": "sai"}))
    assert "không nhận tên hoặc mật khẩu" in clerk.get("/hop-den/").content.decode()
    saved(above(), handed_down())
    row = DispatchRow.objects.select_related("scan")[0]
    assert "Đến theo thư" not in clerk.get(f"/van-ban/{row.pk}/").content.decode()
    EnclosureRow.objects.update(sha256=row.scan.sha256)
    with CaptureQueriesContext(
        connection,
    ) as counted:
        page = clerk.get(f"/van-ban/{row.pk}/").content.decode()
    assert "Đến theo thư của Văn phòng Tỉnh ủy &lt;vp@tinhuy.vn&gt;, gửi lúc 09:00 26/11/2026: “Gửi công văn”" in page
    assert len(counted) <= 20


@pytest.mark.django_db(transaction=True)
def test_of_a_secret_paper_not_even_its_mail_is_told(office: ImapOffice, house: Settings) -> None:
    from pipeline.errors import SecretMark

    def secret(scan: Scan) -> ScanReading:
        raise SecretMark

    office.deliver(letter(1, ("Phương án A2.pdf", PDF), ("b.zip", b"PK\x05\x06" + bytes(18)), subject="Phương án A2"))
    ask(house)
    process(house.inbox / "Phương án A2.pdf", house, DjangoRegister(), secret, lambda: AT)
    for times in (1, 2):
        assert [(one.sender, one.subject, one.left_out) for one in MailRow.objects.all()] == [("", "", [])] * times
        assert all("A2" not in one.name + one.stored for one in EnclosureRow.objects.all())
        office.numbered_anew()
        assert ask(house).taken == []
    saved(above())
    EnclosureRow.objects.update(sha256=ScanRow.objects.get().sha256)
    row = DispatchRow.objects.annotate(**mail_told.first_mail()).get()
    assert mail_told.came_with(row) is None


def test_the_command_asks_once(house: Settings, office: ImapOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cli_mail.settings_here", lambda: house)
    office.deliver(letter(1, ("a.pdf", PDF)))
    first, second = (CliRunner().invoke(main, ["mail", "--once"]) for _ in range(2))
    assert first.output == "a.pdf: đã vào hộp đến, từ thư của Văn phòng Tỉnh ủy <vp@tinhuy.vn>.\n"
    assert (second.output, second.exit_code) == ("Không có thư mới nào kèm văn bản.\n", 0)
    monkeypatch.setattr("cli_mail.settings_here", lambda: house.model_copy(update={"imap_password": "sai"}))
    assert CliRunner().invoke(main, ["mail", "--once"]).exit_code == 1
    monkeypatch.setattr("cli_mail.settings_here", lambda: house.model_copy(update={"imap_host": ""}))
    assert "Hãy đặt VANTHU_IMAP_HOST" in CliRunner().invoke(main, ["mail", "--once"]).output


def test_the_doctor_looks_at_the_mailbox_where_one_is_set(house: Settings) -> None:
    def found(**more: Any) -> list[tuple[bool, bool, str]]:
        told = outside.postbox.ask(house.model_copy(update=more))
        return [(one.ok, one.needed, one.found) for one in told if one.name == "Hộp thư đến"]

    assert found() == [(True, True, "vanthu@coquan.vn, thư mục INBOX")]
    assert found(imap_host="") == []
    ((ok, needed, said),) = found(imap_password="sai")
    assert (ok, needed) == (False, False)
    assert "không nhận tên hoặc mật khẩu" in said


def test_watching_asks_where_a_mailbox_is_set(house: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    from threading import Event

    asked, failing = Event(), [OSError("locked")]

    def answer(settings: Settings, clock: object) -> fetching.Fetched:
        if failing:
            raise failing.pop()
        asked.set()
        return fetching.Fetched()

    monkeypatch.setattr(fetching, "fetch", answer)
    monkeypatch.setattr("registry.start.start", lambda settings: None)
    with watching.mailbox_asked(house.model_copy(update={"imap_host": ""})):
        assert not asked.wait(0.05)
    with watching.mailbox_asked(house.model_copy(update={"imap_minutes": 0.0001})):
        assert asked.wait(5)
