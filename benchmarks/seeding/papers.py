"""The readings of made-up dispatches: header, text with its mentions, orders, doubts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from random import Random

from benchmarks.seeding.orders import orders
from benchmarks.seeding.units import Office
from benchmarks.seeding.words import CLOSINGS, FAMILIES, GIVEN, MIDDLES
from benchmarks.seeding.world import Cite, Document, World
from records import (
    Arrival,
    AssertedEdge,
    Citation,
    Found,
    Grade,
    Header,
    Problem,
    Reading,
    Recipient,
    Scan,
    ScanReading,
    Signer,
)

RULE, PAGE_SIGNS = "made", 2500
MORNING = dt.time(8, tzinfo=dt.timezone(dt.timedelta(hours=7)))
ILLEGIBLE = "Số, ký hiệu in mờ; hãy so với bản gốc."
POOR = "Trang chụp mờ; hãy so các giá trị với bản gốc."


def scan_reading(world: World, office: Office, dispatch: int) -> ScanReading:
    """What is read of the file of that dispatch."""
    document, dice = world.document(world.of_dispatch(dispatch)), world.chance("paper", dispatch)
    head = _header(document, office, dispatch, dice)
    text, citations, edges = _body(world, document, dispatch, dice)
    text, obligations = orders(text, world.orders(dispatch), document, office, dice)
    pages = 1 + len(text) // PAGE_SIGNS
    head, of_scan, of_dispatch = _doubted(head, dice)
    reading = Reading(
        tuple(range(1, pages + 1)),
        text,
        head,
        problems=of_dispatch,
        citations=citations,
        asserted_edges=edges,
        obligations=obligations,
    )
    grades = (Grade.GOOD,) * pages
    return ScanReading(_scan(world, document, dispatch, dice), pages, (reading,), of_scan, grades, (None,) * pages)


def digest(world: World, dispatch: int) -> str:
    """The sha256 that the file of that dispatch would have."""
    return sha256(f"{world.seed}/{dispatch}".encode()).hexdigest()


def _scan(world: World, document: Document, dispatch: int, dice: Random) -> Scan:
    came = dt.datetime.combine(document.day + dt.timedelta(days=dice.randint(1, 6)), MORNING)
    name = f"{document.symbol.replace('/', '_')}_{dispatch + 1:06}.pdf"
    when = came + dt.timedelta(seconds=dice.randrange(32_000))
    return Scan(digest(world, dispatch), Path(name), name, when, "application/pdf", dice.randint(40_000, 4_000_000))


def _found(value: str, sure: float = 0.97) -> Found:
    return Found(value, value, sure, RULE, 1, (60.0, 80.0, 240.0, 96.0))


def _header(document: Document, office: Office, dispatch: int, dice: Random) -> Header:
    organ, day = document.organ, document.day
    units, came = office.addressed(dice), day + dt.timedelta(days=1)
    arrival = Arrival(_found(str(dispatch % 9000 + 1)), _found(came.isoformat())) if dice.random() < 0.6 else None
    return Header(
        symbol=_found(document.symbol),
        kind=_found(document.kind),
        issued_on=_found(day.isoformat()),
        place=_found(organ.place),
        issuer=_found(organ.name),
        jurisdiction=_found(organ.place),
        subject=_found(f"về {document.subject}"),
        addressees=tuple(_found(one) for one in units[:2]),
        recipients=tuple(Recipient(_found(one), _found("để thực hiện")) for one in (*units, "Văn phòng")),
        signer=Signer(_found(person(dice)), _found(dice.choice(("Bí thư", "Chủ tịch", "Chánh Văn phòng")))),
        arrival=arrival,
        marks=(_found("KHẨN"),) if dice.random() < 0.03 else (),
    )


def person(dice: Random) -> str:
    """A name."""
    return f"{dice.choice(FAMILIES)} {dice.choice(MIDDLES)} {dice.choice(GIVEN)}"


def _doubted(head: Header, dice: Random) -> tuple[Header, tuple[Problem, ...], tuple[Problem, ...]]:
    """The header, the problems of the scan and of the dispatch: of 100 dispatches three or four are doubtful."""
    luck = dice.random()
    if luck < 0.02 and head.symbol:
        return replace(head, symbol=replace(head.symbol, confidence=0.6)), (), ()
    if luck < 0.025:
        return replace(head, issued_on=None), (), ()
    if luck < 0.03:
        return head, (Problem("poor_page", POOR, 1),), ()
    if luck < 0.035:
        return head, (), (Problem("illegible", ILLEGIBLE, 1, field="symbol"),)
    return head, (), ()


def _body(
    world: World, document: Document, dispatch: int, dice: Random
) -> tuple[str, tuple[Citation, ...], tuple[AssertedEdge, ...]]:
    """The text as far as it names others."""
    text = f"{document.organ.name.upper()}\nSố {document.symbol}\n{document.kind.upper()}\nvề {document.subject}\n"
    citations, edges = [], []
    for cite in world.cites(dispatch):
        text += dice.choice(("Thực hiện ", "Căn cứ ", "Theo tinh thần "))
        one = _citation(world, cite, len(text), dice)
        citations.append(one)
        sentence = f"{one.text} về {dice.choice(CLOSINGS)}.\n"
        if cite.source is not None and cite.target is not None:
            ends = (world.document(cite.source).symbol, world.document(cite.target).symbol)
            edges.append(AssertedEdge(ends[0], cite.relation, ends[1], len(text), len(text) + len(sentence), 0.93))
        text += sentence
    return text, tuple(citations), tuple(edges)


def _citation(world: World, cite: Cite, start: int, dice: Random) -> Citation:
    target = world.document(cite.candidates[0] if cite.target is None else cite.target)
    whole = cite.target is not None
    text = target.name if whole else f"{target.kind.capitalize()} số {target.symbol.split('/')[0]}"
    return Citation(
        text,
        start,
        start + len(text),
        cite.relation,
        RULE,
        round(dice.uniform(0.85, 0.99), 2),
        target.symbol if whole else None,
        target.kind,
        date=target.day.isoformat() if whole else None,
        jurisdiction=target.organ.place if whole else None,
        short=not whole,
        page=1 + start // PAGE_SIGNS,
        box=(60.0, 200.0, 300.0, 212.0),
    )
