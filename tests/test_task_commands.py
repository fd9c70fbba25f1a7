"""The commands about tasks, as a person types them."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cli import main
from publish.tasks import COLUMNS
from registry.tasks import all_tasks
from tests.duties import FIRST, LEARN, REPORT, REVIEW, above, handed_down, report, saved
from tests.office_with_units import units as units

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("units")]
ON = ("--on", "2022-06-20")


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VANTHU_OUTPUTS", str(tmp_path / "outputs"))
    saved(above(), handed_down(), report())


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words, catch_exceptions=False)


def told(*words: str) -> list[dict[str, Any]]:
    result = run("tasks", *words, *ON, "--json")
    assert result.exit_code == 0, result.output
    found: list[dict[str, Any]] = json.loads(result.output)
    return found


def number(text: str, symbol: str = "411-CV/TU") -> str:
    return next(str(one.number) for one in all_tasks() if one.text.startswith(text) and one.paper.symbol == symbol)


def test_the_list_tells_who_what_by_when_and_where() -> None:
    lines = run("tasks", *ON).output.splitlines()
    at = next(index for index, line in enumerate(lines) if LEARN in line and "256-CV/ĐUK" in line)
    assert lines[at - 1].split(maxsplit=1)[1] == "15/6/2022 QUÁ HẠN  [mới]  Chi bộ Sở Nội vụ; Chi bộ Sở Y tế"
    assert lines[at].strip() == f"Công văn 256-CV/ĐUK ngày 9/6/2022, mục 1, trang 1: {LEARN} của chi bộ"
    assert lines[at + 1].strip().startswith("có thể đã trả lời: 3-BC/CB ngày 18/6/2022 (điểm 0,")
    assert lines[at + 2].strip() == f"thực hiện: việc số {number(LEARN)} của 411-CV/TU ngày 6/6/2022"


def test_of_a_unit_by_its_name_its_other_name_or_without_marks() -> None:
    assert [one["text"] for one in told("--for", FIRST)] == [f"{LEARN} của chi bộ", f"{REPORT} về Ban Tổ chức"]
    assert (
        told("--for", "chi bo so noi vu")
        == told("--for", "cb-noi-vu")
        == told("--for", "nội vụ")
        == told("--for", FIRST)
    )
    assert len(told("--for", "Đảng ủy Khối")) == 4
    several = run("tasks", "--for", "chi bộ")
    assert several.exit_code == 1
    assert several.output.splitlines() == [
        "“chi bộ” có thể là 2 đơn vị; hãy ghi rõ tên hoặc mã:",
        "  Chi bộ Sở Nội vụ [cb-noi-vu]",
        "  Chi bộ Sở Y tế [cb-y-te]",
    ]
    assert run("tasks", "--for", "Sở Tài chính").output.startswith("Danh bạ đơn vị không có “Sở Tài chính”")


def test_limits() -> None:
    assert [one["text"] for one in told("--overdue")] == [LEARN, f"{LEARN} của chi bộ"]
    assert [one["next"] for one in told("--due-before", "26/6/2022")] == [*["2022-06-15"] * 2, *["2022-06-25"] * 3]
    assert [one["rrule"] for one in told("--recurring")] == ["FREQ=MONTHLY;BYMONTHDAY=25"] * 2
    assert [one["unmatched"] for one in told("--unmatched")] == [["Các cấp ủy trực thuộc"]]
    assert [one["text"] for one in told("--unanswered")] == [REVIEW]
    assert {one["proposals"][0]["label"] for one in told("--proposed")} == {"3-BC/CB ngày 18/6/2022"}
    assert run("tasks", "--for", "btc").output == "Không có việc nào.\n"


def test_csv_has_the_columns_of_the_published_table() -> None:
    result = run("tasks", "--for", FIRST, *ON, "--csv")
    lines = list(csv.DictReader(StringIO(result.stdout_bytes.decode("utf-8-sig"), newline="")))
    assert list(lines[0]) == list(COLUMNS)
    assert [line["Hạn"] for line in lines] == ["2022-06-15", "2022-06-25"]
    assert [line["Đơn vị"] for line in lines] == ["Chi bộ Sở Nội vụ; Chi bộ Sở Y tế", "Chi bộ Sở Nội vụ"]


def test_a_task_is_changed_and_its_history_told() -> None:
    one = number(REVIEW)
    words = ("--status", "dang-lam", "--assign", "Anh Ba", "--note", "gấp", "--due", "30/6/2022", "--by", "Chị Lan")
    assert run("task", one, *words).exit_code == 0
    result = run("task", one, "--history", *ON)
    lines = [line.strip() for line in result.output.splitlines()]
    assert {"Trạng thái: đang làm", "Người được giao: Anh Ba", "Ghi chú: gấp", "Hạn: 30/6/2022"} <= set(lines)
    assert "Hạn theo: văn thư ghi" in lines
    assert [line.split("  ")[1] for line in lines[-4:]] == [
        "Chị Lan: trạng thái “mới” → “đang làm”",
        "Chị Lan: người được giao “” → “Anh Ba”",
        "Chị Lan: ghi chú “” → “gấp”",
        "Chị Lan: hạn “2022-06-25” → “2022-06-30”",
    ]
    assert run("task", one, "--as-read", "due", "--by", "Chị Lan").exit_code == 0
    assert "Hạn: 25/6/2022" in run("task", one).output


def test_a_task_is_given_to_a_unit() -> None:
    one = number(REPORT)
    assert run("task", one, "--assign", "Ban Tổ chức Đảng ủy Khối", "--by", "Chị Lan").exit_code == 0
    assert [str(each["number"]) for each in told("--for", "btc")] == [one]
    assert told("--unmatched") == []
    assert run("task", one, "--assign", "chi bộ").exit_code == 1


def test_what_comes_again_is_done_for_the_time_being() -> None:
    one = number(REPORT, "256-CV/ĐUK")
    run("task", one, "--done-until", "2022-06-25", "--by", "Chị Lan")
    data = json.loads(run("task", one, "--json", *ON).output)
    assert (data["next"], data["done_until"], data["status"]) == ("2022-07-25", "2022-06-25", "mới")


def test_no_day_at_all() -> None:
    run("task", number(REVIEW), "--due", "không", "--by", "Chị Lan")
    assert "Hạn:" not in run("task", number(REVIEW)).output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--status", "sắp xong"), "Không có trạng thái “sắp xong”; hãy chọn một trong: mới, đang làm, xong"),
        (("--due", "31/6/2022"), "“31/6/2022” không phải là ngày"),
        (("--note", "x", "--by", " "), "Thiếu tên người ghi"),
    ],
)
def test_what_cannot_be_is_told(words: tuple[str, ...], said: str) -> None:
    result = run("task", number(REVIEW), *words)
    assert result.exit_code == 1
    assert said in result.output


def test_no_such_task() -> None:
    result = run("task", "99999")
    assert (result.exit_code, result.output) == (
        1,
        "Error: Không có việc số 99999; hãy xem số ở cột đầu của lệnh vanthu tasks.\n",
    )
