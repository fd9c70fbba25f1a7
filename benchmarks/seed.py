"""A data folder with a large register, made up: `python -m benchmarks.seed --home DIR [--dispatches 100000] …`.

The same numbers, seed and last day give the same rows.  The database is that of VANTHU_DATABASE_URL where it is set
(PostgreSQL too), else an SQLite file in the folder; it must be new.  Printed: how many rows of each table, and the
names and the password by which one signs in.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.seeding.units import office
from benchmarks.seeding.world import World
from settings import Settings

#: Dispatches held in memory at once.
BATCH = 1000


def at_home(home: Path) -> Settings:
    """The settings of a data folder, its database that of the environment where one is set there."""
    home = home.absolute()
    return Settings(
        database_url=os.environ.get("VANTHU_DATABASE_URL") or f"sqlite:///{home}/vanthu.sqlite3",
        inbox=home / "inbox",
        archive=home / "archive",
        failed=home / "failed",
        duplicates=home / "duplicates",
        pictures=home / "pictures",
        outputs=home / "outputs",
        secret_file=home / "secret-key",
        prefect_home=home / "prefect",
    )


def seed(settings: Settings, world: World) -> str:
    """The password of all accounts; the database is filled.  Raises SystemExit where it holds something already."""
    from registry.start import start

    start(settings)
    from benchmarks.seeding import people
    from benchmarks.seeding.tables import filling
    from registry.models import ScanRow

    if ScanRow.objects.exists():
        raise SystemExit("the database is not empty; give another folder or database")
    people.directory(office(), world.until)
    with filling():
        _fill(world)
        password = people.people(office())
    return password


def _fill(world: World) -> None:
    from benchmarks.seeding.duties import Duties
    from benchmarks.seeding.network import Network
    from benchmarks.seeding.papers import scan_reading
    from benchmarks.seeding.register import Batch
    from benchmarks.seeding.tables import Indexes
    from registry.concern_keep import keep_concerns

    here = office()
    network, duties, batch, indexes = Network(world), Duties(world, here), Batch(world), Indexes()
    indexes.away()
    network.documents()
    for dispatch in range(world.dispatches):
        reading = scan_reading(world, here, dispatch)
        scan, settled = batch.take(dispatch, reading)
        duties.take(batch, dispatch, scan, reading)
        network.take(dispatch, reading.readings[0], settled)
        if (dispatch + 1) % BATCH == 0:
            batch.write()
            network.write()
    batch.write()
    network.write()
    indexes.back()
    network.doubts()
    keep_concerns(range(1, world.dispatches + 1))
    _up_to_date(world)


def _up_to_date(world: World) -> None:
    """Nothing; graph and tasks are marked as made from all that is kept."""
    from hashlib import sha256

    from following import based_on
    from registry.directory import directory
    from registry.graph import DjangoGraph
    from registry.models import GraphState, TaskState
    from registry.scan_changes import last_change
    from rules import version

    stamp = DjangoGraph().stamp()
    GraphState.objects.create(pk=1, stamp=f"{version()}/{stamp}", digest=sha256(repr(world).encode()).hexdigest())
    TaskState.objects.create(pk=1, stamp=f"{based_on(directory())}/{last_change()}")


def counts() -> Iterator[tuple[str, int]]:
    """The tables of the registry that hold something, and how many rows."""
    from django.apps import apps

    for model in apps.get_app_config("registry").get_models():
        number = model._default_manager.count()
        if number:
            yield model._meta.db_table, number


def world_of(arguments: Sequence[str]) -> tuple[Path, World]:
    """The folder and the world that the words of the command line ask for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.seed", description="a data folder of any size")
    parser.add_argument("--home", type=Path, required=True, help="the data folder; made where it is not there")
    parser.add_argument("--dispatches", type=int, default=100_000)
    parser.add_argument("--documents", type=int, help="received or only cited (half more than dispatches)")
    parser.add_argument("--citations", type=int, help="ten a dispatch")
    parser.add_argument("--tasks", type=int, help="three a dispatch")
    parser.add_argument("--citers", type=int, help="dispatches that cite the directive 10-CT/TW (one in ten)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--until", type=dt.date.fromisoformat, default=dt.date.today(), help="the last day (today)")
    told = parser.parse_args(arguments)
    number = told.dispatches
    usual = {
        "documents": number + number // 2 + 2,
        "citations": 10 * number,
        "tasks": 3 * number,
        "citers": number // 10,
    }
    sizes = {name: usual[name] if getattr(told, name) is None else getattr(told, name) for name in usual}
    try:
        return told.home, World(dispatches=number, seed=told.seed, until=told.until, **sizes)
    except ValueError as error:
        parser.error(str(error))


def main(arguments: Sequence[str]) -> None:
    """Fill the data folder, and print what is in it and how long it took."""
    home, world = world_of(arguments)
    home.mkdir(parents=True, exist_ok=True)
    begun = time.perf_counter()
    password = seed(at_home(home), world)
    for table, number in counts():
        sys.stdout.write(f"{table}: {number}\n")
    sys.stdout.write(f"{time.perf_counter() - begun:.0f} s; an, lanh-dao, phan-tich, quan-tri …: {password}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
