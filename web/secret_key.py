"""The key that signs sessions and links: set, or made once and kept; never one that others can know."""

from __future__ import annotations

import os
import secrets

from settings import Settings

LENGTH = 50  # bytes of chance


def secret_key(settings: Settings) -> str:
    """The key that is set, else the one kept in the secret file, else one that ends with this process."""
    if settings.secret_key:
        return settings.secret_key
    try:
        return settings.secret_file.read_text(encoding="ascii").strip() or secrets.token_urlsafe(LENGTH)
    except FileNotFoundError:
        return secrets.token_urlsafe(LENGTH)


def keep_one(settings: Settings) -> None:
    """Nothing; afterwards there is a key that outlives the process.  Raises OSError where it cannot be written."""
    if settings.secret_key or settings.secret_file.exists():
        return
    settings.secret_file.parent.mkdir(parents=True, exist_ok=True)
    half = settings.secret_file.with_name(f"{settings.secret_file.name}.{os.getpid()}")
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(LENGTH))
    half.replace(settings.secret_file)
