"""Several offices on one installation, each wholly apart: a folder each, with its own settings in a file `.env`.

A process works for one office for its whole life.  Of the environment it takes only what is said to be shared, so that
no database, key or folder of one office becomes another's.
"""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import ValidationError

from pipeline.errors import InstallationError
from settings import FOLDERS, Settings

#: What all offices have in common: the machines that read, Prefect's server.
SHARED = ("OFFICES", "DASK", "DASK_TLS", "PREFECT_HOME", "PREFECT_PORT")
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
OURS = "VANTHU_"
RELATIVE_SQLITE = re.compile(r"sqlite:///(?!/)")


class NoSuchOffice(InstallationError):
    """There is no office of that name: (the name, those that are there)."""

    code = "no_such_office"
    sentence = "Không có cơ quan '{0}'; các cơ quan đang có: {1}."
    remedy = "Hãy tạo thư mục mang tên ấy (chữ thường không dấu, số, gạch nối) có tệp .env trong VANTHU_OFFICES."


class OfficesMixed(InstallationError):
    """Two offices would share what must be apart: (one, the other, what)."""

    code = "offices_mixed"
    sentence = "Hai cơ quan '{0}' và '{1}' cùng dùng {2}."
    remedy = "Hãy sửa tệp .env của một trong hai để mỗi cơ quan có thư mục, cơ sở dữ liệu và khóa riêng."


class OfficeUnset(InstallationError):
    """The settings of an office cannot be used: (its name, which and why)."""

    code = "office_unset"
    sentence = "Thiết lập của cơ quan '{0}' chưa dùng được: {1}"
    remedy = "Hãy sửa tệp .env trong thư mục của cơ quan ấy."


@dataclass(frozen=True, slots=True)
class Tenant:
    """An office of the installation: its settings with whole paths, its folder; '' and None where there is but one."""

    settings: Settings
    name: str = ""
    folder: Path | None = None

    def environment(self) -> dict[str, str]:
        """What a process that works for it is told."""
        if self.folder is None:
            return dict(os.environ)
        others = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        return {**others, **shared(self.settings), "VANTHU_OFFICE": self.name}


def tenants(installation: Settings) -> tuple[Tenant, ...]:
    """All offices, held apart, by name; the installation itself where it serves but one.  Raises OfficesMixed."""
    if not installation.offices:
        return (Tenant(installation),)
    with _without_ours():
        found = tuple(_tenant(name, installation) for name in names(installation))
    for one, other in itertools.combinations(found, 2):
        if common := _common(one.settings, other.settings):
            raise OfficesMixed(one.name, other.name, common)
    if not found:
        raise NoSuchOffice("", "chưa có")
    return found


def names(installation: Settings) -> tuple[str, ...]:
    """The offices that have a folder with a file `.env`, by name."""
    folders = sorted(Path(installation.offices).absolute().glob("*/.env"))
    return tuple(one.parent.name for one in folders if NAME.fullmatch(one.parent.name))


def enter(name: str, installation: Settings) -> None:
    """Nothing; from now on this process works for that office.  Raises NoSuchOffice, OfficesMixed."""
    there = names(installation) if installation.offices else ()
    if name not in there:
        raise NoSuchOffice(name, ", ".join(there) or "chưa có")
    tenant = next(one for one in tenants(installation) if one.name == name)
    told = tenant.environment()
    for variable in [one for one in os.environ if one.startswith(OURS)]:
        del os.environ[variable]
    os.environ.update(told)
    assert tenant.folder
    os.chdir(tenant.folder)


def shared(settings: Settings) -> dict[str, str]:
    """The variables that are the same for all offices; an office cannot set them otherwise."""
    values = {name: getattr(settings, name.lower()) for name in SHARED}
    for name in ("OFFICES", "DASK_TLS", "PREFECT_HOME"):
        values[name] = Path(values[name]).absolute() if values[name] else ""
    return {f"{OURS}{name}": str(value) for name, value in values.items()}


def _tenant(name: str, installation: Settings) -> Tenant:
    """The office with its settings as they are read in its folder."""
    folder = Path(installation.offices).absolute() / name
    try:
        read = Settings(_env_file=folder / ".env")
    except ValidationError as error:
        raise OfficeUnset(name, "; ".join(str(one["msg"]) for one in error.errors())) from error
    whole: dict[str, object] = {
        field: folder / value for field, value in read if isinstance(value, Path) and field != "prefect_home"
    }
    whole["inboxes"] = os.pathsep.join(str(folder / one) for one in read.more_inboxes)
    whole["database_url"] = RELATIVE_SQLITE.sub(f"sqlite:///{folder}/", read.database_url)
    common = {one.lower(): getattr(installation, one.lower()) for one in SHARED}
    return Tenant(read.model_copy(update={**whole, **common, "office": name}), name, folder)


def _common(one: Settings, other: Settings) -> str:
    """What two offices would share, in words; '' where they are apart."""
    if _database(one) == _database(other):
        return "một cơ sở dữ liệu"
    if one.secret_key and one.secret_key == other.secret_key:
        return "một khóa bí mật (VANTHU_SECRET_KEY)"
    for ours, theirs in itertools.product(_places(one), _places(other)):
        if ours == theirs or ours in theirs.parents or theirs in ours.parents:
            return f"thư mục {ours}"
    return ""


def _database(settings: Settings) -> tuple[object, ...]:
    """Where the register lies, whoever signs in there."""
    url = urlsplit(settings.database_url)
    if url.scheme == "sqlite":
        return (Path(url.path.removeprefix("/")).resolve(),)
    return (url.hostname, url.port, url.path, url.query)


def _places(settings: Settings) -> Iterator[Path]:
    """The folders and files of an office, where links lead to."""
    yield from (getattr(settings, name).resolve() for name in (*FOLDERS, "secret_file"))
    yield from (one.resolve() for one in settings.more_inboxes)


@contextmanager
def _without_ours() -> Iterator[None]:
    """While inside, no variable of ours is in the environment: each office is read from its own file alone."""
    ours: Mapping[str, str] = {name: value for name, value in os.environ.items() if name.startswith(OURS)}
    for name in ours:
        del os.environ[name]
    try:
        yield
    finally:
        os.environ.update(ours)
