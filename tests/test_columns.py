"""The two columns of head and foot told apart: each side in reading order, nothing read across."""

from __future__ import annotations

import pytest

from pipeline.layout import lay_out, layout
from pipeline.regions import regions
from pipeline.stages import reading_of
from records import Column, LaidOutPage, Page, Word
from tests.papers import LEFT, RIGHT, SCAN, centred, laid_out, moved, page, scan_of, state_head, value, words

TITLE = [centred("QUYẾT ĐỊNH", 297, 140), centred("Về việc thành lập Tổ quản lý chợ xã", 297, 158)]
BODY = [
    words("Căn cứ nhu cầu quản lý chợ của nhân dân trong xã và các xã lân cận,", 92, 190),
    words("Ủy ban nhân dân xã thành lập Tổ quản lý chợ gồm năm người của xã ta.", 60, 208),
]
FOOT = [
    words("Nơi nhận:", 60, 560) + centred("TM. ỦY BAN NHÂN DÂN", RIGHT, 560),
    words("- Như Điều 1;", 60, 576) + centred("KT. CHỦ TỊCH", RIGHT, 576),
    words("- Đài xã;", 60, 592) + centred("PHÓ CHỦ TỊCH", RIGHT, 592),
    words("- Lưu: VT.", 60, 608),
    centred("Cao Văn Lĩnh", RIGHT, 670),
]


def column(own: LaidOutPage, side: Column) -> list[str]:
    return [line.text for line in own.lines if line.column is side]


def test_a_head_is_read_column_by_column() -> None:
    own = laid_out(*state_head(), *TITLE, *BODY)
    assert column(own, Column.LEFT) == ["ỦY BAN NHÂN DÂN", "XÃ HÀM NINH", "Số: 38/QĐ-UBND"]
    assert column(own, Column.RIGHT) == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Hàm Ninh, ngày 05 tháng 4 năm 2023",
    ]
    assert [line.text for line in own.lines][:7][-1] == "QUYẾT ĐỊNH"


def test_a_head_whose_columns_nearly_touch_is_cut_before_the_motto() -> None:
    across = centred("ĐẢNG BỘ KHỐI CÁC CƠ QUAN TỈNH YÊN BÁI", 190, 60) + centred("ĐẢNG CỘNG SẢN VIỆT NAM", 360, 60)
    own = laid_out(across, centred("CHI BỘ SỞ Y TẾ", 190, 78), centred("Số 97-CV/CB", 190, 100), *BODY)
    assert column(own, Column.LEFT) == ["ĐẢNG BỘ KHỐI CÁC CƠ QUAN TỈNH YÊN BÁI", "CHI BỘ SỞ Y TẾ", "Số 97-CV/CB"]
    assert column(own, Column.RIGHT) == ["ĐẢNG CỘNG SẢN VIỆT NAM"]


def test_a_title_that_straddles_the_middle_ends_the_head() -> None:
    own = laid_out(*state_head(), *TITLE, *BODY)
    title = next(line for line in own.lines if line.text == "QUYẾT ĐỊNH")
    assert title.column is Column.FULL


def test_a_short_title_a_little_left_of_the_middle_is_one_too() -> None:
    own = laid_out(*state_head(), centred("QUYẾT ĐỊNH", 285, 140), *BODY)
    assert next(line for line in own.lines if line.text == "QUYẾT ĐỊNH").column is Column.FULL


def test_a_subject_under_the_number_stays_left() -> None:
    own = laid_out(
        *state_head("Số: 38/UBND-KT"),
        centred("V/v quản lý chợ xã", LEFT, 120),
        centred("trong mùa mưa", LEFT, 136),
        centred("Kính gửi: Trạm Thú y huyện Trấn Yên", 297, 170),
        *BODY,
    )
    assert column(own, Column.LEFT)[-2:] == ["V/v quản lý chợ xã", "trong mùa mưa"]
    assert next(line for line in own.lines if line.text.startswith("Kính gửi")).column is Column.FULL


def test_a_stamp_in_the_right_column_is_read_with_it() -> None:
    stamp = [
        centred("ĐẢNG ỦY XÃ", 440, 124),
        centred("ĐẾN", 400, 140),
        centred("Số: 471", 470, 140),
        centred("Ngày: 10/4/2023", 460, 156),
    ]
    title = centred("QUYẾT ĐỊNH", 297, 190), centred("Về việc thành lập Tổ quản lý chợ xã", 297, 206)
    scan = reading_of(scan_of(page(*state_head(), *stamp, *title, *(moved(line, 0, 50) for line in BODY))))
    (own,) = scan.readings
    assert value(own.header.symbol) == "38/QĐ-UBND"
    assert own.header.arrival
    assert value(own.header.arrival.number) == "471"
    assert value(own.header.arrival.date) == "2023-04-10"
    assert value(own.header.subject) == "Về việc thành lập Tổ quản lý chợ xã"


def test_a_foot_is_read_column_by_column() -> None:
    own = laid_out(*state_head(), *TITLE, *BODY, *FOOT)
    assert column(own, Column.LEFT)[-4:] == ["Nơi nhận:", "- Như Điều 1;", "- Đài xã;", "- Lưu: VT."]
    assert column(own, Column.RIGHT)[-4:] == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Cao Văn Lĩnh"]


def test_a_signature_that_begins_above_the_list_is_read_with_the_foot() -> None:
    foot = [centred("TM. ỦY BAN NHÂN DÂN", RIGHT, 540), words("Nơi nhận:", 60, 560) + centred("CHỦ TỊCH", RIGHT, 560)]
    own = laid_out(*BODY, *foot, words("- Lưu: VT.", 60, 576), centred("Cao Văn Lĩnh", RIGHT, 650))
    assert column(own, Column.RIGHT) == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Cao Văn Lĩnh"]


def test_a_signature_without_list_opens_a_foot() -> None:
    own = laid_out(*BODY, centred("KT. CHỦ TỊCH", RIGHT, 540), centred("PHÓ CHỦ TỊCH", RIGHT, 556))
    assert column(own, Column.RIGHT) == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]


def test_a_page_of_text_has_no_columns() -> None:
    own = laid_out(*BODY)
    assert {line.column for line in own.lines} == {Column.FULL}


def test_a_blank_page_has_no_lines() -> None:
    assert lay_out(page(source="blank")).lines == ()


def test_a_whole_page_is_read_as_it_is_printed() -> None:
    (own,) = reading_of(scan_of(page(*state_head(), *TITLE, *BODY, *FOOT))).readings
    header = own.header
    assert value(header.issuer) == "Ủy ban nhân dân xã Hàm Ninh"
    assert value(header.kind) == "quyết định"
    assert value(header.subject) == "Về việc thành lập Tổ quản lý chợ xã"
    assert [one.name.value for one in header.recipients] == ["Như Điều 1", "Đài xã", "Lưu: VT"]
    assert header.signer
    assert value(header.signer.name) == "Cao Văn Lĩnh"
    assert value(header.signer.authority) == "TM. Ủy ban nhân dân, KT. Chủ tịch"


def test_gaps_indents_and_short_ends_of_the_body() -> None:
    long = "Ủy ban nhân dân xã thành lập Tổ quản lý chợ gồm năm người của xã"
    own = laid_out(
        words(long, 92, 100), words(long + " ta mà", 60, 118), words("đã chọn.", 60, 136), words(long, 92, 172)
    )
    told = [(line.indent, line.short, line.gap) for line in own.lines]
    assert [gap for *_, gap in told] == [False, False, False, True]
    assert [indent for indent, *_ in told] == [True, False, False, True]
    assert told[2][1]


def test_stamp_words_stand_apart_behind_all_others() -> None:
    base = page(*state_head(), *BODY)
    inked = Page(1, base.width, base.height, base.words, "ocr", stamp_words=words("ĐẾN", 400, 130))
    (own,) = layout(scan_of(inked))
    assert own.lines[-1].text == "ĐẾN"
    assert str(own.lines[-1].zone) == "stamp"
    assert SCAN.name == "a.pdf"


def flat(*lines: tuple[Word, ...]) -> tuple[Word, ...]:
    return tuple(word for line in lines for word in line)


def test_the_regions_of_a_page_hold_one_column_each() -> None:
    own = regions(flat(*state_head(), *TITLE, *BODY, *FOOT), 595, 842)
    (left, right), (below_left, below_right) = own.head, own.foot
    assert left[2] <= right[0]
    assert below_left[2] <= below_right[0]
    for box, texts in ((left, state_head()[0][:4]), (right, state_head()[0][4:])):
        assert all(box[0] <= word.box[0] and word.box[2] <= box[2] for word in texts)
    assert left[3] == right[3] < TITLE[0][0].box[1]
    assert below_left[1] < FOOT[0][0].box[1] < 670 < below_right[3]


@pytest.mark.parametrize("lines", [[], BODY], ids=["blank", "text"])
def test_a_page_without_head_and_foot_has_no_regions(lines: list[tuple[Word, ...]]) -> None:
    own = regions(flat(*lines), 595, 842)
    assert (own.head, own.foot) == ((), ())
