"""A value with its evidence: made from the lines it was printed on, with the place and the doubt of the reader."""

from __future__ import annotations

from collections.abc import Sequence

from records import Box, Found, Line, Word

#: Tesseract's word confidence below which a word is doubted (office scans: right words have a median of 0.96).
SURE_WORD = 0.80


def evidence(line: Line, value: str, rule: str, confidence: float = 1.0, span: tuple[int, int] | None = None) -> Found:
    """The value found on one line, at `span` of its text (the whole line where none is given)."""
    start, end = span or (0, len(line.text))
    words = _words(line, start, end)
    box = around([word.box for word in words]) or line.box
    sure = confidence * certainty(words)
    return Found(value, line.text[start:end], sure, rule, line.page, box, line.start + start, line.start + end)


def evidence_of(lines: Sequence[Line], value: str, rule: str, confidence: float = 1.0) -> Found:
    """The value found on several lines of one page or more; its place is that on the first page."""
    first = lines[0]
    own = [line for line in lines if line.page == first.page]
    words = [word for line in lines for word in line.words]
    box = around([word.box for line in own for word in line.words]) or first.box
    printed = "\n".join(line.text for line in lines)
    end = lines[-1].start + len(lines[-1].text)
    return Found(value, printed, confidence * certainty(words), rule, first.page, box, first.start, end)


def certainty(words: Sequence[Word]) -> float:
    """How sure the reader was of the words: 1.0 for a text layer, falling with the worst and every doubted word."""
    return certainty_of([word.confidence for word in words if any(char.isalnum() for char in word.text)])


def certainty_of(confidences: Sequence[float]) -> float:
    """The same of the words' confidences."""
    if not confidences or min(confidences) >= 1.0:
        return 1.0
    mean = sum(confidences) / len(confidences)
    doubted = sum(confidence < SURE_WORD for confidence in confidences) / len(confidences)
    return max(0.05, min(0.97, mean) * (1 - 0.5 * doubted) * min(1.0, 0.6 + 0.5 * min(confidences)))


def _words(line: Line, start: int, end: int) -> list[Word]:
    """The words that the span of the line's text touches."""
    own: list[Word] = []
    offset = 0
    for word in line.words:
        at = line.text.find(word.text, offset)
        at = offset if at < 0 else at
        if at < end and at + len(word.text) > start:
            own.append(word)
        offset = at + len(word.text)
    return own


def around(boxes: Sequence[Box]) -> Box | None:
    """The box that holds all of these, None for none."""
    if not boxes:
        return None
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return min(x0), min(y0), max(x1), max(y1)
