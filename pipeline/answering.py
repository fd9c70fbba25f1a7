"""Which later documents seem to answer the orders of an earlier one: proposed to the clerk, never taken as done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline.chains import label
from pipeline.wording import alike
from records import Directory, Document, Edge, Fall, FallKind, LinkKind, Ordered, Relation, TaskLink
from rules import first

#: How likely each way of saying so is by itself; the words of the order in the answer's sentence or subject add to it.
REPLIES, REPORT_KIND, TOLD = 0.75, 0.7, 0.1
WORDS, NOT_KNOWN_WHOSE = 0.2, 0.15
#: What relates a report to what it reports on.
ABOUT = frozenset({Relation.IMPLEMENTS, Relation.MENTIONS, Relation.REPLIES_TO, Relation.CONTINUES})


def answers(
    edges: Sequence[Edge],
    documents: Mapping[str, Document],
    ours: Mapping[str, frozenset[str]],
    at: Mapping[str, Sequence[tuple[Ordered, tuple[Fall, ...]]]],
    directory: Directory,
) -> dict[int, list[TaskLink]]:
    """For each task, by its number, what one of our papers seems to answer of it; the surest saying of each document.

    `edges`: what the paper says; `ours`: the units of ours that issued a document; `at`: each received document's
    tasks with their falls.
    """
    found: dict[int, dict[str, TaskLink]] = {}
    for edge in edges:
        units = ours.get(edge.source, frozenset())
        base = _base(edge, documents) if units else 0.0
        for one, falls in at.get(edge.target or "", ()) if base else ():
            score = _score(base, one, falls, (edge, documents[edge.source]), (units, directory))
            kept = found.setdefault(one.number, {})
            if score and (edge.source not in kept or kept[edge.source].score < score):
                text = label(documents[edge.source])
                kept[edge.source] = TaskLink(LinkKind.ANSWERED_BY, edge.source, text, score, False, edge.sentence)
    return {number: list(links.values()) for number, links in found.items() if links}


def _base(edge: Edge, documents: Mapping[str, Document]) -> float:
    """How likely this saying answers the document it names; 0 where it does not speak of that, or comes before it."""
    source, target = documents.get(edge.source), documents.get(edge.target or "")
    if edge.asserted or source is None or target is None or source.key == target.key:
        return 0.0
    if source.issued_on and target.issued_on and source.issued_on < target.issued_on:
        return 0.0
    said, titled = first("answers", edge.sentence), first("answers", source.title or "")
    if source.kind == "báo cáo" and edge.relation in ABOUT:
        return REPORT_KIND + (TOLD if said or titled else 0.0)
    if edge.relation is Relation.REPLIES_TO:
        return REPLIES
    if edge.relation not in ABOUT or (said and said.value == "orders"):
        return 0.0
    return max((one.confidence for one in (said, titled) if one), default=0.0)


def _score(
    base: float,
    one: Ordered,
    falls: Iterable[Fall],
    saying: tuple[Edge, Document],
    whose: tuple[frozenset[str], Directory],
) -> float:
    """The saying weighed for one order; 0 where the order falls on others than the unit that answers."""
    (edge, source), (units, directory) = saying, whose
    on = {key for fall in falls if fall.how is not FallKind.UNMATCHED for key in fall.units}
    if on and not any(_related(key, unit, directory) for key in on for unit in units):
        return 0.0
    words = alike(one.text, f"{edge.sentence} {source.title or ''}")
    return round(min(1.0, base - (0.0 if on else NOT_KNOWN_WHOSE) + WORDS * words), 3)


def _related(one: str, other: str, directory: Directory) -> bool:
    """Whether one of the units is the other, or under it."""
    return one in directory.within(other) or other in directory.within(one)
