"""The graph in the database: made from the kept readings, changed where papers changed, ruled by clerks."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.resolve import graph_of, resolve
from records import Act, Graph, Paper, Papers, Reading, Ruling, Scan, ScanReading
from registry import rulings
from registry.amend import Amendment
from registry.findings import FieldKey
from registry.graph import DjangoGraph
from registry.models import DocumentRow, EdgeRow, RulingRow
from registry.queries import readings
from registry.save import DjangoRegister
from tests.papers_of_graph import all_papers, ct10, cv411, kh69, kl18_2017, qd784, quang_binh
from tests.test_resolve import AT, CT10_KEY, KL18_XII, citing, keys

pytestmark = pytest.mark.django_db


def saved(*papers: Paper) -> None:
    for one in papers:
        scan = Scan(one.sha256, Path(one.file), one.file, dt.datetime(2026, 1, 1, tzinfo=dt.UTC), "application/pdf", 1)
        DjangoRegister().save(ScanReading(scan, 1, (one.reading,)))


def made() -> Graph:
    """The graph, made anew and kept."""
    kept = DjangoGraph()
    kept.keep(resolve(kept), kept.snapshot())
    return kept.kept()


def edges() -> dict[int, tuple[Any, ...]]:
    return {row[0]: row for row in EdgeRow.objects.values_list("pk", "scan__sha256", "number", "target__key")}


def test_what_a_dispatch_names_comes_out_as_it_was_saved() -> None:
    saved(cv411())
    ((kept,),) = (one.readings for one in readings())
    assert kept == cv411().reading


def test_is_what_resolving_asks_for() -> None:
    kept: Papers = DjangoGraph()
    assert list(kept.papers()) == []
    assert kept.rulings() == ()


def test_the_kept_graph_is_the_graph_of_the_papers() -> None:
    saved(*all_papers())
    assert made() == graph_of(all_papers())


def test_made_again_nothing_is_written_again() -> None:
    saved(*all_papers())
    first, before = made(), edges()
    assert made() == first
    assert edges() == before


def test_the_stamp_tells_of_every_change() -> None:
    stamps = [DjangoGraph().stamp()]
    saved(kh69())
    stamps.append(DjangoGraph().stamp())
    saved(replace(kh69(), reading=replace(kh69().reading, citations=())))
    stamps.append(DjangoGraph().stamp())
    DjangoRegister().correct(kh69().sha256, Amendment(0, FieldKey("symbol"), "96-KH/TU", "Chị Lan", AT))
    stamps.append(DjangoGraph().stamp())
    assert len(set(stamps)) == 4
    saved(replace(kh69(), reading=replace(kh69().reading, citations=())))
    assert DjangoGraph().stamp() == stamps[-1]


def test_a_ghost_becomes_the_document_in_its_own_row() -> None:
    saved(*all_papers())
    made()
    ghost = DocumentRow.objects.get(key=CT10_KEY)
    saved(ct10())
    made()
    row = DocumentRow.objects.get(key=CT10_KEY)
    assert (row.pk, ghost.papers, row.papers) == (ghost.pk, [], [[ct10().sha256, 0]])


def test_reading_again_replaces_that_scans_edges_only() -> None:
    saved(kl18_2017(), kh69(), cv411(), quang_binh())
    made()
    before = edges()
    less = replace(
        cv411(), reading=replace(cv411().reading, citations=cv411().reading.citations[2:3], asserted_edges=())
    )
    saved(less)
    assert made() == graph_of([kl18_2017(), kh69(), less, quang_binh()])
    after = edges()
    assert {row[1] for _, row in before.items() ^ after.items()} == {cv411().sha256}


def test_a_late_arrival_settles_what_was_open() -> None:
    saved(cv411(), kh69(), kl18_2017())
    assert [one.text for one in made().edges if one.target is None] == ["Quy định 784"]
    saved(qd784())
    assert [one.text for one in made().edges if one.target is None] == []


def test_a_corrected_number_moves_the_document() -> None:
    saved(kl18_2017(), kh69())
    made()
    DjangoRegister().correct(kl18_2017().sha256, Amendment(0, FieldKey("symbol"), "81-KL/TW", "Chị Lan", AT))
    graph = made()
    assert "81-KL/TW|trung uong|XII" in keys(graph)
    assert not next(one for one in graph.documents if one.key == KL18_XII).received


def odd_paper() -> Paper:
    return citing("Chỉ thị số 10-CT/TW, ngày 30/3/2017", symbol="10-CT/TW", kind="chỉ thị", date="2017-03-30")


def test_a_merge_changes_the_graph_and_undone_it_is_as_before() -> None:
    papers = (kl18_2017(), cv411(), kh69(), quang_binh(), odd_paper())
    saved(*papers)
    before = made()
    number = rulings.rule(Ruling(Act.MERGE, "10-CT/TW|trung uong|XII", CT10_KEY, "Chị Lan", AT))
    merged = made()
    assert "10-CT/TW|trung uong|XII" in keys(before)
    assert "10-CT/TW|trung uong|XII" not in keys(merged)
    rulings.undo(number, "Anh Minh", AT)
    assert made() == before
    assert RulingRow.objects.count() == 2


def test_a_split_changes_the_graph_and_undone_it_is_as_before() -> None:
    saved(kl18_2017(), cv411(), kh69(), quang_binh())
    before = made()
    number = rulings.rule(Ruling(Act.SPLIT, CT10_KEY, "10-CT/TW bản khác", "Chị Lan", AT, quang_binh().sha256, 0))
    apart = made()
    ours = [one.target for one in apart.edges if one.sha256 == quang_binh().sha256]
    assert ours == ["10-CT/TW bản khác", "38-KL/TW|trung uong|≤XIII"]
    rulings.undo(number, "Anh Minh", AT)
    assert made() == before


def test_a_ruling_outlives_a_reading_made_again() -> None:
    saved(kl18_2017(), cv411(), odd_paper())
    made()
    rulings.rule(Ruling(Act.MERGE, "10-CT/TW|trung uong|XII", CT10_KEY, "Chị Lan", AT))
    changed = replace(odd_paper().reading, text=odd_paper().reading.text + " và các văn bản khác")
    saved(replace(odd_paper(), reading=changed))
    assert "10-CT/TW|trung uong|XII" not in keys(made())


def test_merges_that_go_round_end() -> None:
    saved(*all_papers())
    made()
    for key, other in ((CT10_KEY, KL18_XII), (KL18_XII, CT10_KEY)):
        rulings.rule(Ruling(Act.MERGE, key, other, "Chị Lan", AT))
    assert {CT10_KEY, KL18_XII} & set(keys(made())) == {CT10_KEY}


@pytest.mark.parametrize(
    ("ruling", "error", "words"),
    [
        (Ruling(Act.MERGE, CT10_KEY, "không có", "Lan", AT), LookupError, "Không có văn bản nào mang khóa “không có”"),
        (Ruling(Act.MERGE, CT10_KEY, CT10_KEY, "Lan", AT), ValueError, "hai văn bản khác nhau"),
        (Ruling(Act.MERGE, CT10_KEY, KL18_XII, "  ", AT), ValueError, "thiếu tên"),
        (Ruling(Act.SPLIT, CT10_KEY, "khác", "Lan", AT, "f" * 64, 0), LookupError, "không nêu"),
    ],
)
def test_a_ruling_that_cannot_be_is_refused(ruling: Ruling, error: type[Exception], words: str) -> None:
    saved(*all_papers())
    made()
    with pytest.raises(error, match=words):
        rulings.rule(ruling)
    assert not RulingRow.objects.exists()


def test_only_what_stands_can_be_undone() -> None:
    saved(*all_papers())
    made()
    number = rulings.rule(Ruling(Act.MERGE, CT10_KEY, KL18_XII, "Lan", AT))
    rulings.undo(number, "Lan", AT)
    for wrong in (number, number + 100):
        with pytest.raises(LookupError, match=f"quyết định số {wrong}"):
            rulings.undo(wrong, "Lan", AT)
    assert [undone for _, undone in rulings.history()] == [True]


def test_what_no_database_takes_is_kept() -> None:
    text = "Theo Chỉ thị số 10-CT/TW\x00, ngày 30/3/2007 \ud800 của Ban Bí thư."
    broken = citing(text, mention="Chỉ thị số 10-CT/TW\x00, ngày 30/3/2007", symbol="10-CT/TW", date="2007-03-30")
    saved(broken)
    (edge,) = made().edges
    assert (edge.target, edge.text) == (CT10_KEY, "Chỉ thị số 10-CT/TW , ngày 30/3/2007")


def test_an_empty_paper_is_a_document() -> None:
    """Papers without header or text make no trouble."""
    saved(Paper("e" * 64, 0, "trống.pdf", Reading((1,), "", cv411().reading.header)))
    assert keys(made()) == ["411-CV/TU|tra vinh|2020-2025"]


def test_papers_come_with_a_few_questions_however_many_they_are(django_assert_max_num_queries: Any) -> None:
    saved(*all_papers())
    with django_assert_max_num_queries(5):
        assert len(list(DjangoGraph().papers())) == len(all_papers())


@pytest.mark.django_db(transaction=True)
def test_a_scan_that_proves_secret_leaves_no_word_in_the_graph() -> None:
    saved(cv411(), kh69(), kl18_2017(), quang_binh())
    made()
    rulings.rule(Ruling(Act.SPLIT, CT10_KEY, "10-CT/TW khác", "Lan", AT, quang_binh().sha256, 0))
    rulings.undo(rulings.rule(Ruling(Act.MERGE, "6-CT/TU|quang binh|2020-2025", KL18_XII, "Lan", AT)), "Lan", AT)
    stays = rulings.rule(Ruling(Act.SPLIT, CT10_KEY, "10-CT/TW kia", "Lan", AT, cv411().sha256, 0))
    DjangoRegister().forget(quang_binh().sha256)
    assert not DocumentRow.objects.exists()
    assert [row.pk for row in RulingRow.objects.all()] == [stays]
    assert DjangoGraph().made_from() is None
    assert made() == graph_of([cv411(), kh69(), kl18_2017()], DjangoGraph().rulings())
