"""Tesseract asked and answered: what is missing, what took too long, what it said."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import numpy as np
import pytesseract
import pytest

from pipeline import ocr
from pipeline.errors import InstallationError, LanguageMissing, OcrFailed, OcrTimeout, TesseractMissing
from pipeline.picture import Picture
from settings import Settings

SHEET = Picture(np.full((200, 400), 255, np.uint8), 144)
ROWS = {
    "level": [1, 5, 5, 1],
    "page_num": [1, 1, 1, 2],
    "left": [0, 20, 60, 10],
    "top": [0, 40, 40, 10],
    "width": [400, 30, 30, 10],
    "height": [200, 20, 20, 10],
    "conf": [-1, 96.0, 10, 55.5],
    "text": ["", "Số", " ", "tỉnh"],
}


def answer(monkeypatch: pytest.MonkeyPatch, said: Callable[..., Any]) -> None:
    monkeypatch.setattr(pytesseract, "image_to_data", said)


def test_words_are_in_points_and_nfc_and_blanks_are_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, lambda *_, **__: ROWS)
    first, second = ocr.block_words([SHEET, SHEET], Settings())
    assert [(word.text, word.box, word.confidence) for word in first] == [("Số", (10, 20, 25, 30), 0.96)]
    assert second[0].text == "tỉnh"
    assert ocr.block_words([], Settings()) == []


def test_one_thread_a_process_a_time_limit_and_the_resolution(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}
    answer(monkeypatch, lambda listing, **options: asked.update(options) or ROWS)
    monkeypatch.delenv("OMP_THREAD_LIMIT", raising=False)
    ocr.block_words([SHEET, SHEET], Settings(ocr_timeout=7))
    assert os.environ["OMP_THREAD_LIMIT"] == "1"
    assert (asked["timeout"], asked["lang"]) == (7, "vie")
    assert "--psm 6" in asked["config"]
    assert "--dpi 144" in asked["config"]


@pytest.mark.parametrize(
    ("raised", "error"),
    [
        (RuntimeError("Tesseract process timeout"), OcrTimeout),
        (pytesseract.TesseractNotFoundError(), TesseractMissing),
        (pytesseract.TesseractError(1, "Failed loading language 'vie'"), LanguageMissing),
        (pytesseract.TesseractError(-11, "segmentation fault"), OcrFailed),
    ],
)
def test_what_goes_wrong_is_told_with_a_remedy(
    monkeypatch: pytest.MonkeyPatch, raised: Exception, error: type[Exception]
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise raised

    answer(monkeypatch, fails)
    with pytest.raises(error, match="Hãy"):
        ocr.page_words(SHEET, Settings())


def test_no_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", "no-such-program")
    with pytest.raises(InstallationError):
        ocr.page_words(SHEET, Settings())
    with pytest.raises(TesseractMissing):
        ocr.engine(Settings())


@pytest.mark.ocr
def test_the_engine_of_this_computer() -> None:
    engine = ocr.engine(Settings())
    assert "vie" in engine.languages
    assert engine.version[0].isdigit()
    with pytest.raises(LanguageMissing) as caught:
        ocr.engine(Settings(ocr_language="vie+xxx"))
    assert "xxx" in caught.value.message


@pytest.mark.ocr
def test_a_real_time_out() -> None:
    noise = Picture(np.random.default_rng(1).integers(0, 255, (2000, 1500), dtype=np.uint8), 200)
    with pytest.raises(OcrTimeout):
        ocr.page_words(noise, Settings(ocr_timeout=0.05))
