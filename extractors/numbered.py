"""Documents named by their number: in full ('Kết luận số 18-KL/TW'), or short ('Quy định 784')."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache

from extractors.codes import is_listed, kind_codes, organ_levels
from extractors.mention import Mention
from extractors.mention_parts import REACH, Prose, articles, dated_before, form, tail
from extractors.symbol import Symbol, parsed
from rules import table
from rules.fold import fold, squeezed

#: Where a symbol may begin inside a sentence: a number that a joint and a code follow ('84 QĐ/TWĐTN' has no joint).
NUMBER = re.compile(
    r"[\dOlI](?<![\w/.–-][\dOlI])[\dOlI]{0,4}[a-z]?(?:\.\d)?\s?(?:/\s?(?:19|20)\d\d\s?)?"
    r"(?:\s{0,2}[-–/]\s{0,2}(?=[^\W\d_])|\s(?=[A-ZĐ][A-Za-zĐđi]{1,4}[-/]))"
)
NUMBER_GLUED = re.compile(r"(?<=[sS]ố)(?=\d)")
#: No symbol is longer.
LONGEST = 70
#: What a symbol is worth that ends behind a kind's code, or behind one that no list has.
KIND_ALONE, UNKNOWN_ALONE = 0.8, 0.6
#: What a number is worth that takes its codes from the last of a list.
SHARED = 0.93
#: How far in front of a number the name of a law may begin.
LAW_REACH = 420


def full_mentions(prose: Prose, start: int, end: int) -> Iterator[Mention]:
    """The documents named with number and codes in `start`..`end`, in order."""
    after = start
    for candidate in NUMBER.finditer(prose.printed, start, end):
        at = candidate.start()
        if at < after:
            continue
        at = _torn_number(prose, at, after)
        own = prose.printed[at : min(at + LONGEST, end)]
        found = parsed(own, _is_party(own), running=True) if re.search(r"\d", candidate[0]) else None
        mention = _mention(prose, at, found, after) if found else None
        if mention is not None and found is not None:
            yield from _numbers_before(prose, mention, found[0], after)
            yield mention
            after = mention.end


def _torn_number(prose: Prose, at: int, after: int) -> int:
    """Where a number begins that a scanner's OCR has torn ('số 3 8-KL/TW'): behind the word 'số' alone."""
    torn = form("number.torn").search(prose.folded, max(after, at - 9), at)
    return torn.start("number") if torn else at


def _numbers_before(prose: Prose, last: Mention, symbol: Symbol, after: int) -> Iterator[Mention]:
    """The documents whose bare numbers share the codes of the last one ('các Nghị quyết số 18, 19 và 20-NQ/TW')."""
    reach = max(after, last.start - REACH)
    match = form("number.list").search(prose.folded, reach, last.start) if last.form == "listed" else None
    if match is None:
        return
    for number in re.finditer(r"\d+", prose.folded[slice(*match.span("numbers"))]):
        start, end = (match.start("numbers") + at for at in number.span())
        whole = replace(symbol, number=prose.printed[start:end]).text
        first = start == match.start("numbers")
        begin = match.start() if first else start
        own = replace(
            last, start=begin, end=end, symbol=whole, symbol_start=start, symbol_end=end, articles=(), lead=-1
        )
        kind = kind_named(match["kind"])
        yield replace(own, form="symbol" if first else "listed", number=number[0], kind=kind, sure=last.sure * SHARED)


def _is_party(own: str) -> bool:
    """A dash behind the number is the Party's form, as is a blank before kind and stroke ('84 QĐ/TWĐTN')."""
    return re.match(r"[\dOlI]+\w?(?:\s{0,2}[-–]|\s[^\W\d_]+\s?/)", own) is not None


def _mention(prose: Prose, at: int, found: tuple[Symbol, int], after: int) -> Mention | None:
    symbol, length = found
    head = _head(prose, at, after, symbol)
    if head is None:
        return None
    start, kind, name, listed = head
    rest = tail(prose, at + length)
    parts, lead = articles(prose, start)
    return Mention(
        start=start,
        end=rest.end,
        form="listed" if listed else "symbol",
        symbol=symbol.text,
        symbol_start=at,
        symbol_end=at + length,
        sure=symbol.sure * _whole(symbol),
        number=symbol.number,
        kind=kind,
        date=rest.date or dated_before(prose, start),
        issuer=rest.issuer,
        term=rest.term,
        name=name,
        articles=parts,
        lead=lead,
    )


def _whole(symbol: Symbol) -> float:
    """How sure a symbol of a single code is whole: an organ's may stand alone ('512/LĐLĐ'), a kind's lost its organ."""
    code = symbol.codes[0]
    if len(symbol.codes) > 1 or re.sub(r"\d+$", "", code) in organ_levels():
        return 1.0
    return KIND_ALONE if code in kind_codes() else UNKNOWN_ALONE


Head = tuple[int, str | None, str | None, bool]


def _head(prose: Prose, at: int, after: int, symbol: Symbol) -> Head | None:
    """Where the mention begins, its kind and name, whether it goes on with a list; None for what is no document."""
    reach = max(after, at - REACH)
    match = form("head").search(prose.folded, reach, at)
    if match:
        return match.start(), kind_named(match["kind"]), None, False
    if law := _law(prose, at, after, symbol):
        return law
    for name in ("head.qualified", "head.issued"):
        if qualified := form(name).search(prose.folded, reach, at):
            return qualified.start(), kind_named(qualified["kind"]), None, False
    if form("form").search(prose.folded, reach, at):
        return None
    return _headless(prose, at, after, symbol)


def _law(prose: Prose, at: int, after: int, symbol: Symbol) -> Head | None:
    """A law, whose number stands behind its name."""
    if not re.match(r"(?:UBTV)?QH\d*$|PL|L$|NQ", symbol.codes[0]):
        return None
    match = form("head.law").search(prose.folded, max(after, at - LAW_REACH), at)
    if match is None or not prose.printed[match.start()].isupper():
        return None
    name = squeezed(prose.printed[match.start("law") : match.end("law")]).rstrip(" ,")
    return match.start(), _first_kind(name), name, False


def _first_kind(name: str) -> str:
    folded = fold(name)
    return next((kind for kind in ("bộ luật", "pháp lệnh", "nghị quyết") if folded.startswith(fold(kind))), "luật")


def _headless(prose: Prose, at: int, after: int, symbol: Symbol) -> Head | None:
    """A symbol that no kind stands before: one in a list, behind the word 'số', or one whose codes tell what it is."""
    word = form("number.word").search(prose.folded, max(after, at - 8), at)
    start = word.start() if word else at
    listed = form("listed").search(prose.folded, max(0, at - 12), at) is not None
    sure = symbol.codes[0] in kind_codes() and len(symbol.codes) > 1 and is_listed(symbol.codes[-1])
    central = bool(symbol.year) and re.match(r"(?:UBTV)?QH\d+$", symbol.codes[0]) is not None
    if not (word or sure or central or (listed and len(symbol.codes) > 1)):
        return None
    kinds = kind_codes().get(symbol.codes[0], ())
    return start, kinds[0] if len(kinds) == 1 else None, None, listed


def short_mentions(prose: Prose, start: int, end: int) -> Iterator[Mention]:
    """The documents named by kind and bare number in `start`..`end` ('Quy định 784', 'các Nghị quyết 57, 68')."""
    for match in form("short").finditer(prose.folded, start, end):
        if not prose.printed[match.start()].isupper():
            continue
        part = "number" if match["number"] else "bare"
        year = match["year"] or match["bare_year"]
        kind = kind_named(match["kind"])
        yield _short(prose, match.span(), match[part], kind, year)
        for more in _more(prose, match):
            yield _short(prose, more, prose.printed[slice(*more)], kind, None)


def _more(prose: Prose, first: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Where the further numbers of a plural stand ('các Nghị quyết 57, 59 và 68')."""
    plural = form("short.plural").search(prose.folded, max(0, first.start() - REACH), first.start())
    match = form("short.more").match(prose.folded, first.end()) if plural else None
    if match:
        found = re.compile(r"\d+").finditer(prose.folded, match.start(), match.end())
        yield from (number.span() for number in found)


def _short(prose: Prose, span: tuple[int, int], number: str, kind: str, year: str | None) -> Mention:
    rest = tail(prose, span[1])
    parts, lead = articles(prose, span[0])
    return Mention(
        start=span[0],
        end=rest.end,
        form="short",
        number=number,
        year=year,
        kind=kind,
        date=rest.date,
        issuer=rest.issuer,
        term=rest.term,
        sure=0.97,
        articles=parts,
        lead=lead,
    )


@lru_cache(maxsize=1024)
def kind_named(words: str) -> str:
    """The kind's name in lower case that the folded words stand for.

    >>> kind_named("ket  luan"), kind_named("qd")
    ('kết luận', 'quyết định')
    """
    known = squeezed(words)
    return _kinds().get(known, known)


@cache
def _kinds() -> dict[str, str]:
    names = {fold(entry["name"]): entry["name"] for entry in table("kinds")["kind"]}
    also: dict[str, str] = table("citations")["kind_names"]
    return names | also
