"""On whom the names of dispatches fall, by a hand-made answer key."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.falls import fall
from records import SURE, Directory, Fall, FallKind, OfficeUnit
from registry.unit_file import unit_lines
from registry.unit_rows import units_of
from tests.unit_names import ALL, KHOI, PHUONG, SO, UBND, XA, Key, Said
from tests.unit_names_second import SECOND
from tests.unit_names_third import THIRD

DIRECTORIES = Path(__file__).parents[1] / "corpora" / "directories"
NAMES = [pytest.param(said, key, id=f"{said.issuer}:{key.name}") for said in ALL + SECOND + THIRD for key in said.keys]


@cache
def model(name: str) -> Directory:
    return Directory(units_of(unit_lines(DIRECTORIES / f"{name}.csv")))


def falls(said: Said, name: str) -> tuple[Fall, ...]:
    return fall([name], said.issuer, said.to, model(said.directory), said.on)


def keys(found: tuple[Fall, ...], how: FallKind) -> set[str]:
    return {key for one in found if one.how is how for key in one.units}


@pytest.mark.parametrize(("said", "key"), NAMES)
def test_a_name_falls_on(said: Said, key: Key) -> None:
    found = falls(said, key.name)
    assert keys(found, FallKind.OURS) == set(key.ours.split())
    assert keys(found, FallKind.OTHERS) == set(key.others.split())
    assert tuple(one.name for one in found if one.how is FallKind.OTHERS and not one.units) == key.outside
    assert tuple(one.name for one in found if one.how is FallKind.UNMATCHED) == key.unmatched


@pytest.mark.parametrize(("said", "key"), NAMES)
def test_what_nobody_knows_has_no_units_and_what_falls_is_told_why(said: Said, key: Key) -> None:
    for one in falls(said, key.name):
        assert one.within == key.name
        assert one.why
        assert one.rule
        assert (one.how is FallKind.UNMATCHED) == (one.confidence == 0.0)
        assert one.how is not FallKind.UNMATCHED or not one.units


def one_fall(name: str, issuer: str | None, on: str | None, directory: str = UBND) -> Fall:
    (found,) = fall([name], issuer, (), model(directory), on)
    return found


def test_an_ambiguous_name_gives_its_candidates() -> None:
    found = one_fall("Chi bộ 1", "Đảng ủy Khối", "2022-06-14", KHOI)
    assert found.rule == "of-whom"
    assert set(found.candidates) == {
        "chi-bo-1-dang-bo-truong-dai-hoc-tra-vinh",
        "chi-bo-1-dang-bo-cong-ty-dien-luc-tra-vinh",
    }


def test_a_unit_that_ended_gives_its_successors() -> None:
    found = one_fall("UBND huyện Tam Đường", "UBND tỉnh", "2025-07-01")
    assert (found.rule, found.candidates) == ("ended", ("ubnd-xa-binh-lu", "ubnd-xa-khun-ha"))
    assert "30/6/2025" in found.why
    assert one_fall("UBND huyện Tam Đường", "UBND tỉnh", "2025-06-30").units == ("ubnd-huyen-tam-duong",)


def test_successors_that_ended_are_passed_through() -> None:
    units = (
        OfficeUnit("a", "Sở A", "Sở", valid_to="2016-12-31", successors=("b",)),
        OfficeUnit("b", "Sở B", "Sở", valid_to="2020-12-31", successors=("c", "a")),
        OfficeUnit("c", "Sở C", "Sở"),
    )
    (found,) = fall(["Sở A"], None, (), Directory(units), "2024-01-01")
    assert found.candidates == ("c",)


def test_without_a_day_what_has_an_end_is_not_matched() -> None:
    assert one_fall("Sở Tài nguyên và Môi trường", "UBND tỉnh", None).candidates == ("so-nong-nghiep-va-moi-truong",)
    assert one_fall("Sở Nội vụ", "UBND tỉnh", None).units == ("so-noi-vu",)


def test_names_that_the_paper_defines() -> None:
    defined = {"các địa phương": "UBND các xã, phường", "Cơ quan thường trực": "Sở Nội vụ"}
    office = model(UBND)
    found = fall(["Các địa phương"], "UBND tỉnh", (), office, "2026-03-02", defined)
    assert keys(found, FallKind.OURS) == set(f"{XA} {PHUONG}".split())
    found = fall(["Cơ quan thường trực, Sở Y tế"], "UBND tỉnh", (), office, "2026-03-02", defined)
    assert keys(found, FallKind.OURS) == {"so-noi-vu", "so-y-te"}


def test_a_definition_of_itself_comes_to_an_end() -> None:
    found = fall(["Ban X"], "UBND tỉnh", (), model(UBND), "2026-03-02", {"Ban X": "Ban X"})
    assert [one.how for one in found] == [FallKind.UNMATCHED]


def test_an_exception_that_nobody_understands_leaves_the_class_open() -> None:
    found = fall(["Các sở (trừ Sở Vũ trụ)"], "UBND tỉnh", (), model(UBND), "2026-03-02")
    assert [(one.how, one.rule) for one in found] == [(FallKind.UNMATCHED, "exception")]
    assert set(found[0].candidates) == set(SO.split())


def test_a_class_of_our_level_is_shown_to_a_person_where_we_are_addressed() -> None:
    names = ["Cấp ủy cấp huyện"]
    addressed = fall(names, "Tỉnh ủy Trà Vinh", ["Đảng ủy Khối"], model(KHOI), "2022-06-06")
    assert [(one.how, one.rule) for one in addressed][1:] == [(FallKind.UNMATCHED, "same-level")]
    assert len(fall(names, "Tỉnh ủy Trà Vinh", ["Huyện ủy Càng Long"], model(KHOI), "2022-06-06")) == 1


def test_a_directory_without_units_or_office_invents_nothing() -> None:
    (empty,) = fall(["Sở Nội vụ"], None, (), Directory(), "2026-01-01")
    assert empty.how is FallKind.UNMATCHED
    stranger = Directory((OfficeUnit("so-noi-vu", "Sở Nội vụ", "Sở"),))
    (listed,) = fall(["Sở Nội vụ"], None, (), stranger, "2026-01-01")
    assert (listed.how, listed.units) == (FallKind.OTHERS, ("so-noi-vu",))


def test_a_slip_is_believed_less_and_a_number_is_no_slip() -> None:
    assert one_fall("Sở Giáo dục và Đào lạo", "UBND tỉnh", "2026-03-02").confidence < SURE
    cells = Directory(
        (
            OfficeUnit("k", "Đảng ủy Khối", "Đảng ủy Khối", is_office=True),
            OfficeUnit("c", "Chi bộ Khu vực 11 Công ty Điện lực", "Chi bộ cơ sở", "k"),
        )
    )
    (other,) = fall(["Chi bộ Khu vực 12 Công ty Điện lực"], "Đảng ủy Khối", (), cells, "2022-01-01")
    assert other.how is FallKind.UNMATCHED


@given(st.lists(st.sampled_from([*"aưở,;()&:/.1 \n", " và ", "các ", "Sở ", "UBND ", "trừ ", "Nội vụ", "trực thuộc "])))
@settings(max_examples=150, deadline=None)
def test_whatever_is_printed_nothing_is_dropped(pieces: list[str]) -> None:
    name = "".join(pieces)
    found = fall([name], "UBND tỉnh", (), model(UBND), "2026-03-02")
    assert bool(found) == bool(name.strip())
    assert all(one.how is not FallKind.OURS or one.units for one in found)


@pytest.mark.parametrize(
    "printed", ["Ban Tổ chức Đảng ủy Khối", "Ban Tố chức Đảng uý Khối", "chuyên viên các ban tham mưu Đảng ủy Khối"]
)
def test_another_provinces_office_of_our_kind_orders_its_own(printed: str) -> None:
    issuer = "Đảng ủy Khối các cơ quan tỉnh Quảng Bình"
    found = fall([printed], issuer, (), model("dang-uy-khoi"), "2022-04-01")
    assert keys(found, FallKind.OURS) == set()
