"""Marks of urgency and secrecy: stamped alone they count, inside a sentence they do not; a secret paper is not read."""

from __future__ import annotations

import pytest

from extractors.marks import marks
from pipeline.errors import SecretMark
from pipeline.secrecy import is_secret, without_secrets
from pipeline.stages import reading_of
from records import Zone
from tests.papers import PARTY, STATE, centred, dispatch, page, reading, readings, scan_of, state_head, typed, values


def marked(*lines: str) -> list[str]:
    return values(marks(dispatch(*((Zone.MARK, line) for line in lines))))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("HỎA TỐC", ["HỎA TỐC"], id="flash"),
        pytest.param("HOẢ TỐC", ["HỎA TỐC"], id="tone on the other vowel"),
        pytest.param("[KHẨN]", ["KHẨN"], id="in a box"),
        pytest.param("THƯỢNG KHẨN", ["THƯỢNG KHẨN"], id="very urgent"),
        pytest.param("MẬT", ["MẬT"], id="secret"),
        pytest.param("TỐI MẬT", ["TỐI MẬT"], id="top"),
        pytest.param("TUYỆT MẬT", ["TUYỆT MẬT"], id="utmost"),
        pytest.param("MẬT ONG", [], id="honey"),
        pytest.param("khẩn trương", [], id="an adverb"),
    ],
)
def test_marks(line: str, expected: list[str]) -> None:
    assert marked(line) == expected


def test_each_once_in_reading_order() -> None:
    assert marked("KHẨN", "HỎA TỐC", "Khẩn") == ["KHẨN", "HỎA TỐC"]


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
@pytest.mark.parametrize("before", ["Kính gửi:", "ĐẢNG CỘNG SẢN", "Số 97"])
def test_a_secret_paper_is_not_read(mark: str, before: str) -> None:
    with pytest.raises(SecretMark):
        readings(PARTY.replace(before, f"{mark}\n{before}"))


def test_a_mark_above_all_is_seen() -> None:
    with pytest.raises(SecretMark):
        readings(f"MẬT\n\n{STATE}")


def test_one_secret_among_several_dispatches_keeps_all_unread() -> None:
    secret = STATE.replace("QUYẾT ĐỊNH\nVề", "MẬT\n\nQUYẾT ĐỊNH\nVề")
    with pytest.raises(SecretMark):
        readings(f"{PARTY}\n{secret}")


def test_on_a_page_the_mark_under_the_number_is_seen() -> None:
    lines = [*state_head(), centred("TỐI MẬT", 100, 124), centred("QUYẾT ĐỊNH", 297, 160)]
    with pytest.raises(SecretMark):
        reading_of(scan_of(page(*lines)))


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Bảo đảm bí mật số liệu.", id="bí mật"),
        pytest.param("Mật độ dân số của xã là 300 người/km2.", id="mật độ"),
        pytest.param("MẬT ĐỘ DÂN SỐ", id="mật độ in capitals"),
        pytest.param("Hộ nuôi ong bán mật", id="honey"),
        pytest.param("Tài liệu này không thuộc danh mục tối mật", id="a sentence about it"),
    ],
)
def test_the_word_in_a_sentence_is_no_mark(sentence: str) -> None:
    own = reading(STATE.replace("Căn cứ nhu cầu quản lý chợ,", f"{sentence}\n\nCăn cứ nhu cầu quản lý chợ,"))
    assert own.header.marks == ()


def test_urgency_is_no_secrecy() -> None:
    own = reading(PARTY.replace("Kính gửi:", "KHẨN\n\nKính gửi:"))
    assert values(own.header.marks) == ["KHẨN"]


def test_only_a_line_that_stands_as_a_mark_is_secret() -> None:
    papers = (dispatch((Zone.BODY, "MẬT")), dispatch((Zone.MARK, "KHẨN")))
    assert not any(map(is_secret, papers))
    assert without_secrets(papers) == papers


def test_of_a_secret_paper_nothing_is_said() -> None:
    with pytest.raises(SecretMark) as caught:
        reading_of(scan_of(typed(f"MẬT\n\n{STATE}")))
    assert "Tổ quản lý chợ" not in str(caught.value)
