"""Which character set a file is in, and whether it is text at all."""

from __future__ import annotations

import pytest

from onrecord.intake.charset import canonical, clean, decode, from_content_type

from .made import one, refusal

ARABIC = "قال المتحدث باسم وزارة حلفت إن الميناء سيبقى مفتوحا أمام السفن رغم التهديدات"
FRENCH = "Le ministre de Halvet a déclaré que l’été serait calme : « rien ne sera fermé », où que ce soit."
POLISH = "Rzecznik portu Halvet powiedział we wtorek, że zarzuty są całkowicie bezpodstawne i śmieszne"


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        (ARABIC, "cp1256"),
        (FRENCH, "cp1252"),
        (POLISH, "iso8859-2"),
        ("Представитель порта Халвет заявил во вторник, что обвинения не имеют оснований", "cp1251"),
        ("哈尔韦特港口发言人星期二表示,该指控毫无根据。", "gb18030"),
    ],
)
def test_undeclared_sets_are_guessed(text: str, charset: str) -> None:
    assert decode(text.encode(charset), "report.txt") == text


@pytest.mark.parametrize("charset", ["cp1256", "utf-8", "iso8859-6", "utf-16-le", "utf-16-be", "utf-32-le"])
def test_declared_sets_are_used(charset: str) -> None:
    assert decode(ARABIC.encode(charset), "report.txt", charset) == ARABIC


@pytest.mark.parametrize(
    "declared", ["us-ascii", "cp1252", "utf-16", "klingon", "unicode_escape", "hex", "", "shift_jis"]
)
def test_a_wrong_declaration_does_not_beat_utf8(declared: str) -> None:
    assert decode(ARABIC.encode("utf-8"), "report.txt", declared) == ARABIC


def test_a_wrong_declaration_falls_back_to_a_guess() -> None:
    assert decode(ARABIC.encode("cp1256"), "report.txt", "utf-8") == ARABIC
    assert decode(FRENCH.encode("cp1252"), "report.txt", "iso-8859-1") == FRENCH


def test_japanese_in_ascii_bytes_needs_its_declaration() -> None:
    text = "ハルヴェト港は開いている"
    assert decode(text.encode("iso2022_jp"), "report.txt", "iso-2022-jp") == text


def test_utf8_cut_in_the_middle_of_a_character_stays_utf8() -> None:
    assert decode(ARABIC.encode("utf-8")[:-1], "report.txt") == ARABIC[:-1] + "\ufffd"


def test_a_byte_above_ascii_that_comes_late_is_still_read() -> None:
    text = "The harbour is open. " * 20_000 + FRENCH
    assert decode(text.encode("cp1252"), "report.txt") == text


def test_codecs_that_are_no_character_sets_are_not_used() -> None:
    assert {canonical(name) for name in ("rot13", "hex", "punycode", "utf-7", "a\0b", "", None)} == {None}
    assert canonical("ISO-8859-1") == "cp1252"
    assert from_content_type('text/html; Charset="UTF-8"') == "UTF-8"
    assert from_content_type("text/html") is None


def test_what_is_no_character_is_replaced_and_lengths_stay() -> None:
    assert clean("a\ud800b\x00c") == "a\ufffdb\ufffdc"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "a PNG image"),
        (b"PK\x03\x04\x14\x00\x08\x08" + bytes(range(256)), "a ZIP archive"),
        (b"\x7fELF\x02\x01\x01" + bytes(200), "a program"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(200), "an old (.doc) or password-protected Office file"),
        (b"The harbour\x00is open, she said on Tuesday.", "binary"),
        (bytes(range(1, 9)) * 100, "binary"),
    ],
)
@pytest.mark.parametrize("name", ["report.txt", "report", "report.html", "report.md", "report.json"])
def test_binary_files_are_refused(data: bytes, kind: str, name: str) -> None:
    assert kind in refusal(data, name).what


def test_a_text_that_begins_like_a_picture_is_text() -> None:
    assert one(b"GIF89a is the name of a format, the clerk of Halvet said.", "report.txt").text.startswith("GIF89a")
