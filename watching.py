"""What `vanthu watch` needs beside the flow: a Prefect server where none is set, and the inbox's changes as calls."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from watchfiles import watch

from pipeline.errors import InstallationError
from prefect_home import prepare
from settings import Settings

log = logging.getLogger(__name__)

#: Where our own server listens: on this machine only.
HOST = "127.0.0.1"
#: A new server on two busy cores was seen to need 22 s.
PATIENCE = 120.0


@contextmanager
def prefect_server(settings: Settings) -> Iterator[None]:
    """A running Prefect server: the one that PREFECT_API_URL names, else one of our own that ends with us."""
    prepare(settings)
    if os.environ.get("PREFECT_API_URL"):
        yield
        return
    port = str(settings.prefect_port)
    with subprocess.Popen(command(port)) as server:
        try:
            _await(server, f"http://{HOST}:{port}/api")
            os.environ["PREFECT_API_URL"] = f"http://{HOST}:{port}/api"
            yield
        finally:
            server.terminate()


def command(port: str) -> list[str]:
    """What starts a Prefect server of our own at the port."""
    return [sys.executable, "-m", "prefect", "server", "start", "--host", HOST, "--port", port, "--no-ui"]


def _await(server: subprocess.Popen[bytes], url: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise ServerMissing(url)


class ServerMissing(InstallationError):
    """Our own Prefect server does not start: (its address,)."""

    code = "prefect_missing"
    sentence = "Máy chủ Prefect không khởi động được ở {0}."
    remedy = (
        "Hãy kiểm tra cổng có bị chương trình khác dùng không (vanthu doctor), đặt VANTHU_PREFECT_PORT thành cổng khác "
        "hoặc đặt PREFECT_API_URL."
    )


@contextmanager
def waking(settings: Settings, wake: Callable[[], None]) -> Iterator[None]:
    """While inside, a change in the inbox calls `wake`; nothing depends on it: the schedule would read every file."""
    stop = threading.Event()
    thread = threading.Thread(target=_wake, args=(settings, wake, stop), daemon=True, name="inbox")
    settings.inbox.mkdir(parents=True, exist_ok=True)
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


def changes(settings: Settings, stop: threading.Event) -> Iterator[None]:
    """Once for every burst of changes in the inbox, after it has been quiet for the settled time."""
    quiet = max(50, int(settings.stable_seconds * 1000))
    for _ in watch(settings.inbox, stop_event=stop, debounce=quiet, force_polling=settings.force_polling or None):
        yield None
