"""The page in a browser: whatever the window's width, nothing but a drawing is wider, and no drawing moves the page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from onrecord.export import web_page

from ..chromium import in_chromium, needs_chromium
from . import building

#: Says how wide the window is and how wide the page; the page's own policy lets no script in, so it is taken away here.
PROBE = (
    "<script>addEventListener('load', () => document.body.setAttribute('data-widths',"
    " `${document.documentElement.clientWidth} ${document.documentElement.scrollWidth}`))</script></body>"
)
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')


@needs_chromium
@pytest.mark.parametrize("width", [500, 700, 1000, 1400])
def test_it_is_not_moved_sideways(tmp_path: Path, width: int) -> None:
    page, taken = POLICY.subn("", web_page.page(building.long_names()))
    assert taken == 1
    file = tmp_path / "page.html"
    file.write_text(page.replace("</body>", PROBE), encoding="utf-8")
    shown = in_chromium(file.as_uri(), tmp_path / "profile", f"--window-size={width},900", "--dump-dom")
    told = re.search(r'data-widths="(\d+) (\d+)"', shown)
    assert told is not None
    window, whole = map(int, told.groups())
    assert window >= width - 20
    assert whole <= window
