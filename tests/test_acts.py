"""Who acts, and what of a sentence is an order."""

from __future__ import annotations

import pytest

from extractors.actors import Words, named_at, spelt_out
from extractors.acts import Form, act_of
from extractors.parties import parties


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ban Tổ chức Đảng ủy Khối tham mưu tổ chức sơ kết", "Ban Tổ chức Đảng ủy Khối"),
        (
            "Các cơ quan tham mưu, giúp việc Đảng ủy Khối phát huy vai trò",
            "Các cơ quan tham mưu, giúp việc Đảng ủy Khối",
        ),
        ("Cấp ủy các chi bộ, đảng bộ cơ sở nâng cao chất lượng", "Cấp ủy các chi bộ, đảng bộ cơ sở"),
        ("Sở Nông nghiệp và Môi trường chủ trì, phối hợp", "Sở Nông nghiệp và Môi trường"),
        ("Các sở, ban, ngành theo chức năng, nhiệm vụ được giao rà soát", "Các sở, ban, ngành"),
        ("Đồng chí bí thư các chi bộ khẩn trương chỉ đạo", "bí thư các chi bộ"),
        ("UBND các phường: Ba Đình, Hoàn Kiếm bố trí lực lượng", "UBND các phường: Ba Đình, Hoàn Kiếm"),
        ("cấp ủy, trước hết là bí thư chi bộ phải chuẩn bị", "cấp ủy, bí thư chi bộ"),
    ],
)
def test_a_name_ends_where_the_act_begins(text: str, name: str) -> None:
    named = named_at(Words(text), 0, len(text))
    assert named is not None
    assert named.name == name
    assert Words(text).acts_at(named.after)


@pytest.mark.parametrize(
    "text",
    ["Môi trường được bảo vệ", "Trường hợp đột xuất báo cáo ngay", "Nhiệm vụ trọng tâm là", "Thị trường ổn định"],
)
def test_words_that_begin_as_names_are_none(text: str) -> None:
    assert named_at(Words(text), 0, len(text)) is None


def test_ministries_are_spelt_out() -> None:
    assert spelt_out("các Bộ: Công an, Tài chính") == ("Bộ Công an", "Bộ Tài chính")
    assert spelt_out("UBND các xã: A, B") == ("UBND các xã: A, B",)


@pytest.mark.parametrize(
    ("text", "form", "subject"),
    [
        ("Đề nghị các đơn vị báo cáo trước ngày 30/6.", Form.ASKED, "các đơn vị"),
        ("Giao Sở Nội vụ tổng hợp.", Form.ASKED, "Sở Nội vụ"),
        ("Ban Thường vụ Tỉnh ủy yêu cầu các huyện ủy lãnh đạo thực hiện.", Form.ASKED, "các huyện ủy"),
        ("Để khắc phục tình trạng trên, Ban Thường vụ Tỉnh ủy yêu cầu:", Form.ASKED, None),
        ("Hằng quý, đảng bộ cơ sở phải đánh giá.", Form.SUBJECT, "đảng bộ cơ sở"),
        ("Sở Y tế: xây dựng phương án.", Form.SUBJECT, "Sở Y tế"),
        ("Rà soát, bổ sung quy chế làm việc.", Form.BARE, None),
        ("Kết quả thực hiện báo cáo về Sở Nội vụ trước ngày 30/6.", Form.TOLD, None),
        ("Thời gian hoàn thành trước ngày 15/4/2022.", Form.PART, None),
        ("Thời gian qua, các chi bộ đã thực hiện tốt quy chế.", Form.NONE, None),
        ("Tuy nhiên, một số chi bộ còn chậm.", Form.NONE, None),
        ("Đây là một trong những biện pháp hữu hiệu.", Form.NONE, None),
        ("Công văn này được phổ biến đến chi bộ.", Form.NONE, None),
        ("Văn phòng thông báo để các đơn vị biết, thực hiện.", Form.NONE, None),
        ("Các đơn vị chịu trách nhiệm thi hành Quyết định này.", Form.NONE, None),
        ("Địa điểm: Hội trường Tỉnh ủy.", Form.NONE, None),
        ("Theo đề nghị của Giám đốc Sở Tài chính.", Form.NONE, None),
    ],
)
def test_a_sentence_orders_or_does_not(text: str, form: Form, subject: str | None) -> None:
    act = act_of(Words(text), 0, len(text))
    assert act.form is form
    assert (act.subject.name if act.subject else None) == subject


@pytest.mark.parametrize(
    "text", ["Chi bộ mời giáo viên dự", "Mỗi cơ sở Đoàn đảm nhận một phần việc", "Hội nghị giao ban"]
)
def test_words_like_those_of_asking_ask_nobody(text: str) -> None:
    assert act_of(Words(text), 0, len(text)).form is not Form.ASKED


def test_who_is_higher_is_asked_humbly() -> None:
    text = "Kính đề nghị Tỉnh ủy xem xét, chỉ đạo."
    assert act_of(Words(text), 0, len(text)).humble


def test_all_parties_of_an_act_are_told_apart() -> None:
    text = (
        "Chủ trì, phối hợp với Sở Tài chính, Kho bạc Nhà nước rà soát; tham mưu Ban Thường vụ Tỉnh ủy chỉ đạo; "
        "báo cáo kết quả về Thường trực Tỉnh ủy (qua Ban Tổ chức Tỉnh ủy) trước ngày 30/6"
    )
    own = parties(Words(text), 0, len(text))
    assert own.coordinators == ("Sở Tài chính, Kho bạc Nhà nước",)
    assert own.drafts_for == "Ban Thường vụ Tỉnh ủy"
    assert own.report_to == "Thường trực Tỉnh ủy"
    assert own.channel == "Ban Tổ chức Tỉnh ủy"
