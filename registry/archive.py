"""The graph as it is asked: the one document that a question means, the limits of an answer."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from records import Document, Graph, Relation
from registry.asked import meant
from registry.network import Answer, Network


class NoOneDocument(LookupError):
    """A question that fits several documents, or none: `question` and `found`."""

    def __init__(self, question: str, found: Sequence[Document]) -> None:
        super().__init__(question)
        self.question, self.found = question, tuple(found)


@dataclass(frozen=True)
class Archive:
    """The graph as it stands now, the names of the files, and where the originals lie."""

    graph: Graph
    files: Mapping[str, str]
    places: Mapping[str, Path]

    def network(self, relations: Iterable[Relation] = ()) -> Network:
        """The graph ready for questions; with relations, only those count."""
        return Network(self.graph, tuple(relations) or None)

    def document(self, question: str) -> Document:
        """The one document that is meant.  Raises NoOneDocument where there are several, or none."""
        found = meant(question, self.graph.documents)
        if len(found) != 1:
            raise NoOneDocument(question, found)
        return found[0]

    def links(self, beside: Path) -> dict[str, str]:
        """For every received document the way to its original from the folder of `beside`."""
        folder = beside.absolute().parent
        return {
            one.key: Path(os.path.relpath(self.places[one.papers[0][0]], folder)).as_posix()
            for one in self.graph.documents
            if one.received and one.papers[0][0] in self.places
        }


def since(answers: Iterable[Answer], day: str | None) -> tuple[Answer, ...]:
    """The answers whose documents were issued on that ISO day or later; without a date they are left out."""
    return tuple(one for one in answers if day is None or (one.document.issued_on or "") >= day)
