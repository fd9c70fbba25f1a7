"""Claims as the keeping side holds them: enough to match them again, without the sentence and the place of the mention.

A faded claim tells of its document all that the whole one does; edges are made from whole ones only.
"""

from __future__ import annotations

import json
from dataclasses import astuple, replace
from functools import lru_cache

from extractors.identity import Identity, Told
from pipeline.claims import Claim
from pipeline.matching import Fact, Match, fact
from records import Box, Citation, KeptClaim, KeptFact, Relation


def faded(claim: Claim, found: Match, meant: Match) -> KeptClaim:
    """The claim to be kept, with its match before (`found`) and after all rulings (`meant`)."""
    identity, own = claim.identity, fact(claim)
    return KeptClaim(
        *claim.paper,
        claim.order,
        identity.series,
        shelf(identity),
        own.named,
        identity.key if claim.telling else None,
        _text(astuple(identity)),
        own.date,
        own.title,
        claim.confidence,
        _told(claim),
        found.key,
        found.sure,
        found.candidates,
        meant.key,
    )


def rematched(kept: KeptClaim, found: Match, meant: Match) -> KeptClaim:
    """The kept claim with another match."""
    return replace(kept, found=found.key, sure=found.sure, candidates=found.candidates, target=meant.key)


def shelf(identity: Identity) -> str | None:
    """Under what a document is found by its short form or its name.

    >>> shelf(Identity(number="784", code="QD")), shelf(Identity(name="luat dat dai")), shelf(Identity())
    ('784|QD', '=luat dat dai', None)
    """
    if identity.name:
        return f"={identity.name}"
    return f"{identity.number}|{identity.code}" if identity.number else None


def kept_fact(claim: Claim) -> KeptFact:
    """The fact that a telling claim tells, to be held against kept ones."""
    own = fact(claim)
    return KeptFact(claim.identity.key, _text(astuple(claim.identity)), own.date, own.title, own.named)


def fact_of(kept: KeptFact) -> Fact:
    """The fact as matching knows it."""
    return Fact(identity_of(kept.identity), kept.date, kept.title, kept.named)


def claim_of(kept: KeptClaim) -> Claim:
    """The claim as it was kept."""
    symbol, told, mention, (dated, home, seat), linked = json.loads(kept.told)
    return Claim(
        kept.place,
        kept.order,
        identity_of(kept.identity),
        symbol,
        Told(*told),
        kept.title,
        _mention(*mention) if mention else None,
        "",
        *(dated, home, seat),
        confidence=kept.confidence,
        linked=linked,
    )


def found_of(kept: KeptClaim) -> Match:
    """Its match before any ruling."""
    linked = json.loads(kept.told)[4]
    return Match(kept.found, kept.sure, kept.candidates, linked is not None)


def _told(claim: Claim) -> str:
    said = claim.citation
    mention = (said.text, said.name, said.page, said.box) if said else None
    paper = (claim.dated, claim.home, claim.seat)
    return _text((claim.symbol, astuple(claim.told), mention, paper, claim.linked))


def _mention(text: str, name: str | None, page: int | None, box: list[float] | None) -> Citation:
    where: Box | None = (box[0], box[1], box[2], box[3]) if box else None
    return Citation(text, 0, 0, Relation.MENTIONS, "", 0.0, name=name, page=page, box=where)


def _text(values: object) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=50_000)
def identity_of(text: str) -> Identity:
    """The identity of a kept fact or claim."""
    return Identity(*json.loads(text))
