"""What the words of a cue do."""

from __future__ import annotations

import pytest

from onrecord.codebook import Hold, cue_reading, speech_verbs
from onrecord.codebook.inflection import plural, verb_forms


@pytest.mark.parametrize(
    ("cue", "lemma", "act"),
    [
        ("was quoted as saying", "say", "assert"),
        ("also warned that", "warn", "warn"),
        ("has threatened to", "threaten", "threaten"),
        ("in a statement saying", "say", "assert"),
        ("boasted", "boast", "boast"),
        ("According to", "according to", "assert"),
        ("lashed out at", "lash out at", "condemn"),
        ("called on", "call on", "demand"),
        ("is calling for", "call for", "demand"),
        ("held the council responsible", "hold * responsible", "accuse"),
        ("holding responsible", "hold responsible", "accuse"),
        ("pointed the finger at", "point the finger at", "accuse"),
        ("poured scorn on", "pour scorn on", "condemn"),
        ("vowed to", "vow to", "promise"),
        ("swore vengeance on", "swear vengeance", "threaten"),
        ("ruled out", "rule out", "reject"),
        ("issued a stern warning", "warning", "warn"),
        ("put out a statement condemning", "condemn", "condemn"),
        ("the claim that", "claim", "assert"),
        ("repeated accusations", "accusation", "accuse"),
        ("in the view of", "in the view of", "assess"),
        ("feared", "fear", "assess"),
        ("is convinced", "be convinced", "assess"),
        ("was asked about", "be asked", "ask"),
        ("criticised", "criticize", "condemn"),
        ("criticizing", "criticize", "condemn"),
        ("claimed responsibility for", "claim responsibility for", "boast"),
        ("questions about", "question", "ask"),
        ("made two key demands", "demand", "demand"),
        ("went on to say", "go on to say", "assert"),
        ("said in response to criticism", "say", "assert"),
        ("’ve always denied", "deny", "deny"),
        ("of", "of", "assert"),
        (":", ":", "assert"),
    ],
)
def test_cue_is_read(cue: str, lemma: str, act: str) -> None:
    reading = cue_reading(cue)
    assert reading is not None
    assert (reading.lemma, reading.act) == (lemma, act)


@pytest.mark.parametrize(
    ("cue", "act", "negated"),
    [
        ("did not rule out", "threaten", False),
        ("refused to rule out", "threaten", False),
        ("denied", "deny", False),
        ("has repeatedly denied", "deny", False),
        ("did not deny", "deny", True),
        ("declined to say", "assert", True),
        ("refused to comment", "assert", True),
        ("did not say", "assert", True),
        ("didn’t say", "assert", True),
        ("never mentioned", "assert", True),
        ("did not immediately respond to", "assert", True),
        ("declined to comment on", "assert", True),
        ("stopped short of accusing", "accuse", True),
        ("did not only warn", "warn", False),
        ("does not accept", "reject", False),
        ("cannot tolerate", "reject", False),
        ("would not endorse", "reject", False),
        ("did not decline to comment", "assert", False),
        ("vowed not to", "promise", False),
        ("refused", "reject", False),
        ("declined", "reject", False),
        ("do not believe", "assess", True),
    ],
)
def test_negation_is_the_right_way_round(cue: str, act: str, negated: bool) -> None:
    reading = cue_reading(cue)
    assert reading is not None
    assert (reading.act, reading.negated) == (act, negated)


@pytest.mark.parametrize(
    ("weaker", "stronger"),
    [("mildly criticised", "criticised"), ("criticised", "strongly criticised"), ("implicitly accused", "accused")],
)
def test_adverbs_change_the_strength(weaker: str, stronger: str) -> None:
    one, other = cue_reading(weaker), cue_reading(stronger)
    assert one is not None
    assert other is not None
    assert one.strength < other.strength


@pytest.mark.parametrize("cue", ["", "gleamed", "the harbour", "...", "42"])
def test_unknown_words_have_no_reading(cue: str) -> None:
    assert cue_reading(cue) is None


def test_where_the_parties_stand() -> None:
    urged, told, accused = cue_reading("urged"), cue_reading("told reporters"), cue_reading("accused")
    assert urged is not None
    assert told is not None
    assert accused is not None
    assert urged.addressee_at == ("object",)
    assert (told.addressee_at, told.words_after) == (("object",), 1)
    assert accused.target_at == ("object",)


def test_a_bare_preposition_is_a_cue_only_alone() -> None:
    assert cue_reading("of") is not None
    assert cue_reading("gleamed of") is None


@pytest.mark.parametrize(
    ("lemma", "given", "forms"),
    [
        ("accuse", (), {"accuse", "accuses", "accused", "accusing"}),
        ("deny", (), {"deny", "denies", "denied", "denying"}),
        ("slam", (), {"slam", "slams", "slammed", "slamming"}),
        ("agree", (), {"agree", "agrees", "agreed", "agreeing"}),
        ("tell", ("told",), {"tell", "tells", "told", "telling"}),
        ("echo", (), {"echo", "echoes", "echoed", "echoing"}),
        ("warn", (), {"warn", "warns", "warned", "warning"}),
        ("admit", ("admitted", "admitting"), {"admit", "admits", "admitted", "admitting"}),
    ],
)
def test_forms_are_derived(lemma: str, given: tuple[str, ...], forms: set[str]) -> None:
    assert verb_forms(lemma, given) == forms


def test_both_spellings() -> None:
    assert {"criticise", "criticised", "criticize", "criticized"} <= verb_forms("criticize")
    assert plural("inquiry") == "inquiries"


def test_every_entry_reads_as_itself() -> None:
    """Each cue of the list, looked up by its own words, has a reading (its own or a surer one)."""
    cues = speech_verbs()
    lost = [
        cue.lemma
        for found in cues.by_first.values()
        for words, cue in found
        if "*" not in words and not cue_reading(" ".join(words))
    ]
    assert lost == []
    assert len({cue.lemma for found in cues.by_first.values() for _, cue in found}) > 500
    assert {hold for found in cues.by_first.values() for _, cue in found for hold in [cue.hold]} == set(Hold)
