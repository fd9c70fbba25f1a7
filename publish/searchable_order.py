"""The searchable copy of a kept scan: its words as they are kept, laid over its original by another process."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from publish.about import About, about
from publish.laid_text import LaidWord
from publish.no_copy import DOCX, TOLD, WORD_FILE, NoCopy
from records import Box, Page
from registry import words_kept
from registry.connection import lent_connection
from registry.models import DispatchRow, ScanRow
from registry.places import FINE, places_of
from registry.queries import rows_in_short

PDF, TEXT = "application/pdf", "text/plain"
#: Seconds for the file and for each page: one is drawn and looked at in less than two.
PATIENCE, PATIENCE_A_PAGE = 60, 10
MISSING = "Không có bản gốc của bản quét này trong kho; hãy chạy vanthu verify để biết vì sao."
NO_PAPER = "Đây là tệp chữ, không có trang giấy nào: bản gốc đã tìm được chữ, hãy dùng bản gốc."
#: Kinds of files that have no page to lay words over, and what is said of them.
WITHOUT_PAPER = {TEXT: NO_PAPER, DOCX: WORD_FILE}
NO_WORDS = (
    "Chưa có chữ nào của bản quét này được lưu cùng chỗ của nó nên không làm được bản PDF tìm được; "
    "hãy chạy vanthu reread {0} để đọc lại, hoặc dùng bản gốc."
)
TOO_SLOW = "Bản quét này quá nặng để làm bản PDF tìm được; hãy dùng bản gốc."
BROKEN = "Không làm được bản PDF tìm được của bản quét này; hãy dùng bản gốc, hoặc quét lại."


@dataclass(frozen=True, slots=True)
class LaidSheet:
    """The words to be laid over a page, and the quarter turn with which they were read; None: not read by OCR."""

    turn: int | None
    words: tuple[LaidWord, ...] = ()


def put_copy(scan: ScanRow, target: Path) -> None:
    """Nothing; afterwards the searchable copy of the scan lies at `target`, whole.  Raises NoCopy, OSError."""
    with tempfile.TemporaryDirectory(dir=target.absolute().parent, prefix=".") as folder:
        made = Path(folder) / "copy.pdf"
        write_copy(scan, made)
        made.replace(target)


def write_copy(scan: ScanRow, target: Path) -> None:
    """Nothing; afterwards the searchable copy of the scan lies at `target`.  Raises NoCopy."""
    order = order_of(scan) | {"target": str(target.absolute())}
    patience = PATIENCE + PATIENCE_A_PAGE * scan.page_count
    command = [sys.executable, "-m", "copying"]
    try:
        done = subprocess.run(command, input=json.dumps(order), capture_output=True, text=True, timeout=patience)
    except subprocess.TimeoutExpired as error:
        raise NoCopy(TOO_SLOW) from error
    if done.returncode != 0:
        raise NoCopy(done.stderr.strip().splitlines()[-1] if done.returncode == TOLD and done.stderr else BROKEN)


def order_of(scan: ScanRow) -> dict[str, object]:
    """What the other process is told: the file, the words of every page, the metadata.  Raises NoCopy."""
    if scan.media_type in WITHOUT_PAPER:
        raise NoCopy(WITHOUT_PAPER[scan.media_type])
    if not scan.archived or not Path(scan.archived).is_file():
        raise NoCopy(MISSING)
    sheets = sheets_of(scan)
    return {
        "path": str(Path(scan.archived).absolute()),
        "sha256": scan.sha256,
        "media_type": scan.media_type,
        "pages": [{"turn": one.turn, "words": [(word.text, *word.box) for word in one.words]} for one in sheets],
        "about": _plain(_about(scan)),
    }


def sheets_of(scan: ScanRow) -> tuple[LaidSheet, ...]:
    """Every page of the scan; pages with a text layer of their own get no words.  Raises NoCopy where none has any."""
    with lent_connection():
        kept = words_kept.unpacked(scan.sha256)
        placed = _placed(scan.dispatches.select_related("places"))
    pages = {page.number: page for page in kept.pages} if kept else {}
    numbers = range(1, scan.page_count + 1)
    said = {number: tuple(_words(placed.get(number, ()), pages.get(number))) for number in numbers}
    turns = dict(enumerate(scan.turns, 1)) or {number: _turn(page) for number, page in pages.items()}
    if not turns or not any(said.values()):
        raise NoCopy(NO_WORDS.format(scan.sha256[:12]))
    return tuple(
        LaidSheet(turns[number], said[number]) if turns.get(number) is not None else LaidSheet(None)
        for number in numbers
    )


def _turn(page: Page) -> int | None:
    return page.rotation if page.source == "ocr" else None


def _placed(dispatches: Iterable[DispatchRow]) -> Mapping[int, Sequence[LaidWord]]:
    """By page the words of the dispatches' clean texts, in the order of reading."""
    found: dict[int, list[LaidWord]] = {}
    for dispatch in dispatches:
        for one in places_of(dispatch):
            if one.box is not None:
                found.setdefault(one.page, []).append(_word(dispatch.text[one.start : one.end], one.box))
    return found


def _words(placed: Sequence[LaidWord], page: Page | None) -> Iterator[LaidWord]:
    """The placed words, and those of the page that no dispatch holds: of stamps, of pages left out."""
    yield from placed
    if page is None:
        return
    boxes = [one.box for one in placed]
    same = set(map(_tenths, boxes))
    for word in (*page.words, *page.stamp_words):
        if _tenths(word.box) not in same and not any(_holds(box, word.box) for box in boxes):
            yield _word(word.text, word.box)


def _word(text: str, box: Box) -> LaidWord:
    return LaidWord(unicodedata.normalize("NFC", " ".join(text.split())), box)


def _tenths(box: Box) -> tuple[int, ...]:
    """The box as finely as places are kept."""
    return tuple(round(float(one) * FINE) for one in box)


def _holds(outer: Box, inner: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def _about(scan: ScanRow) -> About:
    with lent_connection():
        papers = scan.dispatches.filter(is_dispatch=True).order_by("position")
        numbers = list(papers.values_list("pk", flat=True))
    rows = rows_in_short(numbers)
    return about([rows[number].reading for number in numbers], scan.name)


def _plain(told: About) -> dict[str, str | None]:
    return asdict(told) | {"day": told.day.isoformat() if told.day else None}
