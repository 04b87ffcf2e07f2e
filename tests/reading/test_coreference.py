"""Pronouns and descriptions in running text: whom they mean, and that none is filed where that cannot be told."""

from __future__ import annotations

from onrecord.record import MentionForm

from .coast import linked, read, shown
from .telling import resolved


def test_pronouns_follow_the_person_named_last() -> None:
    text = "Orvan Khesh’tar, the chancellor, opened the bridge. He smiled, and his guards pushed him on."
    actor = linked(read(text, ("Orvan Khesh’tar", "person")), "orvan-kheshtar")
    assert {"He", "his", "him"} <= set(shown(text, actor))
    assert all(m.confidence < 0.9 for m in actor.mentions if m.form is MentionForm.PRONOUN)


def test_a_description_finds_the_body_that_was_called_so() -> None:
    text = "The Covenant Guard is an army of Nesharra. The army has its own bank."
    actor = linked(read(text), "covenant-guard")
    assert "The army" in shown(text, actor)


def test_nobody_is_filed_where_nobody_was_named() -> None:
    assert read("He was late. They left. The harbor was empty, and the guards slept.") == ()


def test_that_before_an_article_joins_a_clause() -> None:
    text = "The Covenant Guard is a group of old men. People know that the group is rich."
    assert "the group" in shown(text, linked(read(text), "covenant-guard"))


def test_a_quoted_i_is_the_speaker() -> None:
    draft = resolved(
        "Leila Osh’ar said: “I will sign, and my office knows.”",
        ("Leila Osh’ar", "said", "I will sign, and my office knows."),
    )
    (actor,) = draft.actors
    assert [m.span.of(draft.document.text) for m in actor.mentions] == ["Leila Osh’ar", "I", "my"]


def test_a_body_that_is_only_described_is_an_actor_of_its_own() -> None:
    text = "Striking dockers blocked the gate. Later the dockers went home."
    (actor,) = read(text, ("Striking dockers", "nominal organisation"))
    assert actor.name == "Striking dockers"
    assert actor.mentions[0].form is MentionForm.NOMINAL


def test_an_apposition_and_a_predicate_say_who_a_name_is() -> None:
    text = "The P.C.G., a Qalmari militia, left. Idris ben Qatoul is a tired spokesman. The militia came back."
    nominals = (("a Qalmari militia", "nominal organisation"), ("tired spokesman", "nominal person"))
    actors = read(text, ("Idris ben Qatoul", "person"), *nominals)
    assert shown(text, linked(actors, "coastal-guard")) == ["P.C.G.", "a Qalmari militia", "The militia"]
    assert "tired spokesman" in shown(text, linked(actors, "idris-ben-qatoul"))


def test_an_article_stands_on_its_papers_word() -> None:
    said = resolved(
        "An editorial in the Quayside Courier called it theft. It added that nobody paid.",
        ("An editorial in the Quayside Courier", "called", "theft"),
        ("It", "added", "that nobody paid"),
    )
    assert [s.speaker.name for s in said.statements] == ["Quayside Courier"] * 2


def test_a_signature_says_who_we_are() -> None:
    text = "By Ulvia Tark\n\nThe harbor slept through a long and quiet week again.\n\nWe assess that it will wake."
    draft = resolved(text, ("We", "assess", "that it will wake"))
    assert draft.statements[0].speaker.name == "Ulvia Tark"


def test_a_place_is_never_he() -> None:
    text = "He rowed past Port Yassem. He rested."
    assert not [a for a in read(text) if "He" in shown(text, a)]


def test_in_reported_speech_he_is_the_speaker() -> None:
    text = "Mr. Dalloul met Mr. Harran. Mr. Harran said he was sorry. Mr. Dalloul said he would wait."
    draft = resolved(text, ("Mr. Harran", "said", "he was sorry"), ("Mr. Dalloul", "said", "he would wait"))
    for actor in draft.actors:
        own = actor.mentions[-1]
        assert own.form is MentionForm.PRONOUN
        assert own.span.start > actor.mentions[-2].span.start


def test_a_description_before_a_name_is_that_name_and_nobody_else() -> None:
    text = "Qalmari Prime Minister Nadim Ra’uzeh spoke. The Nesharran prime minister, Ulvia Tark, left."
    actors = read(text, ("Ulvia Tark", "person"), ("The Nesharran prime minister", "nominal person"))
    (other,) = [a for a in actors if a.name == "Ulvia Tark"]
    assert "The Nesharran prime minister" in shown(text, other)
    assert other.roles[0].body == linked(actors, "nesharra").id
    assert shown(text, linked(actors, "nadim-rauzeh")) == ["Qalmari Prime Minister", "Nadim Ra’uzeh"]


def test_a_title_tells_who_she_is() -> None:
    text = "Mr. Harran met Ms. Dalloul. She left, and he stayed."
    actors = {a.name: shown(text, a) for a in read(text)}
    assert "She" in actors["Dalloul"]
    assert "he" in actors["Harran"]
