"""The signature: who, in what office, for whom; through seal, ink and degrees."""

from __future__ import annotations

import pytest

from extractors.signature import signer
from records import Dispatch, Line, Zone
from tests.papers import STATE, dispatch, dispatch_of, drawn, reading, value, words

Told = tuple[str | None, str | None, str | None]


def told(paper: Dispatch) -> Told:
    own = signer(paper)
    return (value(own.name), value(own.title), value(own.authority)) if own else (None, None, None)


def block(*lines: str) -> Dispatch:
    return dispatch(*((Zone.SIGNATURE, line) for line in lines))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["CHỦ TỊCH", "Cao Văn Lĩnh"], ("Cao Văn Lĩnh", "Chủ tịch", None), id="in his own right"),
        pytest.param(
            ["T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Cao Văn Lĩnh"],
            ("Cao Văn Lĩnh", "Phó Bí thư", "T/M Ban Thường vụ"),
            id="T/M",
        ),
        pytest.param(
            ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Cao Văn Lĩnh"],
            ("Cao Văn Lĩnh", "Phó Chủ tịch", "TM. Ủy ban nhân dân, KT. Chủ tịch"),
            id="stacked",
        ),
        pytest.param(
            ["K/T CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", "Cao Văn Lĩnh"],
            ("Cao Văn Lĩnh", "Phó Chánh Văn phòng", "K/T Chánh Văn phòng"),
            id="K/T",
        ),
        pytest.param(
            ["T/L BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG", "Cao Văn Lĩnh"],
            ("Cao Văn Lĩnh", "Chánh Văn phòng", "T/L Ban Thường vụ"),
            id="T/L",
        ),
        pytest.param(
            ["TL. BỘ TRƯỞNG", "VỤ TRƯỞNG", "Cao Văn Lĩnh"], ("Cao Văn Lĩnh", "Vụ trưởng", "TL. Bộ trưởng"), id="TL."
        ),
        pytest.param(
            ["TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG", "Cao Văn Lĩnh"],
            ("Cao Văn Lĩnh", "Trưởng phòng", "TUQ. Chủ tịch"),
            id="TUQ.",
        ),
        pytest.param(["Q. GIÁM ĐỐC", "Cao Văn Lĩnh"], ("Cao Văn Lĩnh", "Q. Giám đốc", None), id="acting"),
        pytest.param(
            ["T/ M BAN THƯỜNG VỤ", "BÍ THƯ", "Cao Văn Lĩnh"],
            ("Cao Văn Lĩnh", "Bí thư", "T/M Ban Thường vụ"),
            id="blank inside T/M",
        ),
        pytest.param(
            ["TM BAN THƯỜNG VỤ", "BÍ THƯ", "Cao Văn Lĩnh"],
            ("Cao Văn Lĩnh", "Bí thư", "TM. Ban Thường vụ"),
            id="TM without a point",
        ),
        pytest.param(
            ["TL.BỘ TRƯỞNG", "VỤ TRƯỞNG", "Cao Văn Lĩnh"], ("Cao Văn Lĩnh", "Vụ trưởng", "TL. Bộ trưởng"), id="glued"
        ),
        pytest.param(
            ["T/M BAN CHẤP HÀNH", "ĐẢNG BỘ XÃ", "BÍ THƯ", "Cao Văn Lĩnh"],
            ("Cao Văn Lĩnh", "Bí thư", "T/M Ban Chấp hành đảng bộ xã"),
            id="an authority over two lines",
        ),
        pytest.param(
            ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "(đã ký)", "Cao Văn Lĩnh"],
            ("Cao Văn Lĩnh", "Phó Giám đốc", "KT. Giám đốc"),
            id="a published copy",
        ),
        pytest.param(["GIÁM ĐỐC", "TS. Cao Văn Lĩnh"], ("Cao Văn Lĩnh", "Giám đốc", None), id="degree"),
        pytest.param(["GIÁM ĐỐC", "PGS.TS. Cao Văn Lĩnh"], ("Cao Văn Lĩnh", "Giám đốc", None), id="degrees"),
        pytest.param(["TRƯỞNG CÔNG AN", "Đại tá Cao Văn Lĩnh"], ("Cao Văn Lĩnh", "Trưởng Công an", None), id="rank"),
        pytest.param(
            ["CHỦ TỊCH", "CAO VĂN LĨNH"],
            ("Cao Văn Lĩnh", "Chủ tịch", None),
            id="name in capitals",
        ),
        pytest.param(["CHỦ TỊCH", "Y Thương Êban"], ("Y Thương Êban", "Chủ tịch", None), id="a name of one letter"),
        pytest.param(["CHỦ TỊCH"], (None, "Chủ tịch", None), id="no name"),
        pytest.param([], (None, None, None), id="no signature"),
    ],
)
def test_signer(lines: list[str], expected: Told) -> None:
    name, title, authority = told(block(*lines))
    assert (name, title) == expected[:2]
    assert (authority or "").casefold() == (expected[2] or "").casefold()


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["KT. BỘ TRƯỞNG", "Ứ TRƯỞNG", "Cao Văn Lĩnh"], "Thứ trưởng", id="deputy minister"),
        pytest.param(["KT. CHỦ TỊCH", "HÓ CHỦ TỊCH", "Cao Văn Lĩnh"], "Phó Chủ tịch", id="first letter under the seal"),
        pytest.param(["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐÓC", "Cao Văn Lĩnh"], "Phó Giám đốc", id="a mark misread"),
        pytest.param(["T/L BAN THƯỜNG VỤ", "ÁNH VĂN PHÒNG", "Cao Văn Lĩnh"], "Chánh Văn phòng", id="not a deputy"),
    ],
)
def test_titles_under_seal_and_ink(lines: list[str], expected: str) -> None:
    assert told(drawn(*((Zone.SIGNATURE, line) for line in lines)))[1] == expected


def test_ink_read_as_letters_is_no_part_of_the_name() -> None:
    paper = drawn((Zone.SIGNATURE, "CHỦ TỊCH"), (Zone.SIGNATURE, "f~ ý"), (Zone.SIGNATURE, "js Cao Văn Lĩnh _"))
    assert told(paper)[0] == "Cao Văn Lĩnh"


def test_a_name_without_family_name_is_doubted() -> None:
    own = signer(drawn((Zone.SIGNATURE, "CHỦ TỊCH"), (Zone.SIGNATURE, "Xuẩn Lĩnh")))
    assert own
    assert own.name
    assert own.name.confidence < 0.7


def test_a_faint_name_without_title_above_is_none() -> None:
    lines = [Line("Cao Văn Lĩnh", 1, Zone.SIGNATURE, words=words("Cao Văn Lĩnh", 60, 60, 0.4))]
    assert signer(dispatch_of(*lines)) is None


def test_a_name_points_to_its_own_words() -> None:
    paper = block("CHỦ TỊCH", "TS. Cao Văn Lĩnh")
    own = signer(paper)
    assert own
    assert own.name
    assert paper.text[own.name.start : own.name.end] == own.name.printed == "Cao Văn Lĩnh"


def test_an_article_of_the_body_about_signing_is_none() -> None:
    text = STATE.replace("gồm 05 người.", "gồm 05 người. Chủ tịch Hội Nông dân xã ký.").replace(
        "CHỦ TỊCH\nCao Văn Lĩnh\n", ""
    )
    assert reading(text).header.signer is None


def test_before_the_list_of_recipients() -> None:
    tail = "Nơi nhận:\n- Như Điều 1;\n- Lưu: VT.\n\nCHỦ TỊCH\nCao Văn Lĩnh\n"
    assert tail in STATE
    own = reading(STATE.replace(tail, "CHỦ TỊCH\nCao Văn Lĩnh\n\nNơi nhận:\n- Như Điều 1;\n- Lưu: VT.\n"))
    assert own.header.signer
    assert value(own.header.signer.name) == "Cao Văn Lĩnh"
    assert [one.name.value for one in own.header.recipients] == ["Như Điều 1", "Lưu: VT"]
