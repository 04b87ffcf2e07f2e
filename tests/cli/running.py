"""The real command, run as a person runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

COMMAND = [sys.executable, "-W", "error::ResourceWarning", "-m", "onrecord"]


def onrecord(
    *arguments: str | Path, cwd: Path, stdin: bytes = b"", **settings: str
) -> subprocess.CompletedProcess[bytes]:
    """Runs the command in ``cwd``, output piped."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **settings},
        timeout=120,
        check=False,
    )


def said(done: subprocess.CompletedProcess[bytes]) -> str:
    """What was told on standard error; a traceback is never among it."""
    told = done.stderr.decode()
    assert "Traceback" not in told
    return told
