"""Whose numbering it is: from letterhead, code, place, gazetteer, and the text as a last resort."""

from __future__ import annotations

import pytest

from extractors.jurisdiction import jurisdiction, provinces_in
from records import Dispatch, Found, Zone
from rules.gazetteer import gazetteer
from tests.papers import dispatch, value

EMPTY = dispatch((Zone.BODY, "Lời văn."))


def told(paper: Dispatch = EMPTY, /, **known: str) -> Found | None:
    return jurisdiction(paper, {name: Found(one, one, 1.0, "test") for name, one in known.items()})


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        pytest.param({"issuer": "Tỉnh ủy Yên Bái"}, "Yên Bái", id="province in the issuer"),
        pytest.param(
            {"issuer": "Sở Y tế", "parent_body": "UBND tỉnh Yên Bái"}, "Yên Bái", id="province in the parent body"
        ),
        pytest.param({"issuer": "Bộ Y tế", "place": "Hà Nội"}, "Trung ương", id="ministry"),
        pytest.param({"issuer": "Cục Thuế", "symbol": "5/TB-BTC"}, "Trung ương", id="code of a ministry"),
        pytest.param({"issuer": "Ban Bí thư", "symbol": "9-CT/TW"}, "Trung ương", id="secretariat"),
        pytest.param({"issuer": "Sở Y tế", "place": "Yên Bái"}, "Yên Bái", id="place is a province"),
        pytest.param({"issuer": "Huyện ủy Trấn Yên"}, "Yên Bái", id="a district that one province has"),
        pytest.param({"issuer": "Chi cục Thú y", "place": "Trấn Yên"}, "Yên Bái", id="place is such a district"),
        pytest.param({"issuer": "Thành ủy Hà Nội"}, "Hà Nội", id="city under the centre"),
        pytest.param(
            {"issuer": "Ủy ban nhân dân Thành phố Hồ Chí Minh"}, "Thành phố Hồ Chí Minh", id="the city keeps its class"
        ),
        pytest.param({"issuer": "UBND TP. Hồ Chí Minh"}, "Thành phố Hồ Chí Minh", id="the city abbreviated"),
        pytest.param(
            {"issuer": "Tỉnh ủy Thừa Thiên Huế", "issued_on": "2019-05-06"}, "Thừa Thiên Huế", id="as it was called"
        ),
        pytest.param(
            {"issuer": "Tỉnh ủy Thừa Thiên Huế"},
            "Thừa Thiên Huế",
            id="as it is printed",
        ),
        pytest.param({"issuer": "Thành ủy Huế", "issued_on": "2025-02-06"}, "Huế", id="as it is called since"),
    ],
)
def test_from_the_findings(known: dict[str, str], expected: str) -> None:
    assert value(told(**known)) == expected


def test_a_commune_of_two_provinces_stays_open() -> None:
    assert told(issuer="Ủy ban nhân dân xã Hàm Ninh", place="Hàm Ninh") is None


def test_a_district_of_many_provinces_stays_open() -> None:
    assert told(issuer="Huyện ủy Châu Thành") is None


def test_a_name_that_was_merged_away_counts_before_the_merger_only() -> None:
    assert value(told(place="Yên Bái", issued_on="2024-01-05")) == "Yên Bái"
    assert value(told(place="Lào Cai", issued_on="2025-09-05")) == "Lào Cai"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("tỉnh Yên Bái và tỉnh Sơn La", ["Yên Bái", "Sơn La"], id="two"),
        pytest.param("xã Quảng Trị, huyện Hà Nam", [], id="lower places of the same name"),
        pytest.param("học tập tư tưởng Hồ Chí Minh", [], id="a person"),
        pytest.param("Đoàn Thanh niên Cộng sản Hồ Chí Minh", [], id="a union named after a person"),
        pytest.param("thành phố Hồ Chí Minh", ["Thành phố Hồ Chí Minh"], id="the city"),
        pytest.param(
            "TP. Hồ Chí Minh",
            ["Thành phố Hồ Chí Minh"],
            id="the city abbreviated",
        ),
        pytest.param(
            "tỉnh Thừa Thiên Huế",
            ["Thừa Thiên Huế"],
            id="the city's name inside the province's",
        ),
        pytest.param("Sở Y tế Bà Rịa - Vũng Tàu", ["Bà Rịa - Vũng Tàu"], id="name with a dash"),
        pytest.param("sông Son Lan", [], id="part of another word"),
        pytest.param("YÊN BÁI", ["Yên Bái"], id="capitals"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_provinces_named_in_a_text(text: str, expected: list[str]) -> None:
    assert provinces_in(text, gazetteer(merged=False)) == expected


def test_thought_of_ho_chi_minh_is_not_the_city() -> None:
    paper = dispatch((Zone.SUBJECT, "về học tập tư tưởng Hồ Chí Minh"), (Zone.BODY, "Theo tư tưởng Hồ Chí Minh."))
    assert told(paper, issuer="Chi bộ Trường Tiểu học") is None


def test_the_recipients_tell_it_with_a_doubt() -> None:
    own = told(dispatch((Zone.RECIPIENTS, "- Tỉnh ủy Yên Bái,"), (Zone.BODY, "tỉnh Sơn La, tỉnh Sơn La")))
    assert own
    assert own.value == "Yên Bái"
    assert own.confidence < 0.9


def test_the_body_tells_it_with_more_doubt() -> None:
    own = told(dispatch((Zone.BODY, "tỉnh Sơn La giáp tỉnh Yên Bái; tỉnh Sơn La có suối.")))
    assert own
    assert own.value == "Sơn La"
    assert own.confidence < 0.8


def test_its_evidence_is_the_finding_that_tells_it() -> None:
    source = Found("Tỉnh ủy Yên Bái", "TỈNH ỦY YÊN BÁI", 1.0, "issuer", 1, (1, 2, 3, 4), 10, 25)
    own = jurisdiction(EMPTY, {"issuer": source})
    assert own
    assert (own.printed, own.page, own.box, own.start) == ("TỈNH ỦY YÊN BÁI", 1, (1, 2, 3, 4), 10)


def test_letterhead_and_place_line_that_agree_are_surer_than_one() -> None:
    def read(**known: str) -> float:
        found = jurisdiction(EMPTY, {name: Found(one, f"{name}: {one}", 0.7, "test") for name, one in known.items()})
        assert found is not None and found.value == "Yên Bái"
        return found.confidence

    alone = read(issuer="Tỉnh ủy Yên Bái")
    assert alone < 0.9 <= read(issuer="Tỉnh ủy Yên Bái", place="Yên Bái")
    assert read(issuer="Tỉnh ủy Yên Bái", place="Hà Nội") == alone
    assert read(issuer="Huyện ủy Trấn Yên", place="Trấn Yên") >= 0.9
