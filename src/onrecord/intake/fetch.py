"""Fetching one URL, politely and guardedly: the only module that touches the network.

A host name is resolved once, every address it has is checked to be public, and the connection goes to one of exactly
these addresses, so that no second answer of a name server can lead elsewhere. Every redirect goes the same way. The
site's robots.txt is honoured. Time, size (also after decompression) and redirects are bounded.
"""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast
from urllib.parse import urljoin
from urllib.robotparser import RobotFileParser

from onrecord.errors import IntakeError

from .addresses import is_public
from .deadline import Deadline
from .raw import Raw
from .target import Target, target_of
from .unpacking import Unpacker

#: How onrecord names itself to web servers.
USER_AGENT = "onrecord/0.1 (+polite reader)"

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHUNK = 65_536
_STATUS_SAYS = {
    401: "this page asks for a password",
    403: "this page may not be read (the server forbids it)",
    404: "there is no such page",
    410: "this page has been removed",
    429: "this server asks to be left alone for a while",
    451: "this page is withheld for legal reasons",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may cost. Times in seconds, sizes in bytes (after decompression).

    ``allow_private`` names addresses (``127.0.0.1``) that may be reached though they are not public: for a desk's own
    server, given by a person, never by a page.
    """

    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    size: int = 20 * 1024 * 1024
    robots_size: int = 512 * 1024
    redirects: int = 5
    allow_private: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    body: bytes
    media_type: str | None
    location: str | None


_DEFAULT = Limits()


def fetch(url: str, limits: Limits = _DEFAULT) -> Raw:
    """The bytes at ``url``, after redirects.

    Raises:
        IntakeError: if the URL is no web address or carries a password, leads to an address that is not public, is
            closed by robots.txt, answers with an error, takes too long or sends too much.
    """
    deadline = Deadline(limits.total, limits.read)
    robots: dict[str, RobotFileParser] = {}
    at = url
    for _ in range(limits.redirects + 1):
        target = target_of(at, url)
        _ask_robots(target, limits, deadline, robots)
        answer = _get(target, limits, deadline, limits.size)
        if answer.status in _REDIRECTS and answer.location:
            at = urljoin(target.url, answer.location)
            continue
        if not 200 <= answer.status < 300:
            raise IntakeError(_said(answer.status), url, "check the address, or try again later")
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return Raw(answer.body, url, answer.media_type, now, target.url, answer.status)
    raise IntakeError(f"this page redirects more than {limits.redirects} times", url, "give its final address")


def _said(status: int) -> str:
    says = _STATUS_SAYS.get(status, "the server failed" if status >= 500 else "the server did not give the page")
    return f"{says} (HTTP {status})"


def _ask_robots(target: Target, limits: Limits, deadline: Deadline, known: dict[str, RobotFileParser]) -> None:
    rules = known.get(target.origin)
    if rules is None:
        rules = known[target.origin] = _robots(target, limits, deadline)
    if not rules.can_fetch(USER_AGENT, target.url):
        raise IntakeError("this site's robots.txt asks not to fetch this page", target.where, "save it by hand")


def _robots(target: Target, limits: Limits, deadline: Deadline) -> RobotFileParser:
    """The site's rules. As RFC 9309 has it: none where the file is missing (4xx), all closed where it fails (5xx)."""
    rules = RobotFileParser()
    place = target.at("/robots.txt")
    answer = _get(place, limits, deadline, limits.robots_size, cut=True)
    for _ in range(limits.redirects):
        if answer.status not in _REDIRECTS or not answer.location:
            break
        place = target_of(urljoin(place.url, answer.location), target.where)
        answer = _get(place, limits, deadline, limits.robots_size, cut=True)
    if answer.status >= 500:
        lines = ["User-agent: *", "Disallow: /"]
    elif 200 <= answer.status < 300:
        lines = answer.body.decode("utf-8-sig", "replace").splitlines()
    else:
        lines = []
    rules.parse(lines)
    return rules


def _get(target: Target, limits: Limits, deadline: Deadline, size: int, cut: bool = False) -> _Answer:
    """One request, no redirects followed. A body beyond ``size`` is refused, or ``cut`` off there."""
    addresses = _resolved(target, deadline, limits.allow_private)
    wire: socket.socket | None = None
    try:
        wire = _connect(target, addresses, deadline, limits.connect)
        connection = _spoken_over(wire, target, deadline)
        connection.request(
            "GET",
            target.path,
            headers={
                "User-Agent": USER_AGENT,
                "Accept": "text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9,*/*;q=0.5",
                "Accept-Encoding": "gzip, deflate",
                "Connection": "close",
            },
        )
        response = connection.getresponse()
        moved = response.status in _REDIRECTS
        failed = response.status >= 400
        body = b"" if moved or failed else _body(response, target, deadline, size, cut)
        return _Answer(response.status, body, response.getheader("Content-Type"), response.getheader("Location"))
    except TimeoutError:
        raise IntakeError("this server took too long", target.where, "try again later") from None
    except ssl.SSLCertVerificationError as reason:
        raise IntakeError(
            f"this server's certificate cannot be trusted ({reason.verify_message})", target.where, "check the address"
        ) from None
    except (OSError, http.client.HTTPException, ValueError) as reason:
        why = getattr(reason, "strerror", None) or type(reason).__name__
        raise IntakeError(f"this page could not be fetched ({why})", target.where, "check the address") from None
    finally:
        if wire is not None:
            wire.close()


def _body(response: http.client.HTTPResponse, target: Target, deadline: Deadline, size: int, cut: bool) -> bytes:
    unpacker = Unpacker(response.getheader("Content-Encoding"), target.where)
    body = bytearray()
    started = time.monotonic()
    while chunk := response.read(_CHUNK):
        for piece in unpacker.pieces(chunk):
            body += piece
            if len(body) > size:
                if cut:
                    return bytes(body[:size])
                seconds = time.monotonic() - started
                raise IntakeError(
                    f"this page is too large (over {size / 1024 / 1024:.1f} MiB after {seconds:.0f} s)",
                    target.where,
                    "save it and give the file",
                )
        deadline.check()
    unpacker.check_end()
    return bytes(body)


def _resolved(target: Target, deadline: Deadline, allow_private: frozenset[str]) -> tuple[str, ...]:
    """The addresses of the target's host, all of them checked; asked for once.

    Raises:
        IntakeError: if the host is not known, or any of its addresses is neither public nor in ``allow_private``.
    """
    addresses = _looked_up(target, deadline)
    for address in addresses:
        if address not in allow_private and not is_public(address):
            raise IntakeError(
                f"this leads to a private or local address ({address})", target.where, "only public sites are fetched"
            )
    return addresses


def _connect(target: Target, addresses: tuple[str, ...], deadline: Deadline, most: float) -> socket.socket:
    """An open connection to the first of ``addresses`` that answers; TLS is checked against the host's own name.

    Raises:
        OSError: if none answers, or the certificate is not the host's.
    """
    failure = OSError("no address")
    for address in addresses:
        # The address is a number already: connecting asks no name server.
        plain = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
        try:
            plain.settimeout(deadline.left(most))
            plain.connect((address, target.real_port))
        except OSError as reason:
            plain.close()
            failure = reason
            continue
        return _secured(plain, target, deadline) if target.scheme == "https" else plain
    raise failure


def _secured(plain: socket.socket, target: Target, deadline: Deadline) -> socket.socket:
    try:
        plain.settimeout(deadline.left())
        return ssl.create_default_context().wrap_socket(plain, server_hostname=target.host)
    except OSError:
        plain.close()
        raise


def _spoken_over(wire: socket.socket, target: Target, deadline: Deadline) -> http.client.HTTPConnection:
    # An HTTPConnection whose socket is set by hand never resolves or connects by itself.
    connection = http.client.HTTPConnection(target.host, target.real_port)
    connection.default_port = 443 if target.scheme == "https" else 80
    connection.sock = cast(socket.socket, _TimedSocket(wire, deadline))
    return connection


def _looked_up(target: Target, deadline: Deadline) -> tuple[str, ...]:
    # The resolver knows no timeout: it works in a thread that is left behind if it takes too long.
    answers: list[Any] = []

    def ask() -> None:
        try:
            answers.append(socket.getaddrinfo(target.host, target.real_port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as reason:
            answers.append(reason)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    try:
        asking.join(deadline.left())
    except TimeoutError:
        raise IntakeError("this server took too long", target.where, "try again later") from None
    if not answers:
        raise IntakeError("the name server took too long", target.where, "try again later")
    if isinstance(answers[0], Exception):
        raise IntakeError("there is no such host", target.where, "check the address, or the connection")
    return tuple(dict.fromkeys(str(answer[4][0]) for answer in answers[0]))


class _TimedSocket:
    """A socket for ``http.client`` on which every wait is bounded by the deadline, however slowly bytes trickle."""

    def __init__(self, inner: socket.socket, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def sendall(self, data: bytes) -> None:
        self._inner.settimeout(self._deadline.left())
        self._inner.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_TimedStream(self._inner, self._deadline))

    def close(self) -> None:
        """Nothing: the body is still to be read when ``http.client`` calls this; the fetch closes the socket itself."""


class _TimedStream(io.RawIOBase):
    def __init__(self, inner: socket.socket, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._inner.settimeout(self._deadline.left())
        return self._inner.recv_into(buffer)
