"""Web archives: each page is one document with its address and time, and what we write is read again byte by byte."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import tracemalloc
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import IntakeError, StoreError
from onrecord.intake import Raw, WarcItem, container_for, opened, take, write_warc
from onrecord.record import Document

from .made import column, pdf

PAGE = b"<html><head><title>Harbour</title></head><body><p>The harbour of Halvet is open, she said.</p></body></html>"
URL = "https://wire.example.org/harbour"
DATE = "2031-05-04T07:15:09Z"


def record(kind: str, block: bytes, url: str | None = URL, number: str = "1", **more: str) -> bytes:
    """One record; ``more`` are fields, their underscores written as hyphens."""
    fields = {"WARC-Type": kind, "WARC-Record-ID": f"<urn:uuid:{number}>", "WARC-Date": DATE}
    fields |= {"WARC-Target-URI": url} if url else {}
    fields |= {key.replace("_", "-"): value for key, value in more.items()}
    fields.setdefault("Content-Length", str(len(block)))
    head = "".join(f"{key}: {value}\r\n" for key, value in fields.items())
    return f"WARC/1.0\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def answered(body: bytes, media_type: str | None = "text/html", status: str = "200 OK", head: str = "") -> bytes:
    declared = f"Content-Type: {media_type}\r\n" if media_type else ""
    return f"HTTP/1.1 {status}\r\n{declared}{head}\r\n".encode() + body


def archive(folder: Path, *records: bytes, packed: bool = True) -> Path:
    path = folder / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(b"".join(map(gzip.compress, records) if packed else records))
    return path


def given_by(path: Path) -> list[Raw | IntakeError]:
    return list(opened(path))


def one(path: Path) -> Raw:
    (item,) = given_by(path)
    assert isinstance(item, Raw), item
    return item


@pytest.mark.parametrize("packed", [True, False])
def test_a_page_with_its_address_and_time(tmp_path: Path, packed: bool) -> None:
    path = archive(
        tmp_path,
        record("warcinfo", b"software: x\r\n", None, Content_Type="application/warc-fields"),
        record("request", b"GET / HTTP/1.1\r\n\r\n"),
        record("response", answered(PAGE, "text/html; charset=utf-8"), number="7"),
        packed=packed,
    )
    item = one(path)
    assert (item.data, item.media_type, item.name) == (PAGE, "text/html; charset=utf-8", URL)
    assert (item.fetched, item.final_url, item.status) == ("2031-05-04T07:15:09+00:00", URL, 200)
    (doc,) = take(path)
    assert isinstance(doc, Document)
    assert doc.text == "Harbour\n\nThe harbour of Halvet is open, she said."
    assert doc.url == URL
    assert doc.provenance is not None
    assert (doc.provenance.key, doc.provenance.item) == (None, "urn:uuid:7")
    assert doc.provenance.container == hashlib.sha256(path.read_bytes()).hexdigest()


def test_what_is_no_document_is_passed_over(tmp_path: Path) -> None:
    path = archive(
        tmp_path,
        record("response", answered(b"\x89PNG", "image/png")),
        record("response", answered(b"p {}", "text/css")),
        record("response", answered(b"x()", "text/javascript")),
        record("response", answered(b'{"likes": 3}', "application/json")),
        record("response", answered(b"Go away.", "text/plain", "404 Not Found")),
        record("response", answered(b"", "text/html", "301 Moved", "Location: /b\r\n")),
        record("response", answered(b"", "text/html")),
        record("response", answered(b"Disallow: /", "text/plain"), "https://wire.example.org/robots.txt"),
        record("response", b"20310504\r\nwire.example.org. 60 A 192.0.2.1", "dns:wire.example.org"),
        record("response", answered(b"....", None)),
        record("revisit", answered(b"", "text/html"), WARC_Profile="x"),
        record("metadata", b"via: x\r\n"),
        record("resource", b"\x89PNG", Content_Type="image/png"),
        record("response", answered(b'{"text": "The ferry is late.", "title": "Ferry"}', "application/json")),
    )
    assert one(path).data.startswith(b'{"text"')


def test_texts_pdfs_conversions_and_what_has_no_type(tmp_path: Path) -> None:
    paper = pdf([column(["The harbour of Halvet is open, she said."])])
    path = archive(
        tmp_path,
        record("resource", b"Open.", Content_Type="text/plain"),
        record("conversion", b"Shut.", Content_Type="text/plain"),
        record("response", answered(paper, "application/octet-stream")),
        record("response", answered(b"# Late", None), "https://wire.example.org/late.md?x=1"),
        record("resource", b"Calm.", "urn:x:calm", Content_Type="text/plain"),
    )
    items = [item for item in given_by(path) if isinstance(item, Raw)]
    assert [item.data for item in items] == [b"Open.", b"Shut.", paper, b"# Late", b"Calm."]
    assert [(item.status, item.final_url is None) for item in items] == [
        *[(None, False)] * 2,
        *[(200, False)] * 2,
        (None, True),
    ]


def chunked(body: bytes, size: int = 10) -> bytes:
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x;a=b\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\nTrailer: x\r\n\r\n"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("Transfer-Encoding: chunked\r\n", chunked(PAGE)),
        ("Content-Encoding: gzip\r\n", gzip.compress(PAGE)),
        ("Content-Encoding: deflate\r\n", zlib.compress(PAGE)),
        ("Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", chunked(gzip.compress(PAGE))),
        # Undone by the archiving browser, the headers kept.
        ("Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", PAGE),
        ("Content-Encoding: br\r\n", PAGE),
    ],
)
@pytest.mark.parametrize("of", ["raw", "page"])
def test_codings_are_undone_and_digests_hold(tmp_path: Path, head: str, body: bytes, of: str) -> None:
    digest = "sha1:" + base64.b32encode(hashlib.sha1(body if of == "raw" else PAGE).digest()).decode()
    block = answered(body, head=head)
    told = {"WARC_Payload_Digest": digest, "WARC_Block_Digest": f"sha256:{hashlib.sha256(block).hexdigest()}"}
    assert one(archive(tmp_path, record("response", block, **told))).data == PAGE


@pytest.mark.parametrize(
    ("block", "fields", "why"),
    [
        (answered(PAGE), {"WARC_Payload_Digest": "sha1:AAAA"}, "digest differs"),
        (answered(PAGE), {"WARC_Block_Digest": "md5:00"}, "digest differs"),
        (answered(gzip.compress(PAGE)[:-9], head="Content-Encoding: gzip\r\n"), {}, "damaged"),
        (answered(chunked(PAGE)[:50], head="Transfer-Encoding: chunked\r\n"), {}, "cut off"),
        (answered(b"\x8b\xff\xfe\x00", head="Content-Encoding: br\r\n"), {}, "not read"),
        (answered(gzip.compress(bytes(70_000_000)), head="Content-Encoding: gzip\r\n"), {}, "too large"),
        (answered(bytes(68_000_000)), {}, "too large"),
        (answered(PAGE), {"WARC_Segment_Number": "1"}, "several parts"),
        (b"no answer", {}, "no HTTP answer"),
    ],
)
def test_one_damaged_record_is_named_and_the_others_are_read(
    tmp_path: Path, block: bytes, fields: dict[str, str], why: str
) -> None:
    bad = "https://wire.example.org/bad"
    path = archive(tmp_path, record("response", block, bad, **fields), record("response", answered(PAGE)))
    error, item = given_by(path)
    assert isinstance(error, IntakeError)
    assert why in error.what
    assert error.where == bad
    assert error.remedy
    assert isinstance(item, Raw)


def test_a_large_film_is_no_error(tmp_path: Path) -> None:
    film = record("response", answered(bytes(68_000_000), "video/mp4"))
    assert one(archive(tmp_path, film, record("response", answered(PAGE)))).data == PAGE


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_that_is_cut_off_is_read_to_there(tmp_path: Path, packed: bool) -> None:
    path = archive(tmp_path, *[record("response", answered(PAGE), f"{URL}/{n}") for n in range(3)], packed=packed)
    path.write_bytes(path.read_bytes()[:-60])
    items = given_by(path)
    assert [type(item) for item in items] == [Raw, Raw, IntakeError]
    assert "cut off" in str(items[-1])


def test_damage_in_the_middle_ends_the_archive(tmp_path: Path) -> None:
    good = gzip.compress(record("response", answered(PAGE)))
    path = tmp_path / "a.warc.gz"
    for bad in (good[:30] + b"\xff\xff" + good[32:], b"garbage", gzip.compress(b"garbage\r\n")):
        path.write_bytes(good + bad + good)
        assert [type(item) for item in given_by(path)] == [Raw, IntakeError]
    for bad in (record("response", b"", Content_Length="x"), record("response", b"", Content_Length="9" * 20)):
        path.write_bytes(good + bad)
        assert [type(item) for item in given_by(path)] == [Raw, IntakeError]


@pytest.mark.parametrize(
    "record_",
    [
        b"WARC/1.0\r\n" + b"x" * 300_000,
        b"WARC/1.0\r\n" + b"a: b\r\n" * 100_000,
        b"WARC/1.0\r\nContent-Length: 300000000\r\n\r\n" + bytes(300_000_000),
    ],
    ids=["line", "lines", "block"],
)
def test_archives_that_unpack_without_end(tmp_path: Path, record_: bytes) -> None:
    path = archive(tmp_path, record_)
    del record_
    with pytest.raises(IntakeError, match=r"do not end|more than its size"):
        given_by(path)


def test_a_large_archive_is_never_whole_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    with path.open("wb") as file:
        for n in range(400):
            file.write(record("response", answered(PAGE + b" " * 100_000), f"{URL}/{n}"))
    tracemalloc.start()
    assert sum(isinstance(item, Raw) for item in opened(path)) == 400
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3_000_000 < path.stat().st_size / 10


# --- WACZ ---


def wacz(folder: Path, entries: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> Path:
    path = folder / "a.wacz"
    with zipfile.ZipFile(path, "w", method) as whole:
        for name, data in entries.items():
            whole.writestr(name, data)
    return path


def test_every_archive_in_a_wacz(tmp_path: Path) -> None:
    packed = gzip.compress(record("response", answered(PAGE), number="2"))
    plain = record("resource", b"Open.", number="1", Content_Type="text/plain")
    entries = {
        "datapackage.json": b"{}",
        "archive/b.warc.gz": packed,
        "archive/a.warc": plain,
        "pages/pages.jsonl": b"",
    }
    path = wacz(tmp_path, entries)
    items = [item for item in given_by(path) if isinstance(item, Raw)]
    assert [item.data for item in items] == [b"Open.", PAGE]
    stood = [item.facts.provenance for item in items if item.facts]
    assert {one_.container for one_ in stood if one_} == {hashlib.sha256(path.read_bytes()).hexdigest()}
    assert container_for(Raw(path.read_bytes(), "-")) is not None


def test_hostile_entries_are_refused_and_the_others_read(tmp_path: Path) -> None:
    good = gzip.compress(record("response", answered(PAGE)))
    entries = {
        "archive/../../x.warc.gz": good,
        "/archive/x.warc": good,
        "other/x.warc.gz": good,
        "archive/bomb.warc": bytes(300_000_000),
        "archive/a.warc.gz": good,
        "archive/b.warc.gz": good[:-20],
        "archive/encrypted.warc.gz": good,
    }
    path = wacz(tmp_path, entries, zipfile.ZIP_DEFLATED)
    data = bytearray(path.read_bytes())
    at = data.rindex(b"archive/encrypted.warc.gz") - 46 + 8
    data[at] |= 1
    path.write_bytes(data)
    found = given_by(path)
    errors = [str(item) for item in found if isinstance(item, IntakeError)]
    assert [item.data for item in found if isinstance(item, Raw)] == [PAGE]
    assert len(errors) == 6
    assert sum("lies where a WACZ has none" in error for error in errors) == 3
    assert sum("encrypted" in error for error in errors) == 1
    assert sum("unpacks to far more" in error for error in errors) == 1
    assert all("\n" not in error for error in errors)


def test_what_is_no_wacz(tmp_path: Path) -> None:
    path = tmp_path / "a.wacz"
    path.write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(IntakeError, match="WACZ is damaged"):
        given_by(path)
    with pytest.raises(IntakeError, match="holds no archive"):
        given_by(wacz(tmp_path, {"datapackage.json": b"{}"}))
    many = wacz(tmp_path, {f"archive/{n}.warc": b"" for n in range(10_001)})
    with pytest.raises(IntakeError, match="too many"):
        given_by(many)
    huge = many.read_bytes()
    many.write_bytes(huge[:-10] + b"\xf0\xff\xff\xf0" + huge[-6:])
    with pytest.raises(IntakeError, match="too many"):
        given_by(many)


# --- out ---

ITEMS = (
    WarcItem(URL, "2031-05-04T07:15:09+00:00", "text/html; charset=utf-8", 200, PAGE),
    WarcItem(
        "https://wire.example.org/ä b\r\nX: y", "2031-05-04T09:15:09.25+02:00", "text/plain", 200, b"Open.\r\n\r\n"
    ),
    WarcItem(None, None, "text/markdown", None, b"# HTTP/1.1 200 OK\r\n\r\nCalm.", "reports/día.md"),
    WarcItem("https://wire.example.org/gone", "2031-05-04T07:15:09Z", None, 404, b""),
)


@pytest.mark.parametrize("name", ["out.warc.gz", "out.warc"])
def test_what_is_written_is_read_again(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert write_warc(path, ITEMS, {"software": "onrecord", "description": "A test.\r\nX: y"}) == 4
    items = [item for item in given_by(path) if isinstance(item, Raw)]
    assert [item.data for item in items] == [item.data for item in ITEMS[:3]]
    assert [item.fetched for item in items] == ["2031-05-04T07:15:09+00:00", "2031-05-04T07:15:09.250000+00:00", None]
    assert [item.status for item in items] == [200, 200, None]
    assert [item.media_type for item in items] == [item.media_type for item in ITEMS[:3]]
    assert [item.name for item in items] == [URL, "https://wire.example.org/ä%20b%20X:%20y", "reports/día.md"]
    first = path.read_bytes()
    write_warc(path, ITEMS, {"software": "onrecord", "description": "A test.\r\nX: y"})
    assert path.read_bytes() == first
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_warcio_agrees_and_finds_nothing_invented(tmp_path: Path) -> None:
    from warcio.archiveiterator import ArchiveIterator

    file = io.BytesIO()
    write_warc(file, ITEMS, {"date": "2031-06-01"})
    file.seek(0)
    found = []
    for entry in ArchiveIterator(file, check_digests="raise"):
        http = entry.http_headers.headers if entry.http_headers else None
        found.append((entry.rec_type, http, entry.content_stream().read()))
    assert [kind for kind, _, _ in found] == ["warcinfo", "response", "response", "resource", "response"]
    assert [data for _, _, data in found[1:]] == [item.data for item in ITEMS]
    assert found[1][1] == [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(PAGE)))]
    assert found[4][1] == [("Content-Length", "0")]
    assert b"no other HTTP header was kept" in found[0][2]


def test_an_archive_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        write_warc(tmp_path / "none" / "a.warc", ITEMS, {})

    def broken() -> object:
        yield ITEMS[0]
        raise StoreError("gone")

    with pytest.raises(StoreError, match="gone"):
        write_warc(tmp_path / "a.warc", broken(), {})  # type: ignore[arg-type]
    assert not list(tmp_path.iterdir())


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([200, None]))
def test_any_bytes_come_back(data: bytes, status: int | None) -> None:
    file = io.BytesIO()
    write_warc(file, [WarcItem(URL, None, "text/plain", status, b"x" + data)], {})
    (item,) = opened(Raw(file.getvalue(), "a.warc"))
    assert isinstance(item, Raw)
    assert item.data == b"x" + data


_WHOLE = (
    gzip.compress(record("response", answered(chunked(PAGE), head="Transfer-Encoding: chunked\r\n")))
    + gzip.compress(record("resource", json.dumps({"text": "Open."}).encode(), Content_Type="application/json")),
    record("response", answered(gzip.compress(PAGE), head="Content-Encoding: gzip\r\n")) * 2,
)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(_WHOLE), st.integers(0, 900), st.binary(max_size=12), st.integers(0, 12))
def test_any_bytes_give_items_and_errors_only(whole: bytes, at: int, put: bytes, cut: int) -> None:
    for data in (put + whole, whole[:at] + put + whole[at + cut :], whole[:at]):
        for name in ("a.warc", "a.wacz"):
            with suppress(IntakeError):
                assert all(isinstance(item, Raw | IntakeError) for item in opened(Raw(data, name)))


def _archive(url: str) -> bytes:
    file = io.BytesIO()
    page = b"<html><body><article><p>The harbour is open, the board said.</p></article></body></html>"
    write_warc(file, [WarcItem(url, "2024-06-03T10:00:00+00:00", "text/html", 200, page)], {})
    return file.getvalue()


def test_a_server_that_gives_an_archive_in_place_of_a_page_speaks_for_nobody() -> None:
    data, when = _archive("https://courier.example.org/1"), "2024-06-03T10:00:00+00:00"
    page, asked = "https://other.example.net/1", "https://other.example.net/all.warc?v=1"
    for media_type in (None, "text/html", "application/warc"):
        with pytest.raises(IntakeError, match="not a page"):
            list(opened(Raw(data, page, media_type, when, page, 200)))
        with pytest.raises(IntakeError, match="not a page"):
            list(opened(Raw(data, page, media_type, when, asked, 200)))
    assert len(list(opened(Raw(data, asked, None, when, page, 200)))) == 1
    assert len(list(opened(Raw(data, "all")))) == 1


def test_no_password_of_an_archived_address_is_kept() -> None:
    (item,) = opened(Raw(_archive("https://ann:secret@courier.example.org/1"), "all"))
    assert isinstance(item, Raw)
    assert (item.name, item.final_url) == ("https://courier.example.org/1",) * 2


def test_a_wacz_in_bytes_at_hand_is_read_as_one_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.wacz"
    with zipfile.ZipFile(path, "w") as whole:
        whole.writestr("archive/a.warc", _archive("https://courier.example.org/1"))
    (at_hand,), (in_file,) = opened(Raw(path.read_bytes(), "a.wacz")), opened(path)
    assert isinstance(at_hand, Raw)
    assert isinstance(in_file, Raw)
    assert at_hand.data == in_file.data
