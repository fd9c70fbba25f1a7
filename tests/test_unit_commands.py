"""The commands of the office's directory, as a person types them."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli import main

pytestmark = pytest.mark.django_db

MODEL = Path(__file__).parents[1] / "corpora" / "directories" / "dang-uy-khoi.csv"


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ("units", *words), catch_exceptions=False)


def test_an_empty_directory_says_what_to_do() -> None:
    result = run()
    assert result.exit_code == 0
    assert "vanthu units template" in result.output


def test_import_and_import_again() -> None:
    first = run("import", str(MODEL))
    assert first.exit_code == 0
    assert "Đã nhận 40 đơn vị: 40 mới, 0 thay đổi, 0 như cũ" in first.output
    assert "Đã nhận 40 đơn vị: 0 mới, 0 thay đổi, 40 như cũ" in run("import", str(MODEL)).output


def test_the_tree_the_json_and_the_csv() -> None:
    run("import", str(MODEL))
    lines = run().output.splitlines()
    assert lines[0] == "Tỉnh ủy Trà Vinh (Tỉnh ủy) đến 30/6/2025"
    assert any(line.startswith("  Đảng ủy Khối") and line.endswith("← cơ quan ta") for line in lines)
    assert "      Chi bộ 2 (Chi bộ)" in lines
    told = json.loads(run("--json").output)
    assert [one["key"] for one in told if one["is_office"]] == [
        "dang-uy-khoi-cac-co-quan-va-doanh-nghiep-tinh-tra-vinh"
    ]
    assert sum(one["ours"] for one in told) == 29
    rows = list(csv.DictReader(StringIO(run("--csv").output.removeprefix("\ufeff"))))
    assert len(rows) == 40
    assert rows[1]["là cơ quan ta"] == "x"


def test_a_newer_table_can_end_what_it_leaves_out(tmp_path: Path) -> None:
    run("import", str(MODEL))
    shorter = tmp_path / "moi.csv"
    lines = MODEL.read_text(encoding="utf-8").splitlines()
    shorter.write_text("\n".join(line for line in lines if not line.startswith("Chi bộ 2,")), encoding="utf-8")
    assert "0 đơn vị không có trong tệp đã kết thúc, 1 được giữ" in run("import", str(shorter)).output
    assert (
        "1 đơn vị không có trong tệp đã kết thúc, 0 được giữ" in run("import", str(shorter), "--missing", "end").output
    )


def test_a_faulty_table_brings_nothing_in(tmp_path: Path) -> None:
    path = tmp_path / "loi.csv"
    path.write_text("tên,loại,trực thuộc\nSở A,Sở,Sở B\n", encoding="utf-8")
    result = run("import", str(path))
    assert result.exit_code == 1
    assert "Dòng 2: đơn vị cấp trên “Sở B” không có trong bảng" in result.output
    assert "còn trống" in run().output


def test_what_a_table_leaves_open_is_told(tmp_path: Path) -> None:
    path = tmp_path / "la.csv"
    path.write_text("tên,loại\nCâu lạc bộ A,Câu lạc bộ\n", encoding="utf-8")
    output = run("import", str(path)).output
    assert "Chưa dòng nào đánh dấu “là cơ quan ta”" in output
    assert "Loại chưa biết, chỉ đối chiếu theo tên: Câu lạc bộ" in output


def test_the_template_holds_what_is_kept(tmp_path: Path) -> None:
    run("import", str(MODEL))
    path = tmp_path / "mau.xlsx"
    assert run("template", str(path)).output.strip() == str(path)
    assert "0 mới, 0 thay đổi, 40 như cũ" in run("import", str(path)).output
    assert run("template", str(tmp_path / "mau.csv")).exit_code == 1


def test_match_shows_whom_and_why() -> None:
    run("import", str(MODEL))
    result = run("match", "Các huyện ủy, thị ủy và thành ủy", "--on", "2022-06-06", "--by", "Tỉnh ủy")
    assert result.exit_code == 0
    assert "thị ủy: của cơ quan khác, độ tin cậy 0.92. Nêu cả loại: 1 đơn vị" in result.output
    assert "    Huyện ủy Càng Long (huyen-uy-cang-long)" in result.output
    ended = run("match", "Huyện ủy Càng Long", "--on", "2025-07-01", "--by", "Tỉnh ủy").output
    assert "chưa rõ. Huyện ủy Càng Long đã kết thúc ngày 30/6/2025" in ended
    (one,) = json.loads(run("match", "Chi bộ Sở Nội vụ", "--on", "06/6/2022", "--json").output)
    assert (one["how"], one["units"], one["rule"]) == ("ours", ["chi-bo-so-noi-vu"], "name")
