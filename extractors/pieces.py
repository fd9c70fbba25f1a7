"""The acts of an item: its sentences, cut where another is asked or acts, joined where they say more of the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.actors import Words, words_of
from extractors.acts import Act, Form, act_of
from extractors.language import sentences
from extractors.outline import Item
from extractors.scopes import Kind, Scope
from rules import rule

#: Forms that are an act in themselves.
ACTING = frozenset({Form.ASKED, Form.SUBJECT, Form.BARE})
TOLD = frozenset({Form.ASKED, Form.TOLD})
#: The forms that count, by what they stand under.
COUNTS = {
    Kind.ORDERS: ACTING | TOLD | {Form.STATED},
    Kind.TASKS: ACTING | TOLD,
    Kind.CONCLUSION: ACTING | TOLD,
    Kind.ARTICLES: TOLD | {Form.SUBJECT},
    Kind.MATTER: TOLD,
    Kind.PLAIN: TOLD,
}
#: Where a sentence may be cut: before who is asked, and behind a semicolon.
JOINT = re.compile(r"[;,]\s+(?=(?:đồng thời )?(?:yêu cầu|đề nghị|giao)\s)|;\s+")
#: Behind a semicolon only these ask someone else; others go on with the act ('; phân công đảng viên giúp đỡ').
ASKING = ("de nghi", "yeu cau", "giao ", "kinh ", "dong thoi")
#: A point without an end is the heading of something.
ENDED = (".", ";", ",", ":", ")", "/.")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an item that orders one act: its offsets in the clean text, and the act."""

    start: int
    end: int
    act: Act


def pieces(text: str, item: Item, outer: Scope) -> list[Piece]:
    """The acts of an item that count under its scope, each with the sentences that belong to it."""
    own = text[item.body : item.end]
    words = words_of(own)
    found: list[Piece] = []
    for start, end in _cut(words, own):
        act = act_of(words, start, end, alone=not found)
        last = item.body + end
        if act.form is Form.PART and found:
            found[-1] = replace(found[-1], end=last)
        elif _counts(act, item, outer) and not (
            act.form is Form.STATED and (found or not own.rstrip().endswith(ENDED))
        ):
            begins = start if act.begins is None else act.begins
            found.append(Piece(item.body + begins, last, act))
    return found


def _counts(act: Act, item: Item, outer: Scope) -> bool:
    """Whether the act counts: prose between the points of a list must say who acts, or begin with the act."""
    forms = COUNTS.get(outer.kind, frozenset())
    if not item.kind:
        told = item.parent < 0 or outer.kind is Kind.CONCLUSION
        forms = forms & (TOLD if told else TOLD | {Form.SUBJECT, Form.BARE})
    return act.form in forms and not act.humble


def _cut(words: Words, own: str) -> Iterator[tuple[int, int]]:
    """The sentences, cut again where another is asked or another acts."""
    for start, end in sentences(own):
        edge = start
        for match in JOINT.finditer(own, start, end):
            if _begins(words, match.end(), end) and _stands(words, edge, match.start()):
                yield edge, match.end()
                edge = match.end()
        yield edge, end


def _begins(words: Words, at: int, end: int) -> bool:
    """Whether another act begins there: someone is asked, or another acts; 'được phân công' only tells who he is."""
    act = act_of(words, at, end)
    if act.form is Form.ASKED:
        return words.folded.startswith(ASKING, at)
    own = act.subject
    if act.form is not Form.SUBJECT or own is None or act.at != at:
        return False
    many = words.folded.startswith(("cac ", "moi ", "tung ", "dang bo", "dang uy", "chi bo", "uy ban"), at)
    return (words.text[at].isupper() or many) and "được" not in words.text[own.end : own.after]


def _stands(words: Words, start: int, end: int) -> bool:
    """Whether what stands before a cut is an act or a ruling of its own, and not the opening of the next."""
    act = act_of(words, start, end)
    opening = rule("orders", "opening.adverbial").pattern.match(words.folded[start:end])
    settled = rule("orders", "settles").pattern.match(words.folded[start:end])
    return settled is not None or (act.form in ACTING and not (opening and act.subject is None))
