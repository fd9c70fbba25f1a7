"""What an item says of what stands under it: orders (whose, by when), a review, aims (rules/sections.toml)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from extractors.actors import Named, Words, named_at, spelt_out, words_of
from extractors.acts import Act, Form, act_of
from extractors.deadlines import period
from extractors.language import sentences
from extractors.outline import LEAD, TITLE, Item
from records import Deadline
from rules import first, rule, rules
from rules.fold import fold

#: A lead-in so short is a heading with a colon.
SHORT = 70
#: So much of a heading says what it is about.
NAMING = 70
#: A heading is no longer.
LONGEST_HEADING = 260


class Kind(StrEnum):
    """What stands under a heading or lead-in."""

    PLAIN = "plain"  # nothing is said: only what is plainly ordered counts
    ORDERS = "orders"  # someone was asked, in what follows
    TASKS = "tasks"
    CONCLUSION = "conclusion"
    ARTICLES = "articles"  # of a decision
    REVIEW = "review"
    AIMS = "aims"
    PROPOSALS = "proposals"
    MATTER = "matter"
    DETAILS = "details"  # the matter of one act


#: Headings of these kinds close what was said before them.
MAJOR = frozenset({"part", "chapter", "section", "roman", TITLE})
#: How a heading asks those whom it names.
ASKING = ("đề nghị ", "mời ", "giao ", "yêu cầu ", "kiến nghị ")
#: A year alone names what the dispatch is about, and is no term of what it orders.
BARE_YEAR = re.compile(r"(?:trong )?năm \d{4}", re.IGNORECASE)
#: What a decision's articles are opened by, behind the name of who decides.
DECIDING = ("quyet dinh", "quyet nghi")
#: Headings that begin as groups of people do and name a matter.
LABELS = ("doi tuong,", "doi tuong ap dung", "doi tuong dieu chinh", "doi tuong va ")
#: How a lead-in demands.
COMMANDS = ("yeu cau", "giao ", "chi thi", "chi dao")
#: Under these nothing is ordered.
SILENT = frozenset({Kind.REVIEW, Kind.AIMS, Kind.PROPOSALS, Kind.DETAILS})


@dataclass(frozen=True, slots=True)
class Scope:
    """What holds for the items under one: their kind, who acts where they name nobody, by when where they do not say.

    `commanded`: the lead-in demands, as one does from those below ('yêu cầu:'), where a report asks those above.
    """

    kind: Kind = Kind.PLAIN
    actors: tuple[str, ...] = ()
    deadline: Deadline | None = None
    commanded: bool = False


def opened(text: str, item: Item, outer: Scope, issued_on: dt.date | None) -> Scope:
    """The scope that a heading or lead-in opens for what stands under it."""
    own = _last_sentence(text[item.body : item.end])
    words = words_of(own)
    deadline = _period(own, outer, issued_on)
    if decides(own, item):
        return replace(outer, kind=Kind.ARTICLES)
    organ = _organ(words)
    if organ is not None:
        told = outer.kind is Kind.REVIEW and not own.lower().startswith(ASKING)
        return Scope(outer.kind if told else Kind.ORDERS, spelt_out(organ.name), deadline, outer.commanded)
    act = act_of(words, 0, len(own))
    if item.kind == LEAD or own.rstrip().endswith(":"):
        return _led_in(own, act, replace(outer, deadline=deadline))
    return replace(outer, kind=_headed(own, Kind.TASKS if item.kind in MAJOR else outer.kind), deadline=deadline)


def decides(own: str, item: Item) -> bool:
    """Whether the item's words are a title that says that the decision follows ('QUYẾT ĐỊNH:')."""
    return item.kind == TITLE and fold(own).rstrip(" :").endswith(DECIDING)


def _last_sentence(own: str) -> str:
    """The sentence of a lead-in that opens the list; what stands before it tells other things."""
    start, end = sentences(own)[-1] if own.strip() else (0, len(own))
    return own[start:end]


def _period(own: str, outer: Scope, issued_on: dt.date | None) -> Deadline | None:
    """The period of a heading or lead-in, else that of the outer one."""
    found = period(own, issued_on)
    return outer.deadline if found is None or BARE_YEAR.fullmatch(found.text) else found


def is_organ(own: str) -> bool:
    """Whether a heading or lead-in is nothing but who is to act."""
    return _organ(words_of(own)) is not None


def heads_tasks(own: str) -> bool:
    """Whether a heading says that tasks stand under it ('II. TỔ CHỨC THỰC HIỆN')."""
    found = first("sections", own[:NAMING])
    return found is not None and found.value == Kind.TASKS and not found.id.startswith("lead.")


def _organ(words: Words) -> Named | None:
    """The organ that a heading consists of ('2. Sở Du lịch', 'Các chi bộ cơ sở:', '4. Đề nghị Ban Tuyên giáo')."""
    start = 0
    for opening in (*ASKING, "đối với ", "trách nhiệm của ", "nhiệm vụ của ", "về phía "):
        if words.text[start : start + len(opening)].lower() == opening:
            start += len(opening)
    if words.folded.startswith(LABELS):
        return None
    if ";" in words.text[:-1]:
        words = words_of(words.text.replace(";", ","))
    named = named_at(words, start, len(words.text))
    if named is None or len(words.text) > LONGEST_HEADING:
        return None
    rest = words.text[named.end :].strip(" .:;")
    return named if not rest or rest.startswith("(") else None


def _led_in(own: str, act: Act, outer: Scope) -> Scope:
    """The scope of a lead-in: those asked act; with nobody asked, those of the outer scope."""
    if act.form is Form.ASKED and not act.humble:
        actors = _in_full(spelt_out(act.subject.name), outer.actors) if act.subject else outer.actors
        demands = fold(own[act.at :]).startswith(COMMANDS)
        return replace(outer, kind=Kind.ORDERS, actors=actors, commanded=outer.commanded or demands)
    found = next((one for one in rules("sections") if one.id.startswith("lead.") and one.finds(own)), None)
    told = outer.kind is Kind.REVIEW and not rule("orders", "ahead").finds(own)
    kind = Kind(found.value) if found and found.value and not told else outer.kind
    if len(own) <= SHORT and not found:
        kind = _headed(own, outer.kind)
    if act.form is Form.SUBJECT and act.subject and kind in {Kind.TASKS, Kind.PLAIN, Kind.ORDERS, Kind.ARTICLES}:
        acting = outer.actors if rule("orders", "speaker").finds(act.subject.name) else spelt_out(act.subject.name)
        return replace(outer, kind=Kind.ORDERS, actors=acting)
    return replace(outer, kind=kind)


def _in_full(named: tuple[str, ...], addressees: tuple[str, ...]) -> tuple[str, ...]:
    """Those asked, as the address names them: a lead-in shortens, or says only 'các đồng chí', 'các đơn vị'."""
    if not addressees:
        return named
    if rule("orders", "addressed").finds(named[0]):
        return addressees
    full = [one for one in addressees if fold(named[0]) in fold(one)]
    return tuple(full) if len(named) == 1 and len(full) == 1 else named


def _headed(own: str, outer: Kind) -> Kind:
    """The kind of a section by its heading; one that says nothing leaves all as it is."""
    found = first("sections", own[:NAMING])
    if found is None or found.value is None or found.id.startswith("lead."):
        return outer
    if (
        outer is Kind.TASKS
        and not own.isupper()
        and words_of(own).acts_at(0)
        and not rule("orders", "judged").finds(own)
    ):
        return outer
    kind = Kind(found.value)
    return outer if outer in {Kind.ORDERS, Kind.REVIEW, Kind.AIMS} and kind is not Kind.TASKS else kind


def is_opening(text: str, items: Sequence[Item], index: int) -> bool:
    """Whether an item opens what stands under it: a lead-in, or a heading without an end."""
    item = items[index]
    own = text[item.body : item.end].rstrip()
    if index + 1 >= len(items) or item.cells or not own:
        return False
    if own.endswith(":") or item.kind == TITLE:
        return True
    under = items[index + 1].parent == index
    if under and item.kind and is_organ(own):
        return True
    return under and not own.endswith((".", ";", ",", "./.")) and len(own) <= LONGEST_HEADING
