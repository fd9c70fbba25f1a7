"""Another host in the office's network, played by a network namespace, and certificates for the lines to it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

OURS, THEIRS = "10.213.77.1", "10.213.77.2"


@contextmanager
def other_host() -> Iterator[tuple[str, str]]:
    """Our address as the other host sees us, and its namespace; skips where this system makes none."""
    name, near, far = f"vanthu-{os.getpid()}", f"vt{os.getpid() % 10**7}a", f"vt{os.getpid() % 10**7}b"
    made = subprocess.run(["ip", "netns", "add", name], capture_output=True, text=True, check=False)
    if made.returncode:
        pytest.skip(f"no network namespaces here: {made.stderr.strip()}")
    try:
        for line in (
            f"link add {near} type veth peer name {far} netns {name}",
            f"address add {OURS}/30 dev {near}",
            f"link set {near} up",
            f"-n {name} address add {THEIRS}/30 dev {far}",
            f"-n {name} link set {far} up",
            f"-n {name} link set lo up",
        ):
            linked = subprocess.run(["ip", *line.split()], capture_output=True, text=True, check=False)
            if linked.returncode:
                pytest.skip(f"no lines between namespaces here: {linked.stderr.strip()}")
        yield OURS, name
    finally:
        subprocess.run(["ip", "netns", "delete", name], check=False)


def certificates(folder: Path) -> Path:
    """A folder with an authority of our own, a certificate and its key, made as docs/VAN-HANH.md says."""
    folder.mkdir()
    key = ("-newkey", "rsa:2048", "-nodes")
    _openssl(folder, "req", "-x509", *key, "-days", "2", "-subj", "/CN=ca", "-keyout", "ca.key", "-out", "ca.pem")
    _openssl(folder, "req", *key, "-subj", "/CN=may-doc", "-keyout", "key.pem", "-out", "may-doc.csr")
    signing = ("-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2")
    _openssl(folder, "x509", "-req", "-in", "may-doc.csr", *signing, "-out", "cert.pem")
    return folder


def _openssl(folder: Path, *arguments: str) -> None:
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)
