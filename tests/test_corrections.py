"""What a clerk corrects counts, and no re-reading touches it."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records import Found, Header, Problem, Reading, Recipient
from registry.amend import Amendment
from registry.findings import FieldKey, findings, header
from registry.models import Correction
from registry.queries import problems, readings, register_rows
from registry.register_row import Status
from registry.save import DjangoRegister
from tests.sample_readings import SHA256, found, full_header, reading, scan_reading

AT = dt.datetime(2022, 6, 8, 9, 0, tzinfo=dt.UTC)


def correct(field: str, value: str | None, part: str = "", position: int = 0, minute: int = 0) -> None:
    key = FieldKey(field, position, part)
    DjangoRegister().correct(SHA256, Amendment(0, key, value, "Chị Lan", AT.replace(minute=minute)))


def effective() -> Reading:
    return next(readings()).readings[0]


@pytest.fixture
def unsure(db: None) -> None:
    DjangoRegister().save(scan_reading(reading(replace(full_header(), symbol=found("17-CV/TU", 0.4)))))


def test_the_corrected_value_counts_and_keeps_its_place(unsure: None) -> None:
    correct("symbol", " 12-CV/TU ")
    read = found("17-CV/TU", 0.4)
    assert effective().header.symbol == replace(read, value="12-CV/TU", confidence=1.0, rule="clerk")
    (row,) = register_rows()
    assert (row.status, row.corrected, row.doubts) == (Status.CORRECTED, frozenset({"symbol"}), ())
    assert list(problems()) == []


def test_the_latest_correction_counts(unsure: None) -> None:
    correct("symbol", "14-CV/TU", minute=2)
    correct("symbol", "13-CV/TU", minute=1)
    symbol = effective().header.symbol
    assert symbol
    assert symbol.value == "14-CV/TU"
    assert Correction.objects.count() == 2


def test_a_clerk_can_say_that_nothing_is_printed(unsure: None) -> None:
    correct("symbol", "  ")
    assert effective().header.symbol is None
    assert [row.status for row in register_rows()] == [Status.CORRECTED]


@pytest.mark.django_db
def test_settles_the_problem_told_about_the_field_and_no_other() -> None:
    doubts = [Problem("faint", "Mờ; hãy xem.", 1, None, field) for field in ("arrival", "arrival.number", "kind")]
    DjangoRegister().save(scan_reading(reading(problems=tuple(doubts))))
    correct("arrival", "2022-06-09", part="date")
    assert [review.problem for review in problems()] == doubts[1:]


def test_adds_to_a_list_and_takes_from_it(unsure: None) -> None:
    correct("addressees", "Ban Tổ chức", position=2)
    correct("addressees", None, position=0)
    correct("recipients", "Báo Bến Cát", part="name", position=2)
    correct("signer", "Bí thư", part="title")
    now = effective().header
    assert [one.value for one in now.addressees] == ["Đảng ủy Khối", "Ban Tổ chức"]
    assert now.recipients[2] == Recipient(Found("Báo Bến Cát", "", 1.0, "clerk"))
    assert now.signer
    assert now.signer.title
    assert now.signer.title.value == "Bí thư"


def test_survives_another_reading(unsure: None) -> None:
    correct("symbol", "12-CV/TU")
    before = list(Correction.objects.values())
    DjangoRegister().save(scan_reading(reading(replace(full_header(), symbol=found("71-CV/TU", 0.95)), text="Khác")))
    assert list(Correction.objects.values()) == before
    symbol = effective().header.symbol
    assert symbol
    assert (symbol.value, symbol.printed) == ("12-CV/TU", "71-CV/TU")


def test_is_told_as_adrift_where_the_dispatch_is_no_more(unsure: None) -> None:
    correct("symbol", "12-CV/TU")
    again = scan_reading(reading(pages=(2,)))
    DjangoRegister().save(again)
    symbol = effective().header.symbol
    assert symbol == found("12-CV/TU")
    (review,) = problems()
    assert (review.problem.code, review.problem.field) == ("correction_adrift", "symbol")
    assert "Chị Lan" in review.problem.message
    correct("symbol", "15-CV/TU", minute=5)
    assert list(problems()) == []


def test_the_same_correction_twice_is_one(unsure: None) -> None:
    correct("symbol", "12-CV/TU")
    correct("symbol", "12-CV/TU")
    assert Correction.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "part", "position", "value"),
    [
        ("number", "", 0, "12"),
        ("symbol", "name", 0, "12"),
        ("symbol", "", 1, "12"),
        ("signer", "", 0, "Lê Văn Mẫu"),
        ("issued_on", "", 0, "6/6/2022"),
        ("arrival", "date", 0, "2022-06-31"),
    ],
)
def test_refuses_what_cannot_be(unsure: None, field: str, part: str, position: int, value: str) -> None:
    with pytest.raises(ValueError, match="; hãy "):
        correct(field, value, part, position)
    assert not Correction.objects.exists()


def test_refuses_a_correction_without_a_name(unsure: None) -> None:
    with pytest.raises(ValueError, match="tên người sửa"):
        DjangoRegister().correct(SHA256, Amendment(0, FieldKey("symbol"), "1-CV/TU", " ", AT))


@pytest.mark.parametrize(("sha256", "dispatch"), [("f" * 64, 0), (SHA256, 1)])
def test_refuses_a_dispatch_that_is_not_there(unsure: None, sha256: str, dispatch: int) -> None:
    with pytest.raises(LookupError, match="không có văn bản thứ"):
        DjangoRegister().correct(sha256, Amendment(dispatch, FieldKey("symbol"), "1-CV/TU", "Chị Lan", AT))


founds = st.builds(Found, st.text(), st.text(), st.floats(0, 1), st.just("test"))
headers = st.builds(
    Header,
    symbol=st.none() | founds,
    addressees=st.lists(founds, max_size=12).map(tuple),
    marks=st.lists(founds, max_size=2).map(tuple),
    recipients=st.lists(st.builds(Recipient, founds, st.none() | founds), max_size=12).map(tuple),
)


@given(headers)
def test_a_header_taken_apart_is_put_together_the_same(one: Header) -> None:
    assert header(findings(one)) == one


def test_the_fullest_header_too() -> None:
    assert header(findings(full_header())) == full_header()
    assert all(key.exists for key in findings(full_header()))
