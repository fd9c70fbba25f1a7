"""The tables for analysts: typed, joined by their keys, explained, the same bytes for the same register."""

from __future__ import annotations

import csv
import datetime as dt
import json
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from office import publish
from publish.analysts import files, graph_lines, obligations, write
from publish.analysts.dictionary import DOC, NEVER, TYPES, filled, tables
from publish.analysts.files import ARROW, KINDS, TableFiles, made_from, schema
from publish.analysts.write import Tables, take_away
from publish.withdrawn import take_away as take_all_away
from records import Problem
from registry import graph_in_parts
from registry.graph import DjangoGraph
from registry.save import DjangoRegister
from registry.tasks import all_tasks
from tests.duties import FIRST, saved, with_orders
from tests.office_with_units import units as units
from tests.papers_of_graph import found, header, paper
from tests.published_register import papers, published, settings_in
from tests.sample_readings import SHA256, full_header, full_signatures, reading, scan_reading
from tests.test_publish import contents, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("units")]
NAMES = tuple(f"{name}{kind}" for name in tables() for kind in KINDS)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the tables lie that are only looked at; empty until the first test that asks for them."""
    return tmp_path_factory.mktemp("published")


@pytest.fixture
def folder(kept: Path) -> Path:
    """The tables of the small register, published once for all tests that write nothing."""
    return kept / "outputs" / "data" if any(kept.iterdir()) else published(kept)


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(folder / f"{name}.parquet").to_pylist()
    return found


def csv_rows(folder: Path, name: str) -> list[dict[str, str]]:
    text = (folder / f"{name}.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline="")))


def test_four_tables_in_two_forms(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == set(NAMES)


@pytest.mark.parametrize("name", tables())
def test_columns_types_and_words_are_those_of_the_dictionary(folder: Path, name: str) -> None:
    table, written = tables()[name], pq.read_schema(folder / f"{name}.parquet")
    assert [(one.name, one.type) for one in written] == [(one.name, ARROW[one.type]) for one in table.columns]
    for one in table.columns:
        assert written.field(one.name).metadata[b"description"].decode() == one.described
        assert written.field(one.name).metadata[b"unit"].decode() == one.unit
    assert written.metadata[b"description"].decode() == table.about
    assert list(csv_rows(folder, name)[0]) == [one.name for one in table.columns]


def test_the_document_holds_the_dictionary() -> None:
    text = DOC.read_text(encoding="utf-8")
    assert filled(text) == text
    with pytest.raises(ValueError, match="citations"):
        filled(text.replace("## `citations`", ""))


def test_the_dictionary_is_whole() -> None:
    assert set(TYPES) == set(ARROW)
    for table in tables().values():
        assert {one.type for one in table.columns} <= set(TYPES)
        assert all(
            column.means and not column.means.endswith(".") and "|" not in column.means for column in table.columns
        )
        assert {one.empty for one in table.columns if one.name in table.key} == {NEVER}


def test_the_readme_of_the_outputs_names_every_file() -> None:
    assert sorted(told("data/")) == sorted(NAMES)


@pytest.mark.parametrize("name", tables())
def test_keys_are_unique_and_what_is_never_empty_is_not(folder: Path, name: str) -> None:
    table, lines = tables()[name], rows(folder, name)
    keys = [tuple(line[one] for one in table.key) for line in lines]
    assert lines
    assert len(set(keys)) == len(keys)
    filled_ones = [one.name for one in table.columns if one.empty == NEVER]
    assert [(one, line) for line in lines for one in filled_ones if line[one] is None] == []


@pytest.mark.parametrize("name", tables())
def test_csv_says_what_parquet_says(folder: Path, name: str) -> None:
    for line, other in zip(rows(folder, name), csv_rows(folder, name), strict=True):
        for one in tables()[name].columns:
            assert from_csv(other[one.name], one.type) == (
                line[one.name] or None if "s" in one.type else line[one.name]
            )


def from_csv(cell: str, kind: str) -> Any:
    readers: dict[str, Any] = {
        "bool": {"true": True, "false": False}.__getitem__,
        "date": dt.date.fromisoformat,
        "int": int,
        "float": float,
        "text": str,
    }
    return readers.get(kind, json.loads)(cell) if cell else None


def test_the_tables_join(folder: Path) -> None:
    dispatches, documents = rows(folder, "dispatches"), {one["key"]: one for one in rows(folder, "documents")}
    places = {(one["sha256"], one["position"]): one for one in dispatches}
    citations, tasks = rows(folder, "citations"), rows(folder, "obligations")
    assert {(one["sha256"], one["position"]) for one in (*citations, *tasks)} <= set(places)
    for line in citations:
        assert {line["source_key"], line["said_by_key"], *line["candidates"]} <= set(documents)
        assert line["target_key"] is None or line["target_key"] in documents
        assert places[line["sha256"], line["position"]]["document_key"] == line["said_by_key"]
    assert {one["document_key"] for one in dispatches} == {key for key, one in documents.items() if one["received"]}
    assert all(len(one["answered_by"]) == len(set(one["answered_by"]) & set(documents)) for one in tasks)
    assert {upper for one in tasks for upper in one["implements"]} <= {one["task"] for one in tasks}


def test_a_full_dispatch(tmp_path: Path) -> None:
    unsure = replace(full_header(), kind=None, issued_on=found("2022-06", 0.6))
    DjangoRegister().save(scan_reading(reading(unsure, problems=(Problem("x", "?"),), e_signatures=full_signatures())))
    publish(settings_in(tmp_path))
    (line,) = rows(tmp_path / "outputs" / "data", "dispatches")
    told_of = {name: line[name] for name in ("status", "grade", "doubts", "arrived_on", "received_on", "pages")}
    assert told_of == {
        "status": "cần xem lại",
        "grade": "fair",
        "doubts": ["x", "unsure", "missing"],
        "arrived_on": dt.date(2022, 6, 10),
        "received_on": dt.date(2022, 6, 7),
        "pages": [1, 2],
    }
    assert (line["sha256"], line["position"], line["issued_on"]) == (SHA256, 1, None)
    assert (line["symbol"], line["symbol_confidence"], line["symbol_page"]) == ("12-CV/TU", 0.97, 1)
    assert line["symbol_box"] == [56.7, 70.1, 120.0, 84.5]
    assert (line["kind"], line["kind_confidence"], line["kind_box"]) == (None, None, None)
    assert (line["signer_name"], line["recipients"]) == ("Lê Văn Mẫu", ["Như trên", "Lưu Văn phòng"])
    assert line["e_signatures"] == ["đã bị sửa", "in", "không kiểm tra được"]


def test_an_obligation_and_what_it_hangs_together_with(folder: Path) -> None:
    (line,) = (one for one in rows(folder, "obligations") if one["due"] == dt.date(2022, 6, 15) and one["units"][1:])
    assert (line["unit_names"], line["status"], line["open"]) == ([FIRST, "Chi bộ Sở Y tế"], "mới", True)
    assert (line["due_by"], line["said_due"], line["recurrence"]) == ("ghi trong văn bản", line["due"], None)
    (again, *_) = (one for one in rows(folder, "obligations") if one["rrule"])
    assert (again["due"], again["recurrence"]) == (None, "monthly")


def test_numbers_of_documents(folder: Path) -> None:
    (ghost,) = (one for one in rows(folder, "documents") if one["symbol"] == "10-CT/TW")
    counted = {name: ghost[name] for name in ("received", "copies", "cited_by", "issued_on", "year", "period")}
    assert counted == {
        "received": False,
        "copies": 0,
        "cited_by": 4,
        "issued_on": dt.date(2007, 3, 30),
        "year": 2007,
        "period": "X",
    }


def test_parts_give_the_same_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published(tmp_path)
    monkeypatch.setattr(graph_in_parts, "DOCUMENTS", 4)
    monkeypatch.setattr(graph_in_parts, "SCANS", 2)
    whole = DjangoGraph().kept()
    assert [replace(one, said=()) for one in whole.documents] == [one for one, _ in graph_in_parts.documents()]
    parts = list(graph_in_parts.edges())
    assert [edge for _, edge in parts] == list(whole.edges)
    assert len({(edge.sha256, edge.position, number) for number, edge in parts}) == len(whole.edges)


def test_the_same_register_gives_the_same_bytes_whatever_is_held_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = contents(published(tmp_path))
    publish(settings_in(tmp_path / "again"))
    assert contents(tmp_path / "again" / "outputs" / "data") == first
    monkeypatch.setattr(files, "GROUP", 4)
    publish(settings_in(tmp_path / "parts"))
    parts = tmp_path / "parts" / "outputs" / "data"
    assert {path.name: path.read_bytes() for path in parts.glob("*.csv")} == {
        name: content for name, content in first.items() if name.endswith(".csv")
    }
    assert pq.read_metadata(parts / "citations.parquet").num_row_groups == 6


def test_nothing_is_written_where_nothing_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = published(tmp_path)
    before = {path.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.iterdir()}
    monkeypatch.setattr(graph_lines, "citations", lambda _: pytest.fail("written out"))
    monkeypatch.setattr(graph_lines, "documents", lambda _: pytest.fail("written out"))
    publish(settings_in(tmp_path))
    assert {path.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.iterdir()} == before


def test_after_an_upgrade_all_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = published(tmp_path)
    before = made_from(folder / "citations.parquet")
    monkeypatch.setattr(write, "_way", lambda: "another way")
    publish(settings_in(tmp_path))
    assert made_from(folder / "citations.parquet") not in ("", before)


@pytest.mark.parametrize("spoil", ["removed", "edited", "no parquet"])
def test_what_was_spoilt_is_written_anew(tmp_path: Path, spoil: str) -> None:
    folder = published(tmp_path)
    whole = contents(folder)
    if spoil == "removed":
        (folder / "citations.csv").unlink()
    elif spoil == "edited":
        (folder / "citations.csv").write_bytes(b"x")
    else:
        (folder / "documents.parquet").write_bytes(b"x")
    publish(settings_in(tmp_path))
    assert contents(folder) == whole
    publish(settings_in(tmp_path))
    assert contents(folder) == whole


def test_a_new_paper_changes_them(tmp_path: Path) -> None:
    folder = published(tmp_path)
    mark = made_from(folder / "documents.parquet")
    saved(paper(header("9-CV/TU", "công văn", "2023-02-01", "Tỉnh ủy Trà Vinh", "Trà Vinh"), "Công văn."))
    publish(settings_in(tmp_path))
    assert made_from(folder / "documents.parquet") not in ("", mark)
    assert {len(rows(folder, name)) for name in ("dispatches",)} == {len(papers()) + 1}


PERSON = "V/v cho đồng chí Nguyễn Văn Mẫu đi nước ngoài"


@pytest.mark.parametrize(("named", "shown"), [(False, "[tên riêng]"), (True, "Nguyễn Văn Mẫu")])
def test_private_persons_are_named_only_where_the_office_asks_for_it(tmp_path: Path, named: bool, shown: str) -> None:
    head = header("9-CV/TU", "công văn", "2023-02-01", "Tỉnh ủy Trà Vinh", "Trà Vinh", PERSON)
    order = replace(papers()[3].reading.obligations[0], text=PERSON, actors=("Đồng chí Nguyễn Văn Mẫu",))
    saved(with_orders(paper(head, "Công văn."), order))
    publish(settings_in(tmp_path, data_names=named))
    folder = tmp_path / "outputs" / "data"
    (dispatch,), (task,) = rows(folder, "dispatches"), rows(folder, "obligations")
    told_of = [dispatch["subject"], task["text"], task["actors"][0], rows(folder, "documents")[0]["title"]]
    assert told_of == [f"V/v cho đồng chí {shown} đi nước ngoài"] * 2 + [f"Đồng chí {shown}", told_of[0]]
    everywhere = "".join((folder / f"{name}.csv").read_text("utf-8") for name in tables())
    assert ("Nguyễn Văn Mẫu" in everywhere) is named
    publish(settings_in(tmp_path, data_names=not named))
    assert ("Nguyễn Văn Mẫu" in (folder / "documents.csv").read_text("utf-8")) is not named


def test_a_withdrawn_paper_leaves_no_table(tmp_path: Path) -> None:
    folder = published(tmp_path)
    (folder / ".0123.tmp").touch()
    (folder / "own.csv").touch()
    take_all_away(tmp_path / "outputs", SHA256)
    assert [path.name for path in folder.iterdir()] == ["own.csv"]
    take_away(tmp_path / "nowhere")


def test_an_error_on_the_way_leaves_the_old_files(tmp_path: Path) -> None:
    folder = published(tmp_path)
    before = contents(folder)
    files_of = TableFiles(folder, tables()["obligations"])
    with pytest.raises(KeyError, match="uid"), files_of as begun:
        begun.take({"task": 1})
        begun._write()
    assert contents(folder) == before


def test_every_line_has_the_columns_of_its_table(tmp_path: Path) -> None:
    published(tmp_path)
    made = {
        "obligations": next(obligations.lines(all_tasks(), {})),
        "citations": next(graph_lines.citations(graph_in_parts.edges())),
        "documents": next(graph_lines.documents(graph_in_parts.documents())),
    }
    for name, line in made.items():
        assert set(line) == {one.name for one in tables()[name].columns}, name


def test_a_folder_that_is_closed_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(13, "held by another program")

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(PermissionError, match=r"obligations\.csv; hãy đóng tệp"):
        Tables(tmp_path, hidden=True).obligations((), {})
    assert list((tmp_path / "data").iterdir()) == []


def test_an_empty_table_opens(tmp_path: Path) -> None:
    with TableFiles(tmp_path, tables()["citations"]):
        pass
    assert pq.read_table(tmp_path / "citations.parquet").schema.equals(schema(tables()["citations"]))
    assert pa.types.is_date32(pq.read_schema(tmp_path / "citations.parquet").field("dated").type)
