"""Names of provinces, districts and communes, and the map of a day."""

from __future__ import annotations

import datetime as dt

import pytest

from rules.gazetteer import MERGER, bare, gazetteer, on, province_on, respelt, spelt_place


def test_sixty_three_provinces_became_thirty_four() -> None:
    before, since = gazetteer(merged=False), gazetteer(merged=True)
    assert len(set(since.provinces.values())) == 34
    assert "Yên Bái" in before.provinces.values()
    assert "Yên Bái" not in since.provinces.values()
    assert "Lào Cai" in set(before.provinces.values()) & set(since.provinces.values())


def test_districts_ended_with_the_merger() -> None:
    assert gazetteer(merged=False).districts["tran yen"] == {"Yên Bái"}
    assert gazetteer(merged=True).districts == {}


@pytest.mark.parametrize(
    ("day", "merged"),
    [
        pytest.param(None, False, id="no day"),
        pytest.param(dt.date(2025, 6, 30), False, id="the last day"),
        pytest.param(MERGER, True, id="the first day"),
    ],
)
def test_the_map_of_a_day(day: dt.date | None, merged: bool) -> None:
    assert on(day) is gazetteer(merged)


@pytest.mark.parametrize(
    ("alias", "name"),
    [
        pytest.param("tp. ho chi minh", "Thành phố Hồ Chí Minh", id="abbreviated city"),
        pytest.param("tphcm", "Thành phố Hồ Chí Minh", id="initials"),
        pytest.param("dac lac", "Đắk Lắk", id="old spelling"),
        pytest.param("ba ria-vung tau", "Bà Rịa - Vũng Tàu", id="dash without blanks"),
        pytest.param("thua thien hue", "Thừa Thiên Huế", id="a name of before"),
    ],
)
def test_other_names(alias: str, name: str) -> None:
    assert gazetteer(merged=False).provinces[alias] == name


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        pytest.param("Huế", dt.date(2024, 12, 31), "Thừa Thiên Huế", id="before the city"),
        pytest.param("Huế", dt.date(2025, 1, 1), "Huế", id="since"),
        pytest.param("Huế", None, "Huế", id="no day"),
        pytest.param("Sơn La", dt.date(2020, 1, 1), "Sơn La", id="never renamed"),
    ],
)
def test_the_name_on_a_day(name: str, day: dt.date | None, expected: str) -> None:
    assert province_on(name, day) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param("Yên Bải", ("Yên Bái", 1.0), id="a mark misread"),
        pytest.param("YÊN BÁI", ("Yên Bái", 1.0), id="capitals"),
        pytest.param("TP. Cao Lảnh", ("TP. Cao Lãnh", 1.0), id="class kept"),
        pytest.param("Thôn Lạ", ("Thôn Lạ", 0.85), id="unknown and doubted"),
    ],
)
def test_respelt(printed: str, expected: tuple[str, float]) -> None:
    assert respelt(printed) == expected


@pytest.mark.parametrize("district", ["Phù Yên", "Thạnh Hóa", "Quang Bình"])
def test_a_district_printed_rightly_stays(district: str) -> None:
    assert respelt(district)[0] == district


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Trấn yên", "Trấn Yên", id="one spelling"),
        pytest.param("quang binh", None, id="Quang Bình and Quảng Bình"),
        pytest.param("thôn lạ", None, id="unknown"),
    ],
)
def test_spelt_place(name: str, expected: str | None) -> None:
    assert spelt_place(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Huyện Trấn Yên", "tran yen", id="district"),
        pytest.param("Thành phố Yên Bái", "yen bai", id="city"),
        pytest.param("Quận 1", "quan 1", id="a number keeps its class"),
    ],
)
def test_without_its_class(name: str, expected: str) -> None:
    assert bare(name) == expected


def test_a_name_of_many_places_is_held_with_all_of_them() -> None:
    assert len(gazetteer(merged=False).districts["chau thanh"]) > 3
