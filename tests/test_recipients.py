"""'Nơi nhận': names, roles spelt out, lists inside items, the office's file without its drafter."""

from __future__ import annotations

import pytest

from extractors.recipients import recipients
from records import Zone
from tests.papers import PARTY, dispatch, drawn, reading

Pairs = list[tuple[str, str | None]]


def listed(*lines: str) -> Pairs:
    found = recipients(dispatch(*((Zone.RECIPIENTS, line) for line in ("Nơi nhận:", *lines))))
    return [(one.name.value, one.role.value if one.role else None) for one in found]


@pytest.mark.parametrize(
    ("line", "name", "role"),
    [
        pytest.param("- Tỉnh ủy (để b/c),", "Tỉnh ủy", "để báo cáo", id="b/c"),
        pytest.param("- Tỉnh ủy (b/c);", "Tỉnh ủy", "để báo cáo", id="b/c without để"),
        pytest.param("- Tỉnh ủy (để báo cáo),", "Tỉnh ủy", "để báo cáo", id="spelt out"),
        pytest.param("- Các chi bộ (để th/h),", "Các chi bộ", "để thực hiện", id="th/h"),
        pytest.param("- Các chi bộ (t/h);", "Các chi bộ", "để thực hiện", id="t/h"),
        pytest.param("- Công an xã (để p/h),", "Công an xã", "để phối hợp", id="p/h"),
        pytest.param("- Công an xã (để ph/h th/h),", "Công an xã", "để phối hợp thực hiện", id="both"),
        pytest.param("- Đài xã (để biết),", "Đài xã", "để biết", id="biết"),
        pytest.param("- Đài xã (để đưa tin),", "Đài xã", "để đưa tin", id="another purpose"),
        pytest.param("- Đài xã (Để đưa tin),", "Đài xã", "để đưa tin", id="a capital put down"),
        pytest.param("- Tỉnh ủy (để b/c", "Tỉnh ủy", "để báo cáo", id="bracket not closed"),
        pytest.param("- Đài xã (02 bản),", "Đài xã (02 bản)", None, id="a bracket that is no purpose"),
        pytest.param("- Hội Nông dân (xã, thôn),", "Hội Nông dân (xã, thôn)", None, id="another bracket"),
        pytest.param("- Như trên;", "Như trên", None, id="as above"),
        pytest.param("- Như Điều 3;", "Như Điều 3", None, id="as in an article"),
        pytest.param("- Cục Lưu trữ;", "Cục Lưu trữ", None, id="the archive is no file"),
        pytest.param("– Đài xã.", "Đài xã", None, id="long dash"),
        pytest.param("+ Đài xã;", "Đài xã", None, id="plus"),
        pytest.param("* Đài xã;", "Đài xã", None, id="star"),
    ],
)
def test_a_recipient_with_its_role(line: str, name: str, role: str | None) -> None:
    assert listed(line) == [(name, role)]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        pytest.param("- Lưu: VT, NN.", "Lưu: VT, NN", id="codes"),
        pytest.param("- Lưu Văn phòng Huyện ủy.", "Lưu Văn phòng Huyện ủy", id="office"),
        pytest.param("- Lưu.", "Lưu", id="bare"),
        pytest.param("- Lưu: VT, NN. hvt", "Lưu: VT, NN", id="initials behind a point"),
        pytest.param("- Lưu: VT, NN hvt12", "Lưu: VT, NN", id="initials with copies"),
        pytest.param("- Lưu: VT, NN (2) Thoa", "Lưu: VT, NN (2)", id="first name behind copies"),
        pytest.param("- Lưu: VT, NN (2)T.Thoa", "Lưu: VT, NN (2)", id="initial and first name"),
        pytest.param("- Lưu: VT, NN. Thoa", "Lưu: VT, NN", id="first name behind a point"),
        pytest.param("- Lưu: VT, Phòng Nông nghiệp.", "Lưu: VT, Phòng Nông nghiệp", id="a room is no drafter"),
        pytest.param("- Lưu: VT, KTNV.", "Lưu: VT, KTNV", id="codes are no drafter"),
    ],
)
def test_the_file_without_its_drafter(line: str, name: str) -> None:
    assert listed(line) == [(name, "lưu")]


def test_wrapped_lines_belong_to_their_item() -> None:
    assert listed("- Các chi hội phụ nữ,", "nông dân (để th/h),", "- Đài xã.") == [
        ("Các chi hội phụ nữ, nông dân", "để thực hiện"),
        ("Đài xã", None),
    ]


def test_a_list_with_plus_inside_an_item_belongs_to_it() -> None:
    found = listed("- Thường trực Đảng ủy:", "+ Bí thư;", "+ Phó Bí thư;", "- Đài xã.")
    assert [name for name, _ in found] == ["Thường trực Đảng ủy: Bí thư; Phó Bí thư", "Đài xã"]


def test_a_list_that_knows_only_plus_is_a_list_of_items() -> None:
    assert [name for name, _ in listed("+ Bí thư;", "+ Đài xã.")] == ["Bí thư", "Đài xã"]


@pytest.mark.parametrize("stop", [",", ";"], ids=["Party", "State"])
def test_an_item_whose_mark_was_not_read_begins_behind_the_stop(stop: str) -> None:
    lines = ["Nơi nhận:", f"- Như trên{stop}", f"Đài xã{stop}", f"- Công an xã{stop}", "- Lưu: VT."]
    found = recipients(drawn(*((Zone.RECIPIENTS, line) for line in lines)))
    assert [one.name.value for one in found] == ["Như trên", "Đài xã", "Công an xã", "Lưu: VT"]


def test_specks_are_no_recipients() -> None:
    assert listed("- ;", "- .", "- Đài xã.") == [("Đài xã", None)]


def test_a_paper_without_the_list_has_none() -> None:
    assert recipients(dispatch((Zone.BODY, "- Tỉnh ủy (để b/c),"))) == ()


def test_name_and_role_point_to_the_printed_item() -> None:
    paper = dispatch((Zone.RECIPIENTS, "Nơi nhận:"), (Zone.RECIPIENTS, "- Tỉnh ủy (để b/c),"))
    (one,) = recipients(paper)
    assert one.role
    assert one.name.printed == one.role.printed == "- Tỉnh ủy (để b/c),"
    assert paper.text[one.name.start : one.name.end] == one.name.printed


@pytest.mark.parametrize(
    "signature",
    [
        pytest.param("T/L BAN THƯỜNG VỤ\nCHÁNH VĂN PHÒNG\nHoàng Thị Mến", id="with authority"),
        pytest.param("BÍ THƯ\nHoàng Thị Mến", id="title alone"),
        pytest.param("Hoàng Thị Mến", id="name alone"),
    ],
)
def test_the_list_ends_before_the_signature(signature: str) -> None:
    text = PARTY.replace("T/L BAN THƯỜNG VỤ\nCHÁNH VĂN PHÒNG\nHoàng Thị Mến", signature)
    found = reading(text).header.recipients
    assert [one.name.value for one in found] == ["Như trên", "Lưu Văn phòng Huyện ủy"]


def test_an_annex_behind_the_list_is_no_recipient() -> None:
    found = reading(PARTY + "\nPHỤ LỤC\n\n- Chi bộ thôn Đông\n").header.recipients
    assert [one.name.value for one in found] == ["Như trên", "Lưu Văn phòng Huyện ủy"]
