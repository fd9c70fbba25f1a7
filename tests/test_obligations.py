"""What whole dispatches order: lists, headings, tables, articles, what is no order."""

from __future__ import annotations

import re

import pytest

from extractors.actors import Words
from extractors.parties import parties
from pipeline.stages import reading_of
from records import Frequency, Obligation, ReadScan
from tests.papers import SCAN, typed

PARTY = """ĐẢNG BỘ TỈNH YÊN BÁI
HUYỆN ỦY TRẤN YÊN
*
Số 97-{code}/HU

ĐẢNG CỘNG SẢN VIỆT NAM
Trấn Yên, ngày 12 tháng 4 năm 2021

{title}

{body}

Nơi nhận:
- Như trên,
- Lưu Văn phòng Huyện ủy.

T/M BAN THƯỜNG VỤ
BÍ THƯ
Hoàng Thị Mến
"""
LETTER = "Kính gửi: Cấp ủy các chi bộ, đảng bộ cơ sở trực thuộc,"


def ordered(body: str, code: str = "CV", title: str = LETTER) -> tuple[Obligation, ...]:
    page = typed(PARTY.format(code=code, title=title, body=re.sub(r"\n(?!\d+\t)", "\n\n", body)))
    (reading,) = reading_of(ReadScan(SCAN, (page,))).readings
    assert all(reading.text[one.start : one.end] == one.text for one in reading.obligations)
    return reading.obligations


LIST = """Thời gian qua, các chi bộ đã thực hiện tốt quy chế. Tuy nhiên, một số nơi còn chậm.
Ban Thường vụ Huyện ủy đề nghị cấp ủy các chi bộ, đảng bộ cơ sở thực hiện một số nội dung sau:
1. Rà soát quy chế làm việc, hoàn thành trong quý II/2021. Đồng thời chấn chỉnh việc ghi sổ biên bản.
2. Các chi bộ nông thôn:
- Hằng quý sinh hoạt chuyên đề một lần.
- Tự chấm điểm sau mỗi buổi sinh hoạt.
3. Ban Tổ chức Huyện ủy phối hợp với Ủy ban Kiểm tra Huyện ủy hướng dẫn, kiểm tra việc thực hiện.
Căn cứ công văn này, đề nghị cấp ủy cơ sở báo cáo kết quả về Huyện ủy (qua Ban Tổ chức Huyện ủy) trước ngày 30/6."""


def test_a_list_under_a_request() -> None:
    found = ordered(LIST)
    assert [one.clause for one in found] == ["1", "1", "2", "2", "3", "3"]
    assert [one.inherited for one in found] == [True, True, True, True, False, False]
    assert found[0].actors == ("Cấp ủy các chi bộ, đảng bộ cơ sở trực thuộc",)
    assert found[2].actors == ("Các chi bộ nông thôn",)
    assert (found[4].actors, found[4].coordinators) == (("Ban Tổ chức Huyện ủy",), ("Ủy ban Kiểm tra Huyện ủy",))
    assert [one.due for one in found] == ["2021-06-30", None, None, None, None, "2021-06-30"]
    assert found[2].recurrence is Frequency.QUARTERLY
    assert (found[5].report_to, found[5].channel) == ("Huyện ủy", "Ban Tổ chức Huyện ủy")


def test_the_period_of_a_lead_in_holds_for_its_list() -> None:
    found = ordered(
        "Đề nghị cấp ủy cơ sở thực hiện các nhiệm vụ 6 tháng cuối năm 2021 như sau:\n1. Rà soát hồ sơ.\n2. Họp."
    )
    assert [one.due for one in found] == ["2021-12-31", "2021-12-31"]


def test_a_list_of_things_is_the_matter_of_one_act() -> None:
    asked = "Đề nghị cấp ủy cơ sở góp ý vào dự thảo Đề án, tập trung các nội dung sau:"
    body = f"{asked}\n1. Tên gọi của Đề án.\n2. Chỉ tiêu về đảng viên."
    (only,) = ordered(body)
    assert only.text.startswith("Đề nghị cấp ủy cơ sở góp ý")


PLAN = """I. MỤC ĐÍCH, YÊU CẦU
1. Nâng cao nhận thức của cán bộ, đảng viên.
II. KẾT QUẢ NĂM 2020
1. Các chi bộ tổ chức 12 kỳ sinh hoạt.
III. PHÂN CÔNG NHIỆM VỤ
STT\tNội dung công việc\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian
1\tXây dựng kế hoạch\tBan Tổ chức Huyện ủy\tVăn phòng Huyện ủy\tTháng 5/2021
2\tTổ chức hội nghị\tVăn phòng Huyện ủy\t\tQuý II/2021
IV. TỔ CHỨC THỰC HIỆN
1. Ban Tuyên giáo Huyện ủy
- Tuyên truyền trên cổng thông tin điện tử.
2. Các chi bộ trực thuộc cụ thể hóa Kế hoạch này, xong trước ngày 15/5/2021."""


def test_a_plan_orders_by_tables_and_by_unit() -> None:
    found = ordered(PLAN, "KH", "KẾ HOẠCH\ntổ chức học tập Nghị quyết")
    assert [one.actors for one in found] == [
        ("Ban Tổ chức Huyện ủy",),
        ("Văn phòng Huyện ủy",),
        ("Ban Tuyên giáo Huyện ủy",),
        ("Các chi bộ trực thuộc",),
    ]
    assert [one.due for one in found] == ["2021-05-31", "2021-06-30", None, "2021-05-15"]
    assert found[0].coordinators == ("Văn phòng Huyện ủy",)


@pytest.mark.parametrize(
    "kind", [("TTr", "TỜ TRÌNH\nvề việc phân bổ kinh phí"), ("BC", "BÁO CÁO\nkết quả công tác năm")]
)
def test_what_goes_upwards_orders_nobody(kind: tuple[str, str]) -> None:
    body = "Kính đề nghị Tỉnh ủy xem xét, phê duyệt.\nĐề nghị Tỉnh ủy bố trí kinh phí trước ngày 30/6/2021."
    assert ordered(body, *kind) == ()


def test_new_wording_of_another_paper_orders_nothing() -> None:
    body = """Điều 1. Sửa đổi Điều 5 Quy chế như sau:
“Điều 5. Trách nhiệm của Văn phòng Huyện ủy
Văn phòng Huyện ủy có trách nhiệm báo cáo hằng tháng.”
Điều 2. Giao Văn phòng Huyện ủy công bố Quy chế trước ngày 01/5/2021.
Điều 3. Các cơ quan, đơn vị chịu trách nhiệm thi hành Quyết định này."""
    (only,) = ordered(body, "QĐ", "QUYẾT ĐỊNH\nvề sửa đổi Quy chế làm việc")
    assert (only.clause, only.actors, only.due) == ("Điều 2", ("Văn phòng Huyện ủy",), "2021-05-01")


def test_a_semicolon_cuts_where_another_acts() -> None:
    body = "Đề nghị các đơn vị:\n1. Văn phòng Huyện ủy tổng hợp danh sách; Ban Tổ chức Huyện ủy thẩm định hồ sơ."
    assert [one.actors for one in ordered(body)] == [("Văn phòng Huyện ủy",), ("Ban Tổ chức Huyện ủy",)]


def test_constant_care_is_no_rhythm_but_constant_reports_and_checks_are() -> None:
    body = "Đề nghị cấp ủy cơ sở:\n1. Thường xuyên đổi mới sinh hoạt.\n2. Thường xuyên báo cáo về Huyện ủy."
    body += "\n3. Thường xuyên kiểm tra các chi bộ."
    assert [one.recurrence for one in ordered(body)] == [None, Frequency.REGULARLY, Frequency.REGULARLY]


def test_constancy_within_a_term_is_but_a_manner() -> None:
    body = "Trong quý I/2027, đề nghị cấp ủy cơ sở:\n1. Thường xuyên kiểm tra các chi bộ."
    assert [(one.recurrence, one.due) for one in ordered(body)] == [(None, "2027-03-31")]


def test_two_periods_of_nouns_are_no_rhythm_of_the_act() -> None:
    body = "Đề nghị cấp ủy cơ sở:\n1. Nghiêm túc trong kiểm điểm, xếp loại hằng năm và sinh hoạt chi bộ hằng tháng."
    assert [one.recurrence for one in ordered(body)] == [None]


def test_a_result_is_no_channel() -> None:
    own = "Bộ phận Tiếp nhận và Trả kết quả huyện gửi hồ sơ cho Phòng Tư pháp."
    assert parties(Words(own), 0, len(own)).channel is None
    own = "Các xã gửi hồ sơ về Sở Tư pháp qua Phòng Tư pháp huyện."
    assert parties(Words(own), 0, len(own)).channel == "Phòng Tư pháp huyện"


@pytest.mark.parametrize("end", [";", ":"])
def test_on_what_a_paper_rests_is_no_order(end: str) -> None:
    body = f"""- Căn cứ Hướng dẫn số 12-HD/BTCTW, ngày 06/7/2018 của Ban Tổ chức Trung ương{end}
- Thực hiện Chỉ thị số 07-CT/TU, ngày 05/3/2021 của Ban Thường vụ Tỉnh ủy,
Ban Thường vụ Huyện ủy hướng dẫn như sau:
1. Các chi bộ gửi kế hoạch về Huyện ủy trước ngày 10/6/2021."""
    (only,) = ordered(body, "HD", "HƯỚNG DẪN\nsinh hoạt chuyên đề")
    assert (only.clause, only.due) == ("1", "2021-06-10")


def test_a_first_sentence_that_orders_is_no_basis() -> None:
    body = "Thực hiện nghiêm Chỉ thị số 07-CT/TU;\nHuyện ủy yêu cầu:\n1. Các chi bộ báo cáo trước ngày 10/6/2021."
    assert len(ordered(body, "CT", "CHỈ THỊ\nvề sinh hoạt chi bộ")) >= 1
