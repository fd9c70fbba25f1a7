"""A real IMAP server (Debian's dovecot) with one mailbox, on a free port of this machine, for the tests."""

from __future__ import annotations

import datetime as dt
import getpass
import os
import pwd
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from imap_tools.mailbox import MailBoxUnencrypted

USER, PASSWORD = "vanthu@coquan.vn", "bi-mat"
BINARY = "/usr/sbin/dovecot"

CONFIG = """
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
protocols = imap
listen = 127.0.0.1
ssl = {ssl}
disable_plaintext_auth = no
auth_mechanisms = plain
auth_failure_delay = 0
{users}
mail_location = maildir:{home}/mail/%u
mail_uid = {owner}
mail_gid = {group}
first_valid_uid = 1
first_valid_gid = 1
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = home={home}/mail
}}
service imap-login {{
  chroot =
  process_min_avail = 1
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
"""


@dataclass(frozen=True)
class ImapOffice:
    """Where the server listens, without and with TLS, and the certificate that it shows."""

    port: int
    tls_port: int
    certificate: Path
    home: Path

    @contextmanager
    def person(self) -> Iterator[MailBoxUnencrypted]:
        """A person's mail program, looking into the same mailbox."""
        box = MailBoxUnencrypted("127.0.0.1", self.port, timeout=10)
        try:
            box.login(USER, PASSWORD)
            yield box
        finally:
            box.logout()

    def deliver(self, *mails: bytes, folder: str = "INBOX") -> None:
        """Put the mails into the folder, none of them seen."""
        with self.person() as box:
            for one in mails:
                box.append(one, folder, dt=dt.datetime.now(dt.UTC))

    def emptied(self) -> None:
        """Take every mail and folder out of the mailbox."""
        with self.person() as box:
            for one in box.folder.list():
                if one.name != "INBOX":
                    box.folder.delete(one.name)
            box.delete(box.uids())

    def numbered_anew(self) -> None:
        """Let the server forget its numbers: UIDVALIDITY is another one afterwards."""
        box = self.home / "mail" / USER
        numbers = box / "dovecot-uidlist"
        told = re.sub(r" V(\d+) ", lambda found: f" V{int(found[1]) + 1} ", numbers.read_text(), count=1)
        for path in box.glob("dovecot*"):
            path.unlink()
        numbers.write_text(told)
        if os.geteuid() == 0:
            shutil.chown(numbers, "nobody")


@contextmanager
def imap_office() -> Iterator[ImapOffice]:
    """The server, running; raises RuntimeError where it does not start."""
    home = Path(tempfile.mkdtemp(prefix="imap-office-"))
    office = ImapOffice(_free_port(), _free_port(), home / "certificate.pem", home)
    try:
        _set_up(office)
        server = subprocess.Popen([BINARY, "-F", "-c", str(home / "dovecot.conf")], stderr=subprocess.DEVNULL)
        try:
            _await(office, server)
            yield office
        finally:
            server.terminate()
            server.wait(timeout=10)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _set_up(office: ImapOffice) -> None:
    from tests.certificates import self_made

    as_root = os.geteuid() == 0
    owner = "nobody" if as_root else getpass.getuser()
    home = office.home
    (home / "mail").mkdir()
    key = home / "key.pem"
    self_made(office.certificate, key)
    home.chmod(0o755)
    account = pwd.getpwnam(owner)
    if as_root:
        shutil.chown(home / "mail", account.pw_uid, account.pw_gid)
    ours = "" if as_root else f"default_internal_user = {owner}\ndefault_login_user = {owner}\n"
    tls = f"yes\nssl_cert = <{office.certificate}\nssl_key = <{key}"
    config = CONFIG.format(
        home=home,
        ssl=tls,
        users=ours,
        owner=account.pw_uid,
        group=account.pw_gid,
        password=PASSWORD,
        port=office.port,
        tls_port=office.tls_port,
    )
    (home / "dovecot.conf").write_text(config, encoding="utf-8")


def _await(office: ImapOffice, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 10
    while time.monotonic() < end and server.poll() is None:
        try:
            with office.person():
                return
        except OSError:
            time.sleep(0.05)
    log = office.home / "log"
    raise RuntimeError(log.read_text(encoding="utf-8")[-2000:] if log.exists() else "dovecot does not start")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
