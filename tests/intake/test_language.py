"""The language of a text, told offline."""

from __future__ import annotations

import subprocess
import sys

import pytest

from onrecord.intake.language import _ADDRESS, code_of, language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The harbour of Halvet stays open,\nthe ministry said.", "en"),
        ("قال المتحدث باسم الوزارة إن الميناء سيبقى مفتوحا", "ar"),
        ("Der Hafen von Halvet bleibt offen, sagte die Sprecherin.", "de"),
        ("12 - 14", None),
        ("", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert language_of(text) == language


def test_a_template_left_in_another_language_is_overruled_but_a_hint_helps_where_the_text_does_not() -> None:
    assert language_of("Der Hafen von Halvet bleibt offen, sagte die Sprecherin am Dienstag.", "en-US") == "de"
    assert language_of("Halvet", "en_GB") == "en"
    assert [code_of(tag) for tag in ("x", "english", "", None, "pt-BR")] == [None, None, None, None, "pt"]


def test_it_works_without_any_network() -> None:
    program = (
        "import socket\n"
        "def closed(*_, **__): raise AssertionError('the network was touched')\n"
        "socket.socket.connect = socket.create_connection = socket.getaddrinfo = closed\n"
        "from onrecord.intake.language import language_of\n"
        "print(language_of('The harbour of Halvet stays open, the ministry said.'))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "en"
    assert done.stderr == ""


def test_a_long_word_is_no_address() -> None:
    """Scripts without spaces, and hostile text, are one word of many thousand letters."""
    assert _ADDRESS.sub(" ", "a" * 300_000) == "a" * 300_000
    assert (
        _ADDRESS.sub("", "Write to (mara@post.example) or see https://post.example/a today")
        == "Write to  or see  today"
    )
