"""Whatever is wrong in a pack is said in one sentence, with the file and the line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.gazetteer.checking import check_pack
from onrecord.gazetteer.common_words import is_common

from .trial import ACTORS, EVENTS, HEAD, NAMES, OFFICES, PLACE_NAMES, PLACES, pack


def complaints(folder: Path) -> list[str]:
    told = [str(complaint) for complaint in check_pack(folder)]
    assert all("\n" not in one and len(one) < 1000 for one in told)
    return told


def test_a_pack_in_order_has_no_complaint(tmp_path: Path) -> None:
    assert complaints(pack(tmp_path)) == []


def test_a_byte_order_mark_and_crlf_are_no_fault(tmp_path: Path) -> None:
    spreadsheet = b"\xef\xbb\xbf" + NAMES.replace("\n", "\r\n").encode()
    assert complaints(pack(tmp_path, {"names.csv": spreadsheet})) == []


ROW = "lurania,Lurany,en,name,desk,\n"
CASES = [
    # what stands in actors.csv
    (
        "actors.csv",
        ACTORS.replace("lurania,state,", "lurania,stat,"),
        "the kind 'stat' is unknown: selm/actors.csv, line 2",
    ),
    (
        "actors.csv",
        ACTORS.replace(",militia,Harb", ",militias,Harb"),
        "the type 'militias' is unknown: selm/actors.csv, line 4",
    ),
    (
        "actors.csv",
        ACTORS + "lurania,state,,Lurania,,,,,,\n",
        "the id 'lurania' stands already in line 2: selm/actors.csv, line 8",
    ),
    (
        "actors.csv",
        ACTORS.replace("Harbour Wing", "Harbor Wing"),
        "the main name 'Harbor Wing' is not in names.csv: selm/actors.csv, line 4",
    ),
    (
        "actors.csv",
        ACTORS.replace("state,Lurania,xl", "state,Lurania,LU"),
        "the country 'LU' is unknown: selm/actors.csv, line 2",
    ),
    (
        "actors.csv",
        ACTORS.replace("xl,lurania,,2009", "xl,luranya,,2009"),
        "the part_of 'luranya' is not in actors.csv: selm/actors.csv, line 3",
    ),
    (
        "actors.csv",
        ACTORS.replace("xl,lurania,,2009", "xl,other:x,,2009"),
        "the part_of 'other:x' is not in the pack 'other': selm/actors.csv, line 3",
    ),
    (
        "actors.csv",
        ACTORS.replace("2011-05,2014-06-10", "2011-13,2014-06-10"),
        "the date '2011-13' under from is none: selm/actors.csv, line 4",
    ),
    (
        "actors.csv",
        ACTORS.replace("2011-05,2014-06-10", "2015,2014-06-10"),
        "it ends (2014-06-10) before it begins (2015): selm/actors.csv, line 4",
    ),
    (
        "actors.csv",
        ACTORS.replace("Lurania,xl,,,", "Lurania,xl,harbour-wing,,"),
        "part_of runs in a circle (lurania, harbour-wing, coast-guard, lurania): selm/actors.csv, line 2",
    ),
    (
        "actors.csv",
        ACTORS.replace("Lurania,xl,,,", "Lurania,xl,lurania,,"),
        "part_of runs in a circle (lurania, lurania): selm/actors.csv, line 2",
    ),
    ("actors.csv", ACTORS.replace("no relation", "r" * 201), "the note has"),
    (
        "actors.csv",
        ACTORS.replace("id,kind,type,", "id,kind,tipe,"),
        "the column 'tipe' is unknown: selm/actors.csv, line 1",
    ),
    (
        "actors.csv",
        ACTORS.replace("speaks_for,from", "part_of,from"),
        "the column 'part_of' stands twice: selm/actors.csv, line 1",
    ),
    ("actors.csv", ACTORS.replace(",", ";"), "the columns are separated by semicolons: selm/actors.csv, line 1"),
    ("actors.csv", "", "the file is empty: selm/actors.csv, line 1"),
    # in names.csv
    (
        "names.csv",
        NAMES + "luranja,Lurany,en,name,desk,\n",
        "the actor 'luranja' is not in actors.csv: selm/names.csv, line 19",
    ),
    ("names.csv", NAMES + "lurania,Lurany,en,nome,desk,\n", "the form 'nome' is unknown: selm/names.csv, line 19"),
    ("names.csv", NAMES + "lurania,Lurany,en,name,,\n", "the line has no source: selm/names.csv, line 19"),
    (
        "names.csv",
        NAMES + "lurania,Lurany,en,name,desk;sesk,\n",
        "the source 'sesk' is not in pack.yaml: selm/names.csv, line 19",
    ),
    (
        "names.csv",
        NAMES + "lurania,Lurany,English,name,desk,\n",
        "the language 'English' is no code: selm/names.csv, line 19",
    ),
    ("names.csv", NAMES + "lurania,Lurany,en,name,desk,yes\n", "the care 'yes' is unknown: selm/names.csv, line 19"),
    (
        "names.csv",
        NAMES + "lurania,Times,en,short,desk,\n",
        "the name 'Times' is a common English word: selm/names.csv, line 19; write context",
    ),
    (
        "names.csv",
        NAMES + "lurania,The Guards,en,short,desk,\n",
        "the name 'The Guards' is a common English word: selm/names.csv, line 19",
    ),
    ("names.csv", NAMES + "lurania,...,en,short,desk,\n", "the name '...' has no letters: selm/names.csv, line 19"),
    ("names.csv", NAMES + "lurania,,en,short,desk,\n", "the name is missing: selm/names.csv, line 19"),
    ("names.csv", NAMES + ROW + ROW, "the line is the same as line 19: selm/names.csv, line 20"),
    (
        "names.csv",
        NAMES + ROW + ROW.replace("desk", "gazette"),
        "the name 'Lurany' stands already in line 19: selm/names.csv, line 20",
    ),
    (
        "names.csv",
        NAMES + f"lurania,{'Lurany ' * 30}x,en,name,desk,\n",
        "the name has 211 characters: selm/names.csv, line 19; 200 are the most",
    ),
    (
        "names.csv",
        NAMES + f"lurania,{'Lurany' * 170_000},en,name,desk,\n",
        "a cell is far too long: selm/names.csv, line 19",
    ),
    (
        "names.csv",
        NAMES + "lurania,=HYPERLINK(1),en,name,desk,\n",
        "the name '=HYPERLINK(1)' begins like a formula of a spreadsheet: selm/names.csv, line 19",
    ),
    (
        "names.csv",
        NAMES + "lurania,@SUM,en,name,desk,\n",
        "begins like a formula of a spreadsheet: selm/names.csv, line 19",
    ),
    (
        "names.csv",
        NAMES + 'lurania,"Lur"any,en,name,desk,\n',
        "the quotation marks of a cell are not in order: selm/names.csv, line 19",
    ),
    (
        "names.csv",
        NAMES + 'lurania,"Lurany,en,name,desk,\n' + ROW,
        "the quotation marks of a cell are not in order: selm/names.csv, line 19",
    ),
    (
        "names.csv",
        NAMES + 'lurania,"Lur\nany",en,name,desk,\n',
        "holds a hidden character (U+000A): selm/names.csv, line 19",
    ),
    (
        "names.csv",
        NAMES + "lurania,Lur\u202eany,en,name,desk,\n",
        "holds a hidden character (U+202E): selm/names.csv, line 19",
    ),
    (
        "names.csv",
        NAMES + "lurania, Lurany,en,name,desk,\n",
        "the name ' Lurany' begins or ends with a space: selm/names.csv, line 19",
    ),
    (
        "names.csv",
        NAMES + "lurania,Lurany,en,name,desk,,\n",
        "the line has 7 cells, and the first line has 6: selm/names.csv, line 19",
    ),
    (
        "names.csv",
        NAMES + "lurania,Lurany\n",
        "the line has 2 cells, and the first line has 6: selm/names.csv, line 19",
    ),
    (
        "names.csv",
        (NAMES + "lurania,Lur").encode() + b"\xe9,en,name,desk,\n",
        "the file is not UTF-8: selm/names.csv, line 19",
    ),
    (
        "names.csv",
        (NAMES + "lurania,Lur").encode() + b"\0,en,name,desk,\n",
        "the file holds a NUL byte: selm/names.csv, line 19",
    ),
    ("names.csv", NAMES.replace("source,care", "source,caer"), "the column 'caer' is unknown: selm/names.csv, line 1"),
    # in the other files
    (
        "offices.csv",
        OFFICES + "nobody,King,lurania,,,desk\n",
        "the person 'nobody' is not in actors.csv: selm/offices.csv, line 4",
    ),
    (
        "offices.csv",
        OFFICES + "ben-qatoul,King,nowhere,,,desk\n",
        "the body 'nowhere' is not in actors.csv: selm/offices.csv, line 4",
    ),
    ("offices.csv", OFFICES + "ben-qatoul,King,lurania,,,\n", "the line has no source: selm/offices.csv, line 4"),
    (
        "events.csv",
        EVENTS + "x,A Fight,,2014-02-30,2014-03,,desk\n",
        "the date '2014-02-30' under from is none: selm/events.csv, line 3",
    ),
    ("events.csv", EVENTS + "x,A Fight,,,2014-03,,desk\n", "the from is missing: selm/events.csv, line 3"),
    ("places.csv", PLACES + "9000004,Quay,town,xl,,1,1,\n", "the precision 'town' is unknown: selm/places.csv, line 5"),
    (
        "places.csv",
        PLACES + "9000004,Quay,city,xl,,91,1,\n",
        "the lat '91' is no place on the map: selm/places.csv, line 5",
    ),
    (
        "places.csv",
        PLACES + "9000004,Quay,city,xl,,1,1e3,\n",
        "the lon '1e3' is no place on the map: selm/places.csv, line 5",
    ),
    (
        "places.csv",
        PLACES + "9000004,Quay,city,xl,,nan,1,\n",
        "the lat 'nan' is no place on the map: selm/places.csv, line 5",
    ),
    (
        "places.csv",
        PLACES + "9000004,Quay,city,xl,,1,1,many\n",
        "the population 'many' is no number: selm/places.csv, line 5",
    ),
    ("places.csv", PLACES + "x4,Quay,city,xl,,1,1,\n", "the geonames 'x4' is no number: selm/places.csv, line 5"),
    (
        "places.csv",
        PLACES + "9000001,Quay,city,xl,,1,1,\n",
        "the geonames '9000001' stands already in line 2: selm/places.csv, line 5",
    ),
    (
        "place_names.csv",
        PLACE_NAMES + "9000009,Quay,en\n",
        "the place '9000009' is not in places.csv: selm/place_names.csv, line 6",
    ),
    ("plaecs.csv", PLACES, "the file is none of a pack's: selm/plaecs.csv"),
    # in pack.yaml
    ("pack.yaml", None, "the file cannot be read (no such file or directory): selm/pack.yaml"),
    ("pack.yaml", "- a\n", "the file has no fields: selm/pack.yaml, line 1"),
    ("pack.yaml", "name: [\n", "the file is not readable YAML"),
    ("pack.yaml", "[" * 100_000, "the file is"),
    ("pack.yaml", HEAD.replace("region", "regions"), "the field 'regions' is unknown: selm/pack.yaml, line 6"),
    ("pack.yaml", HEAD.replace("licence: CC0-1.0\na", "a"), "the field 'licence' is missing: selm/pack.yaml"),
    (
        "pack.yaml",
        HEAD.replace("title: The Selm basin", "title: [a]"),
        "the field 'title' is empty or no text: selm/pack.yaml, line 2",
    ),
    (
        "pack.yaml",
        HEAD.replace("name: selm", "name: qalmar"),
        "the name is 'qalmar', and the folder is 'selm': selm/pack.yaml, line 1",
    ),
    (
        "pack.yaml",
        HEAD.replace("kind: editors", "kind: heard"),
        "the kind of source 'heard' is unknown: selm/pack.yaml, line 8",
    ),
    ("pack.yaml", HEAD.replace("kind: editors, ", ""), "the source 'desk' has no kind: selm/pack.yaml, line 8"),
    (
        "pack.yaml",
        HEAD.replace("https://selm", "ftp://selm"),
        "the url 'ftp://selm.example/list' is no address: selm/pack.yaml, line 9",
    ),
    (
        "pack.yaml",
        HEAD[: HEAD.index("sources")] + "sources: none\n",
        "the field 'sources' lists no sources: selm/pack.yaml, line 7",
    ),
]


@pytest.mark.parametrize(("file", "text", "says"), CASES, ids=[f"{n}-{case[0]}" for n, case in enumerate(CASES)])
def test_one_fault_is_one_clear_sentence(tmp_path: Path, file: str, text: str | bytes | None, says: str) -> None:
    told = complaints(pack(tmp_path, {file: text}))
    assert len(told) == 1, told
    assert says in told[0]
    assert "; " in told[0]


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    folder = pack(tmp_path)
    with (folder / "names.csv").open("r+b") as file:
        file.truncate(33 * 1024 * 1024)
    assert complaints(folder) == ["the file is larger than 32 MB: selm/names.csv; split the pack into several"]


def test_a_flood_of_faults_is_bounded(tmp_path: Path) -> None:
    rows = "".join(f"lurania,Lurany {n},en,nome,desk,\n" for n in range(5000))
    assert len(complaints(pack(tmp_path, {"names.csv": NAMES + rows}))) == 200


def test_long_chains_and_many_circles_are_one_circle_told(tmp_path: Path) -> None:
    count = 4000
    head, names = ACTORS.splitlines()[0] + "\n", NAMES.splitlines()[0] + "\n"
    actors = "".join(f"a{n},group,,A {n},,a{(n + 1) % count};a0,,,,\n" for n in range(count))
    called = "".join(f"a{n},A {n},en,name,desk,\n" for n in range(count))
    absent = dict.fromkeys(("offices.csv",))
    folder = pack(tmp_path, {**absent, "actors.csv": head + actors, "names.csv": names + called})
    told = complaints(folder)
    assert "part_of runs in a circle" in told[0]


def test_the_actors_of_a_pack_beside_it_may_be_named(tmp_path: Path) -> None:
    other = pack(tmp_path, name="qalmar")
    mine = pack(tmp_path, {"actors.csv": ACTORS.replace("xl,lurania,,2009", "xl,qalmar:lurania,,2009")})
    assert check_pack(mine, [other]) == []
    assert "is not in the pack 'qalmar'" in complaints(mine)[0]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert complaints(tmp_path / "selm") == ["there is no such folder: selm; name the folder of a pack"]


@pytest.mark.parametrize("word", ["guard", "times", "us", "it", "cities", "stopped", "united", "who", "base"])
def test_common_words_are_known(word: str) -> None:
    assert is_common(word) == (word != "stopped")


@pytest.mark.parametrize(
    "word", ["lurania", "hezbollah", "sistani", "iraq", "badr", "kataib hizballah", "حزب", "pmf", ""]
)
def test_names_are_no_common_words(word: str) -> None:
    assert not is_common(word)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["pack.yaml", "actors.csv", "names.csv", "places.csv"]), st.binary(max_size=200), st.booleans())
def test_no_bytes_make_the_checker_fail(
    tmp_path_factory: pytest.TempPathFactory, file: str, data: bytes, after: bool
) -> None:
    whole = {"pack.yaml": HEAD, "actors.csv": ACTORS, "names.csv": NAMES, "places.csv": PLACES}[file].encode()
    complaints(pack(tmp_path_factory.mktemp("any"), {file: whole + data if after else data}))
