"""A helping process outlives the signals to stop, and only those."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from pipeline.deaf import STOPPING, deaf

READY = "import sys; print(flush=True); sys.stdin.read(); print('bye')"


@pytest.mark.parametrize("number", STOPPING)
def test_a_helper_ends_when_it_is_done_and_not_before(number: signal.Signals) -> None:
    with deaf():
        helper = subprocess.Popen([sys.executable, "-c", READY], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        helper.send_signal(number)  # already while it starts
    assert helper.stdout
    assert helper.stdout.readline() == b"\n"
    helper.send_signal(number)
    assert helper.communicate()[0] == b"bye\n"
    assert helper.returncode == 0


def test_who_starts_it_still_hears() -> None:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    with deaf():
        assert set(STOPPING) <= signal.pthread_sigmask(signal.SIG_BLOCK, ())
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == before
