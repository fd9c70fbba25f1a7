"""The outline of a dispatch's body: marks, paths, what stands under what."""

from __future__ import annotations

from extractors.outline import outline
from pipeline.layout import lay_out
from pipeline.segment import segment
from tests.papers import typed

BODY = """Ban Thường vụ yêu cầu:
I. NHIỆM VỤ
1. Công tác tuyên truyền
a) Phổ biến Nghị quyết.
- Qua loa truyền thanh.
b) Học tập chuyên đề.
Các chi bộ ghi biên bản.
2. Công tác kiểm tra; gồm: 2.1. Kiểm tra chi bộ. 2.2. Giám sát đảng viên.
II. TỔ CHỨC THỰC HIỆN
Văn phòng theo dõi."""


def test_marks_make_paths() -> None:
    (dispatch,) = segment([lay_out(typed(BODY.replace("\n", "\n\n")))])
    found = [(item.clause, dispatch.text[item.body : item.end]) for item in outline(dispatch)]
    assert found == [
        ("", "Ban Thường vụ yêu cầu:"),
        ("I", "NHIỆM VỤ"),
        ("I.1", "Công tác tuyên truyền"),
        ("I.1.a)", "Phổ biến Nghị quyết."),
        ("I.1.a)", "Qua loa truyền thanh."),
        ("I.1.b)", "Học tập chuyên đề."),
        ("I.1.b)", "Các chi bộ ghi biên bản."),
        ("I.2", "Công tác kiểm tra; gồm:"),
        ("I.2.2.1", "Kiểm tra chi bộ."),
        ("I.2.2.2", "Giám sát đảng viên."),
        ("II", "TỔ CHỨC THỰC HIỆN"),
        ("II", "Văn phòng theo dõi."),
    ]


def test_a_lead_in_closes_the_list_that_its_own_begins_anew() -> None:
    body = "Về ưu điểm:\n1. Tốt.\n2. Khá.\nVề nhiệm vụ, yêu cầu:\n1. Rà soát."
    (dispatch,) = segment([lay_out(typed(body.replace("\n", "\n\n")))])
    items = outline(dispatch)
    assert [item.parent for item in items] == [-1, 0, 0, -1, 3]


def test_a_point_printed_with_a_small_letter_is_no_end_of_the_line_above() -> None:
    (dispatch,) = segment([lay_out(typed("1. Công tác tuyên truyền\na) Ban Tuyên giáo biên soạn tài liệu."))])
    assert [item.kind for item in outline(dispatch)] == ["number", "small"]


def marks_of(*lines: str) -> list[tuple[str, str]]:
    (dispatch,) = segment([lay_out(typed("\n\n".join(lines)))])
    return [(one.kind, one.path[-1]) for one in outline(dispatch)]


def test_a_one_read_as_a_letter_begins_its_list() -> None:
    for one in ("L.", "l.", "I.", "|.", "!,"):
        found = marks_of("Đề nghị các xã:", f"{one} Bố trí địa điểm.", "2. Báo cáo kết quả.")
        assert found == [("lead", ""), ("number", "1"), ("number", "2")], one


def test_a_letter_is_a_letter_where_no_one_is_lacking() -> None:
    assert marks_of("I. Mục đích", "1. Thống nhất.", "2. Đổi mới.")[0] == ("roman", "I")
    assert marks_of("1. Thống nhất.", "L. Trần Văn A chủ trì.", "2. Đổi mới.")[1] == ("", "")


def test_a_paper_without_a_body_has_no_items() -> None:
    assert marks_of("") == []
