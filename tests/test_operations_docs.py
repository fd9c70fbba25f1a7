"""What docs/ says is so: its commands, settings, files and the program's own sentences are there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from cli import main
from settings import Settings

ROOT = Path(__file__).parents[1]
DOCS = sorted((ROOT / "docs").glob("*.md"))
#: Rooms of the project: a path that begins with one is a file of ours.
ROOMS = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")} - {"data", "outputs"}
#: Those whose sentences people see.
SPEAKING = ("backup", "doctor", "pipeline", "publish", "registry", "web")


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def spoken(doc: Path) -> str:
    """All code of a document: what stands between backquotes, and indented lines."""
    indented = "\n".join(re.findall(r"^    .*$", text(doc), re.MULTILINE))
    return "\n".join([*re.findall(r"`([^`\n]+)`", text(doc)), indented])


@pytest.mark.parametrize("doc", DOCS, ids=lambda one: one.name)
def test_commands_are_those_of_the_program(doc: Path) -> None:
    named = set(re.findall(r"(?:^\s*|sudo |bin/)vanthu (?:--office [\w-]+ )?([a-z-]+)", spoken(doc), re.MULTILINE))
    assert named <= set(main.commands)


@pytest.mark.parametrize("doc", DOCS, ids=lambda one: one.name)
def test_options_are_those_of_their_commands(doc: Path) -> None:
    for command, rest in re.findall(r"vanthu (?:--office [\w-]+ )?([a-z]+)((?: [^`\n#]*)?)", spoken(doc)):
        if command in main.commands:
            known = {name for one in main.commands[command].params for name in one.opts}
            assert set(re.findall(r"(?<!\w)--[a-z-]+", rest)) <= known, command


@pytest.mark.parametrize("doc", DOCS, ids=lambda one: one.name)
def test_settings_are_those_of_the_program(doc: Path) -> None:
    known = {f"VANTHU_{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall(r"VANTHU_[A-Z_]+[A-Z]", text(doc))) <= known


@pytest.mark.parametrize("doc", DOCS, ids=lambda one: one.name)
def test_files_are_there(doc: Path) -> None:
    named = {one for one in re.findall(r"[\w.-]+(?:/[\w.-]+)+/?", spoken(doc)) if one.split("/")[0] in ROOMS}
    named |= {one for one in re.findall(r"/opt/vanthu/([\w./-]+)", spoken(doc)) if not one.startswith(".venv")}
    named |= set(re.findall(r"`([\w-]+\.(?:py|toml|lock|md))`", text(doc)))
    named |= {(doc.parent / one).resolve().relative_to(ROOT).as_posix() for one in links(doc)}
    assert {one for one in named if "NAME" not in one and not (ROOT / one).exists()} == set()


def test_files_are_looked_for() -> None:
    named = "\n".join(map(spoken, DOCS))
    assert "deploy/vanthu-watch.service" in named
    assert {"VAN-HANH.md", "DU-LIEU.md", "ADDING.md", "PHAN-TICH.md"} <= {path.name for path in DOCS}
    assert "../README.md" in links(ROOT / "docs" / "VAN-HANH.md")


def links(doc: Path) -> list[str]:
    """Where it leads to; pictures, which a program takes of the pages, are no such place."""
    found = re.findall(r"(?<!!)\[[^\]]*\]\(([^)#]+)\)", text(doc))
    return [one for one in found if "://" not in one]


@cache
def sentences() -> str:
    """Every text in the program and its templates, formatted ones without their places."""
    modules = [*ROOT.glob("*.py"), *(one for room in SPEAKING for one in (ROOT / room).rglob("*.py"))]
    nodes = (node for path in modules for node in ast.walk(ast.parse(text(path))))
    found = [one.value for one in nodes if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return "\n".join([*found, *map(text, (ROOT / "web" / "templates").rglob("*.html"))])


def test_the_words_of_the_program_are_its_own() -> None:
    table = text(ROOT / "docs" / "VAN-HANH.md").partition("## Khi có chuyện")[2]
    quoted = re.findall(r"^\| “([^”]+)” \|", table, re.MULTILINE)
    assert len(quoted) > 15
    assert [one for one in quoted if one not in sentences()] == []


def test_each_recipe_has_ten_lines_at_most() -> None:
    recipes = re.split(r"^## ", text(ROOT / "docs" / "ADDING.md"), flags=re.MULTILINE)[1:]
    assert [one.splitlines()[0].partition(":")[0] for one in recipes] == ["A rule", "A field", "An output"]
    assert all(len(re.findall(r"^\d+\. ", one, re.MULTILINE)) <= 10 for one in recipes)
