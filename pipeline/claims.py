"""What a paper says of documents, mention by mention, ready to be matched with what other papers say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from extractors.identity import Identity, Told, identity, named, seat_of, short, year_in
from extractors.quoted import sentence, title_after
from records import AssertedEdge, Citation, Header, Paper
from rules.fold import fold, squeezed

Place = tuple[str, int]
#: Of a document of which nothing more is told.
NOTHING = Told()


@dataclass(frozen=True, slots=True)
class Claim:
    """One mention of a document, or a paper's own header: its identity as far as told, and what is said of it.

    `order` counts the mentions of the paper from 0; -1 is the header.  `dated`, `home` and `seat` are the date, the
    jurisdiction and the office's seat of the paper itself.
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

    @property
    def own(self) -> bool:
        """Whether it is the paper's own header."""
        return self.order < 0


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


def said_by(paper: Paper) -> Said:
    """The claims of the paper; a shortened mention takes what the same paper tells of that document elsewhere."""
    own = _own(paper)
    cited = tuple(_cited(paper, own, order, one) for order, one in enumerate(paper.reading.citations))
    cited = tuple(_completed(one, cited) for one in cited)
    found = (_assertion(paper, edge, own, cited) for edge in paper.reading.asserted_edges)
    return Said(own, cited, tuple(found))


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
    whole = {
        one.identity.key: one.identity for one in cited if one.identity.whole and claim.identity.fits(one.identity)
    }
    return replace(claim, identity=next(iter(whole.values()))) if len(whole) == 1 else claim


def _assertion(paper: Paper, edge: AssertedEdge, own: Claim, cited: tuple[Claim, ...]) -> Assertion:
    source, target = (_end(name, own, cited) for name in (edge.source, edge.target))
    return Assertion(edge, source, target, sentence(paper.reading.text, edge.start, edge.end))


def _end(name: str, own: Claim, cited: tuple[Claim, ...]) -> Claim:
    """The claim that an end of an asserted edge speaks of: the paper itself, one it cites, or a bare one."""
    wanted = _plain(name)
    for claim in (own, *sorted(cited, key=lambda one: not one.identity.whole)):
        names = (claim.symbol, claim.citation.name if claim.citation else None)
        if wanted in {_plain(one) for one in names if one}:
            return claim
    told = Told(jurisdiction=own.told.jurisdiction)
    found = identity(name, told)
    bare = found if found.series else named(name, Told())
    return Claim(own.paper, len(cited), bare, name, told, dated=own.dated, home=own.home, seat=own.seat)


def _plain(name: str) -> str:
    return squeezed(fold(name)).replace(" ", "")


def of_papers(papers: Iterable[Paper]) -> Iterator[Said]:
    """What each paper says, in the order of scans and positions, whatever order they come in."""
    yield from sorted((said_by(paper) for paper in papers), key=lambda one: one.own.paper)
