"""What a dispatch does to each document it names, and what it says of two other documents.

Between two mentions stand either a list's stop, then the second goes on with the list; or words that belong to the
title of the first ('… về tiếp tục thực hiện'), then the first acts on the second and the dispatch only mentions it; or
the dispatch speaks again, and the cue in front of the second counts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.amended_laws import amended_laws
from extractors.completion import Meant
from extractors.cues import Cue, behind, cue_before, form
from extractors.edge import Edge
from extractors.mention_parts import Prose
from records import Relation

#: So much of a sentence tells whether it looks back.
SENTENCE = 320
#: How far back the words about the first document of a text are looked for.
REACH = 600
#: So few signs between a comma and a cue are no more of a title ('…, tiếp tục thực hiện').
SHORT_CLAUSE = 14
CARRIED = frozenset({"implements", "under", "mentions"})
#: A stop right behind a document ends its sentence, though its code ends in capitals as an abbreviation does.
FULL_STOP = re.compile(r"[”\"’)]*[.!?]\s{1,9}")
LETTER = re.compile(r"[^\W\d_]{2}")
#: What a dispatch does to the text of others: behind 'và' it does the next of these itself ('thay thế … và bãi bỏ …').
CHANGES = frozenset({"amends", "replaces", "repeals"})
AND = re.compile(r"(?<!\w)(?:va|dong\s+thoi)\s*\Z")
#: Kinds that tell and ask, and change nothing themselves.
ASKING = frozenset({"tờ trình", "báo cáo", "giấy mời"})
#: A second thing beside the document before ('thông báo Nghị quyết … và việc thực hiện Kết luận …').
AND_ITS = re.compile(r"(?<!\w)va\s+(?:viec|tinh\s+hinh|ket\s+qua)\s*\Z")
#: Cues with which the dispatch itself always speaks.
OWN = frozenset({"attaches", "replies_to", "based_on", "asked", "received"})
#: What is answered when it was received.
LETTERS = frozenset({"công văn", "tờ trình", "văn bản", "báo cáo"})
#: What is only a source where something is told after it.
SOURCES = frozenset({"báo cáo", "biên bản", "tờ trình"})


@dataclass(frozen=True, slots=True)
class _State:
    """Where the reading stands: the relation of the running list; the nested one and the document it hangs on."""

    root: str = "mentions"
    nested: Cue | None = None
    parent: int = -1
    lead_in: str | None = None


def related(prose: Prose, documents: Sequence[Meant], kind: str | None = None) -> tuple[list[Relation], list[Edge]]:
    """The relation to each of the documents, in their order, and the edges between them.

    `kind` of the citing dispatch: a công văn answers a request, where a decision is based on it; a tờ trình only
    asks for a change.
    """
    asked = "replies_to" if kind == "công văn" else "based_on"
    reviews = _reviews(prose)
    relations: list[Relation] = []
    edges: list[Edge] = []
    state, end = _State(), 0
    for i, one in enumerate(documents):
        state = _next(prose, documents, i, end, state)
        said = "mentions" if state.nested else asked if state.root == "asked" else state.root
        settled = _settled(prose, one, said, state.nested is not None, reviews)
        relations.append(Relation.MENTIONS if kind in ASKING and settled.value in CHANGES else settled)
        edges += _edges(state, i)
        end = one.mention.end
    return relations, [*edges, *amended_laws(documents)]


def _next(prose: Prose, documents: Sequence[Meant], i: int, end: int, state: _State) -> _State:
    """The state at document `i`, where the one before ends at `end`."""
    lead = documents[i].mention.leads_from
    unit = _unit(prose, end, lead) if i else max(_unit(prose, end, lead) or 0, lead - REACH)
    if unit is not None:
        return _in_new_unit(prose, unit, lead, state)
    gap = prose.folded[end:lead]
    alike = documents[i].mention.form == "listed" or _alike(documents, i, state.parent)
    if form("bare-separator").match(gap):
        return state if state.nested and _goes_on(gap, state.nested, alike) else _State(state.root)
    outer = _last_end(form("outer"), gap)
    cue = cue_before(prose, end, lead)
    if outer is not None:
        return _State(cue.value if cue and cue.start >= end + outer[0] else "mentions")
    if cue and AND_ITS.search(prose.folded[end : cue.start]):
        return _State(state.root)
    if cue and (cue.value in OWN or _begins_anew(prose.folded[end : cue.start], cue, state)):
        return _State(cue.value)
    if form("separator").search(gap):
        return state if state.nested and state.nested.rule == "none" else _State(state.root)
    return _State(state.root, cue or Cue("none", "mentions", lead), i - 1)


def _alike(documents: Sequence[Meant], i: int, parent: int) -> bool:
    """Whether document `i` is of one kind, or of one organ other than that of the title's own document, as the last."""
    one, last = documents[i], documents[i - 1]
    if one.kind == last.kind:
        return True
    return parent >= 0 and _organ(one) == _organ(last) != _organ(documents[parent]) and _organ(one) is not None


def _organ(one: Meant) -> str | None:
    """The organ's letters in a symbol, 'TW' of 21-KL/TW."""
    return one.symbol.rpartition("/")[2] if one.symbol and "/" in one.symbol else None


def _goes_on(gap: str, nested: Cue, alike: bool) -> bool:
    """Whether a list inside a title goes on: by 'và' or a comma, for the same kind; a semicolon ends it."""
    return alike and (";" not in gap or nested.passive)


def _begins_anew(title: str, cue: Cue, state: _State) -> bool:
    """Whether a clause of the dispatch stands between a document and the cue: behind a semicolon, or a comma alone."""
    if cue.passive or ";" in title:
        return not cue.passive
    if state.root in CHANGES and cue.value in CHANGES and AND.search(title):
        return True
    title = form("chain").sub("", title)
    comma = title.rfind(",")
    return cue.value in CARRIED and comma >= 0 and len(title) - comma <= SHORT_CLAUSE


def _unit(prose: Prose, start: int, end: int) -> int | None:
    """Where the last sentence or item in `start`..`end` begins; None where none does."""
    stop = FULL_STOP.match(prose.printed, start, end)
    last = stop.end() if stop else None
    for match in form("boundary").finditer(prose.printed, start, end):
        last = match.end()
    return last


def _in_new_unit(prose: Prose, unit: int, lead: int, state: _State) -> _State:
    """A sentence or item begins: its own cue counts; an item of nothing but the document takes that of its list."""
    if LETTER.search(prose.folded, unit, lead):
        cue = cue_before(prose, unit, lead)
        return _State(cue.value if cue else "mentions")
    before = prose.printed[max(0, unit - 3) : unit].rstrip()
    if before.endswith(":"):
        at = prose.folded.rindex(":", 0, unit)
        cue = cue_before(prose, max(0, at - REACH), at)
        said = cue.value if cue else "mentions"
        return _State(said, lead_in=said)
    if state.lead_in is not None:
        return _State(state.lead_in, lead_in=state.lead_in)
    return _State(state.root if before.endswith((";", ",")) else "mentions")


def _last_end(pattern: re.Pattern[str], text: str) -> tuple[int, int] | None:
    last = None
    for match in pattern.finditer(text):
        last = match.span()
    return last


def _edges(state: _State, i: int) -> Iterator[Edge]:
    """What the title says of its document and the one named in it."""
    cue = state.nested
    if cue is None or cue.value in {"mentions", "under"} or cue.value in OWN:
        return
    source, target = (i, state.parent) if cue.passive else (state.parent, i)
    yield Edge(source, Relation(cue.value), target)


def _settled(prose: Prose, one: Meant, said: str, nested: bool, reviews: Sequence[tuple[int, bool]]) -> Relation:
    """The relation in GOLD's words: a Party office does as a document says, a State text points to it."""
    if said == "received":
        said = "replies_to" if one.kind in LETTERS else "mentions"
    if said == "under":
        said = "implements" if _is_party(one) and one.kind not in SOURCES else "mentions"
    if said == "implements" and _in_review(prose, one.mention.start, reviews):
        return Relation.MENTIONS
    if said == "mentions" and not nested:
        return Relation(behind(prose, one.mention.end) or said)
    return Relation(said)


def _is_party(one: Meant) -> bool:
    return one.symbol is None or re.match(r"\d+[a-z]?-", one.symbol) is not None


def _reviews(prose: Prose) -> list[tuple[int, bool]]:
    """Where the numbered sections begin, and whether each looks back."""
    found = form("review.heading").finditer(prose.folded)
    return [(one.start(), form("review.words").search(one["heading"]) is not None) for one in found]


def _in_review(prose: Prose, at: int, reviews: Sequence[tuple[int, bool]]) -> bool:
    """Whether what is said at `at` tells of the past: in a review, or behind 'Tuy nhiên', 'Thời gian qua'."""
    section = bisect_right(reviews, (at, True)) - 1
    if section >= 0 and reviews[section][1]:
        return True
    start = max(prose.folded.rfind("\n", 0, at), prose.folded.rfind(". ", 0, at)) + 1
    return form("review.opening").match(prose.folded[start : start + SENTENCE]) is not None
