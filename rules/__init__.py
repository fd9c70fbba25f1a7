"""What people know, as data: every rule is a TOML entry with examples and counter-examples, loaded once.

A rule's pattern is a regular expression.  `{name}` in it stands for an entry of the file's `[parts]`; `{upper}` and
`{lower}` stand for one letter in every file.  With `on = "folded"` it is matched against the text without
marks in lower case (what an OCR gets right); with `on = "printed"` against the text as it stands.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from rules.fold import fold

ROOM = Path(__file__).parent

_VIETNAMESE = [chr(code) for code in (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA)) if chr(code).isalpha()]
#: Parts that every file can use: one capital, one small letter of Vietnamese.  (A range À-Ỹ holds both.)
PARTS = {
    "upper": "[A-Z" + "".join(char for char in _VIETNAMESE if char.isupper()) + "]",
    "lower": "[a-z" + "".join(char for char in _VIETNAMESE if char.islower()) + "]",
}


class RuleError(ValueError):
    """A rule file that cannot be used; the message names file and rule."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence a rule must match, and the value that must come out where the rule gives one."""

    text: str
    gives: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One form of words: its pattern, what it stands for, and what proves it."""

    id: str
    pattern: re.Pattern[str]
    folded: bool
    value: str | None
    confidence: float
    examples: tuple[Example, ...]
    counter_examples: tuple[str, ...]
    source: str

    def search(self, text: str) -> re.Match[str] | None:
        """The first match in the text (NFC); its offsets hold in the text as printed."""
        return self.pattern.search(fold(text) if self.folded else text)

    def finds(self, text: str) -> bool:
        """Whether the text has this form."""
        return self.search(text) is not None


@cache
def table(name: str) -> dict[str, Any]:
    """The whole content of rules/NAME.toml."""
    return tomllib.loads((ROOM / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def rules(name: str) -> tuple[Rule, ...]:
    """The rules of rules/NAME.toml in the order they stand in (the first that matches counts)."""
    content = table(name)
    parts: dict[str, str] = PARTS | content.get("parts", {})
    return tuple(_rule(name, entry, parts) for entry in content.get("rule", []))


@cache
def rule(name: str, rule_id: str) -> Rule:
    """The rule with this id; RuleError where there is none."""
    for one in rules(name):
        if one.id == rule_id:
            return one
    raise RuleError(f"rules/{name}.toml: no rule {rule_id!r}")


def first(name: str, text: str) -> Rule | None:
    """The first rule of the file that matches the text, or None."""
    return next((one for one in rules(name) if one.finds(text)), None)


@cache
def version() -> str:
    """A short hash of all rule files: two readings with the same version were made by the same knowledge.

    As long as the process lives it is that of the rules it went by first, which are kept as well.
    """
    content = b"".join(path.read_bytes() for path in sorted(ROOM.glob("*.toml")))
    return sha256(content).hexdigest()[:12]


def _expanded(pattern: str, parts: dict[str, str]) -> str:
    def part(match: re.Match[str]) -> str:
        return "(?:" + _expanded(parts[match[1]], parts) + ")" if match[1] in parts else match[0]

    return re.sub(r"\{([a-z_]+)\}", part, pattern)


def _rule(name: str, entry: dict[str, Any], parts: dict[str, str]) -> Rule:
    try:
        folded = entry.get("on", "folded") == "folded"
        pattern = re.compile(_expanded(entry["pattern"], parts))
        examples = tuple(Example(**one) if isinstance(one, dict) else Example(one) for one in entry["examples"])
        value, source = entry.get("value"), entry.get("source", "")
        counter = tuple(entry["counter_examples"])
        return Rule(entry["id"], pattern, folded, value, float(entry.get("confidence", 1.0)), examples, counter, source)
    except (KeyError, TypeError, re.error) as error:
        raise RuleError(f"rules/{name}.toml: rule {entry.get('id', '?')}: {error!r}") from error
