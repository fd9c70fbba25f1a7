"""Every rule proves itself: its examples match (and give the value they name), its counter-examples do not."""

import unicodedata

import pytest

from rules import ROOM, Example, Rule, rules

FILES = sorted(path.stem for path in ROOM.glob("*.toml"))
RULES = [pytest.param(one, id=f"{name}:{one.id}") for name in FILES for one in rules(name)]


@pytest.mark.parametrize("rule", RULES)
def test_has_examples_and_counter_examples(rule: Rule) -> None:
    assert rule.examples
    assert rule.counter_examples


@pytest.mark.parametrize("rule", RULES)
def test_matches_its_examples(rule: Rule) -> None:
    missed = [example.text for example in rule.examples if not rule.finds(example.text)]
    assert missed == []


@pytest.mark.parametrize("rule", RULES)
def test_gives_what_its_examples_say(rule: Rule) -> None:
    def given(example: Example) -> str | None:
        match = rule.search(example.text)
        assert match
        name = next(iter(match.re.groupindex), 0)
        return example.text[slice(*match.span(name))]

    wrong = {one.text: given(one) for one in rule.examples if one.gives is not None and given(one) != one.gives}
    assert wrong == {}


@pytest.mark.parametrize("rule", RULES)
def test_leaves_its_counter_examples_alone(rule: Rule) -> None:
    caught = [text for text in rule.counter_examples if rule.finds(text)]
    assert caught == []


@pytest.mark.parametrize("name", FILES)
def test_ids_are_unique_and_text_is_composed(name: str) -> None:
    ids = [one.id for one in rules(name)]
    content = (ROOM / f"{name}.toml").read_text(encoding="utf-8")
    assert len(ids) == len(set(ids))
    assert content == unicodedata.normalize("NFC", content)
