"""Pages opened in Chromium, where it is installed."""

import shutil
import subprocess
from pathlib import Path

import pytest

_CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_chromium = pytest.mark.skipif(_CHROMIUM is None, reason="Chromium is not installed")


def in_chromium(address: str, profile: Path, *options: str) -> str:
    """What Chromium prints as it opens a page without a window; ``--dump-dom`` prints the page as it is then."""
    how = ("--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}")
    command = [str(_CHROMIUM), *how, *options, address]
    return subprocess.run(command, capture_output=True, timeout=120, check=True).stdout.decode()
