"""What is installed in an office: units that systemd takes and finds tight, a proxy that nginx takes, the installer."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from ending import BOUND
from settings import Settings

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
SERVICES = ("vanthu-watch.service", "vanthu-web.service", "vanthu-backup.service")
UNITS = (*SERVICES, "vanthu-backup.timer")
#: For those who have several machines or offices; the installer leaves them alone.
ON_DEMAND = ("vanthu-scheduler.service", "vanthu-worker.service", "vanthu-web@.service")
#: How far open a service may be, of 10.
EXPOSED = 2.0
#: What makes a service tight; each has all of it.
TIGHT = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "RestrictNamespaces": "yes",
    "CapabilityBoundingSet": "",
    "IPAddressDeny": "any",
    "User": "vanthu",
    "EnvironmentFile": "-/etc/vanthu/vanthu.env",
    "KillMode": "mixed",
}


def ran(*command: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*map(str, command)], cwd=cwd, capture_output=True, text=True, check=False)


def settings_of(unit: str) -> dict[str, list[str]]:
    """The lines of a unit by their name, in their order."""
    found: dict[str, list[str]] = {}
    for line in (DEPLOY / unit).read_text(encoding="utf-8").splitlines():
        name, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units, told of a program that is there."""
    program = tmp_path / "program"
    (program / ".venv" / "bin").mkdir(parents=True)
    (program / "docs").mkdir()
    shutil.copytree(DEPLOY, program / "deploy")
    (program / ".venv" / "bin" / "vanthu").write_text("#!/bin/sh\n")
    (program / ".venv" / "bin" / "vanthu").chmod(0o755)
    folder = tmp_path / "units"
    folder.mkdir()
    for unit in (*UNITS, *ON_DEMAND):
        told = (DEPLOY / unit).read_text(encoding="utf-8").replace("/opt/vanthu", str(program))
        (folder / unit).write_text(told, encoding="utf-8")
    return folder


def test_systemd_takes_the_units(units: Path) -> None:
    done = ran("systemd-analyze", "verify", *(units / unit for unit in (*UNITS, *ON_DEMAND)))
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_systemd_would_tell_of_a_fault(units: Path) -> None:
    unit = units / SERVICES[0]
    unit.write_text(unit.read_text("utf-8").replace("PrivateTmp=yes", "PrivateTemp=yes"), encoding="utf-8")
    assert "PrivateTemp" in ran("systemd-analyze", "verify", unit).stderr


@pytest.mark.parametrize("service", (*SERVICES, *ON_DEMAND))
def test_services_are_tight(units: Path, service: str) -> None:
    limit = str(int(EXPOSED * 10))
    done = ran("systemd-analyze", "security", "--offline=true", f"--threshold={limit}", units / service)
    assert done.returncode == 0, done.stdout[-300:]
    (exposed,) = re.findall(r"Overall exposure level for \S+: ([\d.]+)", done.stdout)
    assert float(exposed) <= EXPOSED


@pytest.mark.parametrize("service", (*SERVICES, *ON_DEMAND))
def test_every_service_has_the_same_limits(service: str) -> None:
    told = settings_of(service)
    assert {name: told[name][0] for name in TIGHT} == TIGHT
    assert told["ReadWritePaths"][0].split()[0] == told["WorkingDirectory"][0] == "/var/lib/vanthu"
    assert int(told["TimeoutStopSec"][0]) >= BOUND


def test_the_timer_starts_the_backup() -> None:
    done = ran("systemd-analyze", "calendar", settings_of("vanthu-backup.timer")["OnCalendar"][0])
    assert done.returncode == 0
    assert settings_of("vanthu-backup.timer")["Persistent"] == ["true"]
    written = settings_of("vanthu-backup.service")
    assert written["ExecStart"][0].split()[-1] == written["ExecStartPost"][0].split()[1] == "/var/backups/vanthu"
    assert "/var/backups/vanthu" in written["ReadWritePaths"][0].split()


def test_nginx_takes_its_site(tmp_path: Path) -> None:
    made = ran(
        *(
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            "1",
        ),
        *("-subj", "/CN=vanthu.coquan.local", "-keyout", tmp_path / "vanthu.key", "-out", tmp_path / "vanthu.crt"),
    )
    assert made.returncode == 0, made.stderr
    site = (DEPLOY / "nginx.conf").read_text(encoding="utf-8").replace("/etc/vanthu/tls", str(tmp_path))
    site = site.replace("listen 80;", "listen 127.0.0.1:28080;").replace("listen 443 ", "listen 127.0.0.1:28443 ")
    temp = "".join(f"{one}_temp_path {tmp_path}/{one};" for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    whole = f"pid {tmp_path}/pid; error_log stderr; events {{}} http {{ {temp} access_log off;\n{site}\n}}"
    (tmp_path / "nginx.conf").write_text(whole, encoding="utf-8")
    done = ran(nginx(), "-t", "-c", tmp_path / "nginx.conf", "-p", tmp_path)
    assert (done.returncode, "test is successful" in done.stderr) == (0, True), done.stderr


def nginx() -> str:
    """Debian puts it where only the root's path looks."""
    return shutil.which("nginx") or "/usr/sbin/nginx"


@pytest.mark.parametrize(
    ("proxy", "weight"), [("nginx.conf", r"client_max_body_size (\d+)m"), ("Caddyfile", r"max_size (\d+)MB")]
)
def test_proxies_lead_to_the_pages_and_take_what_they_take(proxy: str, weight: str) -> None:
    told = (DEPLOY / proxy).read_text(encoding="utf-8")
    defaults = Settings.model_fields
    assert f"{defaults['serve_host'].default}:{defaults['serve_port'].default}" in told
    (megabytes,) = re.findall(weight, told)
    assert int(megabytes) > defaults["upload_megabytes"].default
    assert told.count("{") == told.count("}")


def test_the_settings_are_those_of_the_program() -> None:
    told = (DEPLOY / "vanthu.env").read_text(encoding="utf-8")
    named = re.findall(r"^#?(VANTHU_[A-Z_]+)=", told, re.MULTILINE)
    assert named
    assert set(named) <= {f"VANTHU_{name.upper()}" for name in Settings.model_fields}


def test_a_dry_run_says_all_and_does_nothing(tmp_path: Path) -> None:
    done = ran(DEPLOY / "install", "--dry-run")
    assert done.returncode == 0, done.stderr
    for unit in UNITS:
        assert f"+ {unit} → /etc/systemd/system/{unit}" in done.stdout
    assert "+ systemctl enable vanthu-watch.service vanthu-web.service vanthu-backup.timer" in done.stdout
    inside = ran(DEPLOY / "install", "--dry-run", "--root", tmp_path / "image")
    assert (inside.returncode, (tmp_path / "image").exists()) == (0, False)


def test_the_installer_may_run_again(tmp_path: Path) -> None:
    first = ran(DEPLOY / "install", "--root", tmp_path)
    assert first.returncode == 0, first.stderr
    settings = tmp_path / "etc" / "vanthu" / "vanthu.env"
    settings.write_text("VANTHU_HOSTS=mine\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and not path.is_symlink()}
    again = ran(DEPLOY / "install", "--root", tmp_path)
    assert (again.returncode, "Giữ nguyên /etc/vanthu/vanthu.env." in again.stdout) == (0, True)
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and not path.is_symlink()}
    assert after == before
    assert len([path for path in after if path.parent.name == "system"]) == len(UNITS)
    assert (tmp_path / "var/lib/vanthu/.env").readlink() == Path("/etc/vanthu/vanthu.env")
    assert settings.stat().st_mode & 0o777 == 0o640
    assert str(ROOT) in (tmp_path / "etc/systemd/system/vanthu-web.service").read_text("utf-8")


def test_the_installer_refuses_what_it_does_not_know() -> None:
    done = ran(DEPLOY / "install", "--force")
    assert (done.returncode, "Không rõ “--force”" in done.stderr) == (2, True)


def test_older_backups_go_and_nothing_else(tmp_path: Path) -> None:
    for name in ("vanthu-2026-01-01", "vanthu-2026-01-02", "vanthu-2026-01-03", "vanthu-2026-01-04"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "bagit.txt").touch()
    (tmp_path / "vanthu-2020").mkdir()  # none of ours
    (tmp_path / "other").mkdir()
    done = ran(DEPLOY / "keep-backups", tmp_path, "2")
    assert done.returncode == 0, done.stderr
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"vanthu-2020", "other", "vanthu-2026-01-03", "vanthu-2026-01-04"}
    assert ran(DEPLOY / "keep-backups", tmp_path, "0").returncode == 2
    assert {path.name for path in tmp_path.iterdir()} == left


@pytest.mark.parametrize("script", ["install", "keep-backups", "vanthu"])
def test_scripts_are_sound(script: str) -> None:
    first, *_ = (DEPLOY / script).read_text(encoding="utf-8").splitlines()
    shell = "bash" if "bash" in first else "sh"
    assert ran(shell, "-n", DEPLOY / script).returncode == 0
    assert (DEPLOY / script).stat().st_mode & 0o111
    assert re.search(r"^set -eu", (DEPLOY / script).read_text("utf-8"), re.MULTILINE)
