"""The commands that ask the graph, as a person types them."""

from __future__ import annotations

import csv
import json
import shutil
import sys
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cli import main
from records import Citation, Relation
from registry.graph import DjangoGraph
from registry.models import EdgeRow, GraphState
from tests.papers_of_graph import all_papers, ct10, cv411, quang_binh
from tests.test_graph_registry import odd_paper, saved
from tests.test_resolve import CT10_KEY, KL18_XII

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VANTHU_OUTPUTS", str(tmp_path / "outputs"))
    saved(*all_papers())


def run(*words: str, text: str | None = None) -> Result:
    return CliRunner().invoke(main, words, input=text, catch_exceptions=False)


def told(*words: str) -> Any:
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def test_cites_with_paths_and_sentences() -> None:
    result = run("cites", "10-CT/TW", "--through")
    assert result.exit_code == 0
    lines = result.output.splitlines()
    at = lines.index("256-CV/ĐUK ngày 9/6/2022 (Trà Vinh)")
    assert lines[at + 1 : at + 3] == [
        "    256-CV/ĐUK ngày 9/6/2022 (Trà Vinh) —gửi kèm→ 411-CV/TU ngày 6/6/2022 (Trà Vinh): “Đảng ủy Khối gửi kèm "
        "Công văn số 411-CV/TU, ngày 06/6/2022 của Tỉnh ủy.” (256-CV_ĐUK.pdf, trang 1)",
        "    411-CV/TU ngày 6/6/2022 (Trà Vinh) —thực hiện→ 10-CT/TW ngày 30/3/2007 (Trung ương): “Các cấp ủy đã quán "
        "triệt Chỉ thị số 10-CT/TW, ngày 30/3/2007 của Ban Bí thư.” (411-CV_TU.pdf, trang 1)",
    ]


def test_cites_as_json() -> None:
    found = told("cites", "10-CT/TW", "--through")
    ways = [[one["document"]["symbol"], len(one["path"])] for one in found]
    assert ways == [
        *(["18-KL/TW", 1], ["06-CT/TU", 1], ["411-CV/TU", 1], ["8-CV/TU", 1]),
        *(["69-KH/TU", 2], ["411-CV/TU", 2], ["256-CV/ĐUK", 2], ["90-BC/ĐUK", 2], ["7-CV/TU", 2]),
    ]
    hop = found[0]["path"][0]
    assert (hop["target"], hop["relation"], hop["file"], hop["page"]) == (CT10_KEY, "continues", "18-KL_TW.pdf", 1)


def test_cites_with_limits() -> None:
    assert [one["document"]["symbol"] for one in told("cites", "10-CT/TW", "--since", "2022-01-01")] == [
        "411-CV/TU",
        "8-CV/TU",
    ]
    assert [one["document"]["symbol"] for one in told("cites", "10-CT/TW", "--relation", "continues")] == ["18-KL/TW"]
    assert told("cites", "10-CT/TW", "--of", "Vĩnh Long") == []
    rolled = told("cites", "10-CT/TW", "--of", "Vĩnh Long", "--successors")
    assert [one["document"]["jurisdiction"] for one in rolled] == ["Trà Vinh", "Trà Vinh"]
    assert run("cites", "10-CT/TW", "--relation", "repeals").output == "Không có văn bản nào.\n"


def test_cites_as_csv() -> None:
    result = run("cites", "10-CT/TW", "--through", "--csv")
    rows = list(csv.DictReader(StringIO(result.stdout_bytes.decode("utf-8-sig"), newline="")))
    assert len(rows) == 4 + 5 * 2
    assert {row["Đến"] for row in rows if row["Bước"] == row["Số bước"]} == {"10-CT/TW ngày 30/3/2007 (Trung ương)"}


def test_an_ambiguous_question_lists_the_candidates() -> None:
    result = run("cites", "18-KL/TW")
    assert result.exit_code == 1
    assert "“18-KL/TW” có thể là 2 văn bản; hãy hỏi lại kèm năm, địa phương" in result.output
    assert f"đã nhận [{KL18_XII}]" in result.output
    nothing = run("rests-on", "999-CT/TW")
    assert (nothing.exit_code, nothing.output[:27]) == (1, "Không thấy văn bản nào là “")


def test_rests_on() -> None:
    found = told("rests-on", "411-CV/TU")
    assert [one["document"]["symbol"] for one in found] == ["10-CT/TW", "784-QĐ/TU", "69-KH/TU", "18-KL/TW"]


def test_why() -> None:
    (found,) = told("why", "90-BC/ĐUK", "10-CT/TW")
    assert [hop["relation"] for hop in found["path"]] == ["mentions", "continues"]
    across = run("why", "69-KH/TU", "06-CT/TU")
    assert across.output.startswith("Hai văn bản không dẫn tới nhau; chúng gặp nhau ở văn bản khác:")
    apart = run("why", "10-CT/TW", "18-KL/TW 2026")
    assert (apart.exit_code, apart.output[:26]) == (1, "Không thấy con đường nào g")


def test_missing() -> None:
    first = told("missing")[0]
    assert (first["document"]["symbol"], len(first["cited_by"])) == ("10-CT/TW", 4)
    saved(ct10())
    assert "10-CT/TW" not in {one["document"]["symbol"] for one in told("missing")}
    lines = run("missing").output.splitlines()
    assert lines[0].split()[:4] == ["1", "chỉ", "thị", "10/CT-TTg"]
    rows = list(csv.DictReader(StringIO(run("missing", "--csv").stdout_bytes.decode("utf-8-sig"), newline="")))
    assert [row["Số văn bản nêu"] for row in rows] == ["1"] * 5


def test_open_mentions() -> None:
    assert run("missing", "--open").output == "Mọi chỗ nêu đều đã rõ là văn bản nào.\n"
    saved(odd_paper())
    short = quang_binh().reading.citations[0]
    assert told("missing", "--open") == []
    assert short.symbol == "10-CT/TW"


def test_a_picture(tmp_path: Path) -> None:
    if not shutil.which("dot"):
        pytest.skip("Graphviz is not installed (Debian package graphviz)")
    target = tmp_path / "a b" / "hình.svg"
    result = run("picture", "18-KL/TW 2017", str(target), "--hops", "2")
    assert result.exit_code == 0
    assert b"<svg" in target.read_bytes()


def test_merge_split_and_undo() -> None:
    saved(odd_paper())
    odd = "10-CT/TW|trung uong|XII"
    assert "Đã ghi quyết định số" in run("merge", odd, CT10_KEY, "--by", "Chị Lan").output
    assert len(told("cites", CT10_KEY)) == 5
    history = run("rulings").output
    number = history.split()[0]
    assert f"gộp “{odd}” → “{CT10_KEY}”, Chị Lan" in history
    assert run("undo", number, "--by", "Anh Minh").exit_code == 0
    assert len(told("cites", CT10_KEY)) == 4
    assert "(đã bỏ)" in run("rulings").output
    again = run("undo", number, "--by", "Anh Minh")
    assert (again.exit_code, "đang có hiệu lực" in again.output) == (1, True)
    split = ("split", CT10_KEY, "10-CT/TW khác", "--scan", cv411().sha256[:12], "--by", "Chị Lan")
    assert run(*split).exit_code == 0
    assert "411-CV/TU" not in {one["document"]["symbol"] for one in told("cites", CT10_KEY)}
    wrong = run("split", CT10_KEY, "x", "--scan", "zz", "--by", "Lan")
    assert (wrong.exit_code, "Có 0 tệp" in wrong.output) == (1, True)


def test_the_graph_is_made_only_when_something_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    run("missing")
    stamp = GraphState.objects.get().stamp
    monkeypatch.setattr(DjangoGraph, "keep", lambda *_: pytest.fail("made again"))
    run("missing")
    assert GraphState.objects.get().stamp == stamp


def test_publish_writes_the_graph_and_its_doubts(tmp_path: Path) -> None:
    saved(odd_paper())
    result = run("publish")
    assert result.exit_code == 0
    folder = tmp_path / "outputs"
    assert {"citations.csv", "graph.graphml", "graph.gexf", "graph.json"} <= {one.name for one in folder.iterdir()}
    rows = list(csv.DictReader(StringIO((folder / "review.csv").read_text("utf-8-sig"), newline="")))
    (doubt,) = (row for row in rows if row["Trường"] == "citations")
    assert (doubt["Mã"], doubt["Trang"], doubt["Tệp"]) == ("likely-same", "1", odd_paper().file)
    first = {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}
    shutil.rmtree(folder)
    run("publish")
    assert {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()} == first


def finder(text: str) -> tuple[Citation, ...]:
    """A stand-in for the finder of citations: it knows three forms by heart."""
    known: dict[str, dict[str, Any]] = {
        "Chỉ thị số 10-CT/TW, ngày 30/3/2007": {"symbol": "10-CT/TW", "date": "2007-03-30"},
        "Kết luận số 18-KL/TW": {"symbol": "18-KL/TW"},
        "Kết luận số 99-KL/TW, ngày 01/02/2022": {"symbol": "99-KL/TW", "date": "2022-02-01"},
    }
    return tuple(
        Citation(form, text.index(form), text.index(form) + len(form), Relation.MENTIONS, "test", 0.95, **facts)
        for form, facts in known.items()
        if form in text
    )


def test_lookup(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    module = ModuleType("extractors.citations")
    module.citations_in = lambda text, _: (finder(text), ())  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "extractors.citations", module)
    text = "Theo Chỉ thị số 10-CT/TW, ngày 30/3/2007; Kết luận số 18-KL/TW; Kết luận số 99-KL/TW, ngày 01/02/2022."
    result = run("lookup", text=text)
    assert result.output.splitlines() == [
        "“Chỉ thị số 10-CT/TW, ngày 30/3/2007” là 10-CT/TW ngày 30/3/2007 (Trung ương) — "
        f"chưa có trong kho, chỉ được nêu [{CT10_KEY}]",
        "“Kết luận số 18-KL/TW” có thể là: 18-KL/TW ngày 2/4/2026 (Trung ương); 18-KL/TW ngày 22/9/2017 (Trung ương)",
        "“Kết luận số 99-KL/TW, ngày 01/02/2022”: kho không biết văn bản này",
    ]
    file = tmp_path / "a.txt"
    file.write_text(text, encoding="utf-8")
    assert [len(one["candidates"]) for one in told("lookup", str(file))] == [0, 2, 0]


def test_lookup_tells_the_day_that_only_the_archive_knows() -> None:
    text = "Các đồng chí thực hiện tốt Quy định 784-QĐ/TU về dự sinh hoạt chi bộ."
    (of_province,) = run("lookup", "--of", "Trà Vinh", text=text).output.splitlines()
    assert of_province.startswith("“Quy định 784-QĐ/TU” là 784-QĐ/TU ngày 10/5/2016 (Trà Vinh) — đã nhận [")
    assert run("lookup", text=text).output == "“Quy định 784-QĐ/TU” có thể là: 784-QĐ/TU ngày 10/5/2016 (Trà Vinh)\n"
    elsewhere = run("lookup", "--of", "Lai Châu", text=text).output
    assert elsewhere == "“Quy định 784-QĐ/TU”: kho không biết văn bản này\n"


def test_an_undated_mention_bears_the_day_that_another_paper_tells(tmp_path: Path) -> None:
    """'Quy định 784' in one paper, 784-QĐ/TU of 10/5/2016 in another of the province."""
    (found,) = told("cites", "784-QĐ/TU")
    assert (found["document"]["symbol"], found["path"][0]["text"]) == ("411-CV/TU", "Quy định 784")
    assert "784-QĐ/TU ngày 10/5/2016 (Trà Vinh)" in run("cites", "784-QĐ/TU").output
    run("publish")
    rows = csv.DictReader(StringIO((tmp_path / "outputs" / "citations.csv").read_text("utf-8-sig"), newline=""))
    (row,) = (row for row in rows if row["Chỗ nêu"] == "Quy định 784")
    assert (row["Đến văn bản"], row["Ngày văn bản được nêu"], row["Trạng thái"]) == (
        "784-QĐ/TU",
        "2016-05-10",
        "chưa chắc",
    )
    (edge,) = EdgeRow.objects.filter(text="Quy định 784")
    assert edge.target
    assert edge.target.issued_on == "2016-05-10"
