"""Documents named without a number: resolutions of conferences and congresses, the Party's statutes, laws by date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.mention import Mention
from extractors.mention_parts import Prose, articles, dated, form, tail
from extractors.numbered import kind_named
from rules.fold import squeezed

ORDINALS = ("nhat", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi", "muoi mot", "muoi hai", "muoi ba")
#: Words before a date that is not the law's own ('trước ngày', 'từ ngày').
NOT_ISSUED = frozenset({"từ", "trước", "sau", "đến", "hết", "kể", "vào", "trong"})
#: One look for the words with which any of these can begin, so that the patterns are tried there only.
OPENING = re.compile(
    r"(?<!\w)(?:(?P<resolution>nghi\s+quyet|ket\s+luan)\s+(?=(?:cua\s+)?(?:hoi|lan|ban|bch|trung|tw|dai)(?!\w)|bchtw)"
    r"|(?P<charter>dieu\s+le\s+dang)|(?P<law>(?:bo\s+)?luat\s|phap\s+lenh\s|hien\s+phap))"
)


def named_mentions(prose: Prose, start: int, end: int) -> Iterator[Mention]:
    """The documents known by name in `start`..`end`, in order."""
    after = start
    for opening in OPENING.finditer(prose.folded, start, end):
        at = opening.start()
        if at < after or not prose.printed[at].isupper():
            continue
        if opening["resolution"]:
            found = _plenum(prose, at) or _congress(prose, at)
        else:
            found = _charter(prose, at) if opening["charter"] else _law(prose, at)
        yield from found
        after = found[-1].end if found else after


def _plenum(prose: Prose, at: int) -> list[Mention]:
    """A conference's resolution; '(khóa XI, khóa XII)' names one of each term."""
    match = form("plenum").match(prose.folded, at)
    if match is None:
        return []
    number = _number(match["number"] or match["word"])
    kind, term = kind_named(match["kind"]), match["term"]
    if number is None and term is None:
        return []
    more = _terms(prose, match) if term else []
    end = match.end() if not more else match.end("term")
    end += bool(match["open"]) and not more and prose.folded[end : end + 1] == ")"
    first = _conference((at, end), kind, number, term and term.upper())
    return [first, *(_conference(span, kind, number, other) for span, other in more)]


def _conference(span: tuple[int, int], kind: str, number: int | None, term: str | None) -> Mention:
    told = f" {number}" if number else ""
    name = f"{kind.capitalize()} Hội nghị Trung ương{told}" + (f" khóa {term}" if term else "")
    return Mention(*span, form="plenum", sure=0.97, kind=kind, term=term, name=name, plenum=number)


def _terms(prose: Prose, match: re.Match[str]) -> list[tuple[tuple[int, int], str]]:
    """The further terms of the same conference with where each is named."""
    start, end = match.span("more")
    if start < 0:
        return []
    found = re.finditer(r"(?:khoa\s+)?(?P<term>[ivx]+)(?!\w)", prose.folded[start:end])
    return [((start + one.start(), start + one.end()), one["term"].upper()) for one in found]


@cache
def _number(word: str | None) -> int | None:
    if word is None:
        return None
    if word.isdigit():
        return int(word)
    plain = re.sub(r"^thu\s+", "", squeezed(word))
    return ORDINALS.index(plain) + 1 if plain in ORDINALS else None


def _congress(prose: Prose, at: int) -> list[Mention]:
    match = form("congress").match(prose.folded, at)
    if match is None:
        return []
    term = (match["term"] or match["local"] or "").upper() or None
    whole = squeezed(prose.printed[at : match.end()])
    name = f"Nghị quyết Đại hội đại biểu toàn quốc lần thứ {term}" if match["term"] else whole
    return [Mention(at, match.end(), "congress", 0.95, kind="nghị quyết", term=term, name=name)]


def _charter(prose: Prose, at: int) -> list[Mention]:
    match = form("charter").match(prose.folded, at)
    if match is None:
        return []
    parts, lead = articles(prose, at)
    return [Mention(at, match.end(), "charter", 0.97, kind="điều lệ", name="Điều lệ Đảng", articles=parts, lead=lead)]


def _law(prose: Prose, at: int) -> list[Mention]:
    """A law by name and date, by name and year, or as one of the legal bases."""
    if match := form("law.dated").match(prose.folded, at):
        date, _ = dated(prose, match.end())
        word = prose.printed[at : match.end()].split()[-1].lower()
        if date and word not in NOT_ISSUED:
            return [_statute(prose, at, match.end("name"), tail(prose, match.end("name")).end, date)]
    if match := form("law.year").match(prose.folded, at):
        return [_statute(prose, at, match.end("name"), match.end(), None)]
    line = max(0, at - 40)
    match = form("law.basis").search(prose.folded, line, at + 140)
    if match and match.start("name") == at:
        return [_statute(prose, at, match.end("name"), match.end("name"), None)]
    return []


def _statute(prose: Prose, at: int, name_end: int, end: int, date: str | None) -> Mention:
    name = squeezed(prose.printed[at:name_end]).rstrip(" ,")
    kind = next((one for one in ("bộ luật", "pháp lệnh", "hiến pháp") if name.lower().startswith(one)), "luật")
    parts, lead = articles(prose, at)
    return Mention(at, end, "law", 0.95, kind=kind, date=date, name=name, articles=parts, lead=lead)
