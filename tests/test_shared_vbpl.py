"""State texts copied from web pages: whatever their form, each is read without a fault."""

from __future__ import annotations

import itertools
import json
import time
from pathlib import Path

import pytest

import contract
from extractors.citations import citations_in
from pipeline.errors import SecretMark
from records import Found, Header
from rules.fold import nfc
from tests.papers import readings

pytestmark = pytest.mark.shared

FIRST = 60
#: Signs a second on one core below which finding documents would hold up a sweep; about 5 million are usual.
FASTEST_ALLOWED = 300_000


@pytest.fixture(scope="module")
def papers(shared: Path) -> list[dict[str, str]]:
    with (shared / "vbpl" / "texts.jsonl").open(encoding="utf-8") as file:
        return [json.loads(line) for line in itertools.islice(file, FIRST)]


def test_documents_are_found_in_all_texts_fast_enough(shared: Path) -> None:
    with (shared / "vbpl" / "texts.jsonl").open(encoding="utf-8") as file:
        texts = [nfc(json.loads(line)["text"]) for line in file]
    begun = time.process_time()
    found = [citations_in(text)[0] for text in texts]
    assert sum(map(len, texts)) / (time.process_time() - begun) > FASTEST_ALLOWED
    assert len(found) == 300
    assert sum(map(len, found)) > 4000
    wrong = [
        one for own, text in zip(found, texts, strict=True) for one in own if text[one.start : one.end] != one.text
    ]
    assert wrong == []


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
