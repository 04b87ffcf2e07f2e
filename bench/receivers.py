"""Real servers on loopback that alerts are sent to: one for mail, one for webhooks. Both can be out of order."""

from __future__ import annotations

import asyncio
import json
import ssl
import threading
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass
class MailRoom:
    """A mail server. ``answers`` is what it says to an address in place of taking it, ``to_data`` to the next letters.

    With ``hangs_up`` it takes so many letters and hangs up before it says so.
    """

    trust: ssl.SSLContext | None = None
    login: tuple[str, str] | None = None
    letters: list[tuple[str, EmailMessage]] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    to_data: list[str] = field(default_factory=list)
    hangs_up: int = 0
    reached: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    def start(self) -> MailRoom:
        """Opens; at the port that it had, if it was closed before."""
        self._loop = asyncio.new_event_loop()
        ready = threading.Event()
        self._thread = threading.Thread(target=self._serve, args=(ready,), daemon=True)
        self._thread.start()
        assert ready.wait(10)
        return self

    def stop(self) -> None:
        """Closes: whoever connects is refused."""
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def ids(self) -> list[str]:
        """The deliveries that were taken, as often as they were."""
        return [str(letter["Onrecord-Delivery"]) for _, letter in self.letters]

    def _serve(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._open: set[SMTP] = set()
        made = self._loop.create_server(self._protocol, "127.0.0.1", self.port, reuse_address=True)
        self._server = self._loop.run_until_complete(made)
        self.port = self._server.sockets[0].getsockname()[1]
        ready.set()
        self._loop.run_forever()

    async def _close(self) -> None:
        self._server.close()
        for one in list(self._open):
            _hang_up(one)
        await self._server.wait_closed()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0)

    def _protocol(self) -> SMTP:
        secured: dict[str, Any] = {}
        if self.trust is not None:
            secured = {"tls_context": self.trust, "require_starttls": True}
        if self.login is not None:
            secured |= {"authenticator": self._check, "auth_required": True}
        made = SMTP(self, loop=self._loop, hostname="mail.example.org", **secured)
        self._open.add(made)
        return made

    def _check(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        assert self.login is not None
        told = (data.login.decode(), data.password.decode())
        return AuthResult(success=told == self.login, handled=False)

    async def handle_RCPT(  # noqa: N802 - the name that aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.to_data:
            return self.to_data.pop(0)
        assert isinstance(envelope.content, bytes)
        letter = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters += [(address, letter) for address in envelope.rcpt_tos]
        self.reached.set()
        if self.hangs_up:
            self.hangs_up -= 1
            _hang_up(server)
        return "250 OK"


def _hang_up(server: SMTP) -> None:
    """Ends a session without a word."""
    if isinstance(server.transport, asyncio.WriteTransport):
        server.transport.abort()


@dataclass(frozen=True)
class Posted:
    """One POST that was received."""

    path: str
    header: dict[str, str]
    body: bytes

    @property
    def wire(self) -> dict[str, Any]:
        """Its JSON."""
        found: dict[str, Any] = json.loads(self.body)
        return found


@dataclass
class Hook:
    """A webhook's server. ``answers`` are said first, one each: a status, with header fields; then 200."""

    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    posted: list[Posted] = field(default_factory=list)
    taken: list[Posted] = field(default_factory=list)
    says: bytes = b"{}"
    reached: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    def start(self) -> Hook:
        """Opens."""
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, format: str, *args: Any) -> None:
                """Nothing is logged."""

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                one = Posted(self.path, {k.lower(): v for k, v in self.headers.items()}, body)
                hook.posted.append(one)
                status, fields = hook.answers.pop(0) if hook.answers else (200, {})
                if 200 <= status < 300:
                    hook.taken.append(one)
                hook.reached.set()
                self.send_response(status)
                for name, value in fields.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(hook.says)))
                self.end_headers()
                try:
                    self.wfile.write(hook.says)
                except OSError:
                    self.close_connection = True

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()
        return self

    def stop(self) -> None:
        """Closes."""
        self._server.shutdown()
        self._thread.join(10)
        self._server.server_close()

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}/alerts"

    def ids(self) -> list[str]:
        """The deliveries that were taken, as often as they were."""
        return [one.header["onrecord-delivery"] for one in self.taken]
