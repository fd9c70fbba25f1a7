"""The documents that a dispatch names, each with relation, place and confidence, and what it says of two of them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache

from extractors.codes import organ_levels
from extractors.completion import Citing, Meant, meant
from extractors.edge import Edge
from extractors.evidence import certainty_of
from extractors.jurisdiction import CENTRAL, provinces_in
from extractors.mention_parts import Prose
from extractors.mentions import all_mentions
from extractors.relations import related
from extractors.sheet import Sheet, place_of
from records import AssertedEdge, Citation, Dispatch, Header, Relation, Zone
from rules import first
from rules.fold import squeezed
from rules.gazetteer import on

#: Where a dispatch speaks: not in its head, its stamps, its list of recipients.
SPEAKING = frozenset({Zone.BODY, Zone.SUBJECT, Zone.TABLE, Zone.FOOTNOTE, Zone.KIND})
#: Kinds that only central organs issue.
CENTRAL_KINDS = frozenset({"luật", "bộ luật", "pháp lệnh", "nghị định", "hiến pháp", "thông tư", "điều lệ"})
#: The codes of central Party organs that do not end in TW.
PARTY_CENTRAL = frozenset({"ĐUCP", "ĐUQH", "HVCTQG"})
#: What a mention is worth that is right in its form and read without doubt.
BEST = 0.99

Told = tuple[tuple[Citation, ...], tuple[AssertedEdge, ...]]


def citations(dispatch: Dispatch, header: Header) -> Told:
    """The documents the dispatch names, in reading order, and what it says of two of them."""
    citing = _citing(header)
    prose = Prose.of(dispatch.text)
    page = Sheet(dispatch.placed)
    spoken = [one for one in all_mentions(prose) if page.zone(one.start) in SPEAKING]
    return _told(prose, meant(prose, spoken, citing), citing, page)


def _citing(header: Header) -> Citing:
    own = (header.symbol, header.kind, header.issued_on, header.jurisdiction)
    symbol, kind, day, where = (found.value if found else None for found in own)
    return Citing(symbol, kind, dt.date.fromisoformat(day) if day else None, where)


def citations_in(text: str, citing: Citing | None = None) -> Told:
    """The documents that a bare text names."""
    prose, of = Prose.of(text), citing or Citing()
    return _told(prose, meant(prose, all_mentions(prose), of), of, Sheet(()))


def _told(prose: Prose, documents: Sequence[Meant], citing: Citing, paper: Sheet) -> Told:
    relations, edges = related(prose, documents, citing.kind)
    cited = tuple(
        _citation(prose, one, relation, citing, paper) for one, relation in zip(documents, relations, strict=True)
    )
    return cited, _asserted(cited, edges)


def _citation(prose: Prose, one: Meant, relation: Relation, citing: Citing, paper: Sheet) -> Citation:
    mention = one.mention
    words = paper.under(mention.start, mention.end)
    page, box = place_of(words)
    sure = BEST * one.sure * certainty_of([word.confidence for word in words])
    return Citation(
        text=prose.printed[mention.start : mention.end],
        start=mention.start,
        end=mention.end,
        relation=relation,
        rule=f"citation.{mention.form}",
        confidence=sure,
        symbol=one.symbol,
        kind=one.kind,
        name=mention.name,
        date=one.date,
        issuer=mention.issuer,
        term=mention.term,
        jurisdiction=_jurisdiction(prose, one, citing),
        articles=mention.articles,
        misprint=one.misprint,
        short=mention.form == "short",
        page=page,
        box=box,
    )


def _jurisdiction(prose: Prose, one: Meant, citing: Citing) -> str | None:
    """Whose numbering it is: the printed organ's, a central code's, else that of the dispatch itself."""
    issuer = one.mention.issuer or _proposer(prose, one.mention.start)
    told = _seat(issuer, one.date or (citing.day.isoformat() if citing.day else None)) if issuer else None
    if told is not None:
        return told
    if one.kind in CENTRAL_KINDS or one.mention.form in {"plenum"} or (one.symbol and _is_central(one.symbol)):
        return CENTRAL
    return citing.jurisdiction


def _proposer(prose: Prose, at: int) -> str | None:
    """The organ that stands in front ('đề nghị của Ủy ban nhân dân tỉnh Đồng Nai tại văn bản số')."""
    match = re.search(r"của\s+([^.,;:\n]{5,80})\s+tại\s*\Z", prose.printed[max(0, at - 100) : at])
    return squeezed(match[1]) if match else None


@lru_cache(maxsize=2048)
def _seat(issuer: str, day: str | None) -> str | None:
    """The province an organ names, or Trung ương; None where its words do not tell."""
    named = provinces_in(issuer, on(dt.date.fromisoformat(day) if day else None))
    if named:
        return named[-1]
    return CENTRAL if first("central", issuer) is not None else None


@lru_cache(maxsize=4096)
def _is_central(symbol: str) -> bool:
    """Whether a code of the symbol is a central organ's; the Party's own are local unless they say so ('BTC')."""
    codes = re.findall(r"[^\W\d_]+", symbol)
    if re.match(r"\d+\w?-", symbol):
        return codes[-1].endswith("TW") or codes[-1] in PARTY_CENTRAL
    return any(organ_levels().get(code) == "central" for code in codes[-2:])


def _asserted(cited: Sequence[Citation], edges: Sequence[Edge]) -> tuple[AssertedEdge, ...]:
    """The edges between named documents, each once, with the stretch that says so."""
    found: dict[tuple[str, Relation, str], AssertedEdge] = {}
    for edge in edges:
        source, target = cited[edge.source], cited[edge.target]
        one, other = source.symbol or source.name, target.symbol or target.name
        if one is None or other is None or one == other:
            continue
        start, end = min(source.start, target.start), max(source.end, target.end)
        sure = min(source.confidence, target.confidence)
        found.setdefault((one, edge.relation, other), AssertedEdge(one, edge.relation, other, start, end, sure))
    return tuple(found.values())
