"""The published files: the columns people know, the same bytes for the same registry, and no formulas."""

import csv
import datetime as dt
import json
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings as django_settings

from publish import graph, register, review
from publish.analysts.dictionary import tables
from publish.everything import publish
from publish.readings import file_name
from publish.replace import replace as put
from publish.unit_files import KINDS
from records import Header, Problem
from registry.amend import Amendment
from registry.findings import FieldKey
from registry.save import DjangoRegister
from settings import Settings
from tests.sample_readings import SHA256, found, full_cuts, full_header, reading, scan_reading

pytestmark = pytest.mark.django_db

DOUBT = Problem("ocr_poor", "Trang 2 mờ; hãy xem bản gốc.", 2)
README = Path(__file__).parents[1] / "outputs" / "README.md"


@pytest.fixture
def settings_here(tmp_path: Path) -> Settings:
    return Settings(outputs=tmp_path / "outputs", database_url=django_settings.VANTHU_DATABASE_URL)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def csv_rows(path: Path) -> list[dict[str, str]]:
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(raw.decode("utf-8-sig"), newline="")))


def sheet(path: Path) -> Any:
    return openpyxl.load_workbook(BytesIO(path.read_bytes())).active


def test_an_empty_register_has_its_headings(settings_here: Settings) -> None:
    paths = publish(settings_here)
    of_tasks = ["tasks.csv", "so-theo-doi.xlsx", *(f"chua-ro-don-vi{kind}" for kind in KINDS)]
    of_analysts = [f"{name}{kind}" for name in tables() for kind in (".parquet", ".csv")]
    expected = ["register.xlsx", "register.csv", "review.csv", *graph.FILES, *of_tasks, *of_analysts]
    assert [path.name for path in paths] == expected
    assert [cell.value for cell in sheet(paths[0])[1]] == list(register.COLUMNS)
    assert csv_rows(paths[1]) == csv_rows(paths[2]) == []


def test_a_full_row(settings_here: Settings) -> None:
    DjangoRegister().save(scan_reading())
    xlsx, table, *_ = publish(settings_here)
    row = [cell.value for cell in sheet(xlsx)[2]]
    assert row == [
        dt.datetime(2022, 6, 10),
        "0471",
        "Tỉnh ủy Bến Cát",
        "12-CV/TU",
        dt.datetime(2022, 6, 6),
        "Công văn Về việc sơ kết 5 năm",
        "Các huyện ủy; Đảng ủy Khối",
        None,
        None,
        "Tệp: Công văn 12.pdf",
    ]
    (line,) = csv_rows(table)
    assert list(line) == [*register.COLUMNS, *register.FURTHER_COLUMNS]
    assert list(line.values()) == [
        *("2022-06-10", "0471", "Tỉnh ủy Bến Cát", "12-CV/TU", "2022-06-06", "Công văn Về việc sơ kết 5 năm"),
        *("Các huyện ủy; Đảng ủy Khối", "", "", "Tệp: Công văn 12.pdf"),
        *("Công văn 12.pdf", SHA256, "1", "1", "2", "đã đọc", "khá"),
        "Lê Văn Mẫu: đã bị sửa; TỈNH ỦY: chỉ thấy khung in trên trang; không rõ người ký: không kiểm tra được",
        *("0.97", "0.97"),
    ]


def test_a_row_of_nothing(settings_here: Settings) -> None:
    """The day of arrival is then the day in Vietnam on which the file came in."""
    DjangoRegister().save(scan_reading(reading(Header(), is_dispatch=False)))
    _, table, *_ = publish(settings_here)
    (line,) = csv_rows(table)
    assert list(line.values())[:10] == ["2022-06-07", *[""] * 8, "Không mang thể thức văn bản. Tệp: Công văn 12.pdf"]


def test_the_note_tells_the_doubts(settings_here: Settings) -> None:
    unsure = reading(replace(full_header(), symbol=found("12-CV/TU", 0.5), kind=None))
    DjangoRegister().save(scan_reading(unsure, problems=(DOUBT,)))
    _, table, list_, *_ = publish(settings_here)
    (line,) = csv_rows(table)
    assert line["Trạng thái"] == "cần xem lại"
    assert line["Ghi chú"] == (
        "Số, ký hiệu “12-CV/TU” chưa chắc đúng; hãy đối chiếu với bản gốc. "
        "Chưa đọc được tên loại; hãy xem bản gốc và điền vào. Trang 2 mờ; hãy xem bản gốc. Tệp: Công văn 12.pdf"
    )
    rows = [
        [row[name] for name in review.COLUMNS if name not in ("SHA-256", "Điều cần xem lại")] for row in csv_rows(list_)
    ]
    assert rows == [
        ["Công văn 12.pdf", "2", "", "", "", "ocr_poor", "", "", ""],
        ["Công văn 12.pdf", "1", "1", "12-CV/TU", "symbol", "unsure", "12-CV/TU", "0.5", ""],
        ["Công văn 12.pdf", "1", "1", "12-CV/TU", "kind", "missing", "", "", ""],
    ]


def test_a_correction_is_published(settings_here: Settings) -> None:
    DjangoRegister().save(scan_reading(reading(replace(full_header(), symbol=found("17-CV/TU", 0.5)))))
    at = dt.datetime(2022, 6, 8, tzinfo=dt.UTC)
    DjangoRegister().correct(SHA256, Amendment(0, FieldKey("symbol"), "12-CV/TU", "Chị Lan", at))
    _, table, list_, one, *_ = publish(settings_here)
    (line,) = csv_rows(table)
    assert (line["Số, ký hiệu văn bản"], line["Trạng thái"]) == ("12-CV/TU", "đã sửa")
    assert line["Độ tin cậy số, ký hiệu"] == "1.0"
    assert csv_rows(list_) == []
    symbol = json.loads(one.read_text("utf-8"))["dispatches"][0]["symbol"]
    assert (symbol["value"], symbol["printed"], symbol["rule"]) == ("12-CV/TU", "17-CV/TU", "clerk")


def test_the_same_registry_gives_the_same_bytes(settings_here: Settings) -> None:
    for number in (3, 1, 2):
        DjangoRegister().save(scan_reading(problems=(DOUBT,), sha256=f"{number}" * 64))
    paths = publish(settings_here)
    first = contents(settings_here.outputs)
    assert len(paths) + 1 == len(first) == 35  # and what the books were made from
    for path in paths:
        path.unlink()
    time.sleep(2.1)  # a zip archive counts in steps of two seconds
    publish(settings_here)
    assert contents(settings_here.outputs) == first


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r+", "＝"])
def test_nothing_printed_becomes_a_formula(settings_here: Settings, start: str) -> None:
    text = f'{start}HYPERLINK("http://x","y")'
    DjangoRegister().save(scan_reading(reading(replace(full_header(), issuer=found(text), symbol=found(text)))))
    xlsx, table, *_ = publish(settings_here)
    cells = [sheet(xlsx)["C2"], sheet(xlsx)["D2"]]
    assert [(cell.data_type, cell.value) for cell in cells] == [("s", text.strip())] * 2
    (line,) = csv_rows(table)
    assert line["Tác giả"] == f"'{text.strip()}"


@pytest.mark.parametrize("text", ["x" * 40_000, "a\ufffe\x01b\uffff", "1899-06-01", "không rõ ngày"])
def test_no_value_spoils_the_workbook(settings_here: Settings, text: str) -> None:
    DjangoRegister().save(scan_reading(reading(replace(full_header(), issued_on=found(text)))))
    xlsx, *_ = publish(settings_here)
    shown = sheet(xlsx)["E2"].value
    assert shown == {"x": "x" * 32_766 + "…", "a": "a b"}.get(text[0], text)


def test_only_our_readings_are_removed(settings_here: Settings) -> None:
    DjangoRegister().save(scan_reading())
    folder = settings_here.outputs / "readings"
    folder.mkdir(parents=True)
    others = ("notes.json", "0123456789ab.json", "0123456789AB-a.json", "a-0123456789ab-a.json", "0123456789ab-a.txt")
    for name in (*others, "0123456789ab-old.json"):
        (folder / name).touch()
    (ours,) = (path for path in publish(settings_here) if path.parent == folder)
    assert sorted(path.name for path in folder.iterdir()) == sorted([*others, ours.name])


def test_what_is_doubtful_is_shown_as_a_picture(settings_here: Settings) -> None:
    doubts = (Problem("disputed-symbol", "Không khớp.", 1, field="symbol"), Problem("x", "?", 1, field="arrival.date"))
    DjangoRegister().save(scan_reading(reading(problems=doubts)))
    publish(settings_here)
    shown = [row["Ảnh"] for row in csv_rows(settings_here.outputs / "review.csv")]
    assert shown == ["cuts/0123456789ab-1-symbol.png", "cuts/0123456789ab-1-arrival.png"]
    pictures = [(settings_here.outputs / name).read_bytes() for name in shown]
    assert pictures == [cut.png for cut in full_cuts()]


def test_pictures_of_settled_doubts_go_and_those_of_others_stay(settings_here: Settings) -> None:
    DjangoRegister().save(scan_reading())
    publish(settings_here)
    folder = settings_here.outputs / "cuts"
    assert {path.name for path in folder.iterdir()} == {f"0123456789ab-1-{name}.png" for name in ("symbol", "arrival")}
    (folder / "anh-rieng.png").touch()
    DjangoRegister().save(scan_reading(reading(cuts=())))
    publish(settings_here)
    assert [path.name for path in folder.iterdir()] == ["anh-rieng.png"]


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Công văn 12.pdf", "Công_văn_12"),
        ("a/b\\c:*?.pdf", "b_c"),
        ("....pdf", "khong-ten"),
        ("x" * 300 + ".pdf", "x" * 60),
        ("Co\u0302ng va\u0306n.pdf", "Công_văn"),
    ],
)
def test_a_reading_is_named_after_its_file(name: str, stem: str) -> None:
    scan = replace(scan_reading().scan, name=name)
    assert file_name(scan) == f"0123456789ab-{stem}.json"


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path / "new" / "a.csv", b"one")

    def refused(*_: object) -> None:
        raise PermissionError(13, "held by another program")

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(PermissionError, match=r"a\.csv; hãy đóng tệp"):
        put(path, b"two")
    assert contents(tmp_path) == {"new/a.csv": b"one"}


def test_an_equal_file_is_left_alone(tmp_path: Path) -> None:
    path = put(tmp_path / "a.csv", b"one")
    inode = path.stat().st_ino
    put(path, b"one")
    assert path.stat().st_ino == inode


def told(section: str) -> list[str]:
    """The columns that a section of the README names."""
    (text,) = re.findall(rf"^##+ `?{re.escape(section)}.*?\n(.*?)(?=^##|\Z)", README.read_text("utf-8"), re.M | re.S)
    return re.findall(r"^\| `([^`]+)` \|", text, re.M)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_the_readme_names_every_column(settings_here: Settings, number: int) -> None:
    path = publish(settings_here)[number]
    if path.suffix == ".xlsx":
        columns = [cell.value for cell in sheet(path)[1]]
    else:
        columns = next(csv.reader(path.read_text("utf-8-sig").splitlines()))
    assert told(path.name) == columns


def test_the_readme_names_every_key_of_a_reading(settings_here: Settings) -> None:
    DjangoRegister().save(scan_reading(reading(problems=(DOUBT,)), problems=(DOUBT,)))
    whole = json.loads(publish(settings_here)[3].read_text("utf-8"))
    kinds: dict[str, set[str]] = {"Giá trị": set(), "Điểm nghi ngờ": set()}
    assert set(told("readings/")) == set(keys(whole, "", kinds))
    assert {section: set(told(section)) for section in kinds} == kinds


def keys(node: Any, path: str, kinds: dict[str, set[str]]) -> Iterator[str]:
    """The dotted names in a reading; what stands in values and problems goes into `kinds`."""
    if isinstance(node, dict) and (("printed" in node and "rule" in node) or "code" in node):
        kinds["Giá trị" if "rule" in node else "Điểm nghi ngờ"].update(node)
        yield path
    elif isinstance(node, dict):
        for name, inner in node.items():
            yield from keys(inner, f"{path}.{name}".lstrip("."), kinds)
    elif isinstance(node, list) and node and isinstance(node[0], dict):
        for inner in node:
            yield from keys(inner, f"{path}[]", kinds)
    else:
        yield path
