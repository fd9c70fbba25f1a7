"""A reading held against gold: what counts as right, field by field and item by item."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from pipeline.verdicts import Verdict, secret_verdict, verdicts
from records import Header, Reading, Recipient, Refused, ScanReading
from tests.sample_readings import found, full_header, reading, scan_reading

GOLD: dict[str, Any] = {
    "symbol": "12-CV/TU",
    "kind": "công văn",
    "issued_on": dt.date(2022, 6, 6),
    "place": "Bến Cát",
    "parent_body": "Đảng Cộng sản Việt Nam",
    "issuer": "Tỉnh ủy Bến Cát",
    "jurisdiction": "Bến Cát",
    "subject": "Về việc sơ kết 5 năm",
    "addressees": ["Các huyện ủy", "Đảng ủy Khối"],
    "recipients": [{"name": "Như trên"}, {"name": "Lưu Văn phòng", "role": "lưu"}],
    "signer": {"name": "Lê Văn Mẫu", "title": "Phó Bí thư", "authority": "T/M Ban Thường vụ"},
    "arrival": {"number": "0471", "date": dt.date(2022, 6, 10)},
    "marks": ["KHẨN"],
    "attachments": ["3-KH/TU"],
}


def judged(gold: dict[str, Any] = GOLD, header: Header | None = None, scanned: bool = False) -> list[Verdict]:
    return verdicts("x", {"dispatches": [GOLD | gold]}, scan_reading(reading(header)), scanned)


def wrong(gold: dict[str, Any] = GOLD, header: Header | None = None, scanned: bool = False) -> list[str]:
    return [one.field for one in judged(gold, header, scanned) if not one.right]


def test_a_right_reading_is_right_in_every_field() -> None:
    assert wrong() == []
    assert {one.field.partition(".")[0] for one in judged()} == {*GOLD, "dispatches"}


@pytest.mark.parametrize(
    ("field", "want"),
    [
        pytest.param("symbol", "12 - cv/tu", id="blanks and case of a symbol"),
        pytest.param("symbol", "12–CV/TU", id="long dash"),
        pytest.param("issuer", "TỈNH  UỶ BẾN CÁT", id="case, blanks, place of the tone"),
        pytest.param("subject", "về việc sơ kết 5 năm.", id="full stop"),
        pytest.param("addressees", ["Các huyện ủy, Đảng ủy Khối"], id="a list cut otherwise"),
    ],
)
def test_what_does_not_matter(field: str, want: Any) -> None:
    assert wrong({field: want}) == []


@pytest.mark.parametrize(
    ("field", "want"),
    [
        pytest.param("symbol", "72-CV/TU", id="digit"),
        pytest.param("symbol", None, id="read where there is none"),
        pytest.param("issued_on", dt.date(2022, 6, 7), id="day"),
        pytest.param("kind", "công điện", id="kind"),
        pytest.param("jurisdiction", "Bến Tre", id="province"),
        pytest.param("subject", "Về việc sơ kết 6 năm", id="one sign of a typed subject"),
    ],
)
def test_what_does(field: str, want: Any) -> None:
    assert wrong({field: want}) == [field]


def test_on_a_scan_a_long_value_may_differ_a_little() -> None:
    gold = {"subject": "Về việc sơ kết 6 năm", "jurisdiction": "Bến Tre"}
    assert wrong(gold, scanned=True) == ["jurisdiction"]


def test_missing_and_invented_items_are_each_a_verdict() -> None:
    header = replace(full_header(), recipients=(Recipient(found("Như trên")), Recipient(found("Đài xã"))))
    own = [one for one in judged(header=header) if one.field == "recipients"]
    assert [(one.want, one.got, one.right) for one in own] == [
        ("Như trên", "Như trên", True),
        ("Lưu Văn phòng", None, False),
        (None, "Đài xã", False),
    ]


def test_a_gold_without_signer_is_met_by_none() -> None:
    assert wrong({"signer": None, "arrival": None}, replace(full_header(), signer=None, arrival=None)) == []


def test_a_scan_that_was_not_read_misses_all() -> None:
    own = verdicts("x", {"dispatches": [GOLD]}, None, scanned=False)
    assert not any(one.right for one in own)


@pytest.mark.parametrize("count", [0, 2])
def test_too_few_and_too_many_dispatches(count: int) -> None:
    result = replace(scan_reading(), readings=tuple(reading() for _ in range(count)))
    own = verdicts("x", {"dispatches": [GOLD]}, result, scanned=False)
    assert sum(not one.right for one in own if one.field == "dispatches") == 1


def test_dispatches_are_paired_by_symbol_and_not_by_order() -> None:
    other = replace(full_header(), symbol=found("3-KH/TU"))
    gold = {"dispatches": [GOLD, GOLD | {"symbol": "3-KH/TU"}]}
    own = verdicts("x", gold, scan_reading(reading(other), reading()), scanned=False)
    assert [one.case for one in own if one.field == "symbol"] == ["x#1", "x#2"]
    assert all(one.right for one in own)


def test_the_key_is_what_was_wanted() -> None:
    assert Verdict("x", "place", "Bến Cát", "Bến", False).key == Verdict("x", "place", "Bến Cát", None, False).key
    assert Verdict("x", "marks", None, "KHẨN", False).key == "x|marks|+KHẨN"


SECRET = {"dispatches": [GOLD | {"marks": ["MẬT"]}]}
REFUSED = Refused("a.pdf", "secret", "Văn bản mật.", "Chuyển cho văn thư.")


@pytest.mark.parametrize(
    ("result", "right"),
    [
        pytest.param(REFUSED, True, id="refused"),
        pytest.param(replace(REFUSED, code="damaged_pdf"), False, id="refused for another reason"),
        pytest.param(scan_reading(), False, id="read all the same"),
        pytest.param(None, False, id="not read"),
    ],
)
def test_a_secret_scan_is_to_be_refused(result: ScanReading | Refused | None, right: bool) -> None:
    own = secret_verdict("x", SECRET, result)
    assert own
    assert own.right is right


def test_a_scan_without_mark_of_secrecy_has_no_such_verdict() -> None:
    assert secret_verdict("x", {"dispatches": [GOLD]}, scan_reading()) is None


def test_an_empty_paper_is_rightly_empty() -> None:
    empty: dict[str, Any] = {name: [] if isinstance(value, list) else None for name, value in GOLD.items()}
    result = scan_reading(Reading((1,), "", Header(), is_dispatch=False))
    assert all(one.right for one in verdicts("x", {"dispatches": [empty]}, result, scanned=False))
