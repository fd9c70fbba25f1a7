"""The draft of an envelope: what it tells, what it leaves out, and all that keeps it from being written."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from publish.edxml_draft import NoEnvelope, draft, may_have_envelope
from records import (
    Correspondent,
    Directory,
    Found,
    Header,
    OfficeUnit,
    Problem,
    Reading,
    Recipient,
    Scan,
    Signer,
    Trace,
)
from records.envelope import EDXML
from registry.register_row import RegisterRow
from settings import Settings

SCAN = Scan("ab" * 32, Path("a.pdf"), "38 QĐ.pdf", dt.datetime(2023, 4, 6, 20, 0, tzinfo=dt.UTC), "application/pdf", 9)
OURS = Settings(organ_id="000.00.14.H46", organ_name="Phòng Nội vụ", parent_organ_name="UBND huyện Quảng Ninh")
ISSUER = OfficeUnit("hn", "Ủy ban nhân dân xã Hàm Ninh", "UBND xã", "qn", organ_id="000.14.21.H46")
LISTED = Directory((OfficeUnit("qn", "Ủy ban nhân dân huyện Quảng Ninh", "UBND huyện"), ISSUER))


def value(text: str, confidence: float = 0.95) -> Found:
    return Found(text, text, confidence, "test", 1)


HEADER = Header(
    symbol=value("38/QĐ-UBND"),
    kind=value("quyết định"),
    issued_on=value("2023-04-05"),
    place=value("Hàm Ninh"),
    parent_body=value("Ủy ban nhân dân huyện Quảng Ninh"),
    issuer=value("Ủy ban nhân dân  XÃ Hàm Ninh"),
    subject=value("Về việc thành lập\nTổ quản lý chợ xã"),
    recipients=(Recipient(value("Như Điều 1")), Recipient(value("Lưu: VT"))),
    signer=Signer(value("Nguyễn Văn Hải"), value("Phó Chủ tịch"), value("KT. Chủ tịch")),
)


def row(header: Header = HEADER, media_type: str = "application/pdf", doubts: tuple[Problem, ...] = ()) -> RegisterRow:
    scan = replace(SCAN, media_type=media_type)
    return RegisterRow(scan, 0, Reading((2, 3), "", header), frozenset(), doubts)


def refused(row: RegisterRow, directory: Directory = LISTED, settings: Settings = OURS) -> str:
    with pytest.raises(NoEnvelope) as told:
        draft(row, directory, settings)
    return str(told.value)


def test_the_draft_is_the_issuers_envelope_to_us() -> None:
    made = draft(row(), LISTED, OURS)
    assert made.sender == Correspondent(
        "000.14.21.H46", "Ủy ban nhân dân XÃ Hàm Ninh", "Ủy ban nhân dân huyện Quảng Ninh"
    )
    assert made.receivers == (Correspondent("000.00.14.H46", "Phòng Nội vụ", "UBND huyện Quảng Ninh"),)
    assert made.document_id == "000.14.21.H46,2023/04/05,38/QĐ-UBND"
    assert (made.number, made.notation, made.issued_on, made.place) == ("38", "QĐ-UBND", "2023-04-05", "Hàm Ninh")
    assert (made.kind, made.subject) == ("Quyết định", "Về việc thành lập Tổ quản lý chợ xã")
    assert (made.authority, made.position, made.signer) == ("KT. Chủ tịch", "Phó Chủ tịch", "Nguyễn Văn Hải")
    assert (made.to_places, made.pages, made.due) == (("Như Điều 1", "Lưu: VT"), 2, None)
    assert made.traces == (Trace("000.00.14.H46", "2023/04/07 03:00:00"),)
    assert made.enclosed.description == "Bản gốc; văn bản ở trang 2 đến 3"


@pytest.mark.parametrize(
    ("symbol", "number", "notation"),
    [
        ("102/2025/NQ-CP", "102", "2025/NQ-CP"),
        ("3722/VPCP-CN", "3722", "VPCP-CN"),
        ("66.7/2025/NQ-CP", "66.7", "2025/NQ-CP"),
    ],
)
def test_a_symbol_is_taken_apart(symbol: str, number: str, notation: str) -> None:
    made = draft(row(replace(HEADER, symbol=value(symbol))), LISTED, OURS)
    assert (made.number, made.notation) == (number, notation)
    assert made.document_id == f"000.14.21.H46,2023/04/05,{symbol}"


def test_what_may_be_left_out_is_left_out_where_it_is_doubtful() -> None:
    faint = value("Nguyễn Văn Hai", 0.6)
    header = replace(
        HEADER,
        place=value("Ham Ninh", 0.7),
        parent_body=value("Ủy ban nhân dân huyện Quảng Ninh", 0.7),
        recipients=(Recipient(value("Như Điều 1")), Recipient(value("Lưu", 0.5))),
        signer=Signer(faint, value("Phó Chủ tịch"), None),
    )
    made = draft(row(header), LISTED, OURS)
    assert (made.place, made.sender.in_charge, made.to_places) == ("", "", ())
    assert (made.authority, made.position, made.signer) == ("", "", "")
    assert draft(row(replace(HEADER, signer=None)), LISTED, OURS).signer == ""


@pytest.mark.parametrize(
    ("field", "word"),
    [
        ("symbol", "số, ký hiệu"),
        ("issued_on", "ngày ban hành"),
        ("issuer", "cơ quan ban hành"),
        ("kind", "tên loại"),
        ("subject", "trích yếu"),
    ],
)
def test_what_must_be_told_is_refused_where_it_is_missing_or_doubtful(field: str, word: str) -> None:
    found = getattr(HEADER, field)
    missing: dict[str, Any] = {field: None}
    assert f"chưa đọc được {word}; hãy điền" in refused(row(replace(HEADER, **missing)))
    unsure: dict[str, Any] = {field: replace(found, confidence=0.89)}
    said = "5/4/2023" if field == "issued_on" else " ".join(found.value.split())
    assert f"{word} “{said}” còn ngờ; hãy" in refused(row(replace(HEADER, **unsure)))
    doubt = Problem("odd", "Lạ; hãy xem.", field=field)
    assert f"{word} “" in refused(row(doubts=(doubt,)))


def test_all_that_is_lacking_is_told_at_once() -> None:
    said = refused(row(replace(HEADER, subject=None)), Directory(), Settings())
    assert said.startswith("Chưa lập được gói edXML: chưa đọc được trích yếu; ")
    assert "VANTHU_ORGAN_ID" in said
    assert "VANTHU_ORGAN_NAME" in said
    assert "danh bạ chưa có “Ủy ban nhân dân XÃ Hàm Ninh”" in said


def test_a_missing_id_says_which_unit_lacks_it() -> None:
    bare = Directory((LISTED.units[0], replace(ISSUER, organ_id=None)))
    assert "“Ủy ban nhân dân XÃ Hàm Ninh” trong danh bạ chưa có mã định danh" in refused(row(), bare)
    other = OfficeUnit("x", ISSUER.name, "UBND xã", organ_id="000.99.99.H99")
    unnamed = replace(HEADER, parent_body=None)
    assert "nhiều cơ quan tên" in refused(row(unnamed), Directory((*LISTED.units, other)))
    assert draft(row(), Directory((*LISTED.units, other)), OURS).sender.organ_id == "000.14.21.H46"


@pytest.mark.parametrize("body", ["Ủy ban nhân dân huyện Đông Giang", "Sở Nội vụ"])
def test_an_organ_of_the_same_name_under_another_body_is_not_meant(body: str) -> None:
    said = refused(row(replace(HEADER, parent_body=value(body, 0.7))))
    assert f"nhưng không trực thuộc “{body}” như văn bản ghi" in said
    assert "không trực thuộc" in refused(row(), Directory((replace(ISSUER, parent=None),)))


def test_of_two_lives_of_a_name_that_of_the_day_counts() -> None:
    old = replace(ISSUER, valid_to="2025-06-30")
    new = replace(ISSUER, key="hn2", valid_from="2025-07-01", organ_id="000.00.21.H46")
    assert draft(row(), Directory((LISTED.units[0], old, new)), OURS).sender.organ_id == "000.14.21.H46"
    later = replace(HEADER, issued_on=value("2025-07-02"))
    assert draft(row(later), Directory((LISTED.units[0], old, new)), OURS).sender.organ_id == "000.00.21.H46"


def test_another_name_in_the_directory_will_do() -> None:
    listed = Directory(
        (LISTED.units[0], replace(ISSUER, name="UBND xã Hàm Ninh", aliases=("Ủy ban nhân dân xã Hàm Ninh",)))
    )
    assert draft(row(), listed, OURS).sender.organ_id == "000.14.21.H46"


def test_our_office_may_stand_in_the_directory() -> None:
    office = OfficeUnit("pnv", "Phòng Nội vụ", "Phòng", "qn", is_office=True, organ_id="000.01.14.H46")
    made = draft(row(), Directory((*LISTED.units, office)), Settings())
    assert made.receivers == (Correspondent("000.01.14.H46", "Phòng Nội vụ", "Ủy ban nhân dân huyện Quảng Ninh"),)


def test_papers_of_the_party_have_no_such_envelope() -> None:
    header = replace(HEADER, symbol=value("411-CV/TU"), issuer=None)
    assert "“411-CV/TU” là số, ký hiệu của văn bản Đảng" in refused(row(header), Directory(), Settings())
    assert not may_have_envelope(row(header).reading, "application/pdf")
    assert may_have_envelope(row().reading, "application/pdf")


def test_what_is_no_dispatch_no_paper_or_an_envelope_already_is_told_so() -> None:
    none = replace(row(), reading=replace(row().reading, is_dispatch=False))
    assert "không mang thể thức văn bản" in refused(none)
    assert "vốn đến trong gói edXML" in refused(row(media_type=EDXML))
    assert "tệp chữ" in refused(row(media_type="text/plain"))
    assert not may_have_envelope(row().reading, EDXML)


@pytest.mark.parametrize("wrong", ["000,00", "H 46", ".H46", "H46."])
def test_an_id_of_another_form_is_no_setting(wrong: str) -> None:
    with pytest.raises(ValueError, match="VANTHU_ORGAN_ID"):
        Settings(organ_id=wrong)
