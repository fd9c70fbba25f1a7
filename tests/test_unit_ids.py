"""The ids of organs in the exchange of documents: a column of the directory's table."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from publish.units import as_csv, as_json
from records import Directory, OfficeUnit
from registry.unit_file import UnitFileError, unit_lines
from registry.unit_rows import units_of

GIVEN = Directory(
    (
        OfficeUnit("bnv", "Bộ Nội vụ", "Bộ", organ_id="000.00.00.G10"),
        OfficeUnit("snv", "Sở Nội vụ", "Sở", is_office=True, organ_id="H46.12"),
        OfficeUnit("pnv", "Phòng Nội vụ", "Phòng", "snv"),
    )
)


def taken(content: bytes, folder: Path) -> tuple[OfficeUnit, ...]:
    path = folder / "danh-ba.csv"
    path.write_bytes(content)
    return units_of(unit_lines(path), GIVEN.units)


def test_a_table_with_ids_can_be_taken_over_again_as_it_is(tmp_path: Path) -> None:
    assert taken(as_csv(GIVEN), tmp_path) == GIVEN.units
    assert [one["organ_id"] for one in as_json(GIVEN)] == ["000.00.00.G10", "H46.12", None]
    heading = next(csv.reader(io.StringIO(as_csv(GIVEN).decode("utf-8-sig"))))
    assert "mã định danh" in heading


def test_a_table_from_before_has_none(tmp_path: Path) -> None:
    assert [one.organ_id for one in taken("tên,loại\nBộ Nội vụ,Bộ\n".encode(), tmp_path)] == [None]


def test_small_letters_will_do_and_another_form_is_told_with_its_row(tmp_path: Path) -> None:
    head = "tên,loại,mã định danh\n"
    (one,) = taken(f"{head}Sở Nội vụ,Sở,000.00.12.h46\n".encode(), tmp_path)
    assert one.organ_id == "000.00.12.H46"
    with pytest.raises(UnitFileError, match="Dòng 2: mã định danh “Sở Nội vụ” không đúng dạng"):
        taken(f"{head}Sở Nội vụ,Sở,Sở Nội vụ\n".encode(), tmp_path)
