"""The words in front of a time that make it a deadline: 'chậm nhất là', 'hoàn thành trong'."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache

from extractors.mention_parts import Prose
from rules import PARTS, Rule, rule, rules

#: How far before and behind a time its sentence is looked at.
REACH = 100
#: Where a sentence ends: a line that goes on in small letters does not end one.
SENTENCE_END = re.compile(rf"[.;!?](?=\s)|\n(?!\s*{PARTS['lower']})|\0")


@dataclass(frozen=True, slots=True)
class Lead:
    """What stands in front of a time: its rule, what it makes of the time, and where the deadline's words begin."""

    rule: str
    value: str
    start: int
    confidence: float


@dataclass(frozen=True)
class Passage:
    """A text with its leads and the ends of its sentences."""

    prose: Prose

    @classmethod
    @lru_cache(maxsize=64)
    def of(cls, text: str) -> Passage:
        """The passage of a text; offsets hold."""
        return cls(Prose.of(text))

    @cached_property
    def leads(self) -> dict[int, Lead]:
        """The lead that ends at each offset; of several the surest."""
        found: dict[int, Lead] = {}
        for form in LEADS:
            for match in form.pattern.finditer(self.prose.folded):
                if form.value == "to" and self.prose.printed[match.start() : match.end()].strip().isupper():
                    continue  # the stamp of arrival: ĐẾN
                before = found.get(match.end())
                if before is None or before.confidence < form.confidence:
                    found[match.end()] = Lead(form.id, form.value or "", match.start("words"), form.confidence)
        return found

    @cached_property
    def _ends(self) -> list[int]:
        return [match.end() for match in SENTENCE_END.finditer(self.prose.printed)]

    def before(self, at: int, reach: int = REACH) -> tuple[int, int]:
        """The part of the sentence that stands in front of `at`."""
        index = bisect_right(self._ends, at)
        start = self._ends[index - 1] if index else 0
        return max(start, at - reach), at

    def after(self, at: int, reach: int = REACH) -> tuple[int, int]:
        """The part of the sentence that stands behind `at`."""
        index = bisect_left(self._ends, at)
        end = self._ends[index] if index < len(self._ends) else len(self.prose.printed)
        return at, min(end, at + reach)

    def has(self, name: str, span: tuple[int, int]) -> bool:
        """Whether the rule's form stands within the span; `$` in it is the span's end."""
        form = rule("deadlines", name)
        text = self.prose.folded if form.folded else self.prose.printed
        return form.pattern.search(text[slice(*span)]) is not None


def _forms() -> tuple[Rule, ...]:
    return tuple(one for one in rules("deadlines") if one.id.startswith("lead.") and one.value)


LEADS = _forms()
