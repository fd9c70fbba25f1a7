"""What a sentence orders: who acts and from where, or why it orders nothing (rules/orders.toml)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from extractors.actors import ADVERB, HEAD, Named, Words, named_at
from extractors.language import opens_with_verb
from rules import rule

#: Words of asking that other words look like without their marks ('giáo', 'mỗi').
SPELT = {"giao": "giao", "moi": "mời"}
#: How far into a sentence its subject may stand, behind what opens it.
REACH = 330


class Form(StrEnum):
    """How a sentence orders."""

    ASKED = "asked"  # 'đề nghị', 'giao', 'yêu cầu' someone
    SUBJECT = "subject"  # its subject acts
    BARE = "bare"  # it begins with the act
    STATED = "stated"  # it states how things are to be
    TOLD = "told"  # it says where results go, or whom to tell of difficulties
    PART = "part"  # it goes on with the act before, or says only by when
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Act:
    """What a sentence orders: its form, its subject where it names one, where the act begins (offset in the sentence).

    `humble`: asked of someone higher ('kính đề nghị').  `begins`: where the words of the act begin, behind a label or
    behind the name of who acts and a colon; None for the sentence's own beginning.
    """

    form: Form
    subject: Named | None = None
    at: int = 0
    humble: bool = False
    begins: int | None = None


NOTHING = Act(Form.NONE)


@lru_cache(maxsize=1024)
def act_of(words: Words, start: int, end: int, alone: bool = False) -> Act:
    """What the sentence at `start`..`end` orders; `alone`: there is no act before that it could go on with."""
    if _only_tells(words, start, end):
        return NOTHING
    if not alone and _goes_on(words, start, end):
        return Act(Form.PART)
    asked = _asked(words, start, end)
    if asked is not None:
        return asked
    if _opens("results", words.folded, start, end) or _has("difficulties", words.folded, start, end):
        return _own_subject(words, start, end)
    return _said(words, start, end)


def _only_tells(words: Words, start: int, end: int) -> bool:
    """Whether the sentence has no words, names its basis, speaks of its own paper, or only informs."""
    if not any(map(str.isalpha, words.text[start:end])):
        return True
    opens = any(_opens(name, words.folded, start, end) for name in ("itself", "basis", "done.here"))
    return opens or any(_has(name, words.folded, start, end) for name in ("informs", "responsible"))


def _goes_on(words: Words, start: int, end: int) -> bool:
    return any(_opens(name, words.folded, start, end) for name in ("deadline.only", "goes.on"))


def _said(words: Words, start: int, end: int) -> Act:
    """The act of a sentence that asks nobody: its subject's, or the one it begins with."""
    if _opens("past.opening", words.folded, start, end) and not _later_act(words, start, end):
        return NOTHING
    label = rule("orders", "label").pattern.match(words.folded[start:end])
    if label is not None:
        return _labelled(words, start + label.end(), end)
    return _own(words, start, end)


def _labelled(words: Words, start: int, end: int) -> Act:
    """The act behind a label, where its time stands before it ('Thời điểm: Trong quý II, tổ chức …'); else nothing."""
    while start < end and words.text[start].isspace():
        start += 1
    if not _opens("opening.adverbial", words.folded, start, end):
        return NOTHING
    acts = (Act(Form.BARE, None, at, begins=start) for at in _turns(words, start, end) if words.acts_at(at))
    return next(acts, NOTHING)


def _opens(name: str, folded: str, start: int, end: int) -> bool:
    return rule("orders", name).pattern.match(folded[start:end]) is not None


def _has(name: str, folded: str, start: int, end: int) -> bool:
    return rule("orders", name).pattern.search(folded, start, end) is not None


def _asked(words: Words, start: int, end: int) -> Act | None:
    """Someone is asked: the name behind the word of asking, or nobody where the act or a list follows at once."""
    for match in rule("orders", "ask").pattern.finditer(words.folded, start, min(end, start + 2 * REACH)):
        if not _speaks_at(words, start, match.start()) or not _is_asking(words, match, start, end):
            continue
        humble = match["kinh"] is not None
        named = named_at(words, match.end(), end)
        if named is not None and (named.after < end or _opens_list(words.text[named.end : end])):
            return Act(Form.ASKED, named, match.start(), humble)
        if words.acts_at(match.end()) or _opens_list(words.text[match.end() : end]):
            return Act(Form.ASKED, None, match.start(), humble)
    return None


def _is_asking(words: Words, match: re.Match[str], start: int, end: int) -> bool:
    """Whether the word asks: some do only where they open the sentence, or end a lead-in, or name an organ."""
    verb = match["verb"]
    if verb in SPELT and words.text[slice(*match.span("verb"))].lower() != SPELT[verb]:
        return False
    behind = words.text[match.end() : match.end() + 1]
    if verb in {"de nghi", "yeu cau"}:
        return True
    if _opens_list(words.text[match.end() : end]):
        return True
    if verb in {"huong dan", "chi thi"}:
        return match.start() > start and _has("announces", words.folded, 0, end)
    if verb == "giao":
        organ = words.at(match.end())
        return behind.isupper() or (organ is not None and organ.label == HEAD)
    return verb in {"phan cong", "moi", "don doc"} and match.start() == start


def _opens_list(rest: str) -> bool:
    return re.fullmatch(r"[\s,]*(?:như sau|sau)?\s*:\s*", rest) is not None


def _speaks_at(words: Words, start: int, at: int) -> bool:
    """Whether who asks speaks there: at the sentence's start or a turn of it, or behind the asker's own name."""
    boundary = max(turn for turn in (start, *_turns(words, start, at)) if turn <= at)
    opening = re.match(r"\s*(?:đồng thời|nay|do đó|vì vậy|do vậy|để\s[^,]*,)\W*", words.text[boundary:at].lower())
    boundary += opening.end() if opening else 0
    if not words.text[boundary:at].strip():
        return True
    named = named_at(words, boundary, at)
    told = any(_opens("outsider", words.folded, place, at) for place in (start, boundary))
    return named is not None and not told and words.act_after(named.start + 1, at) is None


def _later_act(words: Words, start: int, end: int) -> bool:
    """Whether a subject and its act stand behind what opens the sentence ('Căn cứ lịch …, cấp ủy viên chủ động …')."""
    return any(_subject(words, at, end) for at in _turns(words, start, end))


def _own_subject(words: Words, start: int, end: int) -> Act:
    """What is told of results and difficulties, with the subject that the sentence names."""
    places = (start, *_turns(words, start, end))
    own = next((act for at in places if (act := _subject(words, at, end))), None)
    return Act(Form.TOLD, own.subject if own else None, own.at if own else start)


def _own(words: Words, start: int, end: int) -> Act:
    """The act of the sentence's subject, or the act it begins with."""
    own = _subject(words, start, end)
    if own is not None:
        return _judged(words, own, start, end)
    turned = next((act for at in _turns(words, start, end) if (act := _subject(words, at, end))), None)
    adverbial = _opens("opening.adverbial", words.folded, start, end)
    if adverbial and turned is not None and not words.acts_at(start):
        return _judged(words, turned, start, end)
    if _bare(words, start):
        return _judged(words, Act(Form.BARE, None, start), start, end)
    if _opens("opening.adverbial", words.folded, start, end) or _turns(words, start, start + 1):
        for at in _turns(words, start, end):
            turned = _subject(words, at, end) or (Act(Form.BARE, None, at) if words.acts_at(at) else None)
            if turned is not None:
                return _judged(words, turned, start, end)
    return _judged(words, Act(Form.STATED, None, start), start, end)


def _judged(words: Words, act: Act, start: int, end: int) -> Act:
    """The act, or nothing where the words tell of the past or explain."""
    opening = min(end, (act.subject.end if act.subject else act.at) + 40)
    if act.subject and _opens("will", words.folded, act.subject.end, end):
        return NOTHING
    past = rule("orders", "past").pattern.search(words.folded, act.at, opening)
    if past and not (act.form is Form.BARE and _opens("past.things", words.folded, act.at, past.end())):
        return NOTHING
    if act.at == start and rule("orders", "past.opening").pattern.match(words.folded[start:opening]):
        return NOTHING
    if act.form is not Form.BARE and rule("orders", "explains").pattern.search(words.folded, act.at, opening):
        return NOTHING
    return act


def _bare(words: Words, start: int) -> bool:
    if words.acts_at(start):
        return True
    opening = re.match(r"(?:đồng thời|trước mắt|ngoài ra|bên cạnh đó)\s*,?\s*", words.text[start:], re.IGNORECASE)
    if opening and words.acts_at(start + opening.end()):
        return True
    return words.at(start) is None and opens_with_verb(words.text[start : start + 60])


def _turns(words: Words, start: int, end: int) -> list[int]:
    """Where the sentence turns to its subject: behind its commas, and behind 'Đối với'."""
    commas = [match.end() for match in re.finditer(r"[,:]\s+", words.text[start : min(end, start + REACH)])]
    adverb = words.at(start)
    led = [adverb.end] if adverb is not None and adverb.label == ADVERB else []
    openings = (re.match(r"\s*doi\s+voi\s+", words.folded[start:end]), _course(words, start, end))
    return [*led, *(start + one.end() for one in openings if one), *(start + at for at in commas)]


def _course(words: Words, start: int, end: int) -> re.Match[str] | None:
    return rule("orders", "course").pattern.match(words.folded[start:end])


def _subject(words: Words, at: int, end: int) -> Act | None:
    """The name at the place, where an act follows it; what someone 'được' do is allowed, not ordered."""
    named = named_at(words, at, end)
    if named is None or named.after >= end or named.name.endswith(" được"):
        return None
    colon = re.compile(r"\s*:\s*").match(words.text, named.end)
    if colon is not None:
        return Act(Form.SUBJECT, named, at, begins=colon.end() if colon.end() < end else None)
    if words.acts_at(named.after) and named.after - named.end < REACH:
        return Act(Form.SUBJECT, named, at)
    return None
