"""A clerk's table becomes units, or every fault is told with its row."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import Workbook

from publish.units import as_csv, as_xlsx
from records import Directory, OfficeUnit
from registry.unit_file import UnitFileError, unit_lines
from registry.unit_rows import units_of

HEADING = "tên,loại,trực thuộc,tên khác,từ ngày,đến ngày,thư điện tử,là cơ quan ta,đơn vị kế tiếp,mã"


def from_csv(folder: Path, *rows: str, heading: str = HEADING) -> tuple[OfficeUnit, ...]:
    path = folder / "danh-ba.csv"
    path.write_text("\n".join((heading, *rows)), encoding="utf-8-sig")
    return units_of(unit_lines(path))


def faults(folder: Path, *rows: str, heading: str = HEADING) -> list[str]:
    with pytest.raises(UnitFileError) as caught:
        from_csv(folder, *rows, heading=heading)
    return str(caught.value).splitlines()


def test_a_csv_with_everything(tmp_path: Path) -> None:
    office, ended, division = from_csv(
        tmp_path,
        "Sở Y tế,Sở,,SYT; Ngành Y tế,01/3/2016,,so@vidu.vn,x,,",
        "Phòng Dược,Phòng,Sở Y tế,,2010-01-01,31/12/2020,,,Phòng Nghiệp vụ,",
        "Phòng Nghiệp vụ,Phòng,syt,,,,,,,nv",
    )
    assert office == OfficeUnit(
        "so-y-te", "Sở Y tế", "Sở", None, ("SYT", "Ngành Y tế"), "2016-03-01", None, "so@vidu.vn", True
    )
    assert (ended.parent, ended.valid_from, ended.valid_to) == ("so-y-te", "2010-01-01", "2020-12-31")
    assert ended.successors == ("nv",)
    assert (division.key, division.parent) == ("nv", "so-y-te")


def test_a_workbook_with_dates_and_numbers(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Loại", " TÊN ", "Từ ngày", "ghi chú"])
    sheet.append(["Sở", "Sở  Nội vụ", dt.datetime(2016, 3, 1), 12])
    sheet.append([None, None, None, None])
    sheet.append(["Phòng", 7.0, None, None])
    book.save(tmp_path / "danh-ba.xlsx")
    one, two = units_of(unit_lines(tmp_path / "danh-ba.xlsx"))
    assert (one.name, one.kind, one.valid_from) == ("Sở Nội vụ", "Sở", "2016-03-01")
    assert two.name == "7"


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_csv_as_excel_saves_it_elsewhere(tmp_path: Path, separator: str) -> None:
    (one,) = from_csv(tmp_path, separator.join(("Sở Nội vụ", "Sở")), heading=separator.join(("tên", "loại")))
    assert (one.key, one.kind) == ("so-noi-vu", "Sở")


def test_names_that_several_bear_get_keys_of_their_own(tmp_path: Path) -> None:
    units = from_csv(tmp_path, "Sở A,Sở", "Sở B,Sở", "Văn phòng,Văn phòng,Sở A", "Văn phòng,Văn phòng,Sở B")
    assert [one.key for one in units] == ["so-a", "so-b", "van-phong-so-a", "van-phong-so-b"]


def test_names_that_differ_in_marks_alone_get_keys_of_their_own(tmp_path: Path) -> None:
    units = from_csv(tmp_path, "Xã Tân An,UBND xã", "Xã Tân Ân,UBND xã")
    assert [one.key for one in units] == ["xa-tan-an", "xa-tan-an-2"]


def test_every_fault_is_told_with_its_row(tmp_path: Path) -> None:
    told = faults(
        tmp_path,
        "Sở A,Sở,Bộ X,,,,,x,,",
        ",Sở,,,,,,,,",
        "Sở C,,,,,,,,,",
        "Sở D,Sở,,,31/02/2020,,,,,",
        "Sở E,Sở,,,01/01/2021,01/01/2020,,,,",
        "Sở F,Sở,,,,,không-phải-thư,,,",
        "Sở G,Sở,,,,,,có lẽ,,",
        "Sở H,Sở,,,,,,x,,",
        "Sở A,Sở,,,,,,,,",
    )
    rows = [line.split(":")[0] for line in told]
    assert rows == [f"Dòng {number}" for number in (3, 4, 5, 6, 7, 8, 2, 10, 9)]
    assert "“Bộ X” không có trong bảng" in told[6]
    assert "đã có ở dòng 2" in told[7]
    assert "đã có cơ quan ta ở dòng 2" in told[8]


def test_a_unit_over_itself_is_refused(tmp_path: Path) -> None:
    told = faults(tmp_path, "A,Sở,C", "B,Phòng,A", "C,Phòng,B", "D,Phòng,D")
    assert [line.split(":")[0] for line in told] == ["Dòng 2", "Dòng 3", "Dòng 4", "Dòng 5"]
    assert all("trực thuộc chính mình" in line for line in told)


def test_a_parent_that_several_are_called_is_refused(tmp_path: Path) -> None:
    (told,) = faults(tmp_path, "Sở A,Sở", "Sở B,Sở", "VP,Văn phòng,Sở A", "VP,Văn phòng,Sở B", "Tổ 1,Phòng,VP")
    assert told == "Dòng 6: đơn vị cấp trên “VP” có 2 dòng cùng tên; hãy ghi mã riêng ở cột “mã”."


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", b"", "không có dòng nào"),
        ("a.csv", "tên,ghi chú\nSở A,x".encode(), "thiếu cột “loại”"),
        ("a.csv", "tên,loại,tên\nSở A,Sở,x".encode(), "cột “tên” có hai lần"),
        ("a.csv", "tên,loại\n".encode(), "không có đơn vị nào"),
        ("a.csv", "tên,loại\nSở".encode("utf-16-be"), "UTF-8"),
        ("a.xlsx", b"no workbook", "không mở được như tệp Excel"),
    ],
)
def test_what_is_no_table_is_told(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnitFileError, match=told):
        units_of(unit_lines(tmp_path / name))


@pytest.mark.parametrize("model", ["dang-uy-khoi", "ubnd-tinh"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_goes_out_comes_in_the_same(tmp_path: Path, model: str, form: str) -> None:
    units = units_of(unit_lines(Path(__file__).parents[1] / "corpora" / "directories" / f"{model}.csv"))
    path = tmp_path / f"ra.{form}"
    path.write_bytes(as_csv(Directory(units)) if form == "csv" else as_xlsx(Directory(units)))
    assert units_of(unit_lines(path)) == units
    assert len(units) == 40


def test_the_template_of_an_empty_directory_can_be_taken_over(tmp_path: Path) -> None:
    (tmp_path / "mau.xlsx").write_bytes(as_xlsx(Directory()))
    units = units_of(unit_lines(tmp_path / "mau.xlsx"))
    assert [one.is_office for one in units].count(True) == 1
    assert {one.parent for one in units} > {None}
