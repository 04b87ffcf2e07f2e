"""How a citation stood beside how it stands: each difference is told once, as grave as it is."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from onrecord.brief.rippling import Bearing, Change, Kind, changes

Json = dict[str, Any]


def stood() -> Json:
    """A statement as it stands, with nothing wrong."""
    somebody = {"actor": "a0", "id": "a:1", "name": "Oren Vash"}
    return {
        "key": "s:1",
        "id": "s:1",
        "kind": "statement",
        "current": True,
        "document": {
            "id": "d:1",
            "title": "Ferries",
            "author": None,
            "outlet": "o:1",
            "outlet_name": "Quay Courier",
            "grade": "B",
            "graded": {"at": "2031-04-01", "who": "ana", "why": None},
            "published": "2031-04-02",
            "engine": "0.1.0",
            "read": "2031-04-02T09:00",
            "revised_by": None,
            "vanished": None,
            "bytes_kept": True,
            "holes": [],
        },
        "finding": {"id": "s0"},
        "facts": {"act": "accuse", "said": True, "comment": False, "when": None},
        "parties": {"speaker": [somebody], "target": [{"actor": "a1", "id": "a:2", "name": "Lea Marsh"}]},
        "spans": [[0, 9], [18, 26]],
        "words": ["Oren Vash", "of theft"],
        "sentences": [{"span": [0, 30], "words": "Oren Vash accused her of theft."}],
        "chain": [{"id": "s:1", "speaker": "Oren Vash", "speaker_id": "a:1"}],
        "people": [
            {
                "actor": "a0",
                "id": "a:1",
                "name": "Oren Vash",
                "names": ["Oren Vash", "the Harbor Fox"],
                "roles": ["speaker"],
                "disputed": False,
            },
            {
                "actor": "a1",
                "id": "a:2",
                "name": "Lea Marsh",
                "names": ["Lea Marsh"],
                "roles": ["target"],
                "disputed": False,
            },
        ],
        "withdrawn": None,
        "why": None,
        "judgement": None,
        "tellers": [{"family": 1}, {"family": 2}],
    }


def after(*path: str | int, value: object) -> list[Change]:
    """What is told when one value is another now."""
    now = copy.deepcopy(stood())
    at: Any = now
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return list(changes(stood(), now, "Oren Vash accused Lea Marsh of theft."))


def test_what_stands_as_it_did_is_not_told() -> None:
    assert list(changes(stood(), stood(), "Oren Vash accused Lea Marsh of theft.")) == []


FALLS, WEAKER, NEWER = Bearing.FALLS, Bearing.WEAKER, Bearing.NEWER
REJECT = {"kind": "reject", "at": "2031-05-01", "who": "lea", "why": "no"}
CASES = {
    "unread": (("current",), False, Kind.UNREAD, FALLS),
    "withdrawn": (("withdrawn",), "2031-05-01", Kind.WITHDRAWN, FALLS),
    "vanished": (("document", "vanished"), "2031-05-01", Kind.VANISHED, WEAKER),
    "revised": (("document", "revised_by"), "d:2", Kind.REVISED, NEWER),
    "lower": (("document", "grade"), "D", Kind.GRADE, WEAKER),
    "not to be judged": (("document", "grade"), "F", Kind.GRADE, WEAKER),
    "date": (("document", "published"), "2031-04-03", Kind.FACTS, WEAKER),
    "title": (("document", "title"), "Boats", Kind.FACTS, NEWER),
    "rejected": (("judgement",), REJECT, Kind.REJECTED, FALLS),
    "act": (("facts", "act"), "assess", Kind.READ, FALLS),
    "not said": (("facts", "said"), False, Kind.READ, FALLS),
    "when": (("facts", "when"), "2031-04-01", Kind.READ, WEAKER),
    "words": (("words", 1), "██ █████", Kind.REDACTED, FALLS),
    "bytes": (("document", "bytes_kept"), False, Kind.GIVEN_UP, NEWER),
    "origins": (("tellers", 1, "family"), 1, Kind.ORIGINS, WEAKER),
    "in question": (("people", 0, "disputed"), True, Kind.DISPUTED, WEAKER),
    "no target": (("parties", "target"), [], Kind.READ, FALLS),
}


@pytest.mark.parametrize("name", CASES)
def test_each_difference_is_told_once(name: str) -> None:
    path, value, kind, bearing = CASES[name]
    (one,) = after(*path, value=value)
    assert (one.kind, one.bearing, one.cited) == (kind, bearing, "s:1")


def test_what_is_better_or_newer_only_is_no_loss() -> None:
    assert after("document", "grade", value="A") == []
    assert after("document", "engine", value="0.2.0") == []
    assert after("document", "outlet_name", value="Quay Courier and Post") == []  # the same outlet, renamed
    assert after("tellers", value=[{"family": 1}, {"family": 2}, {"family": 3}]) == []


def test_what_was_so_when_it_went_out_is_not_told() -> None:
    for name, (path, value, _, _) in CASES.items():
        one = copy.deepcopy(stood())
        at: Any = one
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = value
        assert list(changes(one, copy.deepcopy(one), "Oren Vash spoke.")) == [], name


def test_a_name_that_is_no_longer_his_takes_the_sentence_down_that_uses_it() -> None:
    now = copy.deepcopy(stood())
    now["parties"]["speaker"][0] |= {"id": "a:9", "name": "Ilse Orr"}
    now["chain"][0] |= {"speaker": "Ilse Orr", "speaker_id": "a:9"}
    now["people"][0] |= {"id": "a:9", "name": "Ilse Orr", "names": ["Ilse Orr", "Oren Vash"]}
    for sentence, bearing in (
        ("Oren Vash accused her.", WEAKER),
        ("The Harbor Fox accused her.", FALLS),
        ("“The harbor fox” accused her.", FALLS),
        ("The Harbor Foxes accused her.", WEAKER),
    ):
        (one,) = changes(stood(), now, sentence)
        assert (one.kind, one.field, one.bearing) == (Kind.IDENTITY, "speaker", bearing), sentence


def test_another_speaker_of_another_reading_takes_it_down() -> None:
    now = copy.deepcopy(stood())
    now["document"] |= {"read": "2031-06-01T09:00", "engine": "0.2.0"}
    now["parties"]["speaker"] = [{"actor": "a4", "id": "a:9", "name": "Ilse Orr"}]
    now["chain"][0] |= {"speaker": "Ilse Orr", "speaker_id": "a:9"}
    (one,) = changes(stood(), now, "Oren Vash accused her.")
    assert (one.kind, one.bearing, one.was, one.now) == (Kind.READ, FALLS, "Oren Vash", "Ilse Orr")
    assert (one.since, one.who) == ("2031-06-01T09:00", "onrecord 0.2.0")


def test_a_link_more_in_the_chain_takes_it_down() -> None:
    chain = [*stood()["chain"], {"id": "s:2", "speaker": "the wire", "speaker_id": None}]
    (one,) = after("chain", value=chain)
    assert (one.kind, one.field, one.bearing, one.now) == (Kind.READ, "chain", FALLS, "Oren Vash ← the wire")
