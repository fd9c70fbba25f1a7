"""What the README says is so: its settings, commands and folders are those of the program."""

from __future__ import annotations

import re
from pathlib import Path

from cli import main
from docs.pictures import SHOWN
from settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_setting_is_explained_with_its_default() -> None:
    told = dict(re.findall(r"^\| `VANTHU_(\w+)` \| `?([^|`]+?)`? \|", README, flags=re.MULTILINE))
    defaults = {name.upper(): field.default for name, field in Settings.model_fields.items()}
    assert set(told) == set(defaults)
    for name, default in defaults.items():
        said = str(default).lower() if isinstance(default, bool) else str(default)
        if default != "":
            assert said.removesuffix(".0") == told[name], name


def test_every_command_is_shown() -> None:
    shown = set(re.findall(r"\.venv/bin/vanthu ([\w-]+)", README))
    assert shown == set(main.commands)


def test_every_room_of_the_house_is_there() -> None:
    rooms = re.findall(r"^\| `(\w+)/` \|", README, flags=re.MULTILINE)
    assert rooms
    assert all((ROOT / room / "__init__.py").exists() for room in rooms)


def test_the_lock_has_hashes_and_no_addresses() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = re.findall(r"^[\w.\[\]-]+==\S+", lock, flags=re.MULTILINE)
    assert len(pins) > 100
    assert "://" not in lock
    assert lock.count("--hash=sha256:") >= len(pins)


def test_every_picture_that_is_shown_is_there_and_every_one_there_is_shown() -> None:
    texts = (ROOT / "README.md", *(ROOT / "docs").glob("*.md"))
    shown = {name for text in texts for name in re.findall(r"pictures/([\w-]+)\.png", text.read_text(encoding="utf-8"))}
    taken = {one.name for one in SHOWN}
    assert shown == taken == {path.stem for path in (ROOT / "docs" / "pictures").glob("*.png")}
