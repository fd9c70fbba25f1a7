"""The organs that issue documents: their keys, names, span of life and heirs, and what is dated after their end."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.resolve import graph_of
from records import Organ, Paper
from registry.graph import DjangoGraph
from registry.models import DocumentRow, OrganRow
from tests.papers_of_graph import all_papers, cite, cv411, header, kh69, paper, plan_of_2026, qd784
from tests.test_resolve import citing
from tests.test_revise import held, revised, saved

TU = "TU|tra vinh"


def organ(key: str, *papers: Paper) -> Organ:
    return next(one for one in graph_of(papers).organs if one.key == key)


def of(code: str, date: str, place: str = "Trà Vinh", issuer: str = "Ban Tuyên giáo Tỉnh ủy") -> Paper:
    return paper(header(f"7-KH/{code}", "kế hoạch", date, issuer, place), "Kế hoạch.")


def test_a_document_points_at_its_organ() -> None:
    offices = {one.symbol: one.office for one in graph_of(all_papers()).documents}
    assert offices["784-QĐ/TU"] == offices["69-KH/TU"] == offices["411-CV/TU"] == TU
    assert offices["20-KH/TU"] == "TU|vinh long"
    assert offices["18-KL/TW"] == "TW|trung uong"
    assert offices["Luật Đất đai"] is None


def test_the_committee_of_a_merged_province_ends_and_is_not_that_of_the_new_one() -> None:
    old, new = (organ(key, *all_papers()) for key in (TU, "TU|vinh long"))
    assert (old.name, old.kind, old.jurisdiction) == ("Ban Thường vụ Tỉnh ủy Trà Vinh", "province", "Trà Vinh")
    assert (old.valid_from, old.valid_to, old.successors) == (None, "2025-06-30", ("TU|vinh long",))
    assert (new.valid_to, new.successors, new.name) == (None, (), "Ban Thường vụ Tỉnh ủy Vĩnh Long")


def test_an_organ_that_became_another_before_its_province_ended() -> None:
    found = organ("BTGTU|tra vinh", of("BTGTU", "2024-05-06"))
    assert found.valid_to == "2025-02-28"
    assert found.successors == ("BTGDVTU|tra vinh", "BTGDVTU|vinh long")
    heir = organ("BTGDVTU|vinh long", of("BTGDVTU", "2025-08-06", "Vĩnh Long", "Ban Tuyên giáo và Dân vận Tỉnh ủy"))
    assert (heir.valid_from, heir.valid_to) == ("2025-03-01", None)


def test_the_name_is_that_of_letterheads_before_that_of_citers() -> None:
    words = "Quy định số 784-QĐ/TU, ngày 10/5/2016 của Tỉnh ủy"
    told: dict[str, Any] = {"symbol": "784-QĐ/TU", "kind": "quy định", "jurisdiction": "Trà Vinh", "date": "2016-05-10"}
    cited = [citing(f"{words} ({n})", mention=words, issuer="Tỉnh ủy", **told) for n in range(3)]
    assert organ(TU, *cited).name == "Tỉnh ủy"
    assert organ(TU, *cited, kh69()).name == "Ban Thường vụ Tỉnh ủy Trà Vinh"


def test_offices_of_one_code_in_one_province_are_several() -> None:
    head = [header("9-KH/HU", "kế hoạch", "2021-06-01", f"Huyện ủy {one}", "Cà Mau") for one in ("Cái Nước", "Đầm Dơi")]
    found = graph_of([paper(one, "Kế hoạch.", name=one.issuer.value) for one in head if one.issuer]).organs
    assert [one.key for one in found] == ["HU|ca mau|huyen cai nuoc", "HU|ca mau|huyen dam doi"]
    assert {one.valid_to for one in found} == {"2025-06-30"}


@pytest.mark.parametrize(
    ("late", "words"),
    [
        pytest.param(of("BTGTU", "2025-03-01", "Lai Châu"), "cơ quan ấy đã kết thúc ngày 28/2/2025", id="organ"),
        pytest.param(of("TU", "2025-07-01"), "Trà Vinh đã nhập vào Vĩnh Long", id="province"),
    ],
)
def test_what_is_dated_after_the_end_of_its_organ_is_doubted(late: Paper, words: str) -> None:
    (doubt,) = graph_of([late]).doubts
    assert (doubt.code, words in doubt.message) == ("after-its-end", True)


@pytest.mark.parametrize("last", [of("BTGTU", "2025-02-28", "Lai Châu"), of("TU", "2025-06-30")])
def test_what_is_dated_on_its_last_day_is_not(last: Paper) -> None:
    assert graph_of([last]).doubts == ()


@pytest.mark.django_db
def test_the_table_follows_what_comes_and_goes() -> None:
    for one in (cv411(), qd784(), plan_of_2026()):
        saved(one.sha256, one.reading)
        revised()
    assert OrganRow.objects.get(key=TU).valid_to == "2025-06-30"
    assert DocumentRow.objects.filter(office="TU|vinh long").count() == 1
    saved(plan_of_2026().sha256)
    revised()
    assert not OrganRow.objects.filter(key="TU|vinh long").exists()
    assert DjangoGraph().kept().organs == graph_of([cv411(), qd784()]).organs
    held()


def test_a_citation_alone_makes_an_organ() -> None:
    mention = "Chỉ thị số 10-CT/TW, ngày 30/3/2007"
    head = header("1-BC/TU", "báo cáo", "2022-03-01", "Tỉnh ủy Cà Mau", "Cà Mau")
    one = paper(head, mention, cite(mention, symbol="10-CT/TW", date="2007-03-30", issuer="Ban Bí thư"))
    assert organ("TW|trung uong", one).name == "Ban Bí thư"
