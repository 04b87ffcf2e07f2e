"""Who does what to whom in a clause, on trees written out."""

from __future__ import annotations

import pytest

from onrecord.reading.clauses import Clauses

from .treed import syntax

#: text, tree, verb, who does it, to whom or what
CLAUSES = [
    ("Selm shelled ports.", "NNP/nsubj>1 VBD/ROOT>-1 NNS/dobj>1 ./punct>1", "shelled", ["selm"], ["ports"]),
    (
        "Ports were shelled by Selm.",
        "NNS/nsubjpass>2 VBD/auxpass>2 VBN/ROOT>-1 IN/agent>2 NNP/pobj>3 ./punct>2",
        "shelled",
        ["selm"],
        ["ports"],
    ),
    (
        "Selm threatened to shell ports.",
        "NNP/nsubj>1 VBD/ROOT>-1 TO/aux>3 VB/xcomp>1 NNS/dobj>3 ./punct>1",
        "shell",
        ["selm"],
        ["ports"],
    ),
    (
        "Selm urged Qalmar to leave ports.",
        "NNP/nsubj>1 VBD/ROOT>-1 NNP/dobj>1 TO/aux>4 VB/xcomp>1 NNS/dobj>4 ./punct>1",
        "leave",
        ["qalmar"],
        ["ports"],
    ),
    (
        "Selm accused Qalmar of shelling ports.",
        "NNP/nsubj>1 VBD/ROOT>-1 NNP/dobj>1 IN/prep>1 VBG/pcomp>3 NNS/dobj>4 ./punct>1",
        "shelling",
        ["qalmar"],
        ["ports"],
    ),
    (
        "Guards who shelled ports fled.",
        "NNS/nsubj>4 WP/nsubj>2 VBD/relcl>0 NNS/dobj>2 VBD/ROOT>-1 ./punct>4",
        "shelled",
        ["guards"],
        ["ports"],
    ),
    (
        "Ports that guards shelled burned.",
        "NNS/nsubj>4 WDT/dobj>3 NNS/nsubj>3 VBD/relcl>0 VBD/ROOT>-1 ./punct>4",
        "shelled",
        ["guards"],
        ["ports"],
    ),
    (
        "Selm shelled and burned ports.",
        "NNP/nsubj>1 VBD/ROOT>-1 CC/cc>1 VBD/conj>1 NNS/dobj>3 ./punct>1",
        "shelled",
        ["selm"],
        ["ports"],
    ),
    (
        "Qalmar was given food by Selm.",
        "NNP/nsubjpass>2 VBD/auxpass>2 VBN/ROOT>-1 NN/dobj>2 IN/agent>2 NNP/pobj>4 ./punct>2",
        "given",
        ["selm"],
        ["food"],
    ),
    # A tree with a common mistake: the subject taken for an adverb.
    ("Selm bombed ports.", "NNP/advmod>1 VBD/ROOT>-1 NNS/dobj>1 ./punct>1", "bombed", ["selm"], ["ports"]),
    # Whoever tells of it afterwards did not do it.
    (
        "Demanding ports, locals said.",
        "VBG/ccomp>4 NNS/dobj>0 ,/punct>4 NNS/nsubj>4 VBD/ROOT>-1 ./punct>4",
        "demanding",
        [],
        ["ports"],
    ),
    (
        "Selm had plans to shell ports.",
        "NNP/nsubj>1 VBD/ROOT>-1 NNS/dobj>1 TO/aux>4 VB/acl>2 NNS/dobj>4 ./punct>1",
        "shell",
        ["selm"],
        ["ports"],
    ),
    (
        "Guards sent to shell ports fled.",
        "NNS/nsubj>5 VBN/acl>0 TO/aux>3 VB/xcomp>1 NNS/dobj>3 VBD/ROOT>-1 ./punct>5",
        "shell",
        ["guards"],
        ["ports"],
    ),
]


@pytest.mark.parametrize(("text", "tree", "verb", "who", "whom"), CLAUSES, ids=[c[0] for c in CLAUSES])
def test_who_does_it_and_to_whom(text: str, tree: str, verb: str, who: list[str], whom: list[str]) -> None:
    found = syntax(text, tree)
    number = next(w.number for w in found.words if w.low == verb)
    clauses = Clauses(found)
    assert [w.low for w in clauses.doers(number)] == who
    assert [w.low for w in clauses.undergoers(number)] == whom


def test_whoever_is_given_something_receives_it() -> None:
    passive = syntax("Qalmar was given food.", "NNP/nsubjpass>2 VBD/auxpass>2 VBN/ROOT>-1 NN/dobj>2 ./punct>2")
    active = syntax("Selm gave food to Qalmar.", "NNP/nsubj>1 VBD/ROOT>-1 NN/dobj>1 IN/dative>1 NNP/pobj>3 ./punct>1")
    assert [w.low for w in Clauses(passive).receivers(2)] == ["qalmar"]
    assert [w.low for w in Clauses(active).receivers(1)] == ["qalmar"]


def test_a_circle_or_a_lone_word_ends() -> None:
    found = syntax("Shelled ports.", "VBD/ROOT>-1 NNS/dobj>0 ./punct>0")
    assert Clauses(found).doers(0) == []
    assert Clauses(found).owners(1) == []
