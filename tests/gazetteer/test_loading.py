"""Packs that ship are in order and cheap to load; a broken one is refused in one sentence."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.errors import GazetteerError
from onrecord.gazetteer import load_packs, packs_in, shipped_packs
from onrecord.gazetteer.checking import check_packs

from .trial import NAMES, pack

#: How much more memory is taken, in kilobytes; ``bench gazetteer`` measures that and the time.
_LOADED = """
import resource
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
from onrecord.gazetteer import load_packs
load_packs()
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_the_packs_that_ship_are_in_order() -> None:
    assert [str(complaint) for complaint in check_packs(shipped_packs())] == []


def test_the_packs_that_ship_are_loaded_once_and_in_order() -> None:
    known = load_packs()
    names = [one.name for one in known.packs]
    assert names == sorted(names)
    assert load_packs() is known


def test_loading_takes_little_memory() -> None:
    done = subprocess.run([sys.executable, "-c", _LOADED], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 150 * 1024


def test_a_broken_pack_is_refused_in_one_sentence(tmp_path: Path) -> None:
    broken = NAMES.replace("acronym", "akronym").replace("metonym", "metanym")
    with pytest.raises(GazetteerError) as error:
        load_packs([pack(tmp_path, {"names.csv": broken})])
    told = str(error.value)
    assert told.startswith(
        "a pack of names is not in order: the form 'metanym' is unknown: selm/names.csv, line 6; use"
    )
    assert told.endswith("(1 more: onrecord gazetteer check names them)")
    assert "\n" not in told


def test_a_folder_without_a_pack_is_refused(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "not there"):
        with pytest.raises(GazetteerError, match="there is no pack of names"):
            packs_in(folder)


def test_two_packs_of_one_name_are_refused(tmp_path: Path) -> None:
    folders = [pack(tmp_path / "a"), pack(tmp_path / "b")]
    with pytest.raises(GazetteerError, match="two packs are called 'selm'"):
        load_packs(folders)
