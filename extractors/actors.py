"""Who acts: names of organs, offices and groups at a place of a sentence, up to the verb (rules/actors.toml)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
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
#: Whom phrases tell of that can begin a name although their verbs would end one.
BEGINNING = ("co quan", "cac ", "to chuc", "don vi", "cap uy", "ban ", "to ", "doan ", "uy ban", "nguoi ", "can bo")
#: How far a clause reaches that tells who is meant.
RELATIVE = 40
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
    """A stretch of text with its folded form and its terms; offsets count in it.  `words_of` makes it once a text."""

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


@lru_cache(maxsize=256)
def words_of(text: str) -> Words:
    """The words of the text; an item is looked at by who heads it, for itself, and with those beside it."""
    return Words(text)


def named_at(words: Words, start: int, end: int) -> Named | None:
    """The name that begins at `start`, with all names of its list, up to the act or the end; None where none does."""
    head = _head(words, start)
    if head is None:
        return None
    reach = min(end, start + LONGEST)
    act = _act(words, head.end, reach)
    stop = reach if act is None else act
    ends = _ending(words, head.end, stop)
    break_ = next((one for one in BROKEN.finditer(words.text, head.end, stop) if not _lists(words, start, one)), None)
    last = min(stop, ends.start() if ends else stop, break_.start() if break_ else stop)
    name = COMRADES.sub("", STRESSED.sub(", ", squeezed(words.text[start:last])).strip(EDGES))
    after = stop if break_ is None or break_.start() > last or ends else last
    return Named(name, start, last, after if act is not None else last)


def _act(words: Words, start: int, end: int) -> int | None:
    """Where the act begins; what tells who is meant is part of the name ('Các trường được trích kinh phí mở sổ')."""
    act = words.act_after(start, end)
    if act is None or not words.text[start:act].endswith(" được "):
        return act
    beyond = words.act_after(act + 1, min(end, act + RELATIVE))
    return beyond if beyond is not None and "," not in words.text[act:beyond] else act


def _ending(words: Words, start: int, stop: int) -> re.Match[str] | None:
    """Where the name ends before an act; a word in large letters belongs to it ('Đài Khí tượng', no 'khi')."""
    matches = rule("actors", "name.ends").pattern.finditer(words.folded, start, stop)
    return next((one for one in matches if not words.text[one.start() : one.end()].strip(" ,")[:1].isupper()), None)


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
        if term is not None and (term.label == HEAD or (term.label == INSIDE and _names(words, term))):
            return term if at > start or _stands_alone(words, term) else None
        before = rule("actors", "before").pattern.match(words.folded, at)
        if before is None:
            return None
        at = before.end()


def _names(words: Words, term: Term) -> bool:
    """Whether a phrase that stands inside names can begin one: 'cơ quan tham mưu' does, 'xây dựng Đảng' does not."""
    return words.folded.startswith(BEGINNING, term.start)


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
