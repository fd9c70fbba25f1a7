"""Settings that nobody reads: variables whose name is misspelt or that the program does not know."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from dotenv import dotenv_values

from doctor.finding import Finding
from settings import Settings

PREFIX = "VANTHU_"
FILE = Path(".env")
NEAR = 0.75
#: A name without our prefix is another program's, unless it is all but one of ours.
VERY_NEAR = 0.85


def findings(environment: Mapping[str, str] = os.environ, file: Path = FILE) -> Iterator[Finding]:
    """Each unknown variable with the name that was probably meant; one finding where there is none."""
    written = dotenv_values(file, interpolate=False) if file.is_file() else {}
    places = {**dict.fromkeys(environment, "môi trường"), **dict.fromkeys(written, f"tệp {file}")}
    unknown = [(name, place) for name, place in sorted(places.items()) if _is_unknown(name)]
    yield from (_told(name, place) for name, place in unknown)
    if not unknown:
        number = sum(1 for name in places if name.upper() in known())
        yield Finding("Thiết lập", True, f"{number} biến VANTHU_… được đặt, đều có nghĩa")


def known() -> frozenset[str]:
    """The names of all variables that are read."""
    return frozenset(f"{PREFIX}{name.upper()}" for name in Settings.model_fields)


def _is_unknown(name: str) -> bool:
    if name.upper() in known():
        return False
    return name.upper().startswith(PREFIX) or bool(get_close_matches(name.upper(), known(), 1, VERY_NEAR))


def _told(name: str, place: str) -> Finding:
    near = get_close_matches(name.upper(), known(), 1, NEAR)
    meant = f"Có phải là {near[0]}? " if near else ""
    remedy = f"{meant}Hãy sửa tên hoặc bỏ biến này; mọi biến có nghĩa được kể trong README.md."
    return Finding(
        f"Biến {name}", False, f"có trong {place} nhưng không thiết lập nào mang tên đó", remedy, needed=False
    )
