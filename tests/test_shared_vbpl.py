"""State texts copied from web pages: whatever their form, each is read without a fault."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest

import contract
from pipeline.errors import SecretMark
from records import Found, Header
from tests.papers import readings

pytestmark = pytest.mark.shared

FIRST = 60


@pytest.fixture(scope="module")
def papers(shared: Path) -> list[dict[str, str]]:
    with (shared / "vbpl" / "texts.jsonl").open(encoding="utf-8") as file:
        return [json.loads(line) for line in itertools.islice(file, FIRST)]


def singles(header: Header) -> list[Found | None]:
    return [header.symbol, header.kind, header.issued_on, header.place, header.issuer, header.subject]


def test_every_text_is_read(papers: list[dict[str, str]]) -> None:
    assert len(papers) == FIRST
    for paper in papers:
        try:
            own = readings(paper["text"])
        except SecretMark:  # the word may stand alone in a law about secrets
            continue
        assert json.dumps([contract.dispatch(one) for one in own], ensure_ascii=False)
        assert all(0 <= one.confidence <= 1 for one in singles(own[0].header) if one)
