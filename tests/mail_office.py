"""A mail server that takes letters and keeps them; it can be told to refuse."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class Mailbox:
    """What came: for each letter to whom, and the letter.  `refused`: addresses it takes nothing for."""

    port: int = 0
    letters: list[tuple[str, EmailMessage]] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    password: str = ""
    sessions: int = 0


class Session(socketserver.StreamRequestHandler):
    """One conversation, as RFC 5321 has it."""

    def handle(self) -> None:
        box: Mailbox = self.server.box  # type: ignore[attr-defined]
        box.sessions += 1
        to = ""
        self._say("220 mail.example")
        for raw in self.rfile:
            line = raw.decode("utf-8", "replace").strip()
            verb = line[:4].upper()
            if verb == "EHLO":
                self._say("250-mail.example\r\n250-8BITMIME\r\n250 AUTH PLAIN")
            elif verb == "AUTH":
                self._say("235 ok" if line.endswith(box.password) else "535 5.7.8 bad credentials")
            elif verb == "RCPT":
                to = line[line.index("<") + 1 : line.index(">")]
                self._say("550 5.1.1 no such user" if to in box.refused else "250 ok")
            elif verb == "DATA":
                self._say("354 go on")
                box.letters.append((to, self._letter()))
                self._say("250 taken")
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _letter(self) -> EmailMessage:
        lines = []
        for raw in self.rfile:
            if raw == b".\r\n":
                break
            lines.append(raw[1:] if raw.startswith(b"..") else raw)
        return message_from_bytes(b"".join(lines), policy=policy.default)

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class Server(socketserver.ThreadingTCPServer):
    """Listens on this machine only."""

    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def mail_office() -> Iterator[Mailbox]:
    """A mailbox behind a server on a free port."""
    box = Mailbox()
    with Server(("127.0.0.1", 0), Session) as server:
        server.box = box  # type: ignore[attr-defined]
        box.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield box
        finally:
            server.shutdown()
            thread.join(timeout=10)
