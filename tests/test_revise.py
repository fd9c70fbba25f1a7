"""The graph put right after a change is the graph made anew: any papers, any order, any rulings."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as st

from pipeline.resolve import resolve
from pipeline.revise import revise
from records import Act, Paper, Reading, Ruling, Scan, ScanReading
from registry import claim_rows, fact_keep, graph_rows, rulings
from registry.amend import Amendment
from registry.document_words import telling
from registry.findings import FieldKey
from registry.graph import DjangoGraph
from registry.models import (
    ClaimRow,
    Correction,
    DocumentRow,
    DoubtRow,
    EdgeRow,
    FactRow,
    GraphState,
    OrganVoteRow,
    RulingRow,
    ScanRow,
    SeriesRow,
)
from registry.save import DjangoRegister
from tests.papers_of_graph import KL18, all_papers, ct10, header, kl18_2017, kl18_2026, paper
from tests.test_resolve import AT, CITED, DATES, KL18_XIV, NEAR, SAID, citing

pytestmark = pytest.mark.django_db


def saved(sha256: str, *readings: Reading) -> None:
    """The scan with these dispatches: come, read again, or left without any."""
    scan = Scan(sha256, Path("x.pdf"), "x.pdf", dt.datetime(2026, 1, 1, tzinfo=dt.UTC), "application/pdf", 1)
    DjangoRegister().save(ScanReading(scan, 1, readings))


def revised() -> None:
    kept = DjangoGraph()
    if kept.made_from() is None:
        kept.keep(resolve(kept), kept.snapshot())
        return
    with kept.at_once():
        now = kept.snapshot()
        kept.revise(revise(kept, kept.changed(now.versions)), now)


def held() -> None:
    """The kept graph, its claims and its digest are those of the graph made anew."""
    kept = DjangoGraph()
    wanted = resolve(kept)
    assert kept.kept() == wanted.graph
    said = {(edge.target, edge.said_by) for edge in wanted.graph.edges if edge.target}
    assert dict(DocumentRow.objects.filter(cited__gt=0).values_list("key", "cited")) == Counter(one for one, _ in said)
    assert list(SeriesRow.objects.order_by("name").values_list("name", "came", "first", "last")) == numbered()
    assert [row.pk for row in DocumentRow.objects.all() if not told_by_index(row)] == []
    assert {graph_rows.vote(row): row.documents for row in OrganVoteRow.objects.all()} == wanted.votes
    told = Counter(fact for one in ClaimRow.objects.all() for fact in fact_keep.told_by([one]))
    assert Counter({tuple(row[:-1]): row[-1] for row in facts()}) == told
    claims = sorted(
        claim_rows.read(ClaimRow.objects.values_list(*claim_rows.READ)), key=lambda one: (one.place, one.order)
    )
    assert claims == sorted(wanted.claims, key=lambda one: (one.place, one.order))
    digest = kept.digest()
    kept.keep(wanted, kept.snapshot())
    assert kept.digest() == digest


def facts() -> list[tuple[Any, ...]]:
    """What is kept of what claims tell, and how many do."""
    return list(FactRow.objects.values_list(*fact_keep.COLUMNS, "claims"))


def numbered() -> list[tuple[str, int, int, int]]:
    """Of each series how many numbers came, the lowest and the highest."""
    rows = DocumentRow.objects.filter(series__isnull=False).values_list("series", "ordinal", "received")
    by_series: dict[str, list[tuple[int, bool]]] = defaultdict(list)
    for series, ordinal, received in rows:
        by_series[str(series)].append((ordinal or 0, received))
    return [
        (name, len({n for n, came in own if came}), min(n for n, _ in own), max(n for n, _ in own))
        for name, own in sorted(by_series.items())
    ]


def told_by_index(row: DocumentRow) -> bool:
    """Whether the index of words finds the document by all its words."""
    return row.pk in DocumentRow.objects.filter(telling(row.words.split())).values_list("pk", flat=True)


def emptied() -> None:
    RulingRow.objects.filter(act="undo").delete()
    for model in (RulingRow, Correction, EdgeRow, DoubtRow, DocumentRow, GraphState, ScanRow):
        model._default_manager.all().delete()


ODD = st.builds(
    lambda symbol, date, cited, edges: replace(
        paper(header(symbol, "công văn", date, "Huyện ủy A", "Trà Vinh"), "Căn cứ văn bản số 5. " * 3).reading,
        citations=tuple(cited),
        asserted_edges=tuple(edges),
    ),
    NEAR,
    DATES,
    st.lists(CITED, max_size=4),
    st.lists(SAID, max_size=2),
)
READINGS = st.sampled_from([one.reading for one in (*all_papers(), ct10())]) | ODD
Step = tuple[str, int, list[Reading], int]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["come"] * 5 + ["correct", "merge", "split", "link", "dismiss", "settle", "undo"]),
        st.integers(0, 5),
        st.lists(READINGS, max_size=2),
        st.integers(0, 50),
    ),
    min_size=1,
    max_size=8,
)


def _rule(act: Act, which: int) -> None:
    """One of the rulings that can be made now; none where there is none."""
    keys = list(DocumentRow.objects.order_by("key").values_list("key", flat=True))
    edges = list(EdgeRow.objects.order_by("scan__sha256", "position", "number"))
    doubts = list(DoubtRow.objects.order_by("key", "number"))
    made: dict[Act, Callable[[], Ruling]] = {
        Act.MERGE: lambda: Ruling(act, keys[which % len(keys)], keys[which // 2 % len(keys)], "Lan", AT),
        Act.SPLIT: lambda: _of(edges[which % len(edges)], act, "tách ra", by_key=True),
        Act.LINK: lambda: _of(edges[which % len(edges)], act, keys[which % len(keys)]),
        Act.DISMISS: lambda: _of(edges[which % len(edges)], act, ""),
        Act.SETTLE: lambda: _doubted(doubts[which % len(doubts)]),
    }
    try:
        rulings.rule(made[act]())
    except (ZeroDivisionError, LookupError, ValueError):
        return


def _of(edge: EdgeRow, act: Act, other: str, by_key: bool = False) -> Ruling:
    key = edge.target.key if by_key and edge.target else edge.text
    return Ruling(act, key, other, "Lan", AT, edge.scan.sha256, edge.position)


def _doubted(doubt: DoubtRow) -> Ruling:
    return Ruling(Act.SETTLE, doubt.key, doubt.code, "Lan", AT, doubt.scan.sha256, doubt.position)


def _undo(which: int) -> None:
    standing = [one.number for one, undone in rulings.history() if not undone]
    if standing:
        rulings.undo(standing[which % len(standing)], "Lan", AT)


def _correct(number: int, which: int) -> None:
    symbol = ("10-CT/TW", "18-KL/TW", "96-KH/TU")[which % 3]
    try:
        DjangoRegister().correct(f"{number:064}", Amendment(0, FieldKey("symbol"), symbol, "Lan", AT))
    except LookupError:
        return


def _done(step: Step) -> None:
    act, number, readings, which = step
    if act == "come":
        saved(f"{number:064}", *readings)
    elif act == "correct":
        _correct(number, which)
    elif act == "undo":
        _undo(which)
    else:
        _rule(Act(act), which)


@tried(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS, st.booleans())
def test_any_change_put_in_gives_the_graph_made_anew(steps: Sequence[Step], each: bool) -> None:
    emptied()
    revised()
    for step in steps:
        _done(step)
        if each:
            revised()
    revised()
    held()


@tried(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.permutations([*all_papers(), ct10()]))
def test_papers_that_come_one_by_one_in_any_order_give_the_graph_made_anew(papers: list[Paper]) -> None:
    emptied()
    for one in papers:
        saved(one.sha256, one.reading)
        revised()
    held()


def test_an_arrival_makes_its_neighbour_doubtful() -> None:
    """What nobody knew better is likely a misprint once the right document has come."""
    slip = citing("Kế hoạch số 18-KH/TW, ngày 22/9/2017", symbol="18-KH/TW", kind="kế hoạch", date="2017-09-22")
    saved(slip.sha256, slip.reading)
    revised()
    assert DjangoGraph().doubts() == ()
    saved(kl18_2017().sha256, kl18_2017().reading)
    revised()
    assert [one.code for one in DjangoGraph().doubts()] == ["likely-same"]
    held()


def test_a_title_that_another_tells_moves_what_was_open_between_two() -> None:
    mention = "Kết luận số 18-KL/TW"
    bare = citing(f"Thực hiện {mention} về kiểm kê rừng.", on="2026-06-02", mention=mention, **KL18)
    for one in (kl18_2017(), kl18_2026(), bare):
        saved(one.sha256, one.reading)
        revised()
    assert [one.target for one in DjangoGraph().kept().edges if one.text == mention] == [None]
    dated = f"{mention}, ngày 02/4/2026"
    telling = citing(f"Theo {dated} về kiểm kê rừng.", on="2026-07-01", mention=dated, date="2026-04-02", **KL18)
    saved(telling.sha256, telling.reading)
    revised()
    assert [one.target for one in DjangoGraph().kept().edges if one.text == mention] == [KL18_XIV]
    held()


def test_one_more_paper_writes_only_what_it_touches(django_assert_max_num_queries: Any) -> None:
    for one in all_papers():
        saved(one.sha256, one.reading)
    revised()
    before = dict(EdgeRow.objects.values_list("pk", "scan__sha256"))
    saved(ct10().sha256, ct10().reading)
    with django_assert_max_num_queries(60):
        revised()
    assert dict(EdgeRow.objects.values_list("pk", "scan__sha256")) == before
    held()
