"""Which later documents seem to answer the orders of an earlier one: proposed to the clerk, never taken as done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from pipeline.chains import Known, label
from pipeline.wording import alike
from records import Directory, Document, Edge, Fall, FallKind, LinkKind, Ordered, Relation, TaskLink
from rules import first

#: How likely each way of saying so is by itself; the words of the order in the answer's sentence or subject add to it.
REPLIES, REPORT_KIND, TOLD = 0.75, 0.7, 0.1
WORDS, NOT_KNOWN_WHOSE = 0.2, 0.15
#: What relates a report to what it reports on.
ABOUT = frozenset({Relation.IMPLEMENTS, Relation.MENTIONS, Relation.REPLIES_TO, Relation.CONTINUES})


def answers(edges: Sequence[Edge], known: Known, directory: Directory) -> dict[int, list[TaskLink]]:
    """For each task, by its number, what a later paper seems to answer of it; the surest saying of each document.

    `edges`: what the paper says.
    """
    found: dict[int, dict[str, TaskLink]] = {}
    for edge in edges:
        base = _base(edge, known.documents)
        for one, falls in known.tasks.get(edge.target or "", ()) if base else ():
            score = _score(base, (one, falls), edge, known, directory)
            kept = found.setdefault(one.number, {})
            if score and (edge.source not in kept or kept[edge.source].score < score):
                text = label(known.documents[edge.source])
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
    base: float, task: tuple[Ordered, tuple[Fall, ...]], edge: Edge, known: Known, directory: Directory
) -> float:
    """The saying weighed for one order; 0 where the order falls on others than the unit that answers."""
    (one, falls), units = task, known.issuers[edge.source]
    on = {key for fall in falls if fall.how is not FallKind.UNMATCHED for key in fall.units}
    if not _may_answer(on, units, directory):
        return 0.0
    words = alike(one.text, f"{edge.sentence} {known.documents[edge.source].title or ''}")
    return round(min(1.0, base - (0.0 if on else NOT_KNOWN_WHOSE) + WORDS * words), 3)


def _may_answer(on: Set[str], units: Set[str], directory: Directory) -> bool:
    """Whether these units can answer what falls on those; where it is not known whose it is, any of ours can."""
    if on:
        return any(_related(key, unit, directory) for key in on for unit in units)
    return bool(units & directory.ours) or directory.office is None


def _related(one: str, other: str, directory: Directory) -> bool:
    """Whether `other` answers for `one`: it is the same unit, one under it, or one of ours over it."""
    return other in directory.within(one) or (other in directory.ours and one in directory.within(other))
