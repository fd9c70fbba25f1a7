"""The seeding command: the same numbers give the same rows, and they are such as the registry itself would keep."""

from __future__ import annotations

import datetime as dt
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from benchmarks.seed import _fill, at_home, world_of
from benchmarks.seeding.people import PEOPLE, directory, people
from benchmarks.seeding.tables import filling
from benchmarks.seeding.units import office
from benchmarks.seeding.world import CITING, ORDERING, World, _share
from records import Relation

WORLD = World(dispatches=120, documents=300, citations=1500, tasks=360, citers=40, seed=3, until=dt.date(2026, 6, 30))


@pytest.fixture
def seeded(transactional_db: None) -> World:
    directory(office(), WORLD.until)
    with filling():
        _fill(WORLD)
    return WORLD


def test_shares_are_the_whole() -> None:
    for weights in (CITING, ORDERING, (1,)):
        for whole, among in ((1500, 120), (7, 40), (1000, 3)):
            assert sum(_share(whole, among, weights, one) for one in range(among)) == whole


def test_every_dispatch_is_another_document_and_none_is_named_like_another() -> None:
    assert len({WORLD.of_dispatch(one) for one in range(WORLD.dispatches)}) == WORLD.dispatches
    assert all(WORLD.dispatch_of(WORLD.of_dispatch(one)) == one for one in range(WORLD.dispatches))
    keys = {WORLD.document(number).identity.key for number in range(WORLD.documents)}
    assert len(keys) == WORLD.documents
    assert all(WORLD.document(number).identity.whole for number in range(WORLD.documents))


def test_the_same_numbers_give_the_same_world() -> None:
    other = World(**{name: getattr(WORLD, name) for name in WORLD.__dataclass_fields__})
    assert [list(other.cites(one)) for one in range(20)] == [list(WORLD.cites(one)) for one in range(20)]
    assert world_of(["--home", "x", "--dispatches", "50"])[1].citations == 500
    with pytest.raises(SystemExit):
        world_of(["--home", "x", "--dispatches", "50", "--documents", "3"])


def test_tables_hold_what_was_asked_for(seeded: World) -> None:
    from registry.models import DispatchRow, DocumentRow, EdgeRow, LineRow, ScanRow, TaskRow

    wanted = {ScanRow: 120, DispatchRow: 120, LineRow: 120, DocumentRow: 300, EdgeRow: 1500, TaskRow: 360}
    assert {model: model._default_manager.count() for model in wanted} == wanted
    direct = EdgeRow.objects.filter(target__symbol="10-CT/TW", relation=Relation.IMPLEMENTS.value)
    assert direct.values("source").distinct().count() == 40
    assert EdgeRow.objects.filter(target=None).exclude(candidates=[]).exists()
    assert DocumentRow.objects.filter(papers=[]).count() == 180


def test_the_log_stays_where_somebody_else_has_the_file_open(transactional_db: None) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps no such file")
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as other:
        other.execute("SELECT count(*) FROM auth_group").fetchone()
        with filling():
            assert connection.cursor().execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.cursor().execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_lines_and_doubts_are_those_that_the_register_makes(seeded: World) -> None:
    from registry.doubtful import doubtful
    from registry.line_keep import keep_lines
    from registry.models import DispatchRow, LineRow, ScanRow

    def lines() -> list[Any]:
        return list(LineRow.objects.order_by("pk").values())

    before = lines()
    assert set(doubtful(DispatchRow.objects.all()).values_list("pk", flat=True)) == {
        one["dispatch_id"] for one in before if one["doubtful"]
    }
    keep_lines(list(ScanRow.objects.values_list("pk", flat=True)))
    assert lines() == before


def test_what_concerns_units_is_kept_as_the_register_would(seeded: World) -> None:
    from registry.concern_keep import keep_concerns, keep_units, units_behind
    from registry.models import ConcernRow, OfficeUnitRow, ScanRow

    def concerns() -> list[Any]:
        return list(ConcernRow.objects.order_by("line", "unit").values_list("line", "unit", "arrived_on"))

    before = concerns()
    assert before and units_behind() == []
    keep_concerns(list(ScanRow.objects.values_list("pk", flat=True)))
    assert concerns() == before
    ConcernRow.objects.all().delete()
    OfficeUnitRow.objects.update(kept_names=None)
    keep_units()
    units = set(OfficeUnitRow.objects.values_list("key", flat=True))
    assert concerns() == [one for one in before if one[1] in units]


def test_readings_and_graph_come_back_as_nouns(seeded: World) -> None:
    from registry.graph import DjangoGraph
    from registry.queries import register_rows
    from registry.tasks import all_tasks

    kept = DjangoGraph()
    graph = kept.kept()
    assert {edge.text for edge in graph.edges} and all(edge.text in edge.sentence for edge in graph.edges)
    assert kept.changed(kept.snapshot().versions) == frozenset()
    read = list(register_rows())
    assert sum(len(one.reading.citations) for one in read) == 1500
    assert all(one.reading.text[said.start : said.end] == said.text for one in read for said in one.reading.citations)
    assert all(one.reading.text[said.start : said.end] == said.text for one in read for said in one.reading.obligations)
    assert len(all_tasks()) == 360


def test_claims_are_those_of_the_resolver(seeded: World) -> None:
    from pipeline.resolve import resolve
    from registry.graph import DjangoGraph

    kept = DjangoGraph()
    anew = {(one.place, one.order): one for one in resolve(kept).claims if one.order < 0}
    held = {(one.place, one.order): one for one in kept.claims_at(list({place for place, _ in anew}))}
    same = [
        (held[at].series, held[at].whole, held[at].target) == (one.series, one.whole, one.target)
        for at, one in anew.items()
    ]
    assert sum(same) >= 0.9 * len(same)  # where the day could not be read, the resolver knows less


def test_people_of_each_group_can_sign_in(seeded: World) -> None:
    from django.contrib.auth import authenticate
    from django.test import RequestFactory

    password = people(office())
    for name in (PEOPLE[0][0], PEOPLE[-1][0], "dv-so-0-1"):
        assert authenticate(RequestFactory().post("/"), username=name, password=password) is not None


def test_the_command_fills_a_new_folder_once(tmp_path: Path) -> None:
    words = ["-m", "benchmarks.seed", "--home", str(tmp_path / "data"), "--dispatches", "40", "--until", "2026-01-01"]
    told = subprocess.run([sys.executable, *words], capture_output=True, text=True, timeout=120, check=True).stdout
    assert "registry_edgerow: 400" in told
    assert at_home(tmp_path / "data").database_url.endswith("vanthu.sqlite3")
    again = subprocess.run([sys.executable, *words], capture_output=True, text=True, timeout=120)
    assert again.returncode == 1 and "not empty" in again.stderr
