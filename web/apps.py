"""The pages as a Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class WebConfig(AppConfig):
    """What people work with: pages, accounts, groups."""

    name = "web"
    verbose_name = "Bàn làm việc"

    def ready(self) -> None:
        """Nothing; the groups are made whenever the tables are, after the rights they hold (auth is heard first)."""
        from web.groups import make_groups

        post_migrate.connect(make_groups, sender=self, dispatch_uid="web.groups")
