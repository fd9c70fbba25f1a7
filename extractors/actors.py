"""Who acts: names of organs, offices and groups at a place of a sentence, up to the verb (rules/actors.toml)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from threading import Lock

from extractors.language import Lexicon, Term
from rules import rule, table
from rules.fold import fold, squeezed

MAKING = Lock()
#: No name is longer, lists of names aside.
LONGEST = 320
HEAD, INSIDE, WORD, VERB, ADVERB = "head", "inside", "word", "verb", "adverb"
BROKEN = re.compile(r"[.;:](?=\s|\Z)|[“\"]")
#: Behind these an act follows, whatever its verb.
MODAL = frozenset({"phai", "can", "can phai", "co trach nhiem", "co nhiem vu", "phai luon"})
#: A list of names may stress one of them.
STRESSED = re.compile(r",?\s*(?:trước hết|nhất|đặc biệt|trực tiếp|cụ thể) là\s+")
COMRADES = re.compile(r"\A(?:các )?(?:đồng chí|đ/c)\s+(?=\S)", re.IGNORECASE)
#: What remains of a name at its ends is cut off.
EDGES = " ,;:-–.\n"


@dataclass(frozen=True, slots=True)
class Named:
    """A name with its offsets, and where the words go on behind it (at a verb where there is one)."""

    name: str
    start: int
    end: int
    after: int


def lexicon() -> Lexicon:
    """The words that names, acts and what may stand before acts are told by; made once, for all threads."""
    with MAKING:
        return _lexicon()


@cache
def _lexicon() -> Lexicon:
    actors, orders = table("actors")["lexicon"], table("orders")["lexicon"]
    return Lexicon(
        [
            (INSIDE, actors["inside"]),
            (WORD, actors["words"]),
            (HEAD, actors["heads"]),
            (VERB, orders["verbs"]),
            (ADVERB, orders["adverbs"]),
        ]
    )


@cache
def capitals() -> re.Pattern[str]:
    """The words that begin a name where another large letter follows."""
    return re.compile(rf"(?<!\w)(?:{table('actors')['lexicon']['capital']})(?=\s+[A-ZĐÀ-Ỹ])")


class Words:
    """A stretch of text with its folded form and its terms; offsets count in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold(text)
        self.terms: Sequence[Term] = lexicon().terms(text)
        self.by_start = {term.start: term for term in self.terms}
        for match in capitals().finditer(text):
            self.by_start.setdefault(match.start(), Term(match.start(), match.end(), HEAD))

    def at(self, offset: int) -> Term | None:
        """The term that begins there, blanks aside."""
        while offset < len(self.text) and self.text[offset].isspace():
            offset += 1
        return self.by_start.get(offset)

    def acts_at(self, offset: int) -> bool:
        """Whether an act begins there: a verb, with what may stand before one ('phải', 'kịp thời')."""
        term = self.at(offset)
        modal = False
        while term is not None and term.label == ADVERB:
            modal = modal or fold(self.text[term.start : term.end]) in MODAL
            term = self.at(term.end)
        return modal or (term is not None and term.label == VERB)

    def act_after(self, offset: int, end: int) -> int | None:
        """Where the first act behind the offset begins; a word in capitals is part of a name."""
        for term in self.terms:
            if offset <= term.start < end and self.text[term.start].islower() and self.acts_at(term.start):
                return term.start
        return None


def named_at(words: Words, start: int, end: int) -> Named | None:
    """The name that begins at `start`, with all names of its list, up to the act or the end; None where none does."""
    head = _head(words, start)
    if head is None:
        return None
    reach = min(end, start + LONGEST)
    act = words.act_after(head.end, reach)
    stop = reach if act is None else act
    ends = rule("actors", "name.ends").pattern.search(words.folded, head.end, stop)
    break_ = next((one for one in BROKEN.finditer(words.text, head.end, stop) if not _lists(words, start, one)), None)
    last = min(stop, ends.start() if ends else stop, break_.start() if break_ else stop)
    name = COMRADES.sub("", STRESSED.sub(", ", squeezed(words.text[start:last])).strip(EDGES))
    after = stop if break_ is None or break_.start() > last or ends else last
    return Named(name, start, last, after if act is not None else last)


def _lists(words: Words, start: int, colon: re.Match[str]) -> bool:
    """Whether a colon inside a name opens a list of names: 'các Bộ: Công an, Tài chính', 'UBND các phường: Ba Đình'."""
    behind = words.text[colon.end() : colon.end() + 2].lstrip()
    if colon[0] != ":" or not behind[:1].isupper() or words.acts_at(colon.end()):
        return False
    return "cac " in words.folded[start : colon.start()]


def _head(words: Words, start: int) -> Term | None:
    """The word a name begins with, behind 'các', 'mỗi', 'một số'."""
    at = start
    while True:
        term = words.at(at)
        if term is not None and term.label in {HEAD, INSIDE}:
            return term if at > start or _stands_alone(words, term) else None
        before = rule("actors", "before").pattern.match(words.folded, at)
        if before is None:
            return None
        at = before.end()


def _stands_alone(words: Words, term: Term) -> bool:
    """Whether the word begins a name without 'các' before it: one syllable in small letters is part of other words."""
    printed = words.text[term.start : term.end]
    return " " in printed or printed[0].isupper()


def spelt_out(name: str) -> tuple[str, ...]:
    """The names one by one where one head stands for several ministries or departments, else the name as it is.

    >>> spelt_out("các Bộ: Công an, Tài chính, Nông nghiệp và Môi trường")
    ('Bộ Công an', 'Bộ Tài chính', 'Bộ Nông nghiệp và Môi trường')
    """
    match = rule("actors", "ministries").pattern.match(fold(name))
    if match is None:
        return (name,)
    head = name[match.start("head") : match.end("head")]
    parts = [part.strip() for part in name[match.start("names") : match.end("names")].split(",")]
    return tuple(f"{head[:1].upper()}{head[1:]} {part}" for part in parts if part)
