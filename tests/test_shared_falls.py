"""The actors of the real dispatches beside the project, put to the model directory: on whom each falls."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from extractors.falls import fall
from records import Directory, FallKind
from tests.test_unit_falls import model
from tests.unit_names import (
    ADVISING,
    BESIDE,
    CELLS,
    COMMITTEES,
    DISTRICTS,
    GRASSROOTS,
    KHOI,
    OFFICE,
    UNDER_COMMITTEES,
    UNIONS,
    Key,
)

pytestmark = pytest.mark.shared

CHI_BO = f"{CELLS} {UNDER_COMMITTEES}"
ALL_COMMITTEES = f"{OFFICE} {GRASSROOTS} {UNDER_COMMITTEES}"
ADDRESSED = "Các huyện ủy, thị ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy"
MEMBERS = "Cấp ủy viên các cấp, cán bộ, chuyên viên"

KEYS = (
    Key("Cấp ủy các chi bộ, đảng bộ cơ sở", GRASSROOTS),
    Key("Cấp ủy các chi, đảng bộ cơ sở", GRASSROOTS),
    Key("Cấp ủy các chi, đảng bộ cơ sở trực thuộc", GRASSROOTS),
    Key("Cấp ủy các tổ chức cơ sở đảng trực thuộc", GRASSROOTS),
    Key("Các chi, đảng bộ trực thuộc", GRASSROOTS),
    Key("Các cấp ủy trực thuộc", GRASSROOTS),
    Key("Cấp ủy cơ sở", GRASSROOTS),
    Key("Bí thư các chi bộ, đảng bộ cơ sở", GRASSROOTS),
    Key("Cấp ủy và đồng chí bí thư cấp ủy cơ sở", GRASSROOTS, unmatched=("Cấp ủy",)),
    Key("Các chi bộ cơ sở", CELLS),
    Key("Các Đảng ủy cơ sở", COMMITTEES),
    Key("Đảng bộ cơ sở", COMMITTEES),
    Key("Các chi bộ trực thuộc đảng bộ cơ sở", UNDER_COMMITTEES),
    Key("Bí thư chi bộ", CHI_BO),
    Key("Chi bộ", CHI_BO),
    Key("Cấp ủy các chi bộ", CHI_BO),
    Key("Các cấp ủy", ALL_COMMITTEES),
    Key("Các cấp ủy đảng", ALL_COMMITTEES),
    Key("Cấp ủy các cấp", ALL_COMMITTEES),
    Key("Ban Tổ chức Đảng ủy Khối", "ban-to-chuc-dang-uy-khoi"),
    Key("Ban Tuyên giáo Đảng ủy Khối", "ban-tuyen-giao-dang-uy-khoi"),
    Key("Ủy ban kiểm tra Đảng ủy Khối", "uy-ban-kiem-tra-dang-uy-khoi"),
    Key("Các cơ quan tham mưu, giúp việc Đảng ủy Khối", ADVISING),
    Key("Các cơ quan tham mưu, giúp việc của Đảng ủy Khối", ADVISING),
    Key(f"{MEMBERS} các ban tham mưu Đảng ủy Khối", ADVISING, unmatched=("Cấp ủy viên các cấp", "cán bộ")),
    Key(MEMBERS, unmatched=("Cấp ủy viên các cấp", "cán bộ, chuyên viên")),
    Key("Các đoàn thể chính trị - xã hội", UNIONS),
    Key("Ban Thường vụ Đảng ủy Khối", OFFICE),
    Key("Ủy viên Thường vụ", OFFICE),
    Key("Ủy viên Ban Chấp hành Đảng bộ Khối", OFFICE),
    Key("Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh", OFFICE),
    Key(ADDRESSED, OFFICE, f"{DISTRICTS} {BESIDE}"),
    Key("Cấp ủy cấp huyện", "", DISTRICTS, unmatched=("Cấp ủy cấp huyện",)),
    Key("Thành ủy Trà Vinh", others="thanh-uy-tra-vinh"),
    Key("Huyện ủy Càng Long", others="huyen-uy-cang-long"),
    *(
        Key(name, unmatched=(name,))
        for name in ("Cấp ủy", "Các đảng viên", "Mỗi một đảng viên trong chi bộ", "Đảng viên là cấp ủy viên các cấp")
    ),
)
BY_NAME = {key.name: key for key in KEYS}


def directory_of(jurisdiction: str) -> Directory:
    """The model directory as that of the office in another province; keys stay."""
    units = model(KHOI).units
    if jurisdiction == "Trà Vinh":
        return Directory(units)
    names = {OFFICE: f"Đảng ủy Khối các cơ quan tỉnh {jurisdiction}", "tinh-uy-tra-vinh": f"Tỉnh ủy {jurisdiction}"}
    return Directory(tuple(replace(one, name=names.get(one.key, one.name)) for one in units))


def papers(shared: Path) -> list[dict[str, Any]]:
    files = sorted((shared / "seeds" / "gold").glob("*.yaml"))
    golds = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in files]
    return [one for gold in golds for one in gold["dispatches"] if one.get("obligations")]


def actors(paper: dict[str, Any]) -> list[str]:
    return [name for duty in paper["obligations"] for name in duty.get("actors") or ()]


def test_every_actor_falls_as_the_key_says(shared: Path) -> None:
    wrong, seen = [], 0
    for paper in papers(shared):
        names, kept = actors(paper), directory_of(paper["jurisdiction"])
        on = str(paper["issued_on"])
        for name in names:
            found, key = fall([name], paper["issuer"], paper["addressees"], kept, on), BY_NAME[name]
            ours, others = (
                {unit for one in found if one.how is how for unit in one.units}
                for how in (FallKind.OURS, FallKind.OTHERS)
            )
            unmatched = tuple(one.name for one in found if one.how is FallKind.UNMATCHED)
            seen += 1
            if (ours, others, unmatched) != (set(key.ours.split()), set(key.others.split()), key.unmatched):
                wrong.append((paper["symbol"], name, found))
    assert seen == 77
    assert wrong == []


def test_the_key_names_every_actor_and_no_other(shared: Path) -> None:
    assert {name for paper in papers(shared) for name in actors(paper)} == set(BY_NAME)
