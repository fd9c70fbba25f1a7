"""What an envelope tells against what the page tells: agreement is sure, difference a doubt, silence filled."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.envelope import ALONE, recipients_untold, symbol_of, with_envelope
from pipeline.doubts import doubts
from pipeline.envelope_doubts import notices
from pipeline.poor_pages import held_on_poor
from pipeline.understand import understand
from records import (
    SURE,
    Aside,
    Business,
    Correspondent,
    Dispatch,
    Enclosed,
    Envelope,
    Found,
    Header,
    Reading,
    Recipient,
    Rung,
    Signer,
    Zone,
)
from tests.papers import dispatch, drawn

EMPTY = Envelope(Enclosed("a.pdf", "application/pdf", "0" * 64))
OWN = Correspondent("000.14.21.H46", "Ủy ban nhân dân xã Hàm Ninh")
TOLD = replace(
    EMPTY,
    sender=OWN,
    document_id="000.14.21.H46,2023/04/05,38/QĐ-UBND",
    number="38",
    notation="QĐ-UBND",
    issued_on="2023-04-05",
    kind="Quyết định",
    subject="Về việc thành lập Tổ quản lý chợ xã",
    signer="NGUYỄN VĂN HẢI",
    position="CHỦ TỊCH UBND XÃ",
    to_places=("Như Điều 1", "Sở Nội vụ"),
)


def value(text: str, confidence: float = 0.95) -> Found:
    return Found(text, text, confidence, "test", 1, (0.0, 0.0, 9.0, 9.0))


PAGE = Header(
    kind=value("quyết định"),
    issuer=value("Uỷ ban nhân dân xã Hàm Ninh"),
    subject=value("thành lập Tổ quản lý chợ xã"),
    signer=Signer(value("Nguyễn Văn Hải"), value("Chủ tịch")),
    recipients=(Recipient(value("Như Điều 1")),),
)


def told(page: Header, envelope: Envelope, drawn: bool = False) -> Header:
    return with_envelope(page, envelope, drawn)[0]


def test_what_both_tell_is_sure_and_stays_as_printed() -> None:
    faint = replace(PAGE, kind=value("quyết định", 0.5), issuer=value("UBND xã Hàm Ninh", 0.6))
    found, evidence = with_envelope(faint, TOLD, drawn=False)
    assert found.kind == replace(value("quyết định", 0.97), rule="kind.edxml")
    assert found.issuer == replace(value("UBND xã Hàm Ninh", 0.97), rule="issuer.edxml")
    assert found.subject and found.subject.value == "thành lập Tổ quản lý chợ xã"
    assert found.signer and found.signer.name and found.signer.name.confidence == 0.97
    assert {one.rung for one in evidence} == {Rung.EDXML}


def test_silence_of_the_page_is_filled() -> None:
    found = told(Header(), TOLD)
    assert found.issuer and (found.issuer.value, found.issuer.confidence) == (OWN.name, ALONE)
    assert found.kind and found.kind.value == "quyết định"
    assert found.signer and found.signer.name and found.signer.name.value == "Nguyễn Văn Hải"
    assert [one.name.value for one in found.recipients] == ["Như Điều 1", "Sở Nội vụ"]


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("kind", {"kind": "Kế hoạch"}),
        ("issuer", {"sender": replace(OWN, name="Ủy ban nhân dân xã Hàm Minh")}),
        ("subject", {"subject": "Về việc giải thể Tổ quản lý chợ xã"}),
        ("signer.name", {"signer": "Nguyễn Văn Hai"}),
        ("signer.title", {"position": "Phó Chủ tịch"}),
    ],
)
def test_a_difference_is_a_doubt_that_names_both(field: str, change: dict[str, str]) -> None:
    found, evidence = with_envelope(PAGE, replace(TOLD, **change), drawn=False)  # type: ignore[arg-type]
    problem = next(one for one in doubts(found, True, evidence) if one.field == field)
    assert problem.code == f"disputed-{field.replace('.', '-')}"
    assert "gói edXML ghi" in problem.message
    assert "chữ trong tệp ghi" in problem.message
    name, _, part = field.partition(".")
    own = getattr(found, name)
    own = getattr(own, part) if part else own
    assert own.confidence < SURE
    assert own.page == 1


def test_a_picture_may_have_lost_marks_and_takes_the_envelopes_spelling() -> None:
    slipped = replace(
        PAGE, signer=Signer(value("Nguyên Văn Hài", 0.8)), subject=value("thành lập Tồ quản lý chợ xã", 0.7)
    )
    found = told(slipped, replace(TOLD, signer="Nguyễn Văn Hải"), drawn=True)
    assert found.signer and found.signer.name and found.signer.name.value == "Nguyễn Văn Hải"
    assert found.subject and (found.subject.value, found.subject.confidence) == (TOLD.subject, 0.97)
    typed = told(slipped, replace(TOLD, signer="Nguyễn Văn Hải"), drawn=False)
    assert typed.signer and typed.signer.name and typed.signer.name.confidence < SURE


def test_what_both_tell_is_sure_on_a_poor_page_too() -> None:
    read = Reading((1,), "", told(replace(PAGE, kind=value("kế hoạch")), TOLD), citations=())
    (held,) = held_on_poor((read,), frozenset({1}))
    assert held.header.issuer and held.header.issuer.confidence == 0.97
    assert held.header.kind and held.header.kind.confidence == 0.8
    assert held.header.recipients[0].name.confidence == 0.85


def test_another_number_in_the_subject_is_another_matter_however_alike() -> None:
    page = replace(PAGE, subject=value("tổng kết công tác dân vận năm 2022 và phương hướng"))
    found = told(page, replace(TOLD, subject="tổng kết công tác dân vận năm 2023 và phương hướng"), drawn=True)
    assert found.subject and found.subject.confidence < SURE


def test_letters_without_marks_dispute_nothing_and_are_no_sure_value() -> None:
    machine = replace(TOLD, signer="NGUYEN VAN HAI", sender=replace(OWN, name="UBND XA HAM NINH"))
    same = told(PAGE, machine).signer
    assert same and same.name == value("Nguyễn Văn Hải")  # as it was
    alone = told(Header(), machine)
    assert alone.signer and alone.signer.name and alone.signer.name.confidence < SURE
    kept = told(replace(PAGE, signer=Signer(value("Nguyễn Văn Hải", 0.7))), machine)
    assert kept.signer and kept.signer.name == value("Nguyễn Văn Hải", 0.7)


def test_who_passes_a_dispatch_on_is_not_its_issuer() -> None:
    passed_on = replace(TOLD, sender=Correspondent("000.00.14.H46", "Huyện Quảng Ninh"))
    assert told(PAGE, passed_on).issuer == PAGE.issuer
    assert told(Header(), passed_on).issuer is None
    unnamed = told(Header(), replace(TOLD, document_id="")).issuer
    assert unnamed and unnamed.confidence < SURE


def test_a_kind_that_no_dispatch_has_tells_nothing() -> None:
    assert told(PAGE, replace(TOLD, kind="Văn bản khác")).kind == PAGE.kind
    assert told(Header(), replace(TOLD, kind="Khác")).kind is None


@pytest.mark.parametrize(
    ("number", "notation", "symbol"),
    [
        ("7816", "VPCP-TTĐT", "7816/VPCP-TTĐT"),
        ("38", "/QĐ-UBND", "38/QĐ-UBND"),
        ("183", "2010/TTLT/BTC-BNN", "183/2010/TTLT/BTC-BNN"),
        ("411", "CV/TU", "411-CV/TU"),
        ("411", "-CV/TU", "411-CV/TU"),
        ("", "CV/TU", ""),
        ("411", "", ""),
        ("66.7", "2025/NQ-CP", "66.7/2025/NQ-CP"),
        ("12 (hỏa tốc)", "QĐ-UBND", ""),
        ("38", "xem tệp kèm theo, trang 2", ""),
    ],
)
def test_number_and_notation_make_the_symbol(number: str, notation: str, symbol: str) -> None:
    assert symbol_of(replace(EMPTY, number=number, notation=notation)) == symbol


STATE = (
    (Zone.ISSUER, "ỦY BAN NHÂN DÂN XÃ HÀM NINH"),
    (Zone.SYMBOL, "Số: 38/QĐ-UBND"),
    (Zone.PLACE_DATE, "Hàm Ninh, ngày 05 tháng 4 năm 2023"),
    (Zone.KIND, "QUYẾT ĐỊNH"),
    (Zone.SUBJECT, "Về việc thành lập Tổ quản lý chợ xã"),
)


def test_number_and_date_climb_the_surest_rung() -> None:
    read = understand(dispatch(*STATE), Aside(envelope=TOLD))
    assert read.header.symbol and (read.header.symbol.value, read.header.symbol.confidence) == ("38/QĐ-UBND", 1.0)
    assert [one.rung for one in read.evidence if one.field == "symbol"] == [Rung.EDXML, Rung.TEXT]
    other = understand(dispatch(*STATE), Aside(envelope=replace(TOLD, number="83", issued_on="2023-05-04")))
    assert other.header.symbol and other.header.symbol.value == "83/QĐ-UBND"
    assert other.header.symbol.confidence < SURE
    messages = {one.field: one.message for one in other.problems}
    assert "gói edXML ghi '83/QĐ-UBND', chữ trong tệp ghi '38/QĐ-UBND'" in messages["symbol"]
    assert "gói edXML ghi '2023-05-04', chữ trong tệp ghi '2023-04-05'" in messages["issued_on"]


def test_a_picture_that_tells_another_number_is_a_doubt() -> None:
    read = understand(drawn(*STATE), Aside(envelope=replace(TOLD, number="88")))
    assert read.header.symbol and (read.header.symbol.value, read.header.symbol.confidence) == ("88/QĐ-UBND", 0.8)
    assert "trang đọc là '38/QĐ-UBND'" in {one.field: one.message for one in read.problems}["symbol"]
    same = understand(drawn(*STATE, confidence=0.7), Aside(envelope=TOLD))
    assert same.header.symbol and same.header.symbol.confidence >= SURE


def test_a_leading_zero_is_no_difference() -> None:
    read = understand(dispatch(*STATE), Aside(envelope=replace(TOLD, number="038")))
    assert read.header.symbol and (read.header.symbol.value, read.header.symbol.confidence) == ("38/QĐ-UBND", 1.0)


def test_an_envelope_makes_a_dispatch_of_pages_nobody_could_read() -> None:
    read = understand(Dispatch((1,), (), "", (), is_dispatch=False), Aside(envelope=TOLD))
    assert read.is_dispatch
    assert read.header.symbol and (read.header.symbol.value, read.header.symbol.rule) == ("38/QĐ-UBND", "symbol.edxml")
    assert read.header.issued_on and read.header.issued_on.value == "2023-04-05"
    bare = understand(Dispatch((1,), (), "", (), is_dispatch=False), Aside(envelope=EMPTY))
    assert not bare.is_dispatch


def test_a_value_told_by_the_envelope_alone_and_not_for_sure_says_so() -> None:
    found, evidence = with_envelope(Header(), replace(TOLD, signer="LE VAN BA"), drawn=False)
    problem = next(one for one in doubts(found, True, evidence) if one.field == "signer.name")
    assert problem.message.startswith("Không đọc được người ký trên trang; gói edXML ghi 'Le Van Ba'")


@pytest.mark.parametrize(
    ("business", "code", "word"),
    [
        (Business.RECALL, "edxml-recall", "thu hồi"),
        (Business.UPDATE, "edxml-update", "cập nhật"),
        (Business.REPLACE, "edxml-replace", "thay thế"),
    ],
)
def test_a_recall_is_told_to_the_clerk(business: Business, code: str, word: str) -> None:
    envelope = replace(EMPTY, business=business, reason="sai số", concerns=("G22,2015/09/30,7/A-B",))
    (problem,) = notices(envelope, Header(), ())
    assert problem.code == code
    assert problem.message.startswith(f"Gói edXML báo {word} văn bản G22,2015/09/30,7/A-B (lý do: sai số); hãy ")


def test_a_day_and_recipients_that_the_page_does_not_name_are_told() -> None:
    envelope = replace(TOLD, due="2023-06-30")
    day, places = notices(envelope, PAGE, ())
    assert (day.code, places.code) == ("edxml-due", "disputed-recipients")
    assert "30/06/2023" in day.message
    assert "'Sở Nội vụ'" in places.message
    assert recipients_untold(PAGE, replace(TOLD, to_places=("- Như Điều 1;",))) == ()
    assert notices(replace(EMPTY), PAGE, ()) == ()
