"""Sentences, words and verbs of Vietnamese.  The only room of spaCy and underthesea.

underthesea cuts at '.', '?' and '!' only, and takes 'TX.', '06. 4. 2022' and '2.' for ends of sentences: of the seeds'
sentences 38 % were damaged.  So dots that end nothing are hidden from it, and list marks are cut off before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from rules.fold import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: Stands for a dot that ends no sentence while underthesea looks (one character, so that offsets hold).
HIDDEN = "\u2024"
#: Dots inside numbers and dates, behind abbreviations and inside names: they end nothing.
INNER = re.compile(
    r"(?<=\d)\.(?=\s?\d)|(?<=[^\W\d_])\.(?=[^\W_])|\.(?=\s*(?:[a-zđ(,;:]|\.))"
    r"|(?<!\w)(?:[A-ZĐ]|TP|TX|TT|Tp|Tx|TS|BS|CN|KS|Th|PGS|GS|[đĐ]/c|UV)\."
)
#: Syllables; numbers of documents, dates and decimals stay whole.
SYLLABLE = re.compile(r"\d[\w./-]*\w|\w+|[^\w\s]")
#: Stands for a syllable that no phrase has.
UNKNOWN = "·"
#: underthesea loads its models at the first call, and a second thread must not find them half loaded.
TAGGING = Lock()
#: A verb is told by its first syllables; more of the sentence only slows the tagger.
LOOKED_AT = 6


@dataclass(frozen=True, slots=True)
class Term:
    """A phrase of a lexicon as it stands in a text: its offsets and what it is."""

    start: int
    end: int
    label: str


def sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a stretch of prose begin and end (offsets); list marks must have been cut off."""
    from underthesea import sent_tokenize

    hidden = INNER.sub(lambda match: match[0].replace(".", HIDDEN), text)
    found: list[tuple[int, int]] = []
    at = 0
    for sentence in sent_tokenize(hidden):
        start = hidden.index(sentence, at)
        at = start + len(sentence)
        found.append((start, at))
    return found


def opens_with_verb(text: str) -> bool:
    """Whether the words begin with a verb, as underthesea's tagger sees it; for phrases no lexicon has."""
    return _tagged_verb(" ".join(text.split()[:LOOKED_AT]))


@lru_cache(maxsize=4096)
def _tagged_verb(words: str) -> bool:
    from underthesea import pos_tag

    with TAGGING:
        tagged = pos_tag(words[:1].lower() + words[1:])
    first = next((tag for word, tag in tagged if any(map(str.isalpha, word)) and tag not in {"R", "T"}), "")
    return bool(first == "V")


class Lexicon:
    """Phrases to be found in texts: those of several syllables whatever their marks, short ones as they are spelt."""

    def __init__(self, phrases: Iterable[tuple[str, Sequence[str]]]) -> None:
        """`phrases` by label, the more telling labels first."""
        import spacy
        from spacy.matcher import PhraseMatcher

        self.vocab = spacy.blank("xx").vocab
        self.known: set[str] = set()
        self.told = lru_cache(maxsize=32768)(self._told)
        self.labels: dict[int, str] = {}
        self.folded = PhraseMatcher(self.vocab, attr="NORM")
        self.spelt = PhraseMatcher(self.vocab, attr="LOWER")
        for label, entries in phrases:
            self.labels[self.vocab.strings.add(label)] = label
            self.known |= {fold(syllable) for entry in entries for syllable in SYLLABLE.findall(entry)}
            self.folded.add(label, [self._doc(entry) for entry in entries if " " in entry])
            self.spelt.add(label, [self._doc(entry) for entry in entries if " " not in entry])

    def _doc(self, text: str) -> Doc:
        """The text's syllables; one that no phrase has is left blank, so that the vocabulary does not grow for ever."""
        from spacy.tokens import Doc

        return Doc(self.vocab, list(map(self.told, SYLLABLE.findall(text))))

    def _told(self, syllable: str) -> str:
        """The syllable as the phrases are matched with, its form without marks known to the vocabulary."""
        small = syllable.lower()
        shown = small if fold(small) in self.known else UNKNOWN
        self.vocab[shown].norm_ = fold(shown)
        return shown

    def terms(self, text: str) -> tuple[Term, ...]:
        """The phrases in the text, of overlapping ones the longest, in order."""
        doc = self._doc(text)
        spans = [match.span() for match in SYLLABLE.finditer(text)]
        found = [*self.folded(doc), *self.spelt(doc)]
        chosen: list[tuple[int, int, str]] = []
        taken = [False] * len(doc)
        for key, first, last in sorted(found, key=lambda one: (one[1] - one[2], one[1])):
            if not any(taken[first:last]):
                taken[first:last] = [True] * (last - first)
                chosen.append((first, last, self.labels[key]))
        return tuple(Term(spans[first][0], spans[last - 1][1], label) for first, last, label in sorted(chosen))
