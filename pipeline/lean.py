"""What is kept in mind of a file once it is in the register: enough to tell of it, however many files a sweep has."""

from __future__ import annotations

from dataclasses import replace

from records import Found, Header, Outcome, Reading, ScanReading


def lean(outcome: Outcome) -> Outcome:
    """The outcome without words, texts, places, pictures and orders: a reading keeps its main values and its doubts."""
    if not isinstance(outcome, ScanReading):
        return outcome
    return replace(outcome, readings=tuple(map(_reading, outcome.readings)), words=None)


def _reading(whole: Reading) -> Reading:
    of = whole.header
    header = Header(_value(of.symbol), _value(of.kind), _value(of.issued_on), issuer=_value(of.issuer))
    return Reading(whole.pages, "", header, whole.is_dispatch, whole.problems)


def _value(found: Found | None) -> Found | None:
    return found and Found(found.value, "", found.confidence, found.rule)
