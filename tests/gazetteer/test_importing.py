"""Lists from elsewhere become packs that the checker passes, whatever stands in their lines."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import GazetteerError
from onrecord.gazetteer import importing, load_packs
from onrecord.gazetteer.checking import check_pack
from onrecord.gazetteer.importing import Imported, Wanted, import_list
from onrecord.gazetteer.newcomer import language_of, noted, slug, tidied
from onrecord.gazetteer.writing import NewSource

SOURCE = NewSource("list", "A list", "", "package", "CC0-1.0")


def entity(key: object, schema: object = "Person", **properties: Any) -> dict[str, Any]:
    return {"id": key, "schema": schema, "properties": properties}


def imported(folder: Path, lines: bytes | list[Any], form: str = "ftm", kind: str = "") -> tuple[Imported, Path]:
    folder.mkdir(parents=True, exist_ok=True)
    file, into = folder / "list", folder / "made"
    data = lines if isinstance(lines, bytes) else b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    file.write_bytes(data)
    return import_list(Wanted(file, form, into, SOURCE, kind)), into


def names(folder: Path) -> list[tuple[str, ...]]:
    with (folder / "names.csv").open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file)][1:]


def test_entities_become_actors(tmp_path: Path) -> None:
    person = entity(
        "NK-Qatoul",
        name=["Idris ben Qatoul"],
        alias=["إدريس بن قاطول", "ادریس پور قاطول", "Idris ben Qatoul"],
        weakAlias=["The Quill"],
        previousName=["Idris Ghazal"],
        nationality=["XL", "suhh"],
        position=["Spokesman of the\nPeople's Coastal Guard"],
    )
    body = entity("Q1", "PublicBody", name=["Harbour Authority"], abbreviation=["HA"], incorporationDate=["1999-02-30"])
    told, folder = imported(tmp_path, [person, body, entity("v", "Vessel", name=["Boat"])])
    assert (told.actors, told.names, told.bad_count, dict(told.passed_over)) == (2, 7, 0, {"Vessel": 1})
    assert check_pack(folder) == []
    known = load_packs([folder])
    qatoul = known.actor("made:nk-qatoul")
    assert (qatoul.kind, qatoul.countries) == ("person", ("xl",))
    assert qatoul.note == "Spokesman of the People's Coastal Guard"
    assert [(a.name, a.language, a.form.value, a.careful) for a in qatoul.names] == [
        ("Idris ben Qatoul", "en", "name", False),
        ("إدريس بن قاطول", "ar", "name", False),
        ("ادریس پور قاطول", "fa", "name", False),
        ("Idris Ghazal", "en", "former", False),
        ("The Quill", "en", "name", True),
    ]
    assert known.actor("made:q1").start == "1999-02"
    assert known.packs[0].licence == "CC0-1.0"


def test_nested_entities_are_taken_too(tmp_path: Path) -> None:
    owner = entity("o", "Company", name=["Qalmar Holding"])
    told, folder = imported(
        tmp_path,
        [entity("c", "Company", name=["Qalmar Fish"], ownershipAsset=[entity("x", "Ownership", owner=[owner])])],
    )
    assert [row[1] for row in names(folder)] == ["Qalmar Fish", "Qalmar Holding"]
    assert dict(told.passed_over) == {"Ownership": 1}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"{", "is no JSON"),
        (b"[" * 100_000, "is no JSON"),
        (b'{"id": 1' + b"0" * 5000 + b"}", "is no JSON"),
        (b'"\xff"', "is no JSON"),
        (b"[1]", "is no entity: it has no id, schema and properties"),
        (b'{"id": 4, "schema": "Person", "properties": {}}', "is no entity: it has no id, schema and properties"),
        (json.dumps(entity("x")).encode(), "has no name that can be used"),
        (json.dumps(entity("x", name=["=1+1", "..", "N" * 201])).encode(), "has no name that can be used"),
        (json.dumps(entity("??", name=["Nobody"])).encode(), "has an id without letters or digits"),
        (json.dumps(entity("good", name=["Twice"])).encode(), "has an id that came before (good)"),
        (b'{"id": "' + b"x" * (4 * 1024 * 1024) + b'"}', "is longer than 4 MB"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_is_taken(tmp_path: Path, line: bytes, why: str) -> None:
    good = json.dumps(entity("good", name=["Basim al-Tezmeri"])).encode()
    last = json.dumps(entity("last", name=["Idris ben Qatoul"])).encode()
    told, folder = imported(tmp_path, b"\n".join((good, b"", line, last)))
    assert told.bad == [(3, why)]
    assert [row[0] for row in names(folder)] == ["good", "last"]
    assert check_pack(folder) == []


def test_only_the_first_bad_lines_are_named(tmp_path: Path) -> None:
    good = json.dumps(entity("good", name=["Basim al-Tezmeri"])).encode()
    told, _ = imported(tmp_path, good + b"\n" + b"?\n" * 50)
    assert (len(told.bad), told.bad_count) == (10, 50)


def test_common_words_ask_for_context(tmp_path: Path) -> None:
    _, folder = imported(tmp_path, [entity("x", "Organization", name=["The Times"], alias=["Tezmer Times"])])
    assert [row[5] for row in names(folder)] == ["context", ""]


@pytest.mark.parametrize(
    "text",
    [
        "name,kind,aliases,country,language\nBasin Post,outlet,The Post of Selm;بريد الحوض,xl,en\n",
        "Name;Kind;Other names;Countries;lang\nBasin Post;outlet;The Post of Selm|بريد الحوض;XL;en\n",
        "kind\tname\tALIAS\tcountry\textra\noutlet\tBasin Post\tThe Post of Selm; بريد الحوض\txl, zz\tx\n",
    ],
)
def test_plain_lists_of_any_make(tmp_path: Path, text: str) -> None:
    told, folder = imported(tmp_path, b"\xef\xbb\xbf" + text.encode(), "csv")
    assert (told.actors, told.bad_count) == (1, 0)
    post = load_packs([folder]).actor("made:basin-post")
    assert (post.kind, post.countries) == ("outlet", ("xl",))
    assert [(alias.name, alias.language) for alias in post.names] == [
        ("Basin Post", "en"),
        ("The Post of Selm", "en"),
        ("بريد الحوض", "ar"),
    ]


def test_lines_of_a_list_that_cannot_be_used(tmp_path: Path) -> None:
    text = 'name,kind\n"Selm\nTrust",organisation\n,person\nNobody,\nSomebody,singer\nA,person,x\n"",""\n'
    told, folder = imported(tmp_path, text.encode(), "csv")
    assert told.bad == [
        (4, "has no name that can be used"),
        (5, "has no kind of actor (one of person, organisation, state, place, group, outlet, people)"),
        (6, "has an unknown kind"),
        (7, "has 3 cells, and the first line has 2"),
    ]
    assert [row[1] for row in names(folder)] == ["Selm Trust"]
    told, _ = imported(tmp_path / "again", text.encode(), "csv", kind="person")
    assert told.actors == 2


@pytest.mark.parametrize(
    ("data", "form", "says"),
    [
        (b"", "ftm", "the list names no actor"),
        (b"what is this\n", "ftm", "the list names no actor (line 1 is no JSON)"),
        (b"", "csv", "the list has no column called name"),
        (b"a,b\n1,2\n", "csv", "the list has no column called name"),
        (b"name,kind\nCaf\xe9,person\n", "csv", "the list is not UTF-8"),
        (b'name,kind\n"Selm,person\n', "csv", "the list is no CSV"),
        (b"name,kind\n" + b"S" * 200_000 + b",person\n", "csv", "the list is no CSV"),
    ],
)
def test_a_file_that_is_no_list_leaves_nothing(tmp_path: Path, data: bytes, form: str, says: str) -> None:
    with pytest.raises(GazetteerError) as error:
        imported(tmp_path, data, form)
    assert says in str(error.value)
    assert [path.name for path in tmp_path.iterdir()] == ["list"]


def test_nothing_is_written_over(tmp_path: Path) -> None:
    person = entity("x", name=["Basim al-Tezmeri"])
    imported(tmp_path, [person])
    with pytest.raises(GazetteerError, match="there is something in this folder already"):
        imported(tmp_path, [person])
    with pytest.raises(GazetteerError, match="the folder's name is no pack's"):
        import_list(Wanted(tmp_path / "list", "ftm", tmp_path / "No Pack", SOURCE))
    with pytest.raises(GazetteerError, match="the list cannot be read"):
        import_list(Wanted(tmp_path / "absent", "ftm", tmp_path / "new", SOURCE))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["list", "made"]


def test_a_list_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "LARGEST_IMPORT", {"ftm": 10, "csv": 10})
    with pytest.raises(GazetteerError, match="the list is too large"):
        imported(tmp_path, [entity("x", name=["Basim al-Tezmeri"])])


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8) | st.just("Person") | st.integers(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "schema", "properties", "name", "alias", "country", "notes"]), inner)
    ),
    max_leaves=12,
)
_PERSON = st.builds(
    entity,
    st.text(max_size=6),
    st.sampled_from(["Person", "Company", "Address"]),
    name=st.lists(st.text(max_size=12), max_size=3),
    alias=_JSON,
    country=_JSON,
    notes=st.lists(st.text(max_size=300), max_size=1),
    incorporationDate=st.lists(st.text("0123456789-", max_size=10), max_size=1),
    dissolutionDate=st.lists(st.text("0123456789-", max_size=10), max_size=1),
)


@settings(max_examples=60)
@given(st.lists(_JSON | _PERSON, max_size=6), st.binary(max_size=40))
def test_any_json_lines_make_a_pack_in_order_or_none(
    tmp_path_factory: pytest.TempPathFactory, lines: list[Any], more: bytes
) -> None:
    folder = tmp_path_factory.mktemp("any")
    data = b"\n".join([*(json.dumps(line).encode() for line in lines), more])
    try:
        _, made = imported(folder, data)
    except GazetteerError:
        assert [path.name for path in folder.iterdir()] == ["list"]
    else:
        assert check_pack(made) == []


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_any_csv_makes_a_pack_in_order_or_none(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("any")
    data = f"name,kind,aliases,country,note\nSelm Trust,group,,,\n{text}".encode(errors="replace")
    try:
        _, made = imported(folder, data, "csv", kind="person")
    except GazetteerError:
        assert [path.name for path in folder.iterdir()] == ["list"]
    else:
        assert check_pack(made) == []


def test_texts_are_made_fit_for_a_pack() -> None:
    assert tidied(" a\t\x00b\u202e \u200cc\n") == "a b \u200cc"
    assert noted("=1+1 " + "word " * 60).startswith("1+1 word")
    assert len(noted("word " * 60)) <= 200
    assert slug("NK-Ågê / 7") == "nk-age-7"
    assert [language_of(name) for name in ("Selm", "سلم", "گارد", "Селм", "12", "ሰላም")] == [
        "en",
        "ar",
        "fa",
        "ru",
        "en",
        "und",
    ]


def test_what_has_no_end_is_no_list(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(GazetteerError, match="no file"):
        next(importing.listed(Wanted(tmp_path / "pipe", "ftm", tmp_path / "pack", SOURCE), Imported()))
