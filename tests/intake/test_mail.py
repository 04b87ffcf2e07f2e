"""Mail: the message's own text, and what its headers say."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from onrecord.intake import Raw, reader_for
from onrecord.record import Precision

from .made import one, refusal


def _mail(text: str = "The harbour is open.\n\n> Is it open?\n> Tell us.\n") -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "Häfen: open"
    message["From"] = "Nira Orun <press@ports.example>"
    message["To"] = "desk@wire.example"
    message["Date"] = "Tue, 04 May 2021 10:15:00 +0300"
    message.set_content(text)
    return message


def test_text_and_headers() -> None:
    message = _mail()
    message.add_attachment(b"secret figures", maintype="text", subtype="plain", filename="figures.txt")
    doc = one(message.as_bytes(), "a.eml")
    assert doc.text.strip() == "The harbour is open.\n\n> Is it open?\n> Tell us."
    assert (doc.title, doc.author, doc.source) == ("Häfen: open", "Nira Orun", "ports.example")
    assert (doc.published, doc.published_precision) == ("2021-05-04T10:15:00+03:00", Precision.SECOND)


def test_plain_is_preferred_and_html_alone_is_read() -> None:
    message = _mail()
    message.add_alternative("<p>The <b>harbour</b> is shut.</p>", subtype="html")
    assert "shut" not in one(message.as_bytes(), "a.eml").text
    alone = _mail()
    alone.set_content(
        "<html><body><p>The <b>harbour</b> is open &amp; calm, she said.</p></body></html>", subtype="html"
    )
    assert one(alone.as_bytes(), "a.eml").text == "The harbour is open & calm, she said."


def test_lines_that_a_mail_program_broke_are_joined() -> None:
    raw = b"From: a@b.example\nContent-Type: text/plain; format=flowed\n\nThe harbour \nis open.\n> Is \n> it?\nYes.\n"
    assert one(raw, "a.eml").text == "The harbour is open.\n> Is \n> it?\nYes.\n"


def test_the_declared_set_and_transfer_encoding() -> None:
    head = b"From: a@b.example\nContent-Type: text/plain; charset=windows-1256\nContent-Transfer-Encoding: 8bit\n\n"
    words = "قال المتحدث إن الميناء مفتوح"
    assert one(head + words.encode("cp1256"), "a.eml").text == words


def test_a_mail_without_suffix_is_told_by_its_headers() -> None:
    assert reader_for(Raw(_mail().as_bytes(), "-")).name == "mail"
    assert reader_for(Raw(b"Note: the harbour\nis open.", "-")).name == "plain"


def _nested(depth: int) -> bytes:
    parts = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(depth))
    return b"From: a@b.example\n" + parts + b"Content-Type: text/plain\n\nThe harbour is open.\n"


@pytest.mark.parametrize(
    "data",
    [
        _nested(2_000),
        b"From: a@b.example\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0=\n",
        b"The harbour is open, she said.\n",
        b"From: a@b.example\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n!!!\n",
    ],
    ids=["nested", "no text", "no mail", "bad base64"],
)
def test_what_holds_no_message_is_refused(data: bytes) -> None:
    assert refusal(data, "a.eml").what


def test_hostile_headers_are_cut_not_parsed_for_ever() -> None:
    raw = (
        b"From: "
        + b"(" * 200_000
        + b"\nSubject: "
        + b"=?utf-8?q?" * 50_000
        + b"\nDate: "
        + b"1" * 100_000
        + b"\n\nOpen."
    )
    doc = one(raw, "a.eml")
    assert doc.text == "Open."
    assert doc.published is None
    assert len(doc.title or "") <= 4_000
