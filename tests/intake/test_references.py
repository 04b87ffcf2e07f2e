"""References of a library: what RIS and CSL-JSON say of each, and one sentence for what cannot be used."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import IntakeError
from onrecord.intake import Raw
from onrecord.intake.references import Reference, csl_references, is_csl, is_ris, ris_references

FERRY = """\
TY  - NEWS
TI  - Ferries stop in the strait of Umm Teral
AU  - Rask, Olva
AU  - Elling, Jorun
DA  - 2031/04/22/
PY  - 2031
T2  - Littoral Courant
UR  - https://courant.example.net/ferries
LA  - en-GB
L1  - files/1/ferry.pdf; files/1/page.html
L2  - https://courant.example.net/pdf
ER  -
"""


def ris(text: str) -> tuple[list[Reference], list[str]]:
    found = list(ris_references(Raw(text.encode(), "lib.ris")))
    references = [one for one in found if isinstance(one, Reference)]
    return references, [str(one) for one in found if isinstance(one, IntakeError)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_reference_says_what_stands_in_it(end: str) -> None:
    references, faults = ris(FERRY.replace("\n", end))
    assert faults == []
    assert references == [
        Reference(
            1,
            "Ferries stop in the strait of Umm Teral",
            "Rask, Olva; Elling, Jorun",
            "2031-04-22",
            "https://courant.example.net/ferries",
            "Littoral Courant",
            "en",
            ("files/1/ferry.pdf", "files/1/page.html"),
        )
    ]


def test_what_a_reference_does_not_say_is_unknown() -> None:
    references, _ = ris("TY  - RPRT\nER  - \n")
    assert references == [Reference(1)]


def test_a_long_field_may_go_on_in_the_next_line() -> None:
    references, faults = ris("TY  - NEWS\nTI  - Ferries stop\nin the strait\nER  - \n")
    assert references[0].title == "Ferries stop in the strait"
    assert faults == []


def test_a_file_may_be_named_by_its_address() -> None:
    references, _ = ris("TY  - NEWS\nL1  - file:///home/mira/a%20b.pdf\nER  - \n")
    assert references[0].files == ("/home/mira/a b.pdf",)


def test_a_bad_line_gets_one_sentence_and_the_rest_goes_on() -> None:
    references, faults = ris(f"{FERRY}\ngarbage\nTI  - of nothing\n{FERRY}TY  - NEWS\nTI  - cut off\n")
    assert len(references) == 2
    assert [fault.partition(";")[0].partition(": ")[2] for fault in faults] == [
        "lib.ris, line 14",
        "lib.ris, line 15",
        "lib.ris, line 28",
    ]


def test_a_reference_without_an_end_is_told_and_the_next_is_read() -> None:
    references, faults = ris("TY  - NEWS\nTI  - One\nTY  - NEWS\nTI  - Two\nER  - \n")
    assert [one.title for one in references] == ["Two"]
    assert "no end" in faults[0]


def test_csl_tells_the_same_but_files() -> None:
    entries: list[Any] = [
        {
            "id": "rask2031",
            "type": "article-newspaper",
            "title": "Ferries stop",
            "container-title": "Littoral Courant",
            "author": [{"family": "Rask", "given": "Olva"}, {"literal": "The desk"}, 7],
            "issued": {"date-parts": [[2031, 4, "22"]]},
            "URL": "https://courant.example.net/ferries",
        },
        {"issued": {"date-parts": [["x"]]}, "author": 7},
        "nothing",
    ]
    found = list(csl_references(Raw(json.dumps(entries).encode(), "lib.json")))
    first = Reference(
        1,
        "Ferries stop",
        "Rask, Olva; The desk",
        "2031-04-22",
        "https://courant.example.net/ferries",
        "Littoral Courant",
    )
    assert found[:2] == [first, Reference(2)]
    assert isinstance(found[2], IntakeError)


def test_what_is_no_list_is_refused() -> None:
    for data in (b"{}", b"[", b"[" * 5000):
        with pytest.raises(IntakeError):
            list(csl_references(Raw(data, "lib.json")))


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("file:///srv/lib/ferry%20timetable.pdf", "/srv/lib/ferry timetable.pdf"),
        ("file://localhost/srv/ferry.pdf", "/srv/ferry.pdf"),
        ("file://other.example.org/srv/ferry.pdf", "file://other.example.org/srv/ferry.pdf"),
        ("file://[/srv/ferry.pdf", "file://[/srv/ferry.pdf"),
        ("file://a\u2100b/ferry.pdf", "file://a\u2100b/ferry.pdf"),
    ],
)
def test_a_file_of_another_machine_is_none_of_this_one(address: str, file: str) -> None:
    references, faults = ris(f"TY  - NEWS\nL1  - {address}\nER  -\n")
    assert [one.files for one in references] == [(file,)]
    assert not faults


def test_an_address_that_cannot_be_written_is_none() -> None:
    (one,) = csl_references(Raw(b'[{"URL": "https://example.net/\\ud800"}]', "lib.json"))
    assert one == Reference(1)


def test_more_references_than_are_read_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.intake.references.MOST", 2)
    references, faults = ris(FERRY * 2)
    assert (len(references), faults) == (2, [])
    references, faults = ris(FERRY * 3)
    assert len(references) == 2
    assert "over 2 references" in faults[0]
    *first, last = csl_references(Raw(b"[{}, {}, {}]", "lib.json"))
    assert first == [Reference(1), Reference(2)]
    assert "over 2 references" in str(last)


def test_forms_are_told_from_their_begin() -> None:
    assert is_ris(b"\xef\xbb\xbfTY  - NEWS\r\n")
    assert not is_ris(b"TI  - NEWS")
    assert is_csl(b'[\n {"id": "a", "type": "book"}]')
    assert not is_csl(b'[{"text": "a report"}]')


@settings(max_examples=60)
@given(st.text(alphabet=st.sampled_from("TYERIL12 -\n;:/x\u2028\ud7ff"), max_size=200))
def test_whatever_stands_in_ris_is_a_reference_or_a_sentence(text: str) -> None:
    try:
        references, faults = ris(text)
    except IntakeError:
        return
    assert len(references) + len(faults) <= text.count("\n") + 2
