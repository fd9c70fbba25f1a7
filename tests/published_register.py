"""A small register, published: the papers made by hand, with orders for the made-up office."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings as django_settings

from office import publish
from records import Paper
from settings import Settings
from tests.duties import above, handed_down, report, saved, with_orders
from tests.papers_of_graph import all_papers

#: Those of the papers that order something, with what they order.
ORDERING = {"411-CV/TU": above, "256-CV/ĐUK": handed_down}


def papers() -> tuple[Paper, ...]:
    """The fourteen papers, two of them with orders, and the report that answers."""
    return (*(_with_orders(one) for one in all_papers()), report())


def _with_orders(one: Paper) -> Paper:
    symbol = one.reading.header.symbol
    ordering = ORDERING.get(symbol.value if symbol else "")
    return with_orders(one, *ordering().reading.obligations) if ordering else one


def settings_in(folder: Path, **more: bool) -> Settings:
    return Settings(outputs=folder / "outputs", database_url=django_settings.VANTHU_DATABASE_URL, **more)  # type: ignore[arg-type]


def published(folder: Path) -> Path:
    """The folder of tables, everything published under `folder`; the office's directory must be kept before."""
    saved(*papers())
    publish(settings_in(folder))
    return folder / "outputs" / "data"
