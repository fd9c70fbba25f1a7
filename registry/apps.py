"""The registry as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """What was read and what clerks corrected."""

    name = "registry"
    verbose_name = "Sổ văn bản đến"
