"""What all tests share."""

import logging
from pathlib import Path

import pytest

#: What is waited for longest begins first, so that no worker works on alone at the end: servers, then pictures.
BEGUN = ("flow", "postgres", "imap"), ("ocr", "browser")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests in the order in which they, with their files, are given to the workers."""

    def rank(item: pytest.Item) -> int:
        marks = {mark.name for mark in item.iter_markers()}
        return next((place for place, names in enumerate(BEGUN) if marks & set(names)), len(BEGUN))

    items.sort(key=rank)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real documents beside the project; skips where they are not."""
    folder = Path(__file__).parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("../shared is not here")
    return folder


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """SQLite in a file also for tests: in memory it has no WAL, and threads cannot wait for one another."""
    from django.db import connections

    entry = connections.settings["default"]
    if entry["ENGINE"] == "django.db.backends.sqlite3":
        entry["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "vanthu.sqlite3")


@pytest.fixture(autouse=True)
def _loggers_speak() -> None:
    """Whoever sets up logging anew (Prefect does where a flow starts) silences the loggers that were there before."""
    for logger in logging.root.manager.loggerDict.values():
        if isinstance(logger, logging.Logger):
            logger.disabled = False


@pytest.fixture(autouse=True)
def light_pages(request: pytest.FixtureRequest) -> None:
    """Passwords are not hashed half a million times over, and no page remembers what another test's tables held."""
    if request.node.get_closest_marker("django_db"):
        from django.core.cache import cache

        quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
        request.getfixturevalue("settings").PASSWORD_HASHERS = quick
        cache.clear()
