"""Whether the text layer of a PDF page can be trusted, or the page must be read from its picture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.syllables import marked_share, syllable_share
from records import Word

#: What programs print when they sign: such lines on a scan are no text layer.
CAPTION = re.compile(r"(Người ký|Ký bởi|Email|Cơ quan|Thời gian ký|Ký ngày)\s*:?", re.IGNORECASE)

MIN_LETTERS = 40  # fewer, outside captions, are a page number or a signature, and cost little to read again
MIN_LETTERS_ON_SCAN = 200  # a text layer hidden under a scan must be whole to be worth trusting
MIN_MARKED = 0.15  # good Vietnamese has 0.25 to 0.30 of its letters marked, a layer made by English OCR 0.05
MIN_SYLLABLES = 0.6  # real dispatches have 0.96 and more, text in an old font's code 0.2 to 0.5
MIN_SYLLABLES_ON_SCAN = 0.85
FOREIGN = (0.02, 0.5)  # below both the page is in another language, and the layer is as good as any
MAX_BROKEN = 0.02  # of the signs: glyphs without a letter behind them
OLD_FONTS = re.compile(r"(^|\+)(\.Vn|VNI-)", re.IGNORECASE)  # TCVN3 and VNI fonts: their codes are not Unicode
MAX_OLD_FONTS = 0.2  # of the signs
STANDING = 0.5  # of the longer words on end: the page lies on its side
ROW_HEIGHT = 4.0  # points: words whose tops differ less stand on one row

_BROKEN = re.compile("\\(cid:\\d+\\)|[\ufffd\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class TextLayer:
    """The words of a page's text layer, the fonts of its signs, and whether a scan lies under it."""

    words: tuple[Word, ...]
    fonts: Sequence[str]
    on_scan: bool


def is_sound(layer: TextLayer) -> bool:
    """Whether the layer says what the page shows: enough letters, in Unicode, in Vietnamese or plainly foreign."""
    if standing_share(layer.words) > STANDING:
        return False
    text = " ".join(without_captions(layer.words))
    letters = sum(map(str.isalpha, text))
    if letters < (MIN_LETTERS_ON_SCAN if layer.on_scan else MIN_LETTERS):
        return False
    if len(_BROKEN.findall(text)) > MAX_BROKEN * len(text) or _old_share(layer.fonts) > MAX_OLD_FONTS:
        return False
    marked, syllables = marked_share(text), syllable_share([text])
    if layer.on_scan:
        return marked >= MIN_MARKED and syllables >= MIN_SYLLABLES_ON_SCAN
    if marked < FOREIGN[0] and syllables < FOREIGN[1]:
        return True
    return syllables >= MIN_SYLLABLES and (marked >= MIN_MARKED or letters < MIN_LETTERS_ON_SCAN)


def standing_share(words: Iterable[Word]) -> float:
    """The share of the longer words whose boxes stand on end: their page lies on its side, letter over letter."""
    boxes = [word.box for word in words if len(word.text) > 2]
    return sum(box[3] - box[1] > box[2] - box[0] for box in boxes) / len(boxes) if boxes else 0.0


def without_captions(words: Iterable[Word]) -> list[str]:
    """The text of the rows, from each of which a signature's caption and what follows it is cut away."""
    kept = []
    for row in _rows(words):
        text = " ".join(word.text for word in row)
        caption = CAPTION.search(text)
        kept.append(text[: caption.start()] if caption and caption.start() == 0 else text)
    return [text for text in kept if text]


def woven(words: Sequence[Word], more: Sequence[Word]) -> tuple[Word, ...]:
    """The words in the reader's order, `more` of them put into the rows where they stand."""
    rows = [[*row] for row in _rows(words)]
    for word in more:
        row = next((row for row in rows if _stands_in(word, row)), None)
        if row is None:
            rows.append([word])
        else:
            row.insert(sum(1 for other in row if other.box[0] < word.box[0]), word)
    return tuple(word for row in rows for word in row)


def _stands_in(word: Word, row: Sequence[Word]) -> bool:
    middle = (word.box[1] + word.box[3]) / 2
    return any(other.box[1] <= middle <= other.box[3] for other in row)


def _rows(words: Iterable[Word]) -> list[list[Word]]:
    rows: list[list[Word]] = []
    for word in words:
        if rows and abs(rows[-1][-1].box[1] - word.box[1]) < ROW_HEIGHT:
            rows[-1].append(word)
        else:
            rows.append([word])
    return rows


def _old_share(fonts: Sequence[str]) -> float:
    return sum(1 for font in fonts if OLD_FONTS.search(font)) / len(fonts) if fonts else 0.0
