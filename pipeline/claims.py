"""What a paper says of documents, mention by mention, ready to be matched with what other papers say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count

from extractors.identity import Identity, Told, identity, named, seat_of, short, year_in
from extractors.quoted import sentence, title_after
from records import AssertedEdge, Citation, Header, Paper
from rules.fold import fold, squeezed

Place = tuple[str, int]
#: For words of one paper the document they mean, or None where they are no citation, as a clerk ruled.
Words = Mapping[str, str | None]
NONE: Words = {}
#: Of a document of which nothing more is told.
NOTHING = Told()


@dataclass(frozen=True, slots=True)
class Claim:
    """One mention of a document, or a paper's own header: its identity as far as told, and what is said of it.

    `order` counts the mentions of the paper from 0; -1 is the header.  `dated`, `home` and `seat` are the date, the
    jurisdiction and the office's seat of the paper itself.  `linked`: the key of the document that a clerk said it is.
    """

    paper: Place
    order: int
    identity: Identity
    symbol: str | None = None
    told: Told = NOTHING
    title: str | None = None
    citation: Citation | None = None
    sentence: str = ""
    dated: str | None = None
    home: str | None = None
    seat: str | None = None
    confidence: float = 1.0
    linked: str | None = None

    @property
    def own(self) -> bool:
        """Whether it is the paper's own header."""
        return self.order < 0

    @property
    def telling(self) -> bool:
        """Whether it tells others of the document it names: all of its identity is known, and by its own words."""
        return self.identity.whole and self.linked is None


@dataclass(frozen=True, slots=True)
class Assertion:
    """What a paper says of two others: the ends as claims of that paper, and the sentence."""

    edge: AssertedEdge
    source: Claim
    target: Claim
    sentence: str


@dataclass(frozen=True, slots=True)
class Said:
    """All that one paper says: of itself, of those it cites, of pairs of others."""

    own: Claim
    cited: tuple[Claim, ...]
    assertions: tuple[Assertion, ...]

    @property
    def claims(self) -> Iterator[Claim]:
        """All its claims: its own, those of its mentions, and the ends of assertions that it does not mention."""
        yield self.own
        yield from self.cited
        ends = (end for one in self.assertions for end in (one.source, one.target))
        yield from (end for end in ends if end.citation is None and not end.own)


def said_by(paper: Paper, words: Words = NONE) -> Said:
    """The claims of the paper; a shortened mention takes what the same paper tells of that document elsewhere.

    `words` are a clerk's: those that are no citation are left out, those that mean a document are linked to it.
    """
    own = _own(paper)
    read = [_cited(paper, own, order, one) for order, one in enumerate(paper.reading.citations)]
    kept = [one for one in read if words.get(as_ruled(_text(one)), "") is not None]
    linked = [replace(one, linked=words.get(as_ruled(_text(one)))) for one in kept] if words else kept
    cited = tuple(_completed(one, linked) for one in linked)
    gone = {name for one in read if one not in kept for name in _names(one)}
    gone -= {name for one in (own, *cited) for name in _names(one)}
    edges = [edge for edge in paper.reading.asserted_edges if not gone & {_plain(edge.source), _plain(edge.target)}]
    bare = count(len(read))
    return Said(own, cited, tuple(_assertion(paper, edge, (own, cited), bare) for edge in edges))


def _text(claim: Claim) -> str:
    return claim.citation.text if claim.citation else ""


def _names(claim: Claim) -> set[str]:
    names = (claim.symbol, claim.citation.name if claim.citation else None)
    return {_plain(one) for one in names if one}


def _own(paper: Paper) -> Claim:
    header = paper.reading.header
    kind, place, date, issuer = (_value(header, name) for name in ("kind", "jurisdiction", "issued_on", "issuer"))
    told = Told(kind, place, date, None, issuer)
    symbol = _value(header, "symbol")
    sure = min((found.confidence for found in (header.symbol, header.issued_on) if found), default=0.0)
    return Claim(
        paper.place,
        -1,
        identity(symbol, told),
        symbol,
        told,
        _value(header, "subject"),
        dated=told.date,
        home=told.jurisdiction,
        seat=seat_of(issuer, place),
        confidence=sure,
    )


def _value(header: Header, name: str) -> str | None:
    found = getattr(header, name)
    return found.value if found else None


def _cited(paper: Paper, own: Claim, order: int, one: Citation) -> Claim:
    date = one.date or (year_in(one.text) if one.name and not one.symbol else None)
    told = Told(one.kind, one.jurisdiction, date, one.term, one.issuer)
    text = paper.reading.text
    return Claim(
        paper.place,
        order,
        _identity(one, told),
        one.symbol,
        told,
        title_after(text, one.end),
        one,
        sentence(text, one.start, one.end),
        own.dated,
        own.home,
        own.seat,
        one.confidence,
    )


def _identity(one: Citation, told: Told) -> Identity:
    """By symbol; else, for a document without one, by name; else by the number behind its kind."""
    found = identity(one.symbol, told)
    if found.series is None and one.name:
        return named(one.name, told)
    return found if found.series else short(one.text, told) or found


def _completed(claim: Claim, cited: Iterable[Claim]) -> Claim:
    """The claim with the identity that the paper gives the same document elsewhere, where it gives just one."""
    if claim.identity.whole or not (claim.identity.number or claim.identity.name):
        return claim
    whole = {one.identity.key: one.identity for one in cited if one.telling and claim.identity.fits(one.identity)}
    return replace(claim, identity=next(iter(whole.values()))) if len(whole) == 1 else claim


def _assertion(paper: Paper, edge: AssertedEdge, told: tuple[Claim, tuple[Claim, ...]], bare: count[int]) -> Assertion:
    source, target = (_end(name, *told, bare) for name in (edge.source, edge.target))
    return Assertion(edge, source, target, sentence(paper.reading.text, edge.start, edge.end))


def _end(name: str, own: Claim, cited: tuple[Claim, ...], bare: count[int]) -> Claim:
    """The claim that an end of an asserted edge speaks of: the paper itself, one it cites, or a bare one."""
    wanted = _plain(name)
    for claim in (own, *sorted(cited, key=lambda one: not one.identity.whole)):
        if wanted in _names(claim):
            return claim
    told = Told(jurisdiction=own.told.jurisdiction)
    found = identity(name, told)
    identified = found if found.series else named(name, Told())
    return Claim(own.paper, next(bare), identified, name, told, dated=own.dated, home=own.home, seat=own.seat)


def as_ruled(words: str) -> str:
    """A mention's words as rulings know them, so that they outlive another reading of spaces and marks.

    >>> as_ruled("Quy định  784") == as_ruled("quy định 784")
    True
    """
    return squeezed(fold(words)).strip(" .,;")


def _plain(name: str) -> str:
    return squeezed(fold(name)).replace(" ", "")


def of_papers(papers: Iterable[Paper], words: Callable[[Place], Words] = lambda _: NONE) -> Iterator[Said]:
    """What each paper says, in the order of scans and positions, whatever order they come in."""
    yield from sorted((said_by(paper, words(paper.place)) for paper in papers), key=lambda one: one.own.paper)
