"""The real dispatches in an office with a directory of forty units: on whom their orders fall, and what people keep."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.test_ask_commands import run
from tests.test_shared_archive import come, seeds

pytestmark = [pytest.mark.shared, pytest.mark.django_db]
DIRECTORY = Path(__file__).parents[1] / "corpora" / "directories" / "dang-uy-khoi.csv"

#: The answer key, by hand: the office, its organs, its cells and committees at the base, the cells under those.
OFFICE = {"Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh Trà Vinh"}
ORGANS = {f"{name} Đảng ủy Khối" for name in ("Ban Tổ chức", "Ban Tuyên giáo", "Ủy ban Kiểm tra", "Văn phòng")}
CELLS = {
    f"Chi bộ {name}"
    for name in (
        "Sở Nội vụ",
        "Sở Tư pháp",
        "Sở Ngoại vụ",
        "Ban Dân tộc",
        "Liên đoàn Lao động tỉnh",
        "Tỉnh đoàn",
        "Bưu điện tỉnh",
        "Báo Trà Vinh",
    )
}
COMMITTEES = {
    f"Đảng bộ {name}"
    for name in (
        "Sở Giáo dục và Đào tạo",
        "Sở Y tế",
        "Sở Nông nghiệp và Phát triển nông thôn",
        "Trường Đại học Trà Vinh",
        "Văn phòng Ủy ban nhân dân tỉnh",
        "Công ty Điện lực Trà Vinh",
    )
}
INNER = {
    "Chi bộ Văn phòng Sở Giáo dục và Đào tạo",
    "Chi bộ Trường Trung học phổ thông Phạm Thái Bường",
    "Chi bộ Văn phòng Sở Y tế",
    "Chi bộ Trung tâm Kiểm soát bệnh tật",
    "Chi bộ 1 (Đảng bộ Trường Đại học Trà Vinh)",
    "Chi bộ 2",
    "Chi bộ 1 (Đảng bộ Công ty Điện lực Trà Vinh)",
}
BASE, EVERY_CELL = CELLS | COMMITTEES, CELLS | INNER
ORGANISER = {"Ban Tổ chức Đảng ủy Khối"}
#: Each order by the words it begins with, and the units of ours on which it falls.
KEY: dict[str, set[str]] = {
    "Cấp ủy các chi bộ, đảng bộ cơ sở quán triệt": BASE,
    "Ban Tổ chức Đảng ủy Khối tham mưu": ORGANISER,
    "Đồng thời tham mưu": ORGANISER,
    "Tiếp tục triển khai quán triệt": OFFICE,
    "Trước khi họp lệ chi bộ": EVERY_CELL,
    "Cấp ủy các chi bộ nâng cao": EVERY_CELL,
    "Chú trọng thực hiện tốt sinh hoạt": EVERY_CELL,
    "Thực hiện tốt việc lấy phiếu": EVERY_CELL,
    "Nâng cao tinh thần trách nhiệm": OFFICE,
    "Tăng cường vai trò, trách nhiệm của cấp ủy các cấp": OFFICE,
    "Duy trì và thực hiện tốt mô hình": OFFICE,
    "Thành ủy Trà Vinh, Huyện ủy Càng Long": OFFICE,
    "Tiếp tục quán triệt thực hiện tốt phương châm": BASE | ORGANS,
    "Nâng cao trách nhiệm của cán bộ": BASE | ORGANS,
    "Tập trung tổ chức học tập": BASE | ORGANS,
    "Tổ chức triển khai đợt sinh hoạt": BASE | ORGANS,
    "Đồng chí bí thư các chi bộ": BASE,
    "Thường xuyên kiểm tra": BASE,
    "Cấp ủy các chi bộ, đảng bộ cơ sở nâng cao vai trò": BASE,
    "Tiếp tục bồi dưỡng": BASE,
    "Tập trung hoàn thành": BASE | ORGANS,
    "Các Đảng ủy cơ sở quan tâm": COMMITTEES,
    "Lãnh đạo, chỉ đạo rà soát": BASE | ORGANS,
    "Thực hiện đúng tiến độ": BASE | ORGANS,
    "Lãnh đạo, chỉ đạo, tổ chức thực hiện nghiêm túc": BASE | ORGANS,
    "Các đồng chí Ủy viên Thường vụ": OFFICE,
    "Các cơ quan tham mưu, giúp việc Đảng ủy Khối phát huy": ORGANS,
}


@pytest.fixture
def tasks(shared: Path) -> list[dict[str, Any]]:
    assert run("units", "import", str(DIRECTORY)).exit_code == 0
    for name, one in seeds(shared).items():
        come(name, one)
    return asked("--on", "2022-07-20")


def asked(*words: str) -> list[dict[str, Any]]:
    result = run("tasks", *words, "--json")
    assert result.exit_code == 0, result.output
    found: list[dict[str, Any]] = json.loads(result.output)
    return found


def test_every_order_to_us_falls_as_the_key_says_and_no_other_does(tasks: list[dict[str, Any]]) -> None:
    ours = {one["text"]: {unit["name"] for unit in one["units"]} for one in tasks if one["units"]}
    by_key = {next((key for key in KEY if text.startswith(key)), text): units for text, units in ours.items()}
    assert {key: sorted(units ^ KEY.get(key, set())) for key, units in by_key.items() if units != KEY.get(key)} == {}
    assert set(by_key) == set(KEY)


def test_what_falls_on_others_is_kept_apart_and_what_nobody_knows_is_listed(tasks: list[dict[str, Any]]) -> None:
    (joint,) = [one for one in tasks if one["text"].startswith("Thành ủy Trà Vinh, Huyện ủy Càng Long")]
    assert joint["others"] == ["Thành ủy Trà Vinh", "Huyện ủy Càng Long"]
    foreign = [one for one in tasks if one["text"].startswith("Quán triệt, triển khai thực hiện Quy định số 12-QĐi/TU")]
    assert [one["unmatched"] for one in foreign] == [["Cấp ủy các chi, đảng bộ cơ sở trực thuộc"]]
    assert all(one["units"] or one["others"] or one["unmatched"] for one in tasks)


def test_what_is_corrected_stays_when_the_dispatch_is_read_again(shared: Path, tasks: list[dict[str, Any]]) -> None:
    (one,) = [task for task in tasks if task["text"].startswith("Các Đảng ủy cơ sở quan tâm")]
    number = str(one["number"])
    words = ("--status", "đang làm", "--due", "2022-09-30", "--note", "Đã giao Văn phòng", "--by", "Lê An")
    assert run("task", number, *words).exit_code == 0
    for name, reading in seeds(shared).items():
        come(name, reading)
    (again,) = [task for task in asked("--on", "2022-07-20") if task["number"] == one["number"]]
    assert (again["status"], again["due"], again["text"]) == ("đang làm", "2022-09-30", one["text"])
    assert Counter(task["text"] for task in tasks) == Counter(task["text"] for task in asked("--on", "2022-07-20"))
    assert "Lê An" in run("task", number, "--history").output
