"""A clean scan of our own reads well: what is drawn is legible, and its boxes are where Tesseract finds the words."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
import pytesseract
import pytest

from corpora.render import render

CASES = Path(__file__).parent.parent / "corpora" / "cases"

_READ = 0.98  # of the words of the body, exactly; 144 of 144 when it was written


@pytest.mark.ocr
def test_a_clean_body_is_read_word_by_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_THREAD_LIMIT", "1")
    path = render(CASES / "sample-state.txt", "clean", tmp_path)
    page = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["pages"][0]
    picture = pypdfium2.PdfDocument(path)[0].render(scale=300 / 72).to_pil()
    read = set(pytesseract.image_to_string(picture, lang="vie", config="--psm 3").split())
    body = [word["text"] for word in page["words"] if word["zone"] == "body"]
    assert sum(word in read for word in body) >= _READ * len(body)
