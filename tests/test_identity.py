"""Which document a symbol names: kind, number, organ, place and term or year together, never the symbol alone."""

from itertools import combinations
from typing import Any

import pytest

from extractors.identity import Identity, Told, as_day, identity, named, parts, period_of, short
from rules import table
from rules.fold import unmarked
from rules.successors import organs_before, predecessors, successor
from rules.terms import level_of, term_on


def of(symbol: str, **told: str) -> Identity:
    return identity(symbol, Told(**told))


COLLISIONS = {
    "18-KL/TW of 2017": of("18-KL/TW", date="2017-09-22"),
    "18-KL/TW of 2026": of("18-KL/TW", date="2026-04-02"),
    "12-QĐi/TU of Lai Châu": of("12-QĐi/TU", jurisdiction="Lai Châu", date="2018-10-08"),
    "12-QĐi/TU of Quảng Trị": of("12-QĐi/TU", jurisdiction="Quảng Trị", date="2018-10-20"),
    "10-CT/TW": of("10-CT/TW", date="2007-03-30"),
    "10/CT-TTg": of("10/CT-TTg", date="2007-03-30"),
    "10-CT/TU": of("10-CT/TU", date="2007-03-30", jurisdiction="Lai Châu"),
    "10-KL/TW": of("10-KL/TW", date="2007-03-30"),
    "12/QĐ-UBND of 2021": of("12/QĐ-UBND", date="2021-01-12", jurisdiction="Đắk Nông", issuer="UBND tỉnh"),
    "12/QĐ-UBND of 2022": of("12/QĐ-UBND", date="2022-01-12", jurisdiction="Đắk Nông", issuer="UBND tỉnh"),
    "12/QĐ-UBND of a district": of(
        "12/QĐ-UBND", date="2022-01-12", jurisdiction="Đắk Nông", issuer="UBND huyện Tuy Đức"
    ),
    "quyết định 12": of("12-QĐ/TU", date="2017-01-12", jurisdiction="Lai Châu", kind="quyết định"),
    "quy định 12": of("12-QĐ/TU", date="2017-01-12", jurisdiction="Lai Châu", kind="quy định"),
}


@pytest.mark.parametrize(("one", "other"), combinations(COLLISIONS, 2))
def test_other_documents_have_other_keys(one: str, other: str) -> None:
    assert COLLISIONS[one].whole
    assert COLLISIONS[one].key != COLLISIONS[other].key
    assert not COLLISIONS[one].fits(COLLISIONS[other])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (of("05-CT/TW", date="2016-05-15"), of("5-CT/TW", date="2016-05-16")),
        (of("10-CT/TW", date="2007-03-30"), of("10- CT/TW", term="X")),
        (of("22-CT/TW", term="XIII"), of("22/CT-TW", term="XIII")),
        (of("10/CT-TTg", date="2021-04-20"), of("10/2021/CT-TTg")),
        (
            of("784-QĐ/TU", date="2016-05-10", jurisdiction="Trà Vinh"),
            of("784-QĐ/TU", date="2018-01-01", jurisdiction="tỉnh Trà Vinh"),
        ),
        (
            of("9-KH/HU", date="2018-01-10", jurisdiction="Trà Vinh", issuer="Huyện ủy Càng Long"),
            of("09-KH/HU", date="2018-01-10", jurisdiction="Trà Vinh", issuer="Ban Thường vụ Huyện ủy Càng Long"),
        ),
        (
            of("9/QĐ-UBND", date="2018-01-10", jurisdiction="Hà Nội", issuer="Ủy ban nhân dân Thành phố Hà Nội"),
            of("09/QĐ-UBND", date="2018-02-10", jurisdiction="Hà Nội", issuer="UBND TP. Hà Nội"),
        ),
    ],
)
def test_the_same_document_has_one_key(one: Identity, other: Identity) -> None:
    assert one.key == other.key
    assert one.whole


def test_what_is_not_told_stays_open() -> None:
    assert not of("18-KL/TW").whole
    assert not of("12-QĐi/TU", date="2018-10-08").whole
    assert not of("12/QĐ-UBND", date="2021-01-12", jurisdiction="Đắk Nông").whole
    assert of("18-KL/TW").fits(COLLISIONS["18-KL/TW of 2017"])
    assert parts("không số") is None
    assert parts("2022") is None


@pytest.mark.parametrize(
    ("text", "code", "number"),
    [
        ("Kết luận 18", "KL", "18"),
        ("Quy định 784", "QD", "784"),
        ("Chỉ thị số 05", "CT", "5"),
        ("Công văn 36", "CV", "36"),
    ],
)
def test_short_forms(text: str, code: str, number: str) -> None:
    found = short(text, Told())
    assert found is not None
    assert (found.code, found.number, found.whole) == (code, number, False)


@pytest.mark.parametrize(
    "text",
    ["Kế hoạch 5 năm", "Nghị quyết 06 tháng đầu", "Nghị quyết Trung ương 4", "304/304 chi bộ", "Kết luận 18-KL/TW"],
)
def test_false_friends_are_no_short_forms(text: str) -> None:
    assert short(text, Told()) is None


def test_named_documents() -> None:
    law = named("Luật Tổ chức Chính phủ", Told(date="2025-02-18"))
    assert law.key == "luat to chuc chinh phu|trung uong|2025"
    plenum = named("Nghị quyết Trung ương 4", Told(term="XII"))
    assert plenum.whole
    assert not named("Nghị quyết Đại hội Đảng bộ tỉnh", Told()).whole


@pytest.mark.parametrize(
    ("day", "term"),
    [
        *(("2016-01-28", "XI"), ("2016-01-29", "XII"), ("2021-02-01", "XII"), ("2021-02-02", "XIII")),
        *(("2026-01-24", "XIV"), ("1980-01-01", None)),
    ],
)
def test_a_series_runs_from_the_day_after_the_congress(day: str, term: str | None) -> None:
    found = as_day(day)
    assert found is not None
    assert term_on("central", found) == term


def test_where_series_meet_the_day_itself_counts() -> None:
    assert period_of("7-NQ/TU", "2020-09-30") == "2020-09-30"
    assert (period_of("7-NQ/TU", "2020-07-31"), period_of("7-NQ/TU", "2021-01-01")) == ("2015-2020", "2020-2025")
    assert (period_of("7-NQ/HU", "2020-03-31"), period_of("7-NQ/HU", "2020-11-01")) == ("2015-2020", "2020-2025")


@pytest.mark.parametrize("entry", table("terms")["level"], ids=lambda entry: entry["name"])
def test_levels_prove_themselves(entry: dict[str, Any]) -> None:
    assert {level_of(code) for code in entry["examples"]} == {entry["name"]}
    assert entry["name"] not in {level_of(code) for code in entry["counter_examples"]}


def test_terms_follow_one_another() -> None:
    ends = [entry["after"] for entry in table("terms")["term"]]
    assert ends == sorted(ends)


def test_who_came_after_whom() -> None:
    day = as_day("2025-07-01")
    assert day is not None
    assert successor("Quảng Bình", day) == "Quảng Trị"
    assert successor("Lai Châu", day) == "Lai Châu"
    assert predecessors("tỉnh không có") == ()
    assert organs_before("BTGDVTW") == ("BTGTW", "BDVTW")


def test_34_provinces_are_left_of_63() -> None:
    into = table("successors")["provinces"]["into"]
    ended = [name for old in into.values() for name in old]
    assert len(into) == 23
    assert 63 - len(ended) == 34
    assert len({unmarked(name) for name in ended}) == len(ended)
    assert not set(ended) & set(into)


def test_a_number_whose_code_stands_for_one_kind_names_no_other_document() -> None:
    assert of("18-KL/TW", date="2017-09-22").sole
    assert of("411-CV/TU", date="2021-06-01", jurisdiction="Trà Vinh").sole
    assert not of("18-KL/TW").sole  # of two terms


def test_a_number_whose_code_stands_for_several_kinds_is_sole_with_its_kind() -> None:
    told = {"date": "2018-10-08", "jurisdiction": "Trà Vinh"}
    assert not of("784-QĐ/TU", **told).sole
    assert of("784-QĐ/TU", kind="quy định", **told).sole
    assert not of("784-QĐ/TU", kind="công văn", **told).sole  # which its code never stands for


def test_a_name_is_never_sole() -> None:
    """A text can tell its number, by which others speak of it."""
    law = named("Luật Đất đai", Told(date="2024-01-18"))
    assert law.whole
    assert not law.sole


def test_what_is_sole_fits_no_other_document_of_another_kind() -> None:
    """So it needs no look at what else is known of its number."""
    symbols = (
        "784-QĐ/TU",
        "784-QĐi/TU",
        "784-QD/TU",
        "12/QĐ-UBND",
        "12/2021/QĐ-UBND",
        "5/TT-BNV",
        "5-CTr/TU",
        "7-CV/HU",
    )
    kinds = (
        "quyết định",
        "quy định",
        "thông tri",
        "thông tư",
        "chương trình",
        "chương trình hành động",
        "công văn",
        "",
    )
    issuers = ("UBND tỉnh", "UBND huyện Tuy Đức", "")
    every = {
        of(symbol, kind=kind, issuer=issuer, date="2021-01-12", jurisdiction="Đắk Nông")
        for symbol in symbols
        for kind in kinds
        for issuer in issuers
    }
    sole = [one for one in every if one.sole]
    pairs = [(one, other) for one in sole for other in every if other.whole and one.fits(other)]
    assert len(pairs) > len(sole) > len(symbols)
    assert [(one, other) for one, other in pairs if other.kind and not one.kind] == []
