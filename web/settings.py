"""Django's settings, all from the one Settings of the house; nothing here needs a network."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import dj_database_url

from settings import Settings
from web.secret_key import secret_key

#: What every SQLite connection is told: readers do not wait for the writer.  A commit must outlive a power cut (FULL),
#: since an original leaves the inbox for the archive right after it; with one commit a scan that costs nothing.
SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=30000;"


#: Seconds for which a connection stays open for the next question, in the threads that last: to open one costs SQLite
#: as much as a few questions (and who closes the last one writes the log into the database); PostgreSQL plans the first
#: questions in a new one three times as long.
MOST_AGE = 60


#: PostgreSQL plans once what `registry.planned` asks, for whatever values come: by itself it would plan anew for each
#: list of values, since it takes an unknown one to be long.  Nothing else is prepared, however often it is asked.
PLANS, PREPARED = "-c plan_cache_mode=force_generic_plan -c max_parallel_workers_per_gather=0", 1_000_000_000


def database(url: str) -> dict[str, Any]:
    """Django's entry for a database URL; a relative SQLite path is counted from the folder of the start.

    Raises ValueError for a URL of an unknown kind.
    """
    entry: dict[str, Any] = dict(dj_database_url.parse(url))
    if entry["ENGINE"] != "django.db.backends.sqlite3":
        return entry | {"CONN_MAX_AGE": MOST_AGE, "CONN_HEALTH_CHECKS": True, "OPTIONS": _postgresql(entry)}
    if entry["NAME"] != ":memory:":
        entry["NAME"] = str(Path(entry["NAME"]).absolute())
    # IMMEDIATE takes the write lock at BEGIN, where SQLite waits; taken later it fails at once if another writes.
    return entry | {
        "CONN_MAX_AGE": MOST_AGE,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 30, "init_command": SQLITE_PRAGMAS},
    }


def _postgresql(entry: dict[str, Any]) -> dict[str, Any]:
    own: dict[str, Any] = entry.get("OPTIONS", {})
    return own | {"options": f"{own.get('options', '')} {PLANS}".strip(), "prepare_threshold": PREPARED}


_settings = Settings()

VANTHU_DATABASE_URL = _settings.database_url  # asked by registry.start: is Django set up for this installation?
DATABASES = {"default": database(_settings.database_url)}

SECRET_KEY = secret_key(_settings)
DEBUG = False
ALLOWED_HOSTS = [host.strip() for host in _settings.hosts.split(",") if host.strip()]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "axes",
    "registry",
    "web",
]
MIDDLEWARE = [
    "web.middleware.OneConnection",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",  # nobody passes but where a view says so
    "web.middleware.OwnPassword",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "web.middleware.KeptByNobody",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "web.navigation.desk",
            ],
        },
    },
]
ROOT_URLCONF = "web.urls"
WSGI_APPLICATION = "web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # straight from the packages: nothing to collect
WHITENOISE_MAX_AGE = 600

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
_RULES_OF_PASSWORDS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"{_RULES_OF_PASSWORDS}.UserAttributeSimilarityValidator"},
    {"NAME": "web.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_RULES_OF_PASSWORDS}.CommonPasswordValidator"},
    {"NAME": f"{_RULES_OF_PASSWORDS}.NumericPasswordValidator"},
]
CSRF_FAILURE_VIEW = "web.pages.refusals.no_csrf"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"

# An account rests, not a computer: behind a proxy all come from one address, and offices share theirs.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = dt.timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "registration/locked.html"
AXES_VERBOSE = False

SESSION_COOKIE_AGE = _settings.session_hours * 3600
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = _settings.https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _settings.https else None
SECURE_HSTS_SECONDS = _settings.hsts_seconds if _settings.https else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
#: HSTS for other hosts of the domain, and its list in browsers, are for whoever owns the domain.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
#: Nothing from elsewhere, nothing inline: pages carry no <style>, no style= and no script of their own.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    },
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
#: Too heavy files are not even taken to the disk; what is lighter than 2.5 MB stays in memory.
FILE_UPLOAD_HANDLERS = [
    "web.uploads.WithinLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FILES = 100
#: The module through which the inbox page reaches intake; see web.door.
VANTHU_DOOR = "receiving"
#: What pages need of the house's settings: folders and limits.
VANTHU = _settings

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
DATE_FORMAT = "j/n/Y"
DATETIME_FORMAT = "H:i j/n/Y"

LOGGING_CONFIG = None  # what is logged, and where, is decided at the edge (command line, flows)
