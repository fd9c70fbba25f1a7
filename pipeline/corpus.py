"""A corpus on disk: a folder of scans or texts with `gold/NAME.yaml` beside them, and the run last accepted."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from pipeline.verdicts import Verdict

READABLE = (".pdf", ".docx", ".tif", ".tiff", ".jpg", ".jpeg", ".png", ".txt")


def golds(folder: Path) -> dict[str, dict[str, Any]]:
    """The gold of the corpus by the name of its scans; FileNotFoundError where the folder has none."""
    found = {
        path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((folder / "gold").glob("*.yaml"))
    }
    if not found:
        raise FileNotFoundError(folder / "gold")
    return found


def scans(folder: Path, names: Iterable[str]) -> dict[str, Path]:
    """The scan or text of each name: that of the same stem, else the one whose stem begins with the name."""
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in READABLE)
    exact = {name: path for name in names for path in files if path.stem == name}
    return exact | {
        name: path for name in names if name not in exact for path in files if path.stem.startswith(name + "-")
    }


def accepted(path: Path) -> tuple[str, ...]:
    """The keys that were right in the accepted run; none where no run was accepted yet."""
    return tuple(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else ()


def accept(path: Path, found: Iterable[Verdict]) -> None:
    """Keep this run as the accepted one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    keys = sorted({one.key for one in found if one.right})
    path.write_text(json.dumps(keys, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
