"""Mailboxes: each mail of an mbox or a maildir is one document, the same one in both, and once."""

from __future__ import annotations

import hashlib
import mailbox
import tracemalloc
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import IntakeError
from onrecord.intake import Raw, container_for, opened, sources, take
from onrecord.record import Document, Provenance

from .made import one, write


def mail(number: int, text: str = "The harbour is open.\n", answers: int | None = None) -> bytes:
    message = EmailMessage()
    message["Message-ID"] = f"<m{number}@ports.example.org>"
    message["Subject"] = f"Harbour {number}"
    message["From"] = "Nira Orun <press@ports.example.org>"
    message["Date"] = f"Tue, 04 May 2031 10:15:{number:02} +0300"
    if answers is not None:
        message["In-Reply-To"] = f"Your mail <m{answers}@ports.example.org>"
    message.set_content(text)
    return message.as_bytes()


def mbox(folder: Path, *mails: bytes, name: str = "all.mbox") -> Path:
    path = folder / name
    path.write_bytes(b"".join(b"From - Tue May 04 10:15:00 2031\n" + one_ + b"\n" for one_ in mails))
    return path


def maildir(folder: Path, **mails: bytes) -> Path:
    """A maildir with these mails in ``cur``; the names' underscores stand for colon and comma."""
    for part in ("cur", "new", "tmp"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for name, data in mails.items():
        (folder / "cur" / name.replace("_2_", ":2,")).write_bytes(data)
    return folder


def raws(source: Path | Raw) -> list[Raw]:
    found = list(opened(source))
    assert all(isinstance(item, Raw) for item in found), found
    return [item for item in found if isinstance(item, Raw)]


def test_the_mails_of_an_mbox(tmp_path: Path) -> None:
    path = mbox(tmp_path, mail(1), mail(2, answers=1))
    first, second = take(path)
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.title, second.title) == ("Harbour 1", "Harbour 2")
    assert (first.text, first.published) == ("The harbour is open.\n", "2031-05-04T10:15:01+03:00")
    container = hashlib.sha256(path.read_bytes()).hexdigest()
    assert first.provenance == Provenance(item="m1@ports.example.org", container=container)
    assert second.provenance == Provenance(
        item="m2@ports.example.org", reply_to="m1@ports.example.org", container=container
    )
    assert second.snapshot.name == f"{path}, mail 2"


def test_a_mail_is_the_same_document_wherever_it_lies(tmp_path: Path) -> None:
    text = "The harbour is open.\n\nFrom tomorrow it is shut.\n\n>> From: he said.\n"
    data = mail(1, text)
    box = mailbox.mbox(tmp_path / "python.mbox")
    box.add(data)
    box.add(mail(2))
    box.close()
    in_mbox = next(take(tmp_path / "python.mbox"))
    in_maildir = next(take(maildir(tmp_path / "dir", a=data)))
    alone = one(data, "a.eml")
    assert isinstance(in_mbox, Document)
    assert isinstance(in_maildir, Document)
    assert in_mbox.id == in_maildir.id == alone.id
    assert alone.text == text
    assert alone.provenance == Provenance(item="m1@ports.example.org")


def test_where_a_mail_begins(tmp_path: Path) -> None:
    """Only a From line after an empty line and before a header; a ``>`` before one is taken away, once."""
    body = b"Subject: a\nMessage-ID: <1@a.example.org>\n\nOpen.\nFrom here on\n\nFrom now on it is shut.\n>From A\n"
    body += b">>From B\n"
    crlf = body.replace(b"\n", b"\r\n").replace(b"<1@", b"<2@")
    path = tmp_path / "all.mbox"
    path.write_bytes(b"From x\n" + body + b"\nFrom y Tue\n" + crlf + b"\r\nFrom z\r\nSubject: c\n\nFrom ")
    first, second, third = raws(path)
    assert first.data == body.replace(b">From", b"From")
    assert second.data == crlf.replace(b">From", b"From")
    assert third.data == b"Subject: c\n\nFrom "


def test_the_same_mail_twice_is_given_once(tmp_path: Path) -> None:
    nameless = mail(3).replace(b"Message-ID: <m3@ports.example.org>\n", b"")
    path = mbox(tmp_path, mail(1), mail(2), mail(1, "A copy.\n"), nameless, nameless)
    assert [item.name.rpartition(" ")[2] for item in raws(path)] == ["1", "2", "4", "5"]
    folder = maildir(tmp_path / "dir", a=mail(1), b=mail(1, "A copy.\n"))
    assert [Path(item.name).name for item in raws(folder)] == ["a"]


def test_a_mail_that_is_too_large_is_named_and_the_others_read(tmp_path: Path) -> None:
    path = mbox(tmp_path, mail(1), b"Subject: x\n\n" + b"x" * 68_000_000 + b"\n", mail(2))
    first, error, last = opened(path)
    assert isinstance(first, Raw)
    assert isinstance(last, Raw)
    assert isinstance(error, IntakeError)
    assert "too large" in error.what
    assert error.where == f"{path}, mail 2"


def test_a_mail_that_cannot_be_read_is_named_and_the_others_read(tmp_path: Path) -> None:
    attached = b"Subject: x\nContent-Type: application/pdf\n\n%PDF\n"
    found = list(take(mbox(tmp_path, mail(1), attached, mail(2))))
    assert [type(item) for item in found] == [Document, IntakeError, Document]


def test_a_maildir_is_one_source_in_the_order_of_its_names(tmp_path: Path) -> None:
    folder = maildir(
        tmp_path / "box",
        **{"3_2_S": mail(3), "1_2_": mail(1), "4_2_ST": mail(4), ".hidden": mail(5), "6_2_": b""},
    )
    (folder / "new" / "2").write_bytes(mail(2))
    (folder / "tmp" / "7").write_bytes(mail(7))
    (folder / "subdir").mkdir()
    write(tmp_path, "a.txt")
    mbox(tmp_path, mail(8))
    assert list(sources([str(tmp_path)])) == [tmp_path / "a.txt", tmp_path / "all.mbox", folder]
    assert list(sources([str(folder)])) == [folder]
    docs = [doc for doc in take(folder) if isinstance(doc, Document)]
    assert [doc.title for doc in docs] == ["Harbour 1", "Harbour 2", "Harbour 3"]


def test_what_holds_no_mail(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match="this maildir holds nothing to read"):
        list(opened(maildir(tmp_path / "box")))
    path = write(tmp_path, "a.mbox", "The harbour is open.")
    with pytest.raises(IntakeError, match="this is no mbox"):
        list(take(path))
    assert container_for(Raw(b"From tomorrow on\nthe harbour is shut.", "a.txt")) is None
    assert container_for(Raw(b"From x\nSubject: a\n\nOpen.", "Inbox")) is not None
    assert container_for(tmp_path) is None


def test_a_large_mailbox_is_never_whole_in_memory(tmp_path: Path) -> None:
    lines = b"\n" + b"The harbour is open. " * 250
    mails = [b"Message-ID: <%d@a.example.org>\n\n" % n + lines * 4 + b"\n" for n in range(60)]
    path = mbox(tmp_path, *mails * 9)
    with path.open("ab") as file:
        file.write(b"From x\nSubject: a\n\n" + b"y" * 5_000_000)
    assert path.stat().st_size > 16_000_000
    tracemalloc.start()
    count = sum(1 for _ in opened(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 61
    assert peak < 13_000_000


_LINES = st.lists(
    st.sampled_from(
        [b"From x\n", b"Subject: a\n", b"\n", b"\r\n", b">From y\r\n", b"Message-ID: <1@a>\n", b"text", b"\xff\0\n"]
    ),
    max_size=30,
)


@settings(max_examples=200, deadline=None)
@given(_LINES)
def test_any_bytes_give_mails_and_errors_only(lines: list[bytes]) -> None:
    data = b"".join(lines)
    with suppress(IntakeError):
        items = list(opened(Raw(data, "a.mbox")))
        assert all(isinstance(item, Raw) for item in items)
        mails = b"".join(item.data for item in items if isinstance(item, Raw))
        assert mails.count(b"text") <= data.count(b"text")
    with suppress(IntakeError):
        assert all(isinstance(item, Document | IntakeError) for item in take(Raw(data, "a.mbox")))
