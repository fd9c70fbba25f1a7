"""Django's settings, all from the one Settings of the house; nothing here needs a network."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

import dj_database_url

from settings import Settings

#: What every SQLite connection is told: readers do not wait for the writer.  A commit must outlive a power cut (FULL),
#: since an original leaves the inbox for the archive right after it; with one commit a scan that costs nothing.
SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=30000;"


def database(url: str) -> dict[str, Any]:
    """Django's entry for a database URL; a relative SQLite path is counted from the folder of the start.

    Raises ValueError for a URL of an unknown kind.
    """
    entry: dict[str, Any] = dict(dj_database_url.parse(url))
    if entry["ENGINE"] != "django.db.backends.sqlite3":
        return entry
    if entry["NAME"] != ":memory:":
        entry["NAME"] = str(Path(entry["NAME"]).absolute())
    # IMMEDIATE takes the write lock at BEGIN, where SQLite waits; taken later it fails at once if another writes.
    return entry | {
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 30, "init_command": SQLITE_PRAGMAS},
    }


_settings = Settings()

VANTHU_DATABASE_URL = _settings.database_url  # asked by registry.start: is Django set up for this installation?
DATABASES = {"default": database(_settings.database_url)}

# A key that anyone can read in the source is no key: without one, sessions end with the process.
SECRET_KEY = _settings.secret_key or secrets.token_urlsafe(50)
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "registry"]
ROOT_URLCONF = "web.urls"
WSGI_APPLICATION = "web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True

LOGGING_CONFIG = None  # what is logged, and where, is decided at the edge (command line, flows)
