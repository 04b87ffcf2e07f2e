"""Where in a draft something stands, in lines and columns."""

from __future__ import annotations

import pytest

from onrecord.brief.fault import place_of


@pytest.mark.parametrize(
    ("text", "at", "place"),
    [
        ("abc", 0, (1, 1)),
        ("abc", 3, (1, 4)),
        ("ab\n\ncd\n", 2, (1, 3)),
        ("ab\n\ncd\n", 3, (2, 1)),
        ("ab\n\ncd\n", 5, (3, 2)),
        ("ab\n\ncd\n", 7, (4, 1)),
        ("a\u2028b\r\nc", 5, (2, 1)),
    ],
)
def test_the_line_and_column_of_a_place(text: str, at: int, place: tuple[int, int]) -> None:
    assert place_of(text, at) == place
