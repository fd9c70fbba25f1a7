"""Prefect, and nothing but Prefect: when the inbox is swept, scans read again, outputs published, units reminded."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from prefect_home import prepare
from settings import Settings

prepare(Settings())

from prefect import flow, task
from prefect import serve as serve_all
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.deployments import run_deployment
from prefect.exceptions import PrefectException
from prefect.schedules import Cron
from prefect.task_runners import ThreadPoolTaskRunner

from ending import at_once
from office import Office, Reread, office
from pipeline.errors import DaskMissing
from pipeline.intake import skipped
from pipeline.sweep import alone, batches, guarded, settled
from pipeline.undone import done_with, unpublished
from records import Outcome, SweepReport
from registry.task_names import OFFICE_TIME
from terminal import BUSY, row_of

if TYPE_CHECKING:
    from machines import Machines

log = logging.getLogger(__name__)

COLUMNS = ("Kết quả", "Số văn bản")


@task(task_run_name="tep-{number}", cache_policy=NO_CACHE, persist_result=False)
def read_files(number: int, handle: Callable[[], tuple[Outcome, ...]]) -> tuple[Outcome, ...]:
    """The outcomes of a few files; a failing file is that file's failure, never the sweep's.

    The run bears the number of its first file and no name: Prefect keeps its runs, and the name of a secret paper may
    tell its matter.
    """
    return handle()


@flow(name="sweep-inbox", persist_result=False, validate_parameters=False)
def sweep_inbox() -> SweepReport:
    """The outcome of every file that lay settled in the inbox, in the order of the names."""
    settings = Settings()
    with at_once(), alone(settings) as first:
        if not first:
            log.warning(BUSY)
            return SweepReport(busy=True)
        with _machines(settings) as away, office(settings, away) as open_office:
            open_office.mend()
            paths = settled(settings)
            if paths:
                unpublished(settings).touch()
            outcomes = _swept(open_office, paths)
        published = unpublished(settings).exists()
        if published:  # also what a killed sweep kept, and the desk wrote
            with done_with(unpublished(settings)):
                publish_outputs()
    if published:  # a mail server that keeps us waiting keeps no sweep waiting
        _tell(settings)
    _show(outcomes)
    return SweepReport(outcomes, skipped(settings.all_inboxes))


@contextmanager
def _machines(settings: Settings) -> Iterator[Machines | None]:
    """The other machines that read, reached by Prefect's Dask task runner; None where none is set or nobody answers.

    Reading alone goes to them.  A run of Prefect's would ask there for a server of Prefect's, and start one of its own
    with a database; so the runs of the files stay with the sweep, which keeps what was read.
    """
    if not settings.dask:
        yield None
        return
    try:
        from prefect_dask import DaskTaskRunner
    except ModuleNotFoundError as error:
        raise DaskMissing() from error

    from machines import NOT_THERE, at_work, client_options

    with DaskTaskRunner(address=settings.dask, client_kwargs=client_options(settings)) as runner:
        try:
            client = runner.client
        except OSError:
            log.warning(NOT_THERE.format(settings.dask))
            yield None
            return
        with at_work(client, settings) as found:
            yield found


def _swept(open_office: Office, paths: Sequence[Path]) -> tuple[tuple[str, Outcome], ...]:
    """The outcome of each file; a few small ones share a run, so many runs at a time as the office has in hand."""
    runner: ThreadPoolTaskRunner[tuple[Outcome, ...]] = ThreadPoolTaskRunner(max_workers=open_office.files_at_once)
    futures, number = [], 1
    with runner as threads:
        for batch in batches(paths):
            told = {"number": number, "handle": partial(_handled, batch, open_office)}
            futures.append(threads.submit(read_files, told))
            number += len(batch)
        outcomes = [one for future in futures for one in future.result()]
    return tuple(zip((path.name for path in paths), outcomes, strict=True))


def _handled(batch: Sequence[Path], open_office: Office) -> tuple[Outcome, ...]:
    return tuple(guarded(path, open_office.handle, open_office.settings) for path in batch)


def _tell(settings: Settings) -> list[str]:
    """A sentence for each letter that went to people who follow documents, or did not go."""
    from telling import tell

    told = tell(settings)
    for sentence in told.failed:
        log.warning(sentence)
    return list(told.lines())


def _show(outcomes: Sequence[tuple[str, Outcome]]) -> None:
    """Keep the sweep's counts where Prefect's pages show them: no name and no value, since Prefect keeps its tables."""
    told = Counter(row[1] for name, outcome in outcomes for row in row_of(name, outcome))
    rows = [dict(zip(COLUMNS, one, strict=True)) for one in sorted(told.items())]
    if rows:
        create_table_artifact(
            key=_named("quet-hop-den", Settings()), table=rows, description="Kết quả một lần quét hộp đến"
        )


@flow(name="reread", persist_result=False)
def reread(sha256: list[str] | None = None, pages: bool = False) -> Reread:
    """How many kept scans were understood again (all, or those named), and how many withdrawn; corrections stand.

    `pages`: recognised again too, where another engine or older code read their words.
    """
    settings = Settings()
    with _machines(settings) as away, office(settings, away) as open_office:
        done = open_office.read_again(sha256, pages)
    publish_outputs()
    return done


@flow(name="publish", persist_result=False)
def publish_outputs() -> list[str]:
    """The files written to the outputs folder."""
    from office import publish

    return [str(path) for path in publish(Settings())]


@flow(name="remind", persist_result=False)
def remind() -> list[str]:
    """A sentence for each reminder that went out, or did not, and for each letter of news; nothing twice on one day."""
    from reminding import remind as remind_all

    settings = Settings()
    done = remind_all(settings, datetime.now(OFFICE_TIME).date(), settings.remind_days)
    for sentence in done.failed:
        log.warning(sentence)
    return [*done.lines(), *_tell(settings)]


def _named(what: str, settings: Settings) -> str:
    """What is called so by one office; several offices share a server of Prefect's."""
    return f"{what}-{settings.office}" if settings.office else what


def wake() -> None:
    """Start the served sweep at once.  Raises RuntimeError where the server does not take the call."""
    try:
        run_deployment(f"sweep-inbox/{_named('hop-den', Settings())}", timeout=0)
    except (PrefectException, OSError) as error:
        raise RuntimeError(str(error)) from error


def serve(settings: Settings) -> None:
    """Sweep and remind on schedules until the process ends; a Prefect server must be known before this is imported."""
    hour, minute = settings.remind_at.split(":")
    daily = Cron(f"{int(minute)} {int(hour)} * * *", timezone=OFFICE_TIME.key)
    sweeps = sweep_inbox.to_deployment(
        name=_named("hop-den", settings), interval=timedelta(seconds=settings.rescan_seconds)
    )
    reminders = remind.to_deployment(name=_named("nhac-viec", settings), schedule=daily)
    serve_all(sweeps, reminders, limit=1)  # type: ignore[arg-type]
