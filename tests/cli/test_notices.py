"""What is told on standard error: one line, in which nothing hides, moves or turns."""

from __future__ import annotations

import pytest

from onrecord.cli.notices import visible

FSI, PDI = "\u2068", "\u2069"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (f"did you mean: {FSI}كتائب{PDI}", f"did you mean: {FSI}كتائب{PDI}"),
        (f"{FSI}open", "\\u2068open"),
        (f"{PDI}turned{FSI}", "\\u2069turned\\u2068"),
        ("a\u202eb\x1b[2J\n", "a\\u202eb\\x1b[2J\\n"),
    ],
)
def test_only_isolates_that_are_closed_again_stay(words: str, shown: str) -> None:
    assert visible(words) == shown
