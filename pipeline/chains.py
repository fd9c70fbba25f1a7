"""Which upper order a task carries out: told by the graph of documents, by the words, and by whom the order names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.wording import alike
from records import Document, Edge, LinkKind, Ordered, Relation, TaskLink
from rules.fold import fold, squeezed

#: The relations by which a dispatch hands down what another one orders.
HANDS_DOWN = frozenset({Relation.IMPLEMENTS, Relation.CONTINUES, Relation.GUIDES})
#: From this score on an order is a candidate; from the second on, and so far before the next one, it is the one.
CANDIDATE, CLEAR, AHEAD = 0.35, 0.5, 0.15
#: What it counts that the upper order names the office which now hands it down.
NAMED = 0.1
MOST_CANDIDATES = 3


def upper_orders(
    own: Sequence[Ordered],
    edges: Sequence[Edge],
    documents: Mapping[str, Document],
    at: Mapping[str, Sequence[Ordered]],
) -> dict[int, tuple[TaskLink, ...]]:
    """For each task of one paper the upper orders it seems to carry out, the likeliest first; by the task's number.

    `edges`: what the paper says of others; `at`: the tasks of every received document by its key.
    """
    source = next((documents[edge.source] for edge in edges if edge.source in documents), None)
    above = [
        (edge, one)
        for edge in _first_of_each(edges)
        for one in at.get(edge.target or "", ())
        if edge.relation in HANDS_DOWN and edge.target != edge.source
    ]
    found = {one.number: _ranked(one, above, source, documents) for one in own}
    return {number: links for number, links in found.items() if links}


def _first_of_each(edges: Sequence[Edge]) -> Iterator[Edge]:
    """One saying for each document handed down."""
    seen = set()
    for edge in edges:
        if edge.target and edge.relation in HANDS_DOWN and edge.target not in seen and not edge.asserted:
            seen.add(edge.target)
            yield edge


def _ranked(
    one: Ordered,
    above: Sequence[tuple[Edge, Ordered]],
    source: Document | None,
    documents: Mapping[str, Document],
) -> tuple[TaskLink, ...]:
    scored = [(_score(one, upper, source), edge, upper) for edge, upper in above]
    best = sorted((each for each in scored if each[0] >= CANDIDATE), key=lambda each: (-each[0], each[2].number))
    if not best:
        return ()
    second = best[1][0] if len(best) > 1 else 0.0
    sure = best[0][0] >= CLEAR and best[0][0] - second >= AHEAD
    return tuple(
        TaskLink(
            LinkKind.IMPLEMENTS,
            edge.target or "",
            label(documents[edge.target or ""]),
            round(score, 3),
            sure,
            edge.sentence,
            upper.number,
        )
        for score, edge, upper in best[: 1 if sure else MOST_CANDIDATES]
    )


def _score(one: Ordered, upper: Ordered, source: Document | None) -> float:
    issuer = squeezed(fold(source.issuer)) if source and source.issuer else ""
    named = any(issuer and squeezed(fold(name)) in issuer for name in upper.actors if name.strip())
    return min(1.0, alike(one.text, upper.text) + (NAMED if named else 0.0))


def label(one: Document) -> str:
    """The document as people call it: its symbol, or its title, with its day."""
    day = "/".join(part.lstrip("0") for part in reversed(one.issued_on.split("-"))) if one.issued_on else ""
    return " ngày ".join(part for part in (one.symbol or one.title or one.key, day) if part)
