"""What ``onrecord brief new`` refuses, each in one sentence, before it looks at a desk."""

from __future__ import annotations

from pathlib import Path

import pytest

from .running import onrecord, said


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--since", "yesterday"), "--since is no day: 'yesterday'; write 2017, 2017-09 or 2017-09-21"),
        (
            ("--since", "2031-05-03", "--until", "2031-05-01"),
            "--until lies before --since: 2031-05-01; give a later day",
        ),
        (("--since", "2031-05", "--items", "0"), "--items is no number of items: 0; write 1 to 50"),
        (("--since", "2031-05", "--title", " "), "--title is empty; give words, or leave it out"),
        (("--since", "2031-05", "--tlp", "pink"), "--tlp is no mark of TLP 2.0: pink; write one of RED, AMBER"),
        (("--since", "2031-05", "--style", "nowhere.yaml"), "nowhere.yaml"),
    ],
)
def test_what_is_no_question_is_refused(options: tuple[str, ...], told: str, tmp_path: Path) -> None:
    done = onrecord("brief", "new", *options, "--desk", tmp_path / "none", cwd=tmp_path)
    assert done.returncode == 2
    assert told in said(done)
    assert len(said(done).splitlines()) == 1


def test_a_day_is_asked_for(tmp_path: Path) -> None:
    done = onrecord("brief", "new", "--desk", tmp_path / "none", cwd=tmp_path)
    assert done.returncode == 2
    assert "--since" in said(done)
