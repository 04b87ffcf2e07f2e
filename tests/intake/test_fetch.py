"""Fetching, against a server on this machine: it is reached only because the test names its address."""

from __future__ import annotations

import ast
import contextlib
import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

import onrecord.intake
from onrecord.errors import IntakeError
from onrecord.intake import Limits, documents, fetch
from onrecord.record import Document

LOCAL = frozenset({"127.0.0.1"})
SMALL = Limits(connect=2, read=0.5, total=1.5, size=100_000, allow_private=LOCAL)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    robots: bytes | None = None

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.closing = threading.Event()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is what these tests are about."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is logged."""

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        answers: dict[str, Callable[[], None]] = {
            "/page": lambda: self._send(b"<html><body><p>The harbour is open.</p></body></html>", "text/html"),
            "/packed": lambda: self._send(gzip.compress(b"The harbour is open."), "text/plain", "gzip"),
            "/bomb": lambda: self._send(gzip.compress(bytes(50_000_000)), "text/plain", "gzip"),
            "/brotli": lambda: self._send(b"x", "text/plain", "br"),
            "/moved": lambda: self._move("/page"),
            "/loop": lambda: self._move("/loop"),
            "/private": lambda: self._move("http://127.0.0.2/page"),
            "/file": lambda: self._move("file:///etc/passwd"),
            "/endless": lambda: self._drip(b"x" * 20_000, 0.0),
            "/slow": lambda: self._drip(b"x", 0.05),
            "/silent": lambda: self._drip(b"", 0.05),
            "/slow-head": self._slow_head,
            "/continue": self._continue_for_ever,
        }
        if self.path == "/robots.txt":
            self._send(self.server.robots, "text/plain") if self.server.robots is not None else self.send_error(404)
        elif self.path in answers:
            answers[self.path]()
        else:
            self.send_error(int(self.path.rpartition("/")[2]))

    def _send(self, body: bytes, media_type: str, encoding: str | None = None) -> None:
        self.send_response(200)
        self.send_header("Content-Type", media_type)
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.end_headers()
        self.wfile.write(body)

    def _move(self, where: str) -> None:
        self.send_response(302)
        self.send_header("Location", where)
        self.end_headers()

    def _drip(self, drop: bytes, pause: float) -> None:
        self.send_response(200)
        self.end_headers()
        self._until_gone(drop, pause)

    def _slow_head(self) -> None:
        self.wfile.write(b"HTTP/1.0 200 OK\r\nX: ")
        self._until_gone(b"y", 0.05)

    def _continue_for_ever(self) -> None:
        self._until_gone(b"HTTP/1.1 100 Continue\r\n\r\n", 0.01)

    def _until_gone(self, drop: bytes, pause: float) -> None:
        with contextlib.suppress(OSError):
            while not self.server.closing.wait(pause):
                self.wfile.write(drop)


@pytest.fixture
def server() -> Iterator[_Server]:
    made = _Server()
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield made
    made.closing.set()
    made.shutdown()
    made.server_close()
    thread.join()


def _refused(url: str, limits: Limits = SMALL) -> IntakeError:
    with pytest.raises(IntakeError) as caught:
        fetch(url, limits)
    assert "\n" not in str(caught.value)
    assert caught.value.remedy
    return caught.value


def test_a_page_and_its_snapshot(server: _Server) -> None:
    raw = fetch(f"{server.base}/moved#part", SMALL)
    assert (raw.status, raw.media_type, raw.final_url) == (200, "text/html", f"{server.base}/page")
    assert raw.fetched is not None
    assert raw.fetched.endswith("+00:00")
    (doc,) = documents(raw)
    assert isinstance(doc, Document)
    assert doc.text == "The harbour is open."
    assert (doc.source, doc.url, doc.published) == ("127.0.0.1", f"{server.base}/page", None)
    assert (doc.snapshot.fetched, doc.snapshot.status) == (raw.fetched, 200)


def test_it_says_who_it_is_and_which_host_it_means(server: _Server) -> None:
    fetch(f"{server.base}/page", SMALL)
    assert [path for path, _ in server.asked] == ["/robots.txt", "/page"]
    for _, headers in server.asked:
        assert headers["User-Agent"] == "onrecord/0.1 (+polite reader)"
        assert headers["Host"] == server.base.removeprefix("http://")


def test_a_packed_page_is_unpacked_and_a_bomb_is_stopped(server: _Server) -> None:
    assert fetch(f"{server.base}/packed", SMALL).data == b"The harbour is open."
    # Packing the bomb takes the server a while on a busy machine: what is tested is the size, not the patience.
    patient = Limits(connect=20, read=20, total=60, size=100_000, allow_private=LOCAL)
    assert "too large" in _refused(f"{server.base}/bomb", patient).what
    assert "packed in a way" in _refused(f"{server.base}/brotli").what


@pytest.mark.parametrize(
    ("status", "says"), [(404, "no such page"), (500, "the server failed"), (429, "left alone"), (403, "forbids")]
)
def test_errors_are_told(server: _Server, status: int, says: str) -> None:
    refused = _refused(f"{server.base}/{status}")
    assert says in refused.what
    assert f"HTTP {status}" in refused.what


@pytest.mark.parametrize("page", ["slow", "silent", "slow-head", "continue"])
def test_a_server_that_takes_too_long_is_left(server: _Server, page: str) -> None:
    began = time.monotonic()
    assert "too long" in _refused(f"{server.base}/{page}").what
    assert time.monotonic() - began < 10 * SMALL.total


def test_an_endless_body_is_stopped(server: _Server) -> None:
    assert "too large" in _refused(f"{server.base}/endless").what


def test_redirects_are_counted_and_checked(server: _Server) -> None:
    assert "more than 5 times" in _refused(f"{server.base}/loop").what
    private = _refused(f"{server.base}/private")
    assert "private or local address (127.0.0.2)" in private.what
    assert "redirected to http://127.0.0.2/page" in str(private)
    assert "only http and https" in _refused(f"{server.base}/file").what


def test_robots_are_honoured(server: _Server) -> None:
    server.robots = b"User-agent: onrecord\nDisallow: /page\n\nUser-agent: *\nDisallow:\n"
    assert "robots.txt" in _refused(f"{server.base}/page").what
    assert "robots.txt" in _refused(f"{server.base}/moved").what
    assert fetch(f"{server.base}/packed", SMALL).status == 200


def test_a_very_long_robots_file_is_cut_not_refused(server: _Server) -> None:
    server.robots = b"User-agent: *\nDisallow: /packed\n" + b"# long\n" * 100_000
    assert "robots.txt" in _refused(f"{server.base}/packed").what
    assert fetch(f"{server.base}/page", SMALL).status == 200


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "10.0.0.1",
        "169.254.169.254",
        "0.0.0.0",
        "0",
        "[64:ff9b::7f00:1]",
    ],
)
def test_private_addresses_are_refused_in_every_form(server: _Server, host: str) -> None:
    refused = _refused(f"http://{host}:{server.server_address[1]}/page", Limits(total=3))
    assert "private or local" in refused.what or "no such host" in refused.what
    assert server.asked == []


def test_a_name_is_resolved_once_and_one_bad_address_closes_it(
    server: _Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers = [["127.0.0.1"], ["10.0.0.1"], ["10.0.0.1"]]

    def lookup(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in answers[len(asked) - 1]]

    # What a hostile name server does: the first answer is let through, the next ones lead inside.
    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    assert (
        "private or local address (10.0.0.1)" in _refused(f"http://wire.example:{server.server_address[1]}/page").what
    )
    assert asked == ["wire.example"] * 2
    asked.clear()
    answers[:] = [["93.184.216.34", "10.0.0.1"]]
    assert "private or local address (10.0.0.1)" in _refused("http://wire.example/page").what


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example/x",
        "file:///etc/passwd",
        "http://user:secret@a.example/",
        "http:///x",
        "http://[::1",
        "http://a.example:0/",
        "http://a.example:99999/",
        "http://" + "a" * 300 + ".example/",
        "javascript:alert(1)",
    ],
)
def test_what_is_not_fetched_at_all(url: str) -> None:
    assert _refused(url).what


def test_no_answer_at_all_is_told() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    assert "could not be fetched" in _refused(f"http://127.0.0.1:{port}/").what


def test_only_fetch_touches_the_network() -> None:
    room = Path(onrecord.intake.__file__).parent
    wired = set()
    for path in room.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if {"socket", "http.client", "urllib.request", "urllib3", "requests", "ssl"} & set(names):
                wired.add(path.name)
    assert wired == {"fetch.py"}
