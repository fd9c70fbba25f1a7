"""The inbox's page: who may bring files in, what is refused and how, what is told of files on their way."""

from __future__ import annotations

import errno
import os
import time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import receiving
from pipeline.mend import leftovers
from pipeline.sweep import guarded
from pipeline.under_way import names_under_way, stale_marks, under_way
from records import Outcome, Refused
from settings import Settings
from tests.desk import NO_GROUP, signed_in
from tests.duties import above, handed_down, saved
from web.groups import Group

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(autouse=True)
def house(tmp_path: Path, settings: Any) -> Settings:
    folders = {name: tmp_path / name for name in ("inbox", "failed", "archive", "duplicates")}
    settings.VANTHU = Settings.model_validate({**folders, "upload_megabytes": 1})
    return settings.VANTHU  # type: ignore[no-any-return]


@pytest.fixture
def clerk() -> Client:
    return signed_in("an", Group.CLERK)


def send(client: Client, *files: tuple[str, bytes]) -> list[str]:
    """What is said after these files were sent."""
    wanted = [SimpleUploadedFile(name, content) for name, content in files]
    return said(client.post("/hop-den/gui/", {"files": wanted}))


def said(answer: Any) -> list[str]:
    assert answer.status_code == 302
    assert answer["Location"] == "/hop-den/"
    return [str(one) for one in get_messages(answer.wsgi_request)]


def lying(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir()) if folder.is_dir() else []


def failed(house: Settings, name: str = "a.pdf", note: str = "a.pdf\nTệp hỏng.\nHãy quét lại.\n") -> Path:
    house.failed.mkdir(exist_ok=True)
    (house.failed / f"{name}.txt").write_text(note, encoding="utf-8")
    (house.failed / name).write_bytes(PDF)
    return house.failed / name


@pytest.mark.parametrize("group", [Group.CLERK, Group.ADMIN])
def test_clerks_and_administrators_bring_files_in(house: Settings, group: Group) -> None:
    told = send(signed_in("an", group), ("Công văn 411.pdf", PDF), ("bia.png", PNG))
    assert told == ["Công văn 411.pdf: đã vào hộp đến.", "bia.png: đã vào hộp đến."]
    assert lying(house.inbox) == ["Công văn 411.pdf", "bia.png"]
    assert (house.inbox / "Công văn 411.pdf").read_bytes() == PDF


@pytest.mark.parametrize("group", [Group.LEADER, Group.ANALYST, NO_GROUP])
def test_others_bring_nothing_in_and_see_nothing(house: Settings, group: str) -> None:
    client = signed_in("an", *(() if group == NO_GROUP else (group,)))
    kept = failed(house)
    answer = client.post("/hop-den/gui/", {"files": [SimpleUploadedFile("a.pdf", PDF)]})
    assert answer.status_code == client.post("/hop-den/doc-lai/", {"file": "a.pdf"}).status_code == 403
    assert client.get("/hop-den/").status_code == client.get("/hop-den/tinh-hinh/").status_code == 403
    assert lying(house.inbox) == []
    assert kept.exists()


def test_a_form_from_elsewhere_is_refused(house: Settings) -> None:
    client = signed_in("an", Group.CLERK)
    client.handler.enforce_csrf_checks = True
    assert client.post("/hop-den/gui/", {"files": [SimpleUploadedFile("a.pdf", PDF)]}).status_code == 403
    assert lying(house.inbox) == []


REFUSED = {
    "rong.pdf": (b"", "rong.pdf: Tệp rỗng, không có nội dung nào. Hãy quét lại hoặc xin lại tệp từ nơi gửi."),
    "virus.pdf": (b"MZ\x90\x00\x03", "Nội dung tệp không phải PDF, TIFF, JPEG, PNG hay DOCX."),
    "trang.pdf": (b"<!doctype html><script>alert(1)</script>", "Đây là trang web"),
    "thu.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xuất ra PDF"),
    "goi.zip": (b"PK\x05\x06" + b"\0" * 18, "Hãy giải nén"),
    "chu.txt": ("Công văn số 1".encode(), "chỉ là chữ thuần"),
    "to.pdf": (PDF + b" " * 1_000_000, "to.pdf: Tệp nặng hơn 1 MB, mức cho phép khi gửi qua trang này. Hãy quét lại"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_with_a_remedy_and_not_kept(house: Settings, clerk: Client, name: str) -> None:
    content, sentence = REFUSED[name]
    (told,) = send(clerk, (name, content))
    assert sentence in told
    assert lying(house.inbox) == []


def test_one_refused_file_stops_no_other(house: Settings, clerk: Client) -> None:
    told = send(clerk, ("rong.pdf", b""), ("tot.pdf", PDF), ("to.pdf", PDF * 100_000))
    assert [one.partition(":")[0] for one in told] == ["rong.pdf", "tot.pdf", "to.pdf"]
    assert lying(house.inbox) == ["tot.pdf"]


def test_nothing_chosen_is_told(clerk: Client) -> None:
    assert said(clerk.post("/hop-den/gui/")) == [
        "Chưa chọn tệp nào; hãy chọn hoặc thả ít nhất một tệp PDF, TIFF, JPEG, PNG hay DOCX rồi bấm Gửi."
    ]


def test_too_many_files_at_once_are_told(house: Settings, clerk: Client) -> None:
    files = [SimpleUploadedFile(f"{number}.pdf", PDF) for number in range(101)]
    answer = clerk.post("/hop-den/gui/", {"files": files})
    assert answer.status_code == 400
    assert "mỗi lần không quá 100 tệp" in answer.content.decode()
    assert lying(house.inbox) == []


HOSTILE = {
    "../../etc/passwd": "passwd.pdf",
    "..\\..\\windows\\a.pdf": "a.pdf",
    ".an.pdf": "an.pdf",
    "~$khoa.pdf": "van-ban-~$khoa.pdf",
    "dang tai.part": "dang tai.part.pdf",
    "thumbs.db": "thumbs.db.pdf",
    "a\x01b<script>.pdf": "a_b_script_.pdf",
    "CON: 1?.pdf": "CON_ 1_.pdf",
    "con-tro.exe": "con-tro.exe.pdf",
    "e\u0302.pdf": "ê.pdf",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_becomes_a_safe_one(house: Settings, name: str) -> None:
    assert receiving.receive(name.replace("\\", "/").rpartition("/")[2], [PDF], house) == HOSTILE[name]
    assert lying(house.inbox) == [HOSTILE[name]]
    assert lying(house.inbox.parent) == ["inbox"]


def test_a_whole_path_as_a_name_stays_in_the_inbox(house: Settings, clerk: Client) -> None:
    for name in ("../../ngoai.pdf", "/tmp/ngoai.pdf", "..", "C:\\ngoai.pdf"):
        receiving.receive(name, [PDF], house)
        send(clerk, (name if name != ".." else "x/..pdf", PDF))
    assert all(name.endswith(".pdf") for name in lying(house.inbox))
    assert not (house.inbox.parent / "ngoai.pdf").exists()
    assert not (house.inbox.parent.parent / "ngoai.pdf").exists()


def test_a_long_name_is_cut_and_keeps_its_ending(house: Settings) -> None:
    name = receiving.receive("đ" * 400 + ".pdf", [PDF], house)
    assert isinstance(name, str)
    assert len(name.encode()) <= 200
    assert name.endswith(".pdf")


def test_a_name_that_is_taken_has_a_counter(house: Settings, clerk: Client) -> None:
    send(clerk, ("a.pdf", PDF))
    assert send(clerk, ("a.pdf", PDF + b"2"))[-1] == "a.pdf: đã vào hộp đến dưới tên a-2.pdf."
    assert (house.inbox / "a.pdf").read_bytes() == PDF


def test_where_files_have_one_name_only(house: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    assert [receiving.receive("a.pdf", [PDF], house) for _ in range(2)] == ["a.pdf", "a-2.pdf"]
    assert lying(house.inbox) == ["a-2.pdf", "a.pdf"]


def test_a_full_disk_is_told_and_leaves_nothing(house: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    told = receiving.receive("a.pdf", [PDF], house)
    assert isinstance(told, Refused)
    assert told.message == "Ổ đĩa đã đầy."
    assert "Tệp chưa được nhận" in told.remedy
    assert lying(house.inbox) == []


def test_half_a_file_is_seen_by_nobody(house: Settings) -> None:
    def chunks() -> Any:
        yield PDF
        assert receiving.waiting(house) == []
        raise ConnectionResetError

    receiving.receive("a.pdf", chunks(), house)
    assert lying(house.inbox) == []


def test_files_that_wait_and_that_are_read_are_told_apart(house: Settings, clerk: Client) -> None:
    send(clerk, ("a.pdf", PDF), ("b.pdf", PDF))
    before = clerk.get("/hop-den/tinh-hinh/").json()
    assert [(one["name"], one["reading"]) for one in before["waiting"]] == [("a.pdf", False), ("b.pdf", False)]

    def handle(path: Path) -> Outcome:
        assert names_under_way(("a.pdf", "b.pdf"), house) == {"a.pdf"}
        now = clerk.get("/hop-den/tinh-hinh/").json()
        assert [(one["name"], one["reading"]) for one in now["waiting"]] == [("a.pdf", True), ("b.pdf", False)]
        assert now["state"] != before["state"]
        assert "đang đọc" in clerk.get("/hop-den/").content.decode()
        return Refused(path.name, "x", "Tệp hỏng.", "Hãy quét lại.")

    assert isinstance(guarded(house.inbox / "a.pdf", handle, house), Refused)
    assert clerk.get("/hop-den/tinh-hinh/").json() == before
    assert lying(house.archive / ".reading") == []


def test_the_mark_of_a_reader_that_was_killed_counts_for_nothing(house: Settings) -> None:
    with under_way(house.inbox / "a.pdf", house):
        (mark,) = (house.archive / ".reading").iterdir()
        assert stale_marks(house) == ()
    mark.touch()
    assert names_under_way(("a.pdf",), house) == frozenset()
    assert stale_marks(house) == (mark,)


def test_a_file_is_read_also_where_no_mark_can_be_made(house: Settings) -> None:
    house.archive.write_bytes(b"")
    with under_way(house.inbox / "a.pdf", house):
        assert names_under_way(("a.pdf",), house) == frozenset()


def test_a_failed_file_comes_back_at_a_click(house: Settings, clerk: Client) -> None:
    failed(house)
    text = clerk.get("/hop-den/").content.decode()
    assert "Tệp hỏng. Hãy quét lại." in text
    assert "Đọc lại" in text
    assert said(clerk.post("/hop-den/doc-lai/", {"file": "a.pdf"})) == ["a.pdf: đã trở lại hộp đến, sẽ được đọc lại."]
    assert (lying(house.inbox), lying(house.failed)) == (["a.pdf"], [])
    assert "không còn ở danh sách" in said(clerk.post("/hop-den/doc-lai/", {"file": "a.pdf"}))[-1]


@pytest.mark.parametrize("name", ["../inbox/x.pdf", "/etc/passwd", "", ".", "..", "khac.pdf", "lien-ket.pdf"])
def test_only_what_failed_comes_back(house: Settings, clerk: Client, name: str) -> None:
    failed(house)
    outside = house.failed.parent / "ngoai.pdf"
    outside.write_bytes(PDF)
    (house.failed / "lien-ket.pdf").symlink_to(outside)
    said(clerk.post("/hop-den/doc-lai/", {"file": name}))
    assert lying(house.inbox) == []
    assert outside.exists()
    assert receiving.again(name, house) is None


def test_a_secret_name_is_not_shown_and_does_not_come_back(house: Settings, clerk: Client) -> None:
    kept = failed(house, "kín.pdf", "Văn bản mật.\nHãy chuyển đi.\n")
    text = clerk.get("/hop-den/").content.decode()
    assert "Văn bản mật. Hãy chuyển đi." in text
    assert "kín.pdf" not in text
    assert 'value="k' not in text
    assert "không được đọc lại" in said(clerk.post("/hop-den/doc-lai/", {"file": "kín.pdf"}))[0]
    assert kept.exists()


def test_names_are_no_markup(house: Settings, clerk: Client) -> None:
    house.inbox.mkdir()
    (house.inbox / "<img src=x>.pdf").write_bytes(PDF)
    failed(house, "b.pdf", "<b>b</b>.pdf\n<i>x</i>\nHãy quét lại.\n")
    text = clerk.get("/hop-den/").content.decode()
    assert "<img src=x>" not in text
    assert "<b>b</b>" not in text
    assert "&lt;i&gt;x" in text


def test_what_was_read_leads_to_its_page_and_copies_are_told(house: Settings, clerk: Client) -> None:
    saved(above(), handed_down())
    house.duplicates.mkdir()
    (house.duplicates / "lan-hai.pdf").write_bytes(PDF)
    text = clerk.get("/hop-den/").content.decode()
    assert text.index("256-CV/ĐUK") < text.index("411-CV/TU")
    assert "lan-hai.pdf" in text
    admin = signed_in("bình", Group.ADMIN).get("/hop-den/").content.decode()
    assert "411-CV/TU" not in admin


def test_a_file_that_broke_off_is_told_until_it_is_swept_away(house: Settings, clerk: Client) -> None:
    house.inbox.mkdir(exist_ok=True)
    part = house.inbox / f".{'a' * 32}.part"
    part.write_bytes(b"half")
    assert "đứt giữa chừng" not in clerk.get("/hop-den/").content.decode()
    long_ago = time.time() - 300
    os.utime(part, (long_ago, long_ago))
    assert "1 tệp gửi lên bị đứt giữa chừng" in clerk.get("/hop-den/").content.decode()
    assert part not in leftovers(house)
    os.utime(part, (long_ago - 3600, long_ago - 3600))
    assert part in leftovers(house)


def test_an_empty_inbox_says_what_to_do(clerk: Client) -> None:
    assert "Chưa có tệp nào đang chờ" in clerk.get("/hop-den/").content.decode()


def test_few_queries_however_many_files(house: Settings, clerk: Client) -> None:
    saved(above(), handed_down())
    house.inbox.mkdir()
    for number in range(150):
        (house.inbox / f"{number:03}.pdf").write_bytes(PDF)
    for address in ("/hop-den/", "/hop-den/tinh-hinh/"):
        with CaptureQueriesContext(connection) as told:
            assert clerk.get(address).status_code == 200
        assert len(told) <= 12
    found = clerk.get("/hop-den/tinh-hinh/").json()
    assert (len(found["waiting"]), found["waiting_count"]) == (100, 150)


def test_a_heavy_file_is_let_go_while_it_comes(house: Settings, clerk: Client) -> None:
    answer = clerk.post("/hop-den/gui/", {"files": [BytesIO(PDF * 400_000)], "csrf": "x"})
    assert "Tệp nặng hơn 1 MB" in said(answer)[0]
    assert not answer.wsgi_request.FILES
