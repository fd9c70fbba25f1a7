"""`vanthu watch`: a Prefect server where none is set, the process that serves, the inbox's changes as calls."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import watchfiles

from ending import Asked, Ears, ears, end, end_serving
from offices import Tenant, tenants
from pipeline.errors import InstallationError, PipelineError
from prefect_home import prepare
from settings import Settings

log = logging.getLogger(__name__)

#: Where our own server listens: on this machine only.
HOST = "127.0.0.1"
#: A new server on two busy cores was seen to need 22 s.
PATIENCE = 120.0
#: Seconds between two looks at whether the serving process still lives.
LOOK_AGAIN = 1.0


def watch(settings: Settings, say: Callable[[str], object]) -> None:
    """Sweep the inbox on a schedule until SIGTERM or SIGINT, which `say` is told in a sentence.

    Ends within `ending.BOUND` seconds of the signal and leaves no process behind.  Raises ServerMissing, ServingEnded.
    """
    with (
        suppress(Asked),
        ears(say) as heard,
        prefect_server(settings, heard) as server,
        served(tenants(settings), server) as ones,
    ):
        while (ended := next((one for one in ones if one.poll() is not None), None)) is None:
            heard.wait(LOOK_AGAIN)
        raise ServingEnded(ended.returncode)


@contextmanager
def prefect_server(settings: Settings, heard: Ears) -> Iterator[tuple[str, ...]]:
    """The number of a Prefect server of our own, running and ending with us; none where PREFECT_API_URL names one."""
    prepare(settings)
    if os.environ.get("PREFECT_API_URL"):
        yield ()
        return
    port = str(settings.prefect_port)
    # In a group of its own Ctrl-C does not reach it: it is needed until the sweep has ended.
    server = subprocess.Popen(command(port), stdin=subprocess.DEVNULL, process_group=0)
    try:
        _await(server, f"http://{HOST}:{port}/api", heard)
        os.environ["PREFECT_API_URL"] = f"http://{HOST}:{port}/api"
        yield (str(server.pid),)
    finally:
        end(server)


def command(port: str) -> list[str]:
    """What starts a Prefect server of our own at the port."""
    return [sys.executable, "-m", "prefect", "server", "start", "--host", HOST, "--port", port, "--no-ui"]


def _await(server: subprocess.Popen[bytes], url: str, heard: Ears) -> None:
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            heard.wait(0.5)
    raise ServerMissing(url)


@contextmanager
def served(offices: Sequence[Tenant], server: Sequence[str]) -> Iterator[Sequence[subprocess.Popen[bytes]]]:
    """The processes that serve the sweeps, one an office (see `serving`); they end with us, even if we are killed."""
    begun: list[subprocess.Popen[bytes]] = []
    try:
        for one in offices:
            begun.append(_begun(one, server))
        yield begun
    finally:
        with ThreadPoolExecutor(len(offices)) as threads:  # all at once: whoever stops a service waits but so long
            list(threads.map(end_serving, begun, [one.settings for one in offices[: len(begun)]]))


def _begun(office: Tenant, server: Sequence[str]) -> subprocess.Popen[bytes]:
    path = os.pathsep.join(entry or str(Path.cwd()) for entry in sys.path)
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "serving", *server],
        env={**office.environment(), "PYTHONPATH": path},
        cwd=office.folder,
        stdin=subprocess.PIPE,
        process_group=0,
    )


class ServerMissing(InstallationError):
    """Our own Prefect server does not start: (its address,)."""

    code = "prefect_missing"
    sentence = "Máy chủ Prefect không khởi động được ở {0}."
    remedy = (
        "Hãy kiểm tra cổng có bị chương trình khác dùng không (vanthu doctor), đặt VANTHU_PREFECT_PORT thành cổng khác "
        "hoặc đặt PREFECT_API_URL."
    )


class ServingEnded(InstallationError):
    """The process that serves the sweep broke off: (its exit code,)."""

    code = "serving_ended"
    sentence = "Việc trực hộp đến qua Prefect bị dừng ngoài ý muốn (mã {0})."
    remedy = (
        "Hãy xem thông báo ở trên rồi chạy lại vanthu watch; không có Prefect thì vanthu inbox --once vẫn đọc được."
    )


@contextmanager
def waking(settings: Settings, wake: Callable[[], None]) -> Iterator[None]:
    """While inside, a change in the inbox calls `wake`; nothing depends on it: the schedule would read every file."""
    stop = threading.Event()
    thread = threading.Thread(target=_wake, args=(settings, wake, stop), daemon=True, name="inbox")
    for inbox in settings.all_inboxes:
        inbox.mkdir(parents=True, exist_ok=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=10)


def _wake(settings: Settings, wake: Callable[[], None], stop: threading.Event) -> None:
    for _ in changes(settings, stop):
        try:
            wake()
        except RuntimeError as error:
            log.warning("the inbox changed; the sweep will come by its schedule (%s)", error)


@contextmanager
def mailbox_asked(settings: Settings) -> Iterator[None]:
    """While inside, the office's mailbox is asked every `imap_minutes`; nothing where no server is set.

    In a thread of its own: a mail server that keeps us waiting keeps no sweep waiting.  It may end in the midst of a
    mail, which comes again then.
    """
    if not settings.imap_host:
        yield
        return
    stop = threading.Event()
    threading.Thread(target=_ask, args=(settings, stop), daemon=True, name="mailbox").start()
    try:
        yield
    finally:
        stop.set()


def _ask(settings: Settings, stop: threading.Event) -> None:
    from pipeline.reading import now
    from registry.start import start

    while not stop.is_set():
        try:
            start(settings)
            from postbox.fetch import fetch  # needs Django set up

            for line in fetch(settings, now).lines():
                log.warning(line)
        except (OSError, PipelineError) as error:
            log.warning("the mailbox was not asked: %s", error)
        stop.wait(settings.imap_minutes * 60)


def changes(settings: Settings, stop: threading.Event) -> Iterator[None]:
    """Once for every burst of changes in the inbox, after it has been quiet for the settled time."""
    quiet = max(50, int(settings.stable_seconds * 1000))
    for _ in watchfiles.watch(
        *settings.all_inboxes, stop_event=stop, debounce=quiet, force_polling=settings.force_polling or None
    ):
        yield None
