"""The boxes that signing programs print: signer, organisation and time, also as an OCR gives them back."""

from __future__ import annotations

import pytest

from extractors.e_signature import e_signatures
from extractors.moment import moment
from records import ESignature, Reading, Zone
from tests.papers import STATE, dispatch, drawn, reading, value

PORTAL = (
    "Người ký: CỔNG THÔNG TIN ĐIỆN TỬ TỈNH",
    "Email: congthongtin@tinh.example.vn",
    "Cơ quan: VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH",
    "Thời gian ký: 05.04.2023 15:49:15 +07:00",
)


def boxes(*lines: str, zone: Zone = Zone.NOTE) -> tuple[ESignature, ...]:
    return e_signatures(dispatch(*((zone, line) for line in lines)))


def told(*lines: str) -> tuple[str | None, str | None, str | None]:
    (one,) = boxes(*lines)
    return one.signer, one.organisation, one.time


def test_a_whole_box() -> None:
    (one,) = boxes(*PORTAL)
    assert one.signer == "CỔNG THÔNG TIN ĐIỆN TỬ TỈNH"
    assert one.organisation == "VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH"
    assert one.time == "2023-04-05T15:49:15+07:00"
    assert (one.page, one.source, one.integrity) == (1, "printed", None)
    assert one.printed == "\n".join(PORTAL)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            ("Ký bởi: Nguyễn Thị Hạnh", "Cơ quan: Sở Xây dựng", "Ngày ký: 12/05/2022 08:05:09"),
            ("Nguyễn Thị Hạnh", "Sở Xây dựng", "2022-05-12T08:05:09+07:00"),
            id="signed by, no offset",
        ),
        pytest.param(
            ("Ký bởi: Nguyễn Thị Hạnh", "Ký ngày: 12-05-2022"),
            ("Nguyễn Thị Hạnh", None, "2022-05-12"),
            id="a date alone",
        ),
        pytest.param(
            ("Người ký: ỦY BAN NHÂN DÂN", "XÃ HÀM NINH", "Thời gian ký: 05.04.2023", "15:49:15 +07:00"),
            ("ỦY BAN NHÂN DÂN XÃ HÀM NINH", None, "2023-04-05T15:49:15+07:00"),
            id="a name and a time over two lines",
        ),
        pytest.param(
            ("Digitally signed by Nguyễn Thị Hạnh", "Date: 2022.05.12 14:20:11 +07'00'"),
            ("Nguyễn Thị Hạnh", None, "2022-05-12T14:20:11+07:00"),
            id="an English program",
        ),
        pytest.param(
            ("Ký bởi: Nguyễn Thị Hạnh\tNgày ký: 12/05/2022 14:20:11",),
            ("Nguyễn Thị Hạnh", None, "2022-05-12T14:20:11+07:00"),
            id="two captions on a line",
        ),
    ],
)
def test_other_programs(lines: tuple[str, ...], expected: tuple[str | None, ...]) -> None:
    assert told(*lines) == expected


def test_a_box_that_an_ocr_damaged() -> None:
    lines = (
        "3 Nguòi kỷ; VĂN PHÒNG HUYỆN UỶ TRÀ CÚ",
        "/ Emai1: vanphong@example.vn",
        "Ý Thời glan ký: O5.04.2023 l5:49:15 +07:00",
    )
    (one,) = e_signatures(drawn(*((Zone.NOTE, line) for line in lines), confidence=0.85))
    assert one.signer == "VĂN PHÒNG HUYỆN UỶ TRÀ CÚ"
    assert one.time == "2023-04-05T15:49:15+07:00"
    assert one.confidence < 0.8


@pytest.mark.parametrize(
    ("printed", "signer"),
    [
        ("VAN PHÒNG CHINH PHỦ", "VĂN PHÒNG CHÍNH PHỦ"),
        ("HUYỆN ỦY TRÀ CÚ", "HUYỆN ỦY TRÀ CÚ"),
        ("LÊ THỊ HÀ", "LÊ THỊ HÀ"),
        ("Nguyễn Văn An", "Nguyễn Văn An"),
    ],
)
def test_marks_are_mended_in_organs_only(printed: str, signer: str) -> None:
    lines = (f"Ký bởi: {printed}", "Ngày ký: 06.04.2023 08:00:00 +07:00")
    (one,) = e_signatures(drawn(*((Zone.NOTE, line) for line in lines)))
    assert one.signer == signer


def test_two_boxes() -> None:
    second = ("Ký bởi: Nguyễn Thị Hạnh", "Ngày ký: 06.04.2023 08:00:00 +07:00")
    assert [one.signer for one in boxes(*PORTAL, *second)] == ["CỔNG THÔNG TIN ĐIỆN TỬ TỈNH", "Nguyễn Thị Hạnh"]


@pytest.mark.parametrize(
    "lines",
    [
        ("Cơ quan: Sở Xây dựng",),
        ("Người ký: Chủ tịch Ủy ban nhân dân xã",),
        ("Đơn vị: Sở Nội vụ, Sở Y tế", "Thời gian: quý II năm 2023"),
        ("Email: vanthu@example.vn",),
        ("Ngày ký: 05/4/2023",),
        ("Người ký văn bản chịu trách nhiệm trước pháp luật.", "Ngày ký ban hành là ngày có hiệu lực."),
    ],
)
def test_captions_alone_are_no_box(lines: tuple[str, ...]) -> None:
    assert boxes(*lines, zone=Zone.BODY) == ()


def test_a_box_above_the_letterhead_changes_nothing_else() -> None:
    bare, signed = reading(STATE), reading("\n".join(PORTAL) + "\n\n" + STATE)
    assert [one.signer for one in signed.e_signatures] == ["CỔNG THÔNG TIN ĐIỆN TỬ TỈNH"]
    assert bare.e_signatures == ()
    assert values(signed) == values(bare)


def values(of: Reading) -> list[str | None]:
    header = of.header
    single = [header.symbol, header.kind, header.issued_on, header.place, header.issuer, header.subject]
    return [value(one) for one in (*single, header.signer.name if header.signer else None)]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("28.04.2026 15:49:15 +07:00", "2026-04-28T15:49:15+07:00"),
        ("28/4/2026 9:05", "2026-04-28T09:05:00+07:00"),
        ("15:49:15, 28-04-2026", "2026-04-28T15:49:15+07:00"),
        ("28.04.2026 03:49:15 CH", "2026-04-28T15:49:15+07:00"),
        ("2026-04-28T08:49:15Z", "2026-04-28T08:49:15+00:00"),
        ("28/4/2026", "2026-04-28"),
    ],
)
def test_moments(printed: str, expected: str) -> None:
    found = moment(printed)
    assert found is not None
    assert found.value == expected


@pytest.mark.parametrize("printed", ["", "31.02.2026 10:00", "28.04.1926 10:00", "28.04.2026 25:61:00", "28.04"])
def test_no_moment(printed: str) -> None:
    assert moment(printed) is None
