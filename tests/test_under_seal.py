"""Copies with a black seal over the signature, read by the real Tesseract."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from corpora.render import render
from pipeline.crop import BORDER
from pipeline.evaluate import TRUSTED
from pipeline.pages import PagePool
from pipeline.picture import Picture
from pipeline.reading import read_file, reader
from pipeline.seals import Seal
from pipeline.under_seal import _in_seal, _Signature, under_seal
from records import Found, Header, ScanReading, Word
from settings import Settings
from tests.drawn_pages import letter, pixels

pytestmark = pytest.mark.ocr

CASES = Path(__file__).parent.parent / "corpora" / "cases"


@cache
def header(name: str, folder: Path) -> Header:
    """The header of the case's first dispatch, read from its copy."""
    path = render(CASES / f"{name}.txt", "copy", folder)
    settings = Settings(workers=1)
    with PagePool(1) as pool:
        result = read_file(path, reader(settings, pool))
    assert isinstance(result, ScanReading)
    return result.readings[0].header


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("copies")


def told(found: Found | None) -> str | None:
    return found.value if found else None


@pytest.mark.parametrize(
    ("name", "signed"),
    [
        pytest.param(
            "party-cv-nam-dinh", ("Vũ Đình Toại", "Phó Bí thư", "T/M Ban Thường vụ"), id="seal over title and name"
        ),
        pytest.param(
            "central-qd-thu-tuong", ("Đặng Quang Lĩnh", "Phó Thủ tướng", "KT. Thủ tướng"), id="seal pressed hard"
        ),
    ],
)
def test_who_signed_is_read_under_the_seal(name: str, signed: tuple[str, str, str], folder: Path) -> None:
    own = header(name, folder).signer
    assert own is not None
    assert (told(own.name), told(own.title), told(own.authority)) == signed


def test_a_name_that_only_the_mended_picture_shows_is_left_to_the_clerk(folder: Path) -> None:
    own = header("central-qd-thu-tuong", folder).signer
    assert own is not None and own.name is not None
    assert own.name.confidence < TRUSTED


def test_the_office_that_received_a_dispatch_is_one_that_there_is(folder: Path) -> None:
    arrival = header("central-cv-vpcp", folder).arrival
    assert arrival is not None
    assert told(arrival.office) == "Cổng Thông tin điện tử Chính phủ"


def test_a_page_without_a_seal_keeps_its_words() -> None:
    words = (Word("Nơi", (85.0, 700.0, 105.0, 712.0), 0.9), Word("nhận:", (108.0, 700.0, 140.0, 712.0), 0.9))
    assert under_seal(words, Picture(pixels(letter(times=2)), 200.0), Settings()) == words


def test_a_blank_page_keeps_no_words() -> None:
    assert under_seal((), Picture(np.asarray(Image.new("L", (600, 800), 255)), 72.0), Settings()) == ()


@pytest.mark.parametrize(
    ("away", "sure", "is_in"), [(0.9, 0.95, True), (1.2, 0.16, True), (1.2, 0.5, False), (1.5, 0.16, False)]
)
def test_what_is_hardly_read_beside_a_seal_is_a_stroke_of_the_pen(away: float, sure: float, is_in: bool) -> None:
    """Seen beside seals of copies: 'VÀ”', 'đậy)', 'x'."""
    raw = Picture(np.full((400, 400), 255, np.uint8), 72)
    seal = Seal((200 + BORDER, 200 + BORDER), 100, ())
    word = Word("VÀ”", (200 + 100 * away - 2, 198, 200 + 100 * away + 2, 202), sure)
    assert _in_seal(word, _Signature(raw, seal, np.zeros((400, 400), bool), (0, 0, 400, 400))) is is_in
