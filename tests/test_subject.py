"""The subject: under the title, behind 'V/v', on the title's own line; a headline where there is no dispatch."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.subject import subject, without_slips
from records import Line, Zone
from tests.papers import PARTY, STATE, dispatch, dispatch_of, drawn, reading, value, words

TITLED = [
    pytest.param(
        [(Zone.KIND, "KẾ HOẠCH"), (Zone.SUBJECT, "Tiêm phòng cho đàn trâu,"), (Zone.SUBJECT, "bò năm 2023")],
        "Tiêm phòng cho đàn trâu, bò năm 2023",
        id="lines joined",
    ),
    pytest.param([(Zone.KIND, "BÁO CÁO KẾT QUẢ CHĂN NUÔI")], "KẾT QUẢ CHĂN NUÔI", id="on the title's line"),
    pytest.param(
        [(Zone.KIND, "BÁO CÁO"), (Zone.SUBJECT, "KẾT QUẢ CHĂN NUÔI TRÂU BÒ")],
        "Kết quả chăn nuôi trâu bò",
        id="capitals put down",
    ),
    pytest.param([(Zone.SUBJECT, "V/v tiêm phòng ; .")], "V/v tiêm phòng", id="blank and stop at the end"),
    pytest.param([(Zone.SUBJECT, "V/v tiêm phòng -----")], "V/v tiêm phòng", id="rule at the end"),
    pytest.param([(Zone.SUBJECT, "V/v tiêm phòng , khử trùng")], "V/v tiêm phòng, khử trùng", id="blank before comma"),
    pytest.param([(Zone.SUBJECT, "V/v công tác cùa chi bộ")], "V/v công tác của chi bộ", id="a slip that is no word"),
]


@pytest.mark.parametrize(("zones", "expected"), TITLED)
def test_subject(zones: list[tuple[Zone, str]], expected: str) -> None:
    own = value(subject(dispatch(*zones)))
    assert own is not None
    assert own.casefold() == expected.casefold()
    assert own.isupper() == expected.isupper()


def test_a_dispatch_without_subject_has_none() -> None:
    assert subject(dispatch((Zone.BODY, "Lời văn của văn bản không có trích yếu."))) is None


@pytest.mark.parametrize("sign", ["V⁄w", "V%", "VÍv", "V/v:"])
def test_the_opening_is_mended_on_a_picture_only(sign: str) -> None:
    line = (Zone.SUBJECT, f"{sign} tiêm phòng cho trâu")
    assert value(subject(drawn(line))) == "V/v tiêm phòng cho trâu"
    if sign != "V/v:":
        assert value(subject(dispatch(line))) == f"{sign} tiêm phòng cho trâu"


@pytest.mark.parametrize("opening", ["Về việc", "Vụ", "Văn phòng", "Vùng"])
def test_words_that_begin_like_it_stay(opening: str) -> None:
    assert value(subject(drawn((Zone.SUBJECT, f"{opening} nuôi trâu")))) == f"{opening} nuôi trâu"


def test_scribbles_between_the_lines_are_left_out() -> None:
    lines = [
        Line("V/v tiêm phòng", 1, Zone.SUBJECT, words=words("V/v tiêm phòng", 60, 60, 0.9)),
        Line("wr ễ k", 1, Zone.SUBJECT, words=words("wr ễ k", 60, 78, 0.2)),
    ]
    assert value(subject(dispatch_of(*lines))) == "V/v tiêm phòng"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("sinh hoạt chỉ bộ", "sinh hoạt chi bộ", id="cell"),
        pytest.param("chỉ bộ phận một cửa", "chỉ bộ phận một cửa", id="only the department"),
        pytest.param("công tác cùa xã", "công tác của xã", id="của"),
        pytest.param("cùa", "của", id="alone"),
        pytest.param("thùa ruộng", "thùa ruộng", id="inside another word"),
    ],
)
def test_slips(text: str, expected: str) -> None:
    assert without_slips(text) == expected


def test_of_a_paper_that_is_no_dispatch_the_headline() -> None:
    paper = replace(dispatch((Zone.BODY, "Tin"), (Zone.BODY, "Xã mở hội thi cấy lúa")), is_dispatch=False)
    own = subject(paper)
    assert own
    assert (own.value, own.rule) == ("Xã mở hội thi cấy lúa", "subject.headline")
    assert own.confidence < 0.9


def test_a_headline_over_two_lines_ends_at_the_date() -> None:
    lines = (
        (Zone.BODY, "Xã mở hội thi cấy lúa cho các chi"),
        (Zone.BODY, "hội phụ nữ của thôn"),
        (Zone.BODY, "Cập nhật: 15:20"),
    )
    paper = replace(drawn(*lines), is_dispatch=False)
    assert value(subject(paper)) == "Xã mở hội thi cấy lúa cho các chi hội phụ nữ của thôn"


def test_no_line_no_headline() -> None:
    assert subject(replace(dispatch((Zone.BODY, "Tin")), is_dispatch=False)) is None


def test_on_whole_papers() -> None:
    assert value(reading(PARTY).header.subject) == "V/v rà soát đảng viên đi làm ăn xa"
    assert value(reading(STATE).header.subject) == "Về việc thành lập Tổ quản lý chợ xã"


@pytest.mark.parametrize("tone", ["hoà", "hòa"])
def test_the_place_of_the_tone_stays_as_printed(tone: str) -> None:
    own = reading(STATE.replace("thành lập Tổ", f"{tone} giải ở Tổ"))
    assert value(own.header.subject) == f"Về việc {tone} giải ở Tổ quản lý chợ xã"


def test_a_subject_over_three_lines_ends_before_the_deciding_organ() -> None:
    text = STATE.replace("Tổ quản lý chợ xã\n", "Tổ quản lý chợ xã và ban hành\nQuy chế hoạt động\ncủa Tổ\n")
    assert (
        value(reading(text).header.subject)
        == "Về việc thành lập Tổ quản lý chợ xã và ban hành Quy chế hoạt động của Tổ"
    )
