"""One request to one web server, guardedly: with ``desk/mailing.py`` all that touches the network.

A host name is resolved once, every address it has is checked to be public, and the connection goes to one of exactly
these addresses, so that no second answer of a name server can lead elsewhere. Time and size (also after decompression)
are bounded. Redirects, robots.txt and politeness are ``visiting``'s.
"""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

from onrecord.errors import FetchError, IntakeError

from .addresses import is_public
from .deadline import Deadline
from .target import Target
from .unpacking import Unpacker

#: How onrecord names itself to web servers.
USER_AGENT = "onrecord/0.1 (+polite reader)"

#: Answers that name another address; the permanent ones are told of in ``Visit.moved_to``.
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ACCEPT = (
    "text/html,application/xhtml+xml,application/pdf,application/rss+xml;q=0.9,application/atom+xml;q=0.9,"
    "application/feed+json;q=0.9,text/plain;q=0.9,*/*;q=0.5"
)
_CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may cost. Times in seconds, sizes in bytes (after decompression).

    ``allow_private`` names addresses (``127.0.0.1``, ``127.0.0.2``) that may be reached though they are not public: for
    a desk's own servers, given by a person, never by a page. ``own`` is a server that a person names as their own: it
    may have any address, and over http must have one that is not public.
    """

    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    size: int = 20 * 1024 * 1024
    robots_size: int = 512 * 1024
    redirects: int = 5
    allow_private: frozenset[str] = frozenset()
    own: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered. ``header`` holds its fields by their names in small letters, the first of each name."""

    status: int
    body: bytes
    header: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a server, and how much of its answer is taken.

    ``fields`` are further header fields. A body beyond ``size`` bytes is refused, or ``cut`` off there.
    """

    agent: str
    limits: Limits
    size: int
    cut: bool = False
    fields: Mapping[str, str] | None = None


def get(target: Target, request: Request, deadline: Deadline) -> Answer:
    """One request and its answer, whatever its status; no redirect is followed, an error's body is not read.

    Raises:
        FetchError: if the server cannot be reached or trusted, takes too long or breaks off.
        IntakeError: if the target has an address that is not public, or sends too much.
    """
    asked = {"Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate"}
    with _answered(target, request, deadline, "GET", None, asked) as response:
        body = _body(response, target, deadline, request) if 200 <= response.status < 300 else b""
        return Answer(response.status, body, _header(response))


def post(target: Target, request: Request, body: bytes, deadline: Deadline) -> Answer:
    """Sends ``body`` and gives the answer's head, whatever its status; what the server says beside it is not read.

    Raises:
        FetchError: if the server cannot be reached or trusted, takes too long or breaks off. It may have had the body.
        IntakeError: if the target has an address that is not allowed.
    """
    with _answered(target, request, deadline, "POST", body, {}) as response:
        return Answer(response.status, b"", _header(response))


@contextmanager
def _answered(
    target: Target, request: Request, deadline: Deadline, method: str, body: bytes | None, asked: Mapping[str, str]
) -> Iterator[http.client.HTTPResponse]:
    """The answer to one request, whose body is still to be read."""
    addresses = _resolved(target, deadline, request.limits)
    wire: socket.socket | None = None
    try:
        wire = _connect(target, addresses, deadline, request.limits.connect)
        connection = _spoken_over(wire, target, deadline)
        fields = {"User-Agent": request.agent, **asked, "Connection": "close", **(request.fields or {})}
        connection.request(method, target.path, body, fields)
        yield connection.getresponse()
    except TimeoutError:
        raise FetchError("this server took too long", target.where, "try again later") from None
    except ssl.SSLCertVerificationError as reason:
        raise FetchError(
            f"this server's certificate cannot be trusted ({reason.verify_message})", target.where, "check the address"
        ) from None
    except (OSError, http.client.HTTPException, ValueError) as reason:
        why = getattr(reason, "strerror", None) or type(reason).__name__
        raise FetchError(f"this page could not be fetched ({why})", target.where, "check the address") from None
    finally:
        if wire is not None:
            wire.close()


def _header(response: http.client.HTTPResponse) -> dict[str, str]:
    header: dict[str, str] = {}
    for name, value in response.getheaders():
        header.setdefault(name.lower(), value)
    return header


def _body(response: http.client.HTTPResponse, target: Target, deadline: Deadline, request: Request) -> bytes:
    unpacker = Unpacker(response.getheader("Content-Encoding"), target.where)
    body = bytearray()
    started = time.monotonic()
    while chunk := response.read(_CHUNK):
        for piece in unpacker.pieces(chunk):
            body += piece
            if len(body) > request.size:
                if request.cut:
                    return bytes(body[: request.size])
                seconds = time.monotonic() - started
                raise IntakeError(
                    f"this page is too large (over {request.size / 1024 / 1024:.1f} MiB after {seconds:.0f} s)",
                    target.where,
                    "save it and give the file",
                )
        deadline.check()
    if response.length:
        # The declared length was not reached: half a page would pass for one that lost its other half.
        raise FetchError("this page arrived damaged", target.where, "try again later")
    unpacker.check_end()
    return bytes(body)


def _resolved(target: Target, deadline: Deadline, limits: Limits) -> tuple[str, ...]:
    """The addresses of the target's host, all of them checked; asked for once.

    Raises:
        IntakeError: if the host is not known, or any of its addresses is not allowed.
    """
    addresses = _looked_up(target, deadline)
    for address in addresses:
        public = is_public(address)
        if limits.own:
            if public and target.scheme == "http":
                raise IntakeError(
                    f"this leads in the clear to a public address ({address})", target.where, "use its https address"
                )
        elif address not in limits.allow_private and not public:
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
        raise FetchError("this server took too long", target.where, "try again later") from None
    if not answers:
        raise FetchError("the name server took too long", target.where, "try again later")
    if isinstance(answers[0], Exception):
        raise FetchError("there is no such host", target.where, "check the address, or the connection")
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
