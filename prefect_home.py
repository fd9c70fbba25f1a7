"""Prefect's environment and folder, made before Prefect is imported: it reads both at its import."""

from __future__ import annotations

import os

from settings import Settings


def prepare(settings: Settings) -> None:
    """Nothing; afterwards Prefect finds its settings (those of the operator stand) and a folder it can write to."""
    for name, value in settings.prefect_environment().items():
        os.environ.setdefault(name, value)
    settings.prefect_home.absolute().mkdir(parents=True, exist_ok=True)
