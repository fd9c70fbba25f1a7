"""What was read on poor pages is never given as sure, but for what an envelope confirms."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from extractors.envelope import is_confirmed
from records import Citation, Found, Grade, Obligation, Page, Reading

#: The most that a value read on a poor page is worth.  Of 110 such values that rules had given at 0.9 and more 99 were
#: right (0.90); on fair pages 570 of 587, on good ones 241 of 242 (own dispatches, drawn and spoilt in 13 ways).
POOR_MOST = 0.85


def held_down(readings: tuple[Reading, ...], pages: tuple[Page, ...]) -> tuple[Reading, ...]:
    """The readings, every value that stands on a poor page being at most as sure as such values turn out right."""
    return held_on_poor(readings, frozenset(page.number for page in pages if page.grade is Grade.POOR))


def held_on_poor(readings: tuple[Reading, ...], poor: frozenset[int]) -> tuple[Reading, ...]:
    """The same for pages known to be poor by their numbers."""
    if not poor:
        return readings
    return tuple(_reading(one, poor) for one in readings)


def _reading(one: Reading, poor: frozenset[int]) -> Reading:
    header, cited, ordered = (_held_down(part, poor) for part in (one.header, one.citations, one.obligations))
    return replace(one, header=header, citations=cited, obligations=ordered)


def _held_down(value: Any, poor: frozenset[int]) -> Any:
    """The value, and whatever values are in it."""
    if isinstance(value, Found) and is_confirmed(value):
        return value
    if isinstance(value, Found | Citation | Obligation):
        return replace(value, confidence=min(value.confidence, POOR_MOST)) if value.page in poor else value
    if isinstance(value, tuple):
        return tuple(_held_down(one, poor) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = {part.name: _held_down(getattr(value, part.name), poor) for part in fields(value)}
        return replace(value, **parts)
    return value
