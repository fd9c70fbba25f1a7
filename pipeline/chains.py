"""Which upper order a task carries out: told by the graph of documents, by the words, and by whom the order names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.wording import alike
from records import Document, Edge, Fall, LinkKind, Ordered, Relation, TaskLink

#: The relations by which a dispatch hands down what another one orders.
HANDS_DOWN = frozenset({Relation.IMPLEMENTS, Relation.CONTINUES, Relation.GUIDES})
#: From this score on an order is a candidate; from the second on, and so far before the next one, it is the one.
CANDIDATE, CLEAR, AHEAD = 0.35, 0.5, 0.15
#: What it counts that the upper order falls on the unit which now hands it down.
NAMED = 0.2
MOST_CANDIDATES = 3


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the documents, each by its key: itself, the units that issued it, its tasks with their falls."""

    documents: Mapping[str, Document]
    issuers: Mapping[str, frozenset[str]]
    tasks: Mapping[str, Sequence[tuple[Ordered, tuple[Fall, ...]]]]


@dataclass(frozen=True, slots=True)
class Above:
    """An upper order that may be meant: the saying that leads to it, and whether it falls on who says so."""

    edge: Edge
    order: Ordered
    named: bool


def upper_orders(own: Sequence[Ordered], edges: Sequence[Edge], known: Known) -> dict[int, tuple[TaskLink, ...]]:
    """For each task of one paper the upper orders it seems to carry out, the likeliest first; by the task's number.

    `edges`: what the paper says of others.
    """
    above = [
        Above(edge, one, bool({key for fall in falls for key in fall.units} & known.issuers[edge.source]))
        for edge in _first_of_each(edges)
        for one, falls in known.tasks.get(edge.target or "", ())
    ]
    found = {one.number: _ranked(one, above, known) for one in own} if above else {}
    return {number: links for number, links in found.items() if links}


def _first_of_each(edges: Sequence[Edge]) -> Iterator[Edge]:
    """One saying for each document handed down."""
    seen = set()
    for edge in edges:
        new = edge.target not in seen and edge.target != edge.source
        if edge.target and edge.relation in HANDS_DOWN and new and not edge.asserted:
            seen.add(edge.target)
            yield edge


def _ranked(one: Ordered, above: Sequence[Above], known: Known) -> tuple[TaskLink, ...]:
    words = [alike(one.text, upper.order.text) for upper in above]
    scored = [(same + NAMED * upper.named, same, upper) for same, upper in zip(words, above, strict=True)]
    best = sorted((each for each in scored if each[0] >= CANDIDATE), key=lambda each: (-each[0], each[2].order.number))
    if not best:
        return ()
    second = best[1][0] if len(best) > 1 else 0.0
    sure = best[0][1] >= CLEAR and best[0][0] - second >= AHEAD
    return tuple(_link(upper, score, sure, known) for score, _, upper in best[: 1 if sure else MOST_CANDIDATES])


def _link(upper: Above, score: float, sure: bool, known: Known) -> TaskLink:
    key = upper.edge.target or ""
    name, sentence = label(known.documents[key]), upper.edge.sentence
    return TaskLink(LinkKind.IMPLEMENTS, key, name, round(min(1.0, score), 3), sure, sentence, upper.order.number)


def label(one: Document) -> str:
    """The document as people call it: its symbol, or its title, with its day."""
    day = "/".join(part.lstrip("0") for part in reversed(one.issued_on.split("-"))) if one.issued_on else ""
    return " ngày ".join(part for part in (one.symbol or one.title or one.key, day) if part)
