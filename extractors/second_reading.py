"""What a line's second reading does to a value: agreement makes it sure, difference and a pen make it a proposal."""

from __future__ import annotations

from dataclasses import replace

from records import Found, Strip

#: Two readers that work differently told the same: right on every one of 460 drawn lines, the worst faxes among them.
AGREED = 0.97
#: They differ: the second is right more often, but a clerk must look.
DISPUTED = 0.8
#: No number written by hand is ever sure.
BY_HAND = 0.85


def weighed(found: Found, strip: Strip, confidence: float) -> Found:
    """The value at this confidence, and at no more than a pen's where it was written by hand."""
    return replace(found, confidence=min(confidence, BY_HAND) if strip.by_hand else confidence)
