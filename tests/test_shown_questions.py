"""The questions shown in docs/PHAN-TICH.md run over a small published register, and print what is said there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from registry.graph import DjangoGraph
from tests.office_with_units import units as units
from tests.published_register import published
from tests.shown_code import run, shown

DOC = Path(__file__).parents[1] / "docs" / "PHAN-TICH.md"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("units")]


def test_every_block_prints_what_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published(tmp_path)
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    blocks = list(shown(DOC))
    assert len(blocks) == 8
    for one in blocks:
        assert run(one, names) == one.printed, f"{DOC.name}, line {one.line}"
        assert one.printed
    assert {*names["buoc"]} - {names["goc"]} == citing(names["goc"])


def citing(key: str) -> set[str]:
    """The documents that cite this one directly or through others, surely, by the registry's own graph."""
    graph = DjangoGraph().kept()
    found, border = set[str](), {key}
    while border:
        border = (
            {edge.source for edge in graph.edges if edge.target in border and edge.confidence >= 0.9} - found - {key}
        )
        found |= border
    return found
