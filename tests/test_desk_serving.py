"""`vanthu serve` on a fresh folder: the first account, the key, the tables, pages over HTTP; Django's own checks."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.desk import PASSWORD

SERVE = [sys.executable, "-c", "from cli import main; main(['serve'])"]


def environment(folder: Path, **more: str) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith(("VANTHU_", "DJANGO_"))}
    house = Path(__file__).parents[1]
    return {**own, "PYTHONPATH": str(house), "VANTHU_DATABASE_URL": f"sqlite:///{folder}/data/v.sqlite3", **more}


def vanthu(folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        SERVE,
        cwd=folder,
        env=environment(folder, **more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_without_anybody_to_ask_the_settings_are_asked_for(tmp_path: Path) -> None:
    ended = vanthu(tmp_path)
    assert ended.returncode == 1
    assert "VANTHU_FIRST_USER và VANTHU_FIRST_PASSWORD" in ended.stderr
    ended = vanthu(tmp_path, VANTHU_FIRST_USER="an", VANTHU_FIRST_PASSWORD="1234567890")
    assert ended.returncode == 1
    assert "chưa dùng được: Mật khẩu này quá phổ biến." in ended.stderr
    assert "1234567890" not in ended.stderr


def test_pages_are_served_with_the_account_from_the_settings(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    given = {"VANTHU_SERVE_PORT": port, "VANTHU_FIRST_USER": "an", "VANTHU_FIRST_PASSWORD": PASSWORD}
    server = subprocess.Popen(
        SERVE,
        cwd=tmp_path,
        env=environment(tmp_path, **given),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        text = answered(f"http://127.0.0.1:{port}/")
    finally:
        server.send_signal(signal.SIGTERM)
        said = server.communicate(timeout=30)[0]
    assert "<h1>Đăng nhập</h1>" in text
    assert said == f"Đã tạo tài khoản an.\nVăn Thư đang mở tại http://127.0.0.1:{port} (Ctrl-C để dừng).\n"
    assert server.returncode == 0
    assert (tmp_path / "data" / "secret-key").stat().st_mode & 0o077 == 0


#: Takes the terminal it is given as its own, as a person's shell has it, and makes the house ready.
AT_THE_PROMPT = """
import fcntl, os, sys, termios
os.setsid()
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
from cli_desk import ready
from settings import Settings
ready(Settings())
"""


def test_the_first_account_is_asked_for_at_the_prompt(tmp_path: Path) -> None:
    ours, theirs = os.openpty()
    asked = subprocess.Popen(
        [sys.executable, "-c", AT_THE_PROMPT],
        cwd=tmp_path,
        env=environment(tmp_path),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    said = ""
    for question, word in (
        *(("Tên đăng nhập: ", "an"), ("10 ký tự): ", "1234567890"), ("Gõ lại mật khẩu: ", "1234567890")),
        *(("Tên đăng nhập: ", "an"), ("10 ký tự): ", PASSWORD), ("Gõ lại mật khẩu: ", PASSWORD)),
    ):
        said += heard(ours, question)
        os.write(ours, f"{word}\n".encode())
    said += heard(ours, "Đã tạo tài khoản an.")
    assert asked.wait(timeout=60) == 0
    os.close(ours)
    assert "Mật khẩu này quá phổ biến." in said
    assert PASSWORD not in said


def heard(terminal: int, until: str) -> str:
    """What comes from the terminal, up to these words; Click turns off the echo a moment after it has asked."""
    said = b""
    while until.encode() not in said:
        said += os.read(terminal, 4096)
    time.sleep(0.3)
    return said.decode()


def answered(address: str, seconds: float = 60) -> str:
    until = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return str(answer.read().decode())
        except urllib.error.URLError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


@pytest.mark.parametrize("https", ["true", "false"])
def test_django_finds_nothing_to_say_against_it(tmp_path: Path, https: str) -> None:
    given = {"VANTHU_HTTPS": https, "VANTHU_SECRET_KEY": secrets.token_urlsafe(50)}
    checked = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=tmp_path,
        env=environment(tmp_path, DJANGO_SETTINGS_MODULE="web.settings", **given),
        capture_output=True,
        text=True,
        timeout=120,
    )
    warned = {line.split(")")[0] for line in checked.stderr.splitlines() if line.startswith("?: (security.")}
    # Without HTTPS there is nothing to be told of but HTTPS: its header, its redirect, its two cookies.
    without = {f"?: (security.{name}" for name in ("W004", "W008", "W012", "W016")}
    assert warned == (set() if https == "true" else without)
    assert (checked.returncode == 0) == (https == "true")
