"""A real mail server on the loopback, small enough to read, that can also behave badly."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.policy import default


@dataclass
class Post:
    """What arrived, and how the server behaves.

    `behaves`: "well"; "full" (not now, 451); "unknown" (no such address, 550); "breaks" (takes the
    mail in and hangs up without a word).
    """

    port: int = 0
    behaves: str = "well"
    raw: list[bytes] = field(default_factory=list)

    @property
    def mails(self) -> list[Message]:
        """The mails, read as a mail program reads them."""
        return [message_from_bytes(one, policy=default) for one in self.raw]

    @property
    def texts(self) -> list[str]:
        """The words of each mail."""
        return [str(mail.get_content()) for mail in self.mails]  # type: ignore[attr-defined]


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        post: Post = self.server.post  # type: ignore[attr-defined]
        self.say("220 loopback")
        while line := self.rfile.readline():
            word = line[:4].upper().strip()
            if word == b"DATA":
                self.say("354 go on")
                lines = []
                while (got := self.rfile.readline()) not in {b".\r\n", b""}:
                    lines.append(got[1:] if got.startswith(b"..") else got)
                post.raw.append(b"".join(lines))
                if post.behaves == "breaks":
                    return
                self.say("250 taken")
            elif word == b"RCPT" and post.behaves in {"full", "unknown"}:
                self.say("451 not now" if post.behaves == "full" else "550 nobody here")
            elif word == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 fine")

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def mail_server() -> Iterator[Post]:
    """A mail server for as long as the block lasts; its port is in what it gives."""
    post = Post()
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.post = post  # type: ignore[attr-defined]
        post.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield post
        finally:
            server.shutdown()
            thread.join()


def mailers(port: int) -> dict[str, object]:
    """The setting `MAILERS` that sends to this port."""
    backend = "django.core.mail.backends.smtp.EmailBackend"
    return {
        "default": {
            "BACKEND": backend,
            "OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": 5},
        }
    }
