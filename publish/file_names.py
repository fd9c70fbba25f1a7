"""Names of files for names of units: plain letters that every system takes, the same for the same unit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import sha256

from registry.asked_unit import unmarked

#: Letters of a name; longer ones are cut and told apart by a few digits.
LONGEST = 60
#: Names that Windows keeps for itself.
KEPT = re.compile(r"con|prn|aux|nul|com\d|lpt\d")


def file_names(names: Mapping[str, str], ours: Iterable[str] = ()) -> dict[str, str]:
    """For each key the stem of its files, made of its name; no two the same, and none of those in `ours`.

    >>> file_names({"a": "Ban Tổ chức", "b": "Đảng ủy / Khối"})
    {'a': 'ban-to-chuc', 'b': 'dang-uy-khoi'}
    """
    plain = {key: _plain(name) for key, name in names.items()}
    taken = Counter(plain.values()) + Counter(dict.fromkeys(ours, 2))
    return {key: _told_apart(key, plain[key]) if _needs_it(plain[key], taken) else plain[key] for key in names}


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", unmarked(name)).strip("-")


def _needs_it(name: str, taken: Mapping[str, int]) -> bool:
    return not name or len(name) > LONGEST or taken[name] > 1 or KEPT.fullmatch(name) is not None


def _told_apart(key: str, name: str) -> str:
    """The name with a few digits that its key alone decides."""
    digits = sha256(key.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{name[:LONGEST].strip('-') or 'don-vi'}-{digits}"
