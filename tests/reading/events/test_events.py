"""Who did what to whom: each form in which an event is told, and on whose word it stands."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.record import EventType, Polarity, Standing, ZoneKind

from ..telling import document
from .coded import events, only, place, read, reader, sides, when, words

NAVY, FRONT, GUARD = "Sorvland", "Salt Front", "People's Coastal Guard"

#: text, type, who, to whom
TOLD = [
    ("The Sorvish navy shelled the Salt Front on Monday.", "ASSAULT", {NAVY}, {FRONT}),
    ("The Salt Front was shelled by the Sorvish navy.", "ASSAULT", {NAVY}, {FRONT}),
    (
        "The Salt Front was shelled by the Sorvish navy and by the Covenant Guard.",
        "ASSAULT",
        {NAVY, "Covenant Guard"},
        {FRONT},
    ),
    ("The shelling of Port Yassem by Sorvland went on for a week.", "ASSAULT", {NAVY}, {"Port Yassem"}),
    ("Sorvland's attack on the Salt Front failed.", "ASSAULT", {NAVY}, {FRONT}),
    ("The Sorvish attack on the Salt Front failed.", "ASSAULT", {NAVY}, {FRONT}),
    ("The Salt Front launched a raid on the People's Coastal Guard.", "ASSAULT", {FRONT}, {GUARD}),
    ("The Salt Front carried out an attack against the People's Coastal Guard.", "ASSAULT", {FRONT}, {GUARD}),
    ("The People's Coastal Guard came under attack from the Salt Front.", "ASSAULT", {FRONT}, {GUARD}),
    (
        "The Covenant Guard and the Salt Front attacked the Strait Protection Mission.",
        "ASSAULT",
        {"Covenant Guard", FRONT},
        {"Strait Protection Mission"},
    ),
    (
        "The Sorvish navy shelled the Covenant Guard and the Salt Front.",
        "ASSAULT",
        {NAVY},
        {"Covenant Guard", FRONT},
    ),
    ("The Salt Front, which shelled Port Yassem, opened an office.", "ASSAULT", {FRONT}, {"Port Yassem"}),
    ("The town that the Salt Front shelled is empty.", "ASSAULT", {FRONT}, {"town"}),
    ("A bomb killed 12 fishermen in Dar Meshel.", "ASSAULT", set(), {"12 fishermen"}),
    ("Nesharra is said to have sent food to Qalmara.", "AID", {"Nesharra"}, {"Qalmara"}),
    ("Airstrikes by Sorvland killed 12 fishermen in Dar Meshel.", "ASSAULT", {NAVY}, {"12 fishermen"}),
    ("A Sorvish airstrike killed 12 fishermen in Dar Meshel.", "ASSAULT", {NAVY}, {"12 fishermen"}),
    ("Sorvland violated Qalmara's airspace.", "ASSAULT", {NAVY}, {"Qalmara"}),
    ("Nesharra sent food to Qalmara.", "AID", {"Nesharra"}, {"Qalmara"}),
    ("Qalmara was given food by Nesharra.", "AID", {"Nesharra"}, {"Qalmara"}),
    ("Qalmara recalled its ambassador from Nesharra.", "SANCTION", {"Qalmara"}, {"Nesharra"}),
    ("Police arrested three members of the Salt Front.", "COERCE", {"Police"}, {FRONT}),
    ("Qalmara condemned the attack on the Salt Front by Sorvland.", "ACCUSE", {"Qalmara"}, {NAVY}),
]


@pytest.mark.parametrize(("text", "kind", "who", "whom"), TOLD, ids=[t[0] for t in TOLD])
def test_the_sides_are_found_in_every_form(text: str, kind: str, who: set[str], whom: set[str]) -> None:
    assert sides(text, only(text, kind)) == (who, whom)


def test_a_pronoun_stands_for_whoever_it_means() -> None:
    text = "Karsten Hvalgren flew home. His visit to Qalmara lasted two days."
    assert sides(text, only(text, "CONSULT")) == ({"Karsten Hvalgren"}, {"Qalmara"})


@pytest.mark.parametrize(
    ("text", "kind", "who"),
    [
        ("Karsten Hvalgren met Nadim Ra'uzeh in Dar Meshel.", "CONSULT", {"Karsten Hvalgren", "Nadim Ra'uzeh"}),
        ("Nesharra held talks with Qalmara.", "CONSULT", {"Nesharra", "Qalmara"}),
        ("Clashes between the Covenant Guard and the Salt Front went on.", "ASSAULT", {"Covenant Guard", FRONT}),
        ("The Salt Front clashed with the People's Coastal Guard.", "ASSAULT", {FRONT, GUARD}),
    ],
)
def test_what_is_done_together_is_one_event_of_all_sides(text: str, kind: str, who: set[str]) -> None:
    event = only(text, kind)
    assert event.reciprocal
    assert sides(text, event) == (who, set())


def test_an_accusation_is_one_event_and_the_deed_in_it_stands_on_it() -> None:
    text = "Sorvland accused the Salt Front of shelling Port Yassem."
    accusation, deed = only(text, "ACCUSE"), only(text, "ASSAULT")
    assert len(events(text)) == 2
    assert sides(text, accusation) == ({NAVY}, {FRONT})
    assert accusation.footing.standing is Standing.REPORTED
    assert accusation.statement == read(text).statements[0].id
    assert accusation.place is None
    assert sides(text, deed) == ({FRONT}, {"Port Yassem"})
    assert (deed.footing.standing, deed.footing.by) == (Standing.ATTRIBUTED, accusation.statement)


@pytest.mark.parametrize(
    ("text", "kind", "whom"),
    [
        ("The Salt Front threatened to shell Port Yassem.", "THREATEN", {"Port Yassem"}),
        ("Nesharra promised to send food to Qalmara.", "AGREE", {"Qalmara"}),
        ("Sorvland demanded that the Salt Front leave Port Yassem.", "REQUEST", {FRONT}),
        ("The Salt Front refused to release the Sorvish sailors.", "REJECT", None),
        ("Sorvland urged Nesharra to withdraw its troops from Qalmara.", "REQUEST", {"Nesharra"}),
    ],
)
def test_what_is_threatened_promised_or_asked_is_not_filed_again(text: str, kind: str, whom: set[str] | None) -> None:
    event = only(text, kind)
    assert [e.type.value for e in events(text)] == [kind]
    assert event.footing.standing is Standing.REPORTED
    assert event.polarity is Polarity.ACTUAL
    assert whom is None or sides(text, event)[1] == whom


@pytest.mark.parametrize(
    ("text", "kind", "deed"),
    [
        ("The Salt Front said it would close the strait if Sorvland sent troops.", "THREATEN", "COERCE"),
        ("The Salt Front said it would attack the Strait Protection Mission.", "THREATEN", "ASSAULT"),
        ("Nesharra said it would send food to Qalmara.", "AGREE", "AID"),
    ],
)
def test_what_a_speaker_says_he_will_do_is_his_statement(text: str, kind: str, deed: str) -> None:
    event = only(text, kind)
    assert len(events(text)) == 1
    assert event.intended is EventType(deed)
    assert event.polarity is Polarity.PLANNED
    assert event.footing.standing is Standing.REPORTED
    assert event.statement == read(text).statements[0].id


def test_the_promise_of_a_third_side_stays_on_the_word_of_him_who_tells_of_it() -> None:
    text = "Karsten Hvalgren said Nesharra had promised to send food to the Salt Front."
    event = only(text, "AGREE")
    assert len(events(text)) == 1
    assert event.footing.standing is Standing.ATTRIBUTED
    assert sides(text, event) == ({"Nesharra"}, {FRONT})


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("The Salt Front did not attack the Strait Protection Mission.", Polarity.NEGATED),
        ("If the Salt Front attacks the Strait Protection Mission, the port will close.", Polarity.CONDITIONAL),
        ("The Salt Front attacked the Strait Protection Mission.", Polarity.ACTUAL),
    ],
)
def test_polarity_is_told(text: str, polarity: Polarity) -> None:
    assert only(text, "ASSAULT").polarity is polarity


def test_what_is_planned_is_coded_as_the_intent() -> None:
    event = only("The Salt Front will attack the Strait Protection Mission.", "THREATEN")
    assert (event.intended, event.polarity) == (EventType.ASSAULT, Polarity.PLANNED)


def test_a_comment_does_not_report() -> None:
    text = "Comment: The Salt Front attacked the Strait Protection Mission."
    footing = only(text, "ASSAULT").footing
    assert (footing.standing, footing.zone, footing.by) == (Standing.COMMENT, ZoneKind.COMMENT, None)


def test_past_background_is_marked() -> None:
    text = (
        "Stavenhelm, 12 March 2031 - The Sorvish navy boarded a trawler of the Salt Front on Monday. "
        "In 2019, the Salt Front had attacked the Strait Protection Mission."
    )
    assert only(text, "ASSAULT").background
    assert not any(e.background for e in events(text, "COERCE"))


def test_one_event_told_twice_is_one_with_two_places() -> None:
    text = (
        "The Sorvish navy shelled the Salt Front on Monday. "
        "The attack on the Salt Front by the Sorvish navy began at night."
    )
    event = only(text, "ASSAULT")
    assert words(text, event) == ["shelled", "attack"]
    assert when(text, event) == "Monday"


def test_events_on_two_days_stay_two() -> None:
    told = "The Sorvish navy shelled the Salt Front on"
    text = f"{told} 3 March 2031. {told} 9 May 2031."
    assert len(events(text, "ASSAULT")) == 2


def test_hearsay_never_joins_a_report() -> None:
    text = (
        "The Sorvish navy attacked the Salt Front. Idris ben Qatoul said that the Sorvish navy attacked the Salt Front."
    )
    assert [e.footing.standing for e in events(text, "ASSAULT")] == [Standing.REPORTED, Standing.ATTRIBUTED]


def test_what_came_of_a_deed_is_the_same_event() -> None:
    text = "The Salt Front shelled Port Yassem on Monday, killing at least 12 people and wounding dozens."
    event = only(text, "ASSAULT")
    assert [(c.what.value, c.least, c.most) for c in event.counts] == [("killed", 12, None), ("injured", 24, None)]


def test_when_and_where_come_from_its_own_clause() -> None:
    text = (
        "On Monday the Sorvish navy shelled the Salt Front in Khor Lethan, and Nesharra sent food to Qalmara on Friday."
    )
    assault, aid = only(text, "ASSAULT"), only(text, "AID")
    assert (when(text, assault), place(text, assault)) == ("Monday", "Khor Lethan")
    assert (when(text, aid), place(text, aid)) == ("Friday", None)


def test_an_adjective_or_a_part_of_a_name_is_no_place() -> None:
    for text in (
        "The Nesharran-backed Salt Front attacked the People's Coastal Guard.",
        "The Salt Front attacked the Bank of Qalmara.",
    ):
        assert only(text, "ASSAULT").place is None, text


@pytest.mark.parametrize(
    "text",
    [
        "The minister seized the opportunity.",
        "The Quayside Courier launched a website.",
        "Heavy rain hit the coast on Monday.",
    ],
)
def test_words_that_only_look_like_an_event_are_none(text: str) -> None:
    assert events(text) == []


NEWS = (
    "Karsten Hvalgren said on Monday that the Salt Front shelled Port Yassem. Sorvland accused Nesharra of arming the "
    "Salt Front. “We will attack the Strait Protection Mission,” said Bashir Qoltan. Police arrested 30 protesters.\n\n"
    "Comment: The Salt Front attacked the People's Coastal Guard, and Nesharra denied that it had bombed Qalmara.\n\n"
    "The Sorvish navy shelled the Salt Front in Khor Lethan. Nadim Ra'uzeh met Karsten Hvalgren in Dar Meshel."
)


def test_nothing_in_a_statement_or_a_comment_leaves_as_reported() -> None:
    record = read(NEWS)
    contents = {s.id: s.content for s in record.statements}
    comments = [z.span for z in record.zones if z.kind is ZoneKind.COMMENT]
    standings = set()
    for event in record.events:
        standings.add(event.footing.standing)
        said = [k for k, pieces in contents.items() if any(p.holds(event.spans[-1]) for p in pieces)]
        if [k for k in said if k != event.statement]:
            assert event.footing.standing is Standing.ATTRIBUTED, event
        elif any(c.meets(event.spans[0]) for c in comments):
            assert event.footing.standing is not Standing.REPORTED, event
    assert standings == set(Standing)


WORDS = [
    *("the", "The", "Salt Front", "Covenant Guard", "Nesharra", "'s", "-", ",", ".", "of", "who", "which", "by", "on"),
    *("attacked", "shelling", "launched", "a", "raid", "visit", "to", "threatened", "said", "that", "it", "would"),
    *(
        "send",
        "food",
        "not",
        "if",
        "between",
        "and",
        "at least",
        "12",
        "1,200",
        "dozens",
        "of people",
        "killed",
        "were",
    ),
    *("“", "”", "Comment:", "Idris ben Qatoul", "on Monday", "in Port Yassem", "accused", "talks", "with", "\n\n"),
]


@settings(max_examples=40)
@given(st.lists(st.sampled_from(WORDS), max_size=60) | st.text(max_size=80).map(lambda t: [t, "attacked Nesharra."]))
def test_no_text_breaks_it_and_every_event_has_words(pieces: list[str]) -> None:
    text = " ".join(pieces)
    record = reader().read(document(text))
    for event in record.events:
        assert all(span.of(record.document.text).strip() for span in event.spans)
        assert event.actors or event.recipients
        assert 0 < event.confidence <= 1
    assert all(a.spans[0] <= b.spans[0] for a, b in pairwise(record.events))
    assert [e.id for e in record.events] == [f"e{n}" for n in range(len(record.events))]


def test_the_same_text_gives_the_same_events() -> None:
    assert reader().read(document(NEWS)).events == reader().read(document(NEWS)).events


def test_hash_seeds_change_nothing() -> None:
    program = (
        "import json, sys; from onrecord.record.codec import to_wire; "
        "from tests.reading.events.coded import read; from tests.reading.events.test_events import NEWS; "
        "sys.stdout.write(json.dumps(to_wire(read(NEWS))['events']))"
    )
    out = [
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    ]
    assert out[0] == out[1]
    assert b"ASSAULT" in out[0]
