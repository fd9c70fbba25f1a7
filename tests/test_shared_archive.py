"""The real dispatches beside the project in a register, with those of the demo: citers worked out by hand."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from corpora.trial import text_reading
from pipeline.corpus import golds, scans
from records import ScanReading
from registry.models import DocumentRow
from registry.save import DjangoRegister
from tests.papers_of_graph import kl18_2026, plan_of_2026
from tests.test_ask_commands import run
from tests.test_resolve import CT10_KEY, KL18_XII, KL18_XIV
from tests.test_revise import saved
from tests.test_shared_seeds import read

pytestmark = [pytest.mark.shared, pytest.mark.django_db]
ROOT = Path(__file__).parents[1]
CV411, ARTICLE = "411-CV/TU", "002_4e15742f439a7953"
RECEIVED = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)


@cache
def seeds(shared: Path) -> dict[str, ScanReading]:
    files = scans(shared / "seeds", golds(shared / "seeds"))
    return {name: read(path) for name, path in sorted(files.items())}


@cache
def demo() -> dict[str, ScanReading]:
    """The dispatches of script/demo, as typed."""
    listed = re.search(r"cases=\((.*?)\)", (ROOT / "script" / "demo").read_text(encoding="utf-8"), re.DOTALL)
    assert listed
    found = {name: text_reading(ROOT / "corpora" / "cases" / f"{name}.txt") for name in listed[1].split()}
    return {name: one for name, one in found.items() if isinstance(one, ScanReading)}


def come(name: str, one: ScanReading) -> None:
    scan = replace(one.scan, sha256=sha256(name.encode()).hexdigest(), name=name, received_at=RECEIVED)
    DjangoRegister().save(replace(one, scan=scan))


def ways(*words: str) -> set[tuple[str, ...]]:
    """Each answer as the documents on its way with the relation of every hop."""
    result = run("cites", *words, "--json")
    assert result.exit_code == 0, result.output
    return {_way(one["path"]) for one in json.loads(result.output)}


def _way(path: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    assert all(hop["sentence"].strip() for hop in path)
    steps = [part for hop in path for part in (_name(hop["source"]), hop["relation"])]
    return (*steps, _name(path[-1]["target"]))


def _name(key: str) -> str:
    return key.partition("|")[0] or "bài báo"


#: Worked out from the texts.  256-CV/ĐUK sends 411-CV/TU on; that and the article tell that 18-KL/TW of 2017 continues
#: the directive; 69-KH/TU has not come, 411-CV/TU tells that it carries 18-KL/TW out; of the demo's dispatches only the
#: report of Hà Giang names 18-KL/TW.  117-TB/ĐUK and the letter of Lai Châu lead nowhere near.
TO_KL18 = ("18-KL/TW", "continues", "10-CT/TW")
DIRECTLY = {
    ("1-DA/DUK", "implements", "10-CT/TW"),
    TO_KL18,
    (CV411, "mentions", "10-CT/TW"),
    ("bài báo", "mentions", "10-CT/TW"),
}
THROUGH_OTHERS = {
    ("1-DA/DUK", "implements", *TO_KL18),
    ("215-BC/HU", "mentions", *TO_KL18),
    ("256-CV/DUK", "implements", CV411, "mentions", "10-CT/TW"),
    (CV411, "mentions", *TO_KL18),
    ("69-KH/TU", "implements", *TO_KL18),
    ("bài báo", "implements", *TO_KL18),
}


def test_who_cites_the_directive_after_the_demo_and_the_real_dispatches(shared: Path) -> None:
    for name, one in (seeds(shared) | demo()).items():
        come(name, one)
    assert len(demo()) == 24
    assert ways("Chỉ thị 10-CT/TW", "--through") == DIRECTLY | THROUGH_OTHERS
    assert ways("Chỉ thị 10-CT/TW") == DIRECTLY


def test_the_order_of_arrival_changes_no_answer(shared: Path) -> None:
    for name, one in reversed((seeds(shared) | demo()).items()):
        come(name, one)
        run("missing")
    assert ways("Chỉ thị 10-CT/TW", "--through") == DIRECTLY | THROUGH_OTHERS


def test_two_conclusions_of_one_number_stay_two(shared: Path) -> None:
    """The real dispatches name that of 2017; that of 2026 and a plan that carries it out come after."""
    for name, one in seeds(shared).items():
        come(name, one)
    before = ways("18-KL/TW", "--through")
    for paper in (kl18_2026(), plan_of_2026()):
        saved(paper.sha256, paper.reading)
    assert "có thể là 2 văn bản" in run("cites", "18-KL/TW").output
    assert ways("18-KL/TW 2017", "--through") == before
    assert ways("18-KL/TW 2026") == {("20-KH/TU", "implements", "18-KL/TW")}
    rows = DocumentRow.objects.filter(key__in=(KL18_XII, KL18_XIV))
    assert {row.key: row.issued_on for row in rows} == {KL18_XII: "2017-09-22", KL18_XIV: "2026-04-02"}


def test_a_late_arrival_turns_its_ghost_into_a_document_and_changes_the_answer(shared: Path) -> None:
    """The letter that sends 411-CV/TU on comes first, by itself; then 411-CV/TU."""
    both = seeds(shared)["000_4f622c5882cb761e"]
    first, second = both.readings
    come("256", replace(both, readings=(first,)))
    come(ARTICLE, seeds(shared)[ARTICLE])
    run("missing")
    ghost = DocumentRow.objects.get(key__startswith=CV411)
    assert ghost.papers == []
    before = ways(CT10_KEY, "--through")
    assert not any("256-CV/DUK" in way for way in before)
    come("411", replace(both, readings=(second,)))
    after = ways(CT10_KEY, "--through")
    row = DocumentRow.objects.get(key=ghost.key)
    assert (row.pk, len(row.papers), row.symbol) == (ghost.pk, 1, CV411)
    assert {("256-CV/DUK", "implements", CV411, "mentions", "10-CT/TW"), (CV411, "mentions", "10-CT/TW")} <= after
    assert before <= after
