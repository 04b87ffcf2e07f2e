"""Adding to a pack: what the checker refuses is not written, and what was there stays as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import GazetteerError
from onrecord.gazetteer import load_packs
from onrecord.gazetteer.checking import check_pack
from onrecord.gazetteer.writing import Addition, NewSource, add_to_pack

from .trial import HEAD, NAMES, pack

DESK = NewSource("desk", "", "", "editors", "CC0-1.0")


def name(actor: str, words: str, **more: str) -> dict[str, str]:
    return {"actor": actor, "name": words, "language": "en", "form": "name", "source": "desk", **more}


def test_a_pack_is_made_where_there_is_none(tmp_path: Path) -> None:
    source = NewSource("desk", 'The "desk": notes', "", "editors", "CC0-1.0")
    actor = {"id": "trust", "kind": "organisation", "name": "Qalmar, Trust"}
    folder = tmp_path / "deep" / "own"
    assert add_to_pack(folder, Addition(actor, [name("trust", "Qalmar, Trust")], source), [])
    assert check_pack(folder) == []
    assert load_packs([folder]).packs[0].sources["desk"].title == 'The "desk": notes'
    assert [path.name for path in folder.parent.iterdir()] == ["own"]


def test_new_lines_are_added_and_the_old_stay(tmp_path: Path) -> None:
    folder = pack(tmp_path)
    assert not add_to_pack(folder, Addition({}, [name("lurania", "Lurany")], DESK), [])
    assert (folder / "names.csv").read_text(encoding="utf-8") == NAMES + "lurania,Lurany,en,name,desk,\n"
    assert (folder / "pack.yaml").read_text(encoding="utf-8") == HEAD


def test_a_new_source_is_added_to_the_head(tmp_path: Path) -> None:
    folder = pack(tmp_path)
    wire = NewSource("wire", "A wire: 'Selm'", "https://wire.example", "looked-up", "CC0-1.0")
    add_to_pack(folder, Addition({}, [name("lurania", "Lurany", source="wire")], wire), [])
    assert load_packs([folder]).packs[0].sources["wire"].url == "https://wire.example"
    assert (folder / "pack.yaml").read_text(encoding="utf-8").startswith(HEAD[: HEAD.index("  desk")])


def test_a_file_with_other_columns_gets_all_of_them(tmp_path: Path) -> None:
    short = "".join(",".join(line.split(",")[:5]) + "\n" for line in NAMES.splitlines() if not line.endswith("context"))
    folder = pack(tmp_path, {"names.csv": short.rstrip("\n")})
    add_to_pack(folder, Addition({}, [name("lurania", "State", care="context")], DESK), [])
    assert [alias.careful for alias in load_packs([folder]).actor("selm:lurania").names] == [False] * 4 + [True]


@pytest.mark.parametrize(
    ("addition", "says"),
    [
        (
            Addition({}, [name("lurania", "Times")], DESK),
            "nothing was added: the name 'Times' is a common English word",
        ),
        (Addition({}, [name("nobody", "Nobody Known")], DESK), "the actor 'nobody' is not in actors.csv"),
        (Addition({}, [name("lurania", "=Lurany")], DESK), "begins like a formula"),
        (Addition({}, [name("lurania", "x" * 201)], DESK), "the name has 201 characters"),
        (Addition({"id": "lurania", "kind": "state", "name": "Lurania"}, [], DESK), "the id 'lurania' stands already"),
        (Addition({"id": "New", "kind": "state", "name": "New"}, [], DESK), "the id 'New' cannot be used"),
        (Addition({}, [name("lurania", "Lurany", source="wire")], DESK), "the source 'wire' is not in pack.yaml"),
        (Addition({}, [name("lurania", "Lur\udcffany")], DESK), "the addition is not UTF-8"),
    ],
)
def test_what_the_checker_refuses_is_not_written(tmp_path: Path, addition: Addition, says: str) -> None:
    folder = pack(tmp_path)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(GazetteerError) as error:
        add_to_pack(folder, addition, [])
    assert says in str(error.value)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert list(tmp_path.iterdir()) == [folder]


def test_a_pack_whose_head_is_broken_is_left_alone(tmp_path: Path) -> None:
    folder = pack(tmp_path, {"pack.yaml": "name: [\n"})
    with pytest.raises(GazetteerError, match="not readable YAML"):
        add_to_pack(folder, Addition({}, [name("lurania", "Lurany")], DESK), [])


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(GazetteerError, match="the pack cannot be written"):
        add_to_pack(tmp_path / "file" / "own", Addition({}, [name("a", "A Name")], DESK), [])
    with pytest.raises(GazetteerError, match="the folder's name is no pack's"):
        add_to_pack(tmp_path / "My Pack", Addition({}, [name("a", "A Name")], DESK), [])
