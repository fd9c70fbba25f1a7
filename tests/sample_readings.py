"""Readings to keep: made up, and as full as a reading can be."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

from records import (
    Anchor,
    Arrival,
    AssertedEdge,
    Citation,
    Cut,
    Deadline,
    ESignature,
    Evidence,
    Found,
    Frequency,
    Grade,
    Header,
    Integrity,
    Obligation,
    Problem,
    Reading,
    Recipient,
    Relation,
    Rung,
    Scan,
    ScanReading,
    Signer,
    Unit,
)

SHA256 = "0123456789abcdef" * 4
RECEIVED_AT = dt.datetime(2022, 6, 6, 18, 30, tzinfo=dt.UTC)  # already 7 June in Vietnam


def found(value: str, confidence: float = 0.97) -> Found:
    return Found(value, value.upper(), confidence, "test", 1, (56.7, 70.123456, 120.0, 84.5), 3, 3 + len(value))


def full_header() -> Header:
    return Header(
        symbol=found("12-CV/TU"),
        kind=found("công văn"),
        issued_on=found("2022-06-06"),
        place=found("Bến Cát"),
        parent_body=found("Đảng Cộng sản Việt Nam"),
        issuer=found("Tỉnh ủy Bến Cát"),
        jurisdiction=found("Bến Cát"),
        subject=found("Về việc sơ kết 5 năm"),
        addressees=(found("Các huyện ủy"), found("Đảng ủy Khối")),
        recipients=(Recipient(found("Như trên")), Recipient(found("Lưu Văn phòng"), found("lưu"))),
        signer=Signer(found("Lê Văn Mẫu"), found("Phó Bí thư"), found("T/M Ban Thường vụ")),
        arrival=Arrival(found("0471"), found("2022-06-10"), found("Văn phòng")),
        marks=(found("KHẨN"),),
        attachments=(found("3-KH/TU"),),
    )


def full_signatures() -> tuple[ESignature, ...]:
    embedded = ESignature(
        signer="Lê Văn Mẫu",
        organisation="VĂN PHÒNG, TỈNH ỦY BẾN CÁT",
        time="2022-06-06T17:30:00+07:00",
        page=2,
        box=(300.04, 500.0, 420.0, 560.0),
        integrity=Integrity.BROKEN,
        reason="nội dung tệp không còn khớp với chữ ký",
        count=3,
    )
    printed = ESignature(
        "TỈNH ỦY", time="2022-06-06", page=1, source="printed", printed="Ký bởi: TỈNH ỦY\nNgày ký: 6/6/2022"
    )
    return embedded, replace(printed, confidence=0.87654), ESignature(integrity=Integrity.UNCHECKED, reason="hỏng")


def full_evidence() -> tuple[Evidence, ...]:
    box = (56.7, 70.123456, 120.0, 84.5)
    return (
        Evidence("symbol", Rung.STRIP, "12-CV/TU", 0.876, "Só 12-CV/TU", 1, box),
        Evidence("symbol", Rung.FILE_NAME, "12-CV/TU", 0.5, "Công văn 12.pdf"),
        Evidence("issued_on", Rung.ARRIVAL, "2022-06-10", 0.8, "10/6/22", 1, box),
    )


def full_cuts() -> tuple[Cut, ...]:
    return (
        Cut("symbol", 1, (56.7, 70.0, 120.0, 84.5), b"\x89PNG\r\n\x1a\n\x00\xff"),
        Cut("arrival", 2, (1.0, 2.0, 3.0, 4.5), b"\x89PNG"),
    )


def full_citations() -> tuple[Citation, ...]:
    whole = Citation(
        text="Kết luận số 18-KH/TW",
        start=3,
        end=9,
        relation=Relation.IMPLEMENTS,
        rule="citation.symbol",
        confidence=0.8415,
        symbol="18-KL/TW",
        kind="kết luận",
        name="Kết luận",
        date="2017-09-22",
        issuer="Ban Bí thư",
        term="XII",
        jurisdiction="Trung ương",
        articles=("khoản 2 Điều 5", "Mục I"),
        misprint=True,
        short=True,
        page=1,
        box=(56.7, 70.123456, 120.0, 84.5),
    )
    bare = Citation("Quy định 784", 20, 32, Relation.MENTIONS, "citation.short", 0.65)
    return whole, bare


def full_edges() -> tuple[AssertedEdge, ...]:
    return (
        AssertedEdge("69-KH/TU", Relation.IMPLEMENTS, "18-KL/TW", 3, 90, 0.9876),
        AssertedEdge("Luật Đất đai", Relation.AMENDS, "Luật Nhà ở", 1, 2),
    )


def full_obligations() -> tuple[Obligation, ...]:
    counted = Deadline(
        "15 ngày làm việc kể từ ngày nhận", 9, 41, "deadline.count", 0.9123, amount=15, unit=Unit.WORKING_DAYS
    )
    monthly = Deadline("trước ngày 25 hằng tháng", 3, 9, "deadline.monthly", 0.95, recurrence=Frequency.MONTHLY)
    whole = Obligation(
        text="Báo cáo Tỉnh ủy qua Văn phòng",
        start=3,
        end=9,
        clause="III.2.(3)",
        rule="obligation.item",
        confidence=0.9345,
        actors=("Các huyện ủy", "Đảng ủy Khối"),
        coordinators=("Ban Tuyên giáo",),
        report_to="Tỉnh ủy",
        channel="Văn phòng Tỉnh ủy",
        drafts_for="Ban Thường vụ",
        deadlines=(
            replace(counted, anchor=Anchor.EVENT, event="ngày họp", assumed=True),
            replace(monthly, rrule="FREQ=MONTHLY;BYMONTHDAY=25", since="2022-06-01"),
            Deadline("trước 25/6", 3, 9, "deadline.day", 0.99, due="2022-06-25"),
        ),
        inherited=True,
        page=1,
        box=(56.7, 70.123456, 120.0, 84.5),
    )
    return whole, Obligation("Học tập", 3, 9, "", "obligation.item", 0.5, deadlines=(monthly,))


def reading(header: Header | None = None, **changes: object) -> Reading:
    whole = Reading((1, 2), "Số 12-CV/TU\nToàn văn", full_header() if header is None else header)
    if header is None:
        signed = replace(whole, e_signatures=full_signatures(), evidence=full_evidence(), cuts=full_cuts())
        cited = replace(signed, citations=full_citations(), asserted_edges=full_edges())
        whole = replace(cited, obligations=full_obligations())
    return replace(whole, **changes)  # type: ignore[arg-type]


def scan_reading(*readings: Reading, sha256: str = SHA256, problems: tuple[Problem, ...] = ()) -> ScanReading:
    scan = Scan(sha256, Path("inbox/a.pdf"), "Công văn 12.pdf", RECEIVED_AT, "application/pdf", 12345)
    return ScanReading(scan, 2, readings or (reading(),), problems, (Grade.GOOD, Grade.FAIR))
