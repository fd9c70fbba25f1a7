"""Answers of the graph as a page shows them: names, sentences, where each stands and where each leads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.urls import reverse

from publish.answers import RELATION_NAMES, shown, state
from publish.cells import text
from records import SURE, Document, Edge
from registry.answers import Part
from web.sight import Sight, sight_of_answers


@dataclass(frozen=True, slots=True)
class DocumentShown:
    """A document: its name and title, whether it came, its page (or ''), the question for it."""

    key: str
    kind: str
    name: str
    title: str
    state: str
    received: bool
    page: str
    question: str


@dataclass(frozen=True, slots=True)
class HopShown:
    """One hop: who does what to whom, in which sentence ('' where it may not be seen), where it stands."""

    source: str
    relation: str
    target: str
    sentence: str
    by: str
    sure: bool
    file: str
    on_page: int | None
    page: str


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """A document and the way that leads there."""

    document: DocumentShown
    hops: tuple[HopShown, ...]


def document_shown(one: Document, sight: Sight) -> DocumentShown:
    """The document as this person may see it."""
    seen = sight.document(one)
    title = (text(seen.title) or "") if seen.symbol else ""
    asked = f"{reverse('graph')}?{urlencode({'document': one.key})}"
    return DocumentShown(
        one.key, one.kind or "", shown(seen), title, state(seen), one.received, sight.address(one), asked
    )


def documents_shown(user: User, documents: Iterable[Document]) -> tuple[DocumentShown, ...]:
    """The documents as this person may see them."""
    every = tuple(documents)
    sight = Sight(user, every)
    return tuple(document_shown(one, sight) for one in every)


def answers_shown(
    user: User, part: Part, beside: Iterable[Document] = ()
) -> tuple[tuple[AnswerShown, ...], tuple[DocumentShown, ...]]:
    """The answers as this person may see them, and so the documents beside."""
    known, files, others = part.told.documents, part.told.files, tuple(beside)
    keys = sorted({key for one in part.answers for hop in one.hops for key in (hop.source, hop.target) if key})
    sight = sight_of_answers(user, part.answers, (*others, *(known[key] for key in keys)))
    answers = (
        AnswerShown(document_shown(one.document, sight), tuple(_hop(hop, known, files, sight) for hop in one.hops))
        for one in part.answers
    )
    return tuple(answers), tuple(document_shown(one, sight) for one in others)


def _hop(hop: Edge, known: Mapping[str, Document], files: Mapping[str, str], sight: Sight) -> HopShown:
    seen = sight.edge(hop)
    return HopShown(
        shown(known[hop.source]),
        RELATION_NAMES[hop.relation],
        shown(known[hop.target]) if hop.target else "?",
        text(seen.sentence) or "",
        shown(known[hop.said_by]) if hop.asserted else "",
        hop.confidence >= SURE,
        text(files.get(seen.sha256)) or "",
        seen.page,
        sight.place_of(hop),
    )
