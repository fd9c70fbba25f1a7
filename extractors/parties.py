"""Who else takes part in an act: whom to act with, report to, through whom, draft for (rules/parties.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.actors import Words, named_at
from rules import rule

#: Of these the receiver stands only behind 'cho' ('thông báo cho Sở').
TELLING = "thong"


@dataclass(frozen=True, slots=True)
class Parties:
    """Those named in an act beside its actor."""

    coordinators: tuple[str, ...] = ()
    report_to: str | None = None
    channel: str | None = None
    drafts_for: str | None = None


def parties(words: Words, start: int, end: int) -> Parties:
    """The parties of the act that stands at `start`..`end`."""
    return Parties(
        coordinators=tuple(dict.fromkeys(_all(words, "with", start, end))),
        report_to=next((_first(name) for name in _receivers(words, start, end)), None),
        channel=next(iter(_all(words, "through", start, end)), None),
        drafts_for=next(iter(_all(words, "for", start, end)), None),
    )


def _receivers(words: Words, start: int, end: int) -> Iterator[str]:
    """Those to whom something is reported, sent or handed in, in reading order."""
    for match in _form("report").finditer(words.folded, start, end):
        direct = None if match[0].startswith(TELLING) else _led(words, match.end(), end)
        behind = _form("receiver").match(words.folded, match.end(), end) if direct is None else None
        name = direct or (_led(words, behind.end(), end) if behind else None)
        if name:
            yield name


def _led(words: Words, at: int, end: int) -> str | None:
    """The name at the place, with those who lead it ('lãnh đạo Chi cục')."""
    leaders = _form("leaders").match(words.folded, at, end)
    named = named_at(words, leaders.end() if leaders else at, end)
    if named is None:
        return None
    return (words.text[at : leaders.end()] if leaders else "") + _cut(named.name)


def _form(name: str) -> re.Pattern[str]:
    return rule("parties", name).pattern


def _cut(name: str) -> str:
    """The name without what follows it: what is reported, when, and through whom."""
    return _form("over").split(name)[0].strip(" ,;:.")


def _first(names: str) -> str:
    match = _form("first").match(names)
    return match[0] if match else names


def _all(words: Words, cue: str, start: int, end: int) -> list[str]:
    found = []
    for match in _form(cue).finditer(words.folded, start, end):
        named = named_at(words, match.end(), end)
        if named is not None:
            found.append(_cut(named.name))
    return found
