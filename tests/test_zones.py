"""Every line gets its zone: head, title, addressees, body, foot, whatever stands between them."""

from __future__ import annotations

import pytest

from pipeline.layout import plain_lines
from pipeline.zones import zoned
from records import Line, Zone
from tests.papers import PARTY, STATE, texts

Z = Zone


def zones_of(text: str) -> list[tuple[str, Zone]]:
    return [(line.text, line.zone) for line in zoned(plain_lines(text, 1))]


def in_zone(text: str, *zones: Zone) -> list[str]:
    return texts(zoned(plain_lines(text, 1)), *zones)


def test_a_party_letter() -> None:
    assert zones_of(PARTY) == [
        ("ĐẢNG BỘ TỈNH YÊN BÁI", Z.ISSUER),
        ("HUYỆN ỦY TRẤN YÊN", Z.ISSUER),
        ("*", Z.NOTE),
        ("Số 97-CV/HU", Z.SYMBOL),
        ("V/v rà soát đảng viên đi làm ăn xa", Z.SUBJECT),
        ("ĐẢNG CỘNG SẢN VIỆT NAM", Z.MOTTO),
        ("Trấn Yên, ngày 12 tháng 4 năm 2021", Z.PLACE_DATE),
        ("Kính gửi: - Cấp ủy các chi bộ, đảng bộ cơ sở,", Z.ADDRESSEE),
        ("- Các ban xây dựng Đảng Huyện ủy.", Z.ADDRESSEE),
        ("Ban Thường vụ Huyện ủy đề nghị cấp ủy cơ sở lập danh sách đảng viên đi làm ăn xa.", Z.BODY),
        ("Danh sách gửi về Ban Tổ chức Huyện ủy trước ngày 30/4/2021.", Z.BODY),
        ("Nơi nhận:", Z.RECIPIENTS),
        ("- Như trên,", Z.RECIPIENTS),
        ("- Lưu Văn phòng Huyện ủy.", Z.RECIPIENTS),
        ("T/L BAN THƯỜNG VỤ", Z.SIGNATURE),
        ("CHÁNH VĂN PHÒNG", Z.SIGNATURE),
        ("Hoàng Thị Mến", Z.SIGNATURE),
    ]


def test_a_state_decision() -> None:
    own = dict(zones_of(STATE))
    assert own["QUYẾT ĐỊNH"] is Z.KIND
    assert own["Về việc thành lập Tổ quản lý chợ xã"] is Z.SUBJECT
    assert own["CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ"] is Z.BODY
    assert own["QUYẾT ĐỊNH:"] is Z.BODY
    assert own["CHỦ TỊCH"] is Z.SIGNATURE


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        pytest.param("HỎA TỐC", Z.MARK, id="mark"),
        pytest.param("-----", Z.NOTE, id="rule"),
        pytest.param("Thời gian ký: 05.04.2023 15:49:15 +07:00", Z.NOTE, id="caption of an electronic signature"),
    ],
)
def test_small_parts_of_a_head(line: str, zone: Zone) -> None:
    assert dict(zones_of(STATE.replace("CỘNG HÒA", f"{line}\nCỘNG HÒA")))[line] is zone


def test_motto_before_the_organ() -> None:
    head, _, rest = STATE.partition("\n\nCỘNG HÒA")
    motto, _, tail = rest.partition("\n\nQUYẾT")
    own = dict(zones_of(f"CỘNG HÒA{motto}\n\n{head}\n\nQUYẾT{tail}"))
    assert own["ỦY BAN NHÂN DÂN"] is Z.ISSUER
    assert own["Số: 38/QĐ-UBND"] is Z.SYMBOL
    assert own["QUYẾT ĐỊNH"] is Z.KIND


def test_pen_notes_above_the_head() -> None:
    own = zones_of(f"Kc: anh Khoan\n\n{STATE}")
    assert own[0] == ("Kc: anh Khoan", Z.NOTE)
    assert own[1] == ("ỦY BAN NHÂN DÂN", Z.ISSUER)


def test_a_text_that_begins_with_its_body_has_no_head() -> None:
    assert {zone for _, zone in zones_of("Chợ họp ngày rằm.\n\nTổ quản lý chợ gồm 05 người.\n")} == {Z.BODY}


def test_a_subject_of_three_lines() -> None:
    text = STATE.replace("Tổ quản lý chợ xã\n", "Tổ quản lý chợ xã\nvà Quy chế hoạt động\ncủa Tổ\n")
    assert in_zone(text, Z.SUBJECT) == ["Về việc thành lập Tổ quản lý chợ xã", "và Quy chế hoạt động", "của Tổ"]


def test_a_subject_ends_where_the_body_opens() -> None:
    text = STATE.replace("\n\nCHỦ TỊCH ỦY BAN NHÂN DÂN XÃ\n\nCăn cứ", "\nCăn cứ")
    assert in_zone(text, Z.SUBJECT) == ["Về việc thành lập Tổ quản lý chợ xã"]


def test_a_title_over_its_address() -> None:
    text = STATE.replace(
        "QUYẾT ĐỊNH\nVề việc thành lập Tổ quản lý chợ xã\n\nCHỦ TỊCH ỦY BAN NHÂN DÂN XÃ",
        "TỜ TRÌNH\nVề việc thành lập Tổ quản lý chợ xã\n\nKính gửi: Ủy ban nhân dân huyện",
    )
    assert in_zone(text, Z.KIND, Z.SUBJECT, Z.ADDRESSEE) == [
        "TỜ TRÌNH",
        "Về việc thành lập Tổ quản lý chợ xã",
        "Kính gửi: Ủy ban nhân dân huyện",
    ]


@pytest.mark.parametrize(
    "annex",
    [
        pytest.param("PHỤ LỤC\nDanh sách quầy hàng", id="annex"),
        pytest.param("DANH SÁCH\nQuầy hàng", id="list"),
        pytest.param("QUY CHẾ\nHoạt động của Tổ quản lý chợ", id="regulation that is issued"),
    ],
)
def test_what_stands_behind_the_signature_is_body(annex: str) -> None:
    own = zones_of(f"{STATE}\n{annex}\n")
    assert [zone for _, zone in own[-2:]] == [Z.BODY, Z.BODY]
    assert in_zone(f"{STATE}\n{annex}\n", Z.SIGNATURE) == ["CHỦ TỊCH", "Cao Văn Lĩnh"]


def test_a_name_in_the_body_is_no_signature() -> None:
    text = STATE.replace("gồm 05 người.", "gồm các ông, bà:\n\nNguyễn Thị Thoa\n\nTrần Văn Khoan")
    assert in_zone(text, Z.SIGNATURE) == ["CHỦ TỊCH", "Cao Văn Lĩnh"]


def test_noi_nhan_of_a_file_is_no_list() -> None:
    text = STATE.replace("Điều 1. Thành lập", "Nơi nhận hồ sơ là trụ sở xã.\n\nĐiều 1. Thành lập")
    assert "Nơi nhận hồ sơ là trụ sở xã." in in_zone(text, Z.BODY)


def test_lines_that_ink_told_stay_and_stand_last() -> None:
    stamp = Line("ĐẾN", 1, Zone.STAMP)
    own = zoned((stamp, *plain_lines(STATE, 1)))
    assert own[-1] == stamp
    assert own[0].zone is Z.ISSUER


@pytest.mark.parametrize("lines", [(), (Line("Chợ", 1),)], ids=["none", "one"])
def test_hardly_any_lines(lines: tuple[Line, ...]) -> None:
    assert [line.zone for line in zoned(lines)] == [Z.BODY] * len(lines)
