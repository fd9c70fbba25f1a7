"""Envelopes at the desk: who may have a draft, what is told where there is none, the same file told twice."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import receiving
from cli import main
from corpora.render import render
from pipeline.enclosed import unwrapped
from pipeline.intake import take_in
from pipeline.pages import PagePool
from pipeline.reading import divider, now, reader
from publish.edxml_file import write_envelope
from records import Header, OfficeUnit, Reading, Scan, ScanReading
from registry import words_kept
from registry.directory import Missing, take_over
from registry.models import DispatchRow, ScanRow
from registry.save import DjangoRegister
from settings import Settings
from tests.desk import signed_in
from tests.enveloped import ISSUER, UPPER, decision, enveloped, typed_case
from tests.test_desk_dispatch import body
from web.groups import Group
from web.page_pictures import scan_picture

pytestmark = pytest.mark.django_db
CASES = Path(__file__).parent.parent / "corpora" / "cases"
ISSUERS = (
    OfficeUnit("qn", UPPER, "UBND huyện"),
    OfficeUnit("hn", ISSUER, "UBND xã", "qn", organ_id="000.14.21.H46"),
    OfficeUnit("pnv", "Phòng Nội vụ", "Phòng", "qn", is_office=True, organ_id="000.01.14.H46"),
)
SINGLES = ("symbol", "kind", "issued_on", "issuer", "subject", "place")


@pytest.fixture
def house(tmp_path: Path, settings: Any) -> Settings:
    """An office with a directory, whose folders lie in one of this test."""
    take_over(ISSUERS, Missing.KEEP, dt.date(2022, 6, 1))
    found = Settings(inbox=tmp_path / "inbox", pictures=tmp_path / "pictures")
    settings.VANTHU = found
    return found


def kept(path: Path) -> ScanReading:
    """The file read and saved, the file itself as its archived original."""
    scan = take_in(path, now)
    assert isinstance(scan, Scan)
    with PagePool(1) as pool:
        read = reader(Settings(), pool)(scan)
    DjangoRegister().save(read)
    DjangoRegister().archived(scan.sha256, path)
    return read


def row_of(read: ScanReading) -> DispatchRow:
    return DispatchRow.objects.select_related("scan").get(scan__sha256=read.scan.sha256, position=0)


def address(read: ScanReading, more: str = "edxml/") -> str:
    return f"/van-ban/{row_of(read).pk}/{more}"


def sentences(answer: Any) -> Sequence[str]:
    return [str(one) for one in answer.context["messages"]]


def said(header: Header) -> list[str | None]:
    found = [getattr(header, name) for name in SINGLES]
    signer = header.signer
    return [one and one.value for one in (*found, signer and signer.name, signer and signer.title)]


def test_a_clerk_has_the_draft_and_it_reads_as_the_dispatch(house: Settings, tmp_path: Path) -> None:
    paper = decision(tmp_path / "38.pdf")
    read = kept(paper)
    client = signed_in("an", Group.CLERK)
    assert f'href="{address(read)}">Gói edXML (bản nháp)</a>' in client.get(address(read, "")).content.decode()
    answer = client.get(address(read))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/edxml+xml")
    assert "000.14.21.H46_2023_04_05_38_Q" in answer["Content-Disposition"]
    made = tmp_path / "made.edxml"
    made.write_bytes(body(answer))
    assert list(house.pictures.iterdir()) == []
    again = kept(made)
    assert said(again.readings[0].header) == said(read.readings[0].header)
    assert again.words and again.words.envelope
    assert again.words.envelope.document_id == "000.14.21.H46,2023/04/05,38/QĐ-UBND"
    with unwrapped(again.scan) as original:
        assert original.scan.path.read_bytes() == paper.read_bytes()


@pytest.mark.usefixtures("house")
def test_it_is_for_clerks_who_see_the_dispatch(tmp_path: Path) -> None:
    read = kept(decision(tmp_path / "38.pdf"))
    for name, group in (("an", Group.LEADER), ("bình", Group.ANALYST), ("chi", Group.ADMIN)):
        client = signed_in(name, group, units=("pnv",))
        assert client.get(address(read)).status_code == 403
        assert "Gói edXML" not in client.get(address(read, "")).content.decode()
    clerk = signed_in("dung", Group.CLERK)
    assert clerk.post(address(read)).status_code == 405
    assert clerk.get("/van-ban/999/edxml/").status_code == 404
    assert Client().get(address(read)).status_code == 302


def test_what_is_lacking_is_told_on_the_page(house: Settings, tmp_path: Path) -> None:
    read = kept(decision(tmp_path / "38.pdf"))
    take_over([replace(one, organ_id=None) for one in ISSUERS], Missing.KEEP, dt.date(2022, 6, 2))
    client = signed_in("an", Group.CLERK)
    (told,) = sentences(client.get(address(read), follow=True))
    assert told.startswith("Chưa lập được gói edXML: chưa biết mã định danh của cơ quan ta; hãy đặt VANTHU_ORGAN_ID")
    assert f"“{ISSUER}” trong danh bạ chưa có mã định danh" in told
    assert list(house.pictures.iterdir()) == []
    take_over(ISSUERS, Missing.KEEP, dt.date(2022, 6, 2))
    (tmp_path / "38.pdf").unlink()
    (told,) = sentences(client.get(address(read), follow=True))
    assert told.startswith("Không thấy bản gốc trong kho lưu")


@pytest.mark.usefixtures("house")
def test_an_envelope_itself_is_the_original_to_be_had(tmp_path: Path) -> None:
    read = kept(enveloped(decision(tmp_path / "38.pdf"), tmp_path / "38.edxml"))
    client = signed_in("an", Group.CLERK)
    text = client.get(address(read, "")).content.decode()
    assert "Gói edXML (bản nháp)" not in text
    assert "gói edXML gửi kèm: 38/QĐ-UBND" in text
    (told,) = sentences(client.get(address(read), follow=True))
    assert "vốn đến trong gói edXML" in told
    original = client.get(address(read, "ban-goc/"))
    assert (original["Content-Type"], body(original)) == (
        "application/edxml+xml",
        (tmp_path / "38.edxml").read_bytes(),
    )


@pytest.mark.usefixtures("house")
def test_its_pages_are_shown(tmp_path: Path) -> None:
    read = kept(enveloped(decision(tmp_path / "38.pdf"), tmp_path / "38.edxml"))
    drawn = scan_picture(row_of(read).scan, 1)
    assert drawn.path.is_file()
    assert (round(drawn.width), round(drawn.height)) == (595, 842)
    answer = signed_in("an", Group.CLERK).get(f"/anh-trang/{row_of(read).pk}/1/")
    assert answer["Content-Type"] == "image/jpeg"


@pytest.mark.usefixtures("house")
def test_the_same_file_alone_and_in_an_envelope_is_told_as_one(tmp_path: Path) -> None:
    paper = decision(tmp_path / "38.pdf")
    alone, inside = kept(paper), kept(enveloped(paper, tmp_path / "38.edxml"))
    assert ScanRow.objects.get(sha256=inside.scan.sha256).enclosed == alone.scan.sha256
    client = signed_in("an", Group.CLERK)
    for one, other in ((alone, inside), (inside, alone)):
        there = f"/duyet/{row_of(one).pk}/"
        with CaptureQueriesContext(connection) as asked:
            text = client.get(there).content.decode()
        assert len(asked) <= 20
        assert text.count("Có thể đã nhận rồi") == 1
        assert f"(cùng một tệp, có bản đến trong gói edXML, tệp {other.scan.name})" in text


@pytest.mark.usefixtures("house")
def test_a_file_of_which_nothing_was_read_is_known_again_too(tmp_path: Path) -> None:
    paper = decision(tmp_path / "38.pdf")
    alone, inside = kept(paper), kept(enveloped(paper, tmp_path / "38.edxml"))
    bare = replace(inside, readings=(Reading((1,), "", Header(), is_dispatch=False),))
    DjangoRegister().save(bare)
    text = signed_in("an", Group.CLERK).get(f"/duyet/{row_of(inside).pk}/").content.decode()
    assert f"tệp {alone.scan.name})" in text


@pytest.mark.usefixtures("house")
def test_what_the_envelope_says_is_kept_with_the_words(tmp_path: Path) -> None:
    told = {"due": "2023-06-30", "concerns": ("a", "b"), "pages": 3}
    read = kept(enveloped(decision(tmp_path / "38.pdf"), tmp_path / "38.edxml", **told))
    assert read.words
    again = words_kept.unpacked(read.scan.sha256)
    assert again and again.envelope == read.words.envelope
    assert again.envelope and again.envelope.pages == 3


@pytest.mark.usefixtures("house")
def test_divided_anew_from_its_words_it_says_the_same(tmp_path: Path) -> None:
    read = kept(enveloped(decision(tmp_path / "38.pdf"), tmp_path / "38.edxml", number="39"))
    with PagePool(1) as pool:
        again = divider(Settings(), pool, DjangoRegister())(read.scan)
    assert again.readings == read.readings
    assert again.readings[0].header.symbol and again.readings[0].header.symbol.rule == "symbol.edxml"


def test_an_envelope_is_taken_by_the_page_of_the_inbox(house: Settings, tmp_path: Path) -> None:
    content = enveloped(decision(tmp_path / "38.pdf"), tmp_path / "38.edxml").read_bytes()
    assert receiving.receive("38.edxml", [content], house) == "38.edxml"
    assert receiving.receive("van ban.xml", [content], house) == "van ban.xml"
    assert receiving.receive("van-ban", [content], house) == "van-ban.edxml"
    assert (house.inbox / "van-ban.edxml").read_bytes() == content


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs the command on the tables of the test."""
    monkeypatch.setattr("registry.start.start", lambda _: None)
    return lambda *words: CliRunner().invoke(main, ["edxml", *map(str, words)])


@pytest.mark.usefixtures("house")
def test_the_command_writes_the_draft_whole_or_says_why_not(tmp_path: Path, command: Any) -> None:
    read, target = kept(decision(tmp_path / "38.pdf")), tmp_path / "out" / "x.edxml"
    target.parent.mkdir()
    done = command(read.scan.sha256[:12], target)
    assert done.exit_code == 0, done.output
    assert "bản nháp, chưa ký số." in done.output
    out = io.BytesIO()
    assert write_envelope(row_of(read), Settings(), out).endswith(".edxml")
    assert target.read_bytes() == out.getvalue()
    assert command(read.scan.sha256, 1, target).exit_code == 0
    assert list(target.parent.iterdir()) == [target]
    for words, told in (
        ((read.scan.sha256, 2, target), "không có văn bản thứ 2; hãy ghi số từ 1 đến 1"),
        ((read.scan.sha256, 1, 1, target), "hãy ghi thứ tự của văn bản"),
        (("ffff", target), "Không có bản quét có SHA-256 bắt đầu bằng “ffff”"),
        ((read.scan.sha256, tmp_path / "38.pdf"), "là bản gốc trong kho lưu nên không ghi đè được"),
    ):
        refused = command(*words)
        assert refused.exit_code == 1
        assert told in refused.output


@pytest.mark.usefixtures("house")
def test_the_command_leaves_nothing_where_something_is_lacking(tmp_path: Path, command: Any) -> None:
    read, folder = kept(decision(tmp_path / "38.pdf")), tmp_path / "out"
    folder.mkdir()
    take_over([replace(one, organ_id=None) for one in ISSUERS], Missing.KEEP, dt.date(2022, 6, 2))
    done = command(read.scan.sha256, folder / "x.edxml")
    assert (done.exit_code, list(folder.iterdir())) == (1, [])
    assert "VANTHU_ORGAN_ID" in done.output


def comes_back(paper: Path, tmp_path: Path) -> None:
    """The paper read, put into an envelope and read from it again: the same values, the same bytes."""
    read = kept(paper)
    head = read.readings[0].header
    assert head.issuer
    body = OfficeUnit("over", head.parent_body.value if head.parent_body else "Chính phủ", "UBND")
    issuer = OfficeUnit("x", head.issuer.value, "Bộ", "over" if head.parent_body else None, organ_id="G99")
    take_over((body, issuer), Missing.KEEP, dt.date(2022, 6, 2))
    made = tmp_path / "made.edxml"
    with made.open("wb") as out:
        write_envelope(row_of(read), Settings(organ_id="H46", organ_name="Phòng Nội vụ"), out)
    again = kept(made)
    assert said(again.readings[0].header) == said(head)
    assert None not in said(head)[:5]
    assert again.readings[0].problems == read.readings[0].problems
    with unwrapped(again.scan) as original:
        assert original.scan.path.read_bytes() == paper.read_bytes()


@pytest.mark.parametrize(
    "case", ["state-kh-ly-son", "duty-state-kh-ea-kar", "state-nq-soc-trang", "state-hd-dong-giang"]
)
@pytest.mark.usefixtures("house")
def test_typed_dispatches_come_back_as_they_were_read(tmp_path: Path, case: str) -> None:
    comes_back(typed_case(CASES / f"{case}.txt", tmp_path / f"{case}.pdf"), tmp_path)


@pytest.mark.ocr
@pytest.mark.usefixtures("house")
def test_a_scan_comes_back_as_it_was_read(tmp_path: Path) -> None:
    comes_back(render(CASES / "central-cv-bo-noi-vu.txt", "office", tmp_path), tmp_path)
