"""Who is meant by "he", "it", "the group", "the militia commander": guesses, each with what it rests on."""

from __future__ import annotations

from onrecord.reading.draft import Draft
from onrecord.record import ActorKind, MentionForm

from .telling import resolved, speaker, statement

BRIEF = (
    "The People’s Coastal Guard (P.C.G.), a militia in Qalmara, threatened to close the strait. "
    "“The crates are landed at night,” Idris ben Qatoul, the spokesman of the group, was quoted as saying "
    "in an article published on the militia’s website. It added that the group will publish lists. "
    "“We count them,” he said. Ben Qatoul warned that boats will sink.\n\n"
    "The spokesman praised the army."
)


def brief() -> Draft:
    return resolved(
        BRIEF,
        ("The People’s Coastal Guard (P.C.G.), a militia in Qalmara", "threatened", "to close the strait"),
        ("Idris ben Qatoul, the spokesman of the group", "was quoted as saying", "“The crates are landed at night,”"),
        ("It", "added", "that the group will publish lists"),
        ("he", "said", "“We count them,”"),
        ("Ben Qatoul", "warned", "that boats will sink"),
        ("The spokesman", "praised", "the army"),
    )


def test_a_named_speaker_has_role_and_affiliation() -> None:
    draft = resolved(BRIEF, ("Idris ben Qatoul, the spokesman of the group", "was quoted as saying", "“The crates"))
    who = speaker(draft, "was quoted as saying")
    assert who.name == "Idris ben Qatoul"
    assert who.confidence == 1.0
    assert who.role is not None
    assert who.role.of(BRIEF) == "the spokesman of the group"
    assert who.affiliation == "People’s Coastal Guard"


def test_pronoun_surname_and_office_lead_back_to_the_fullest_name() -> None:
    draft = brief()
    for cue in ("said", "warned", "praised"):
        assert speaker(draft, cue).name == "Idris ben Qatoul", cue
        assert speaker(draft, cue).affiliation == "People’s Coastal Guard", cue
    assert speaker(draft, "said").confidence < speaker(draft, "warned").confidence


def test_it_added_is_the_article_and_a_guess() -> None:
    who = speaker(brief(), "added")
    assert who.name == "an article published on the militia’s website"
    assert who.confidence <= 0.6


def test_an_acronym_is_the_body_it_stands_for() -> None:
    draft = brief()
    guard = next(a for a in draft.actors if a.name == "People’s Coastal Guard")
    assert guard.kind is ActorKind.GROUP
    assert "P.C.G." in guard.also
    assert {m.form for m in guard.mentions} >= {MentionForm.NAME, MentionForm.ACRONYM}


def test_she_is_not_the_man_who_spoke_last() -> None:
    text = (
        "The mayor, Hafsa Terrim, and the priest, Father Anwar Bezzou, met. "
        "A spokeswoman, Leila Oshar, said little. He smiled. She added that it was late."
    )
    draft = resolved(text, ("A spokeswoman, Leila Oshar", "said", "little"), ("She", "added", "that it was late"))
    assert speaker(draft, "added").name == "Leila Oshar"
    text = "Chairman Anwar Bezzou said no. The chairwoman, Leila Oshar, left. He added that it was late."
    draft = resolved(text, ("Chairman Anwar Bezzou", "said", "no"), ("He", "added", "that it was late"))
    assert speaker(draft, "added").name == "Anwar Bezzou"


def test_two_bodies_are_not_one_because_both_are_armies() -> None:
    text = "The Salt Front, a militia, agreed. The Qalmari army rejected the truce."
    draft = resolved(
        text, ("The Salt Front, a militia,", "agreed", "The"), ("The Qalmari army", "rejected", "the truce")
    )
    assert speaker(draft, "rejected").name == "The Qalmari army"


def test_one_office_does_not_stand_in_for_another() -> None:
    text = (
        "Prime Minister Nadim Rauzeh said yes. Foreign Minister Daryan Mehvesh said no. "
        "The prime minister promised bread."
    )
    draft = resolved(
        text,
        ("Prime Minister Nadim Rauzeh", "said", "yes"),
        ("Foreign Minister Daryan Mehvesh", "said", "no"),
        ("The prime minister", "promised", "bread"),
    )
    assert speaker(draft, "promised").name == "Nadim Rauzeh"


def test_his_office_belongs_to_him_and_speaks_for_itself() -> None:
    text = "Prime Minister Nadim Rauzeh said yes. His office confirmed the pledge."
    draft = resolved(text, ("Prime Minister Nadim Rauzeh", "said", "yes"), ("His office", "confirmed", "the pledge"))
    who = speaker(draft, "confirmed")
    assert (who.name, who.affiliation) == ("His office", "Nadim Rauzeh")


def test_him_is_not_the_speaker_of_the_same_statement() -> None:
    text = "When Premier Haidar Obadi visited, Chancellor Ali Kesh made an offer to him to leave the strait."
    draft = resolved(text, ("Chancellor Ali Kesh", "made an offer", "to leave the strait"))
    party = statement(draft, "made an offer").addressee
    assert party is not None
    names = {a.id: a.name for a in draft.actors}
    assert names[party.actor or ""] == "Haidar Obadi"


def test_we_outside_quotation_marks_is_the_author_or_unknown() -> None:
    text = "Governor Samir Toulan said no. We assess that he will agree."
    told = (("Governor Samir Toulan", "said", "no"), ("We", "assess", "that he will agree"))
    assert speaker(resolved(text, *told), "assess").name is None
    assert speaker(resolved(text, *told, author="Basin Desk"), "assess").name == "Basin Desk"


def test_nobody_named_stays_nobody() -> None:
    text = "Asked who would pay, all were silent."
    who = speaker(resolved(text, (None, "Asked", "who would pay")), "Asked")
    assert (who.spans, who.actor, who.name, who.confidence) == ((), None, None, 0.0)


def test_two_who_speak_together_are_one_joint_speaker() -> None:
    text = "The Coastal Guard and the Salt Front agreed to a truce."
    who = speaker(resolved(text, ("The Coastal Guard and the Salt Front", "agreed", "to a truce")), "agreed")
    assert who.name == "The Coastal Guard and the Salt Front"


def test_a_thing_is_no_actor() -> None:
    text = "The Salt Front condemned the truce."
    target = statement(resolved(text, ("The Salt Front", "condemned", "the truce")), "condemned").target
    assert target is not None
    assert target.spans[0].of(text) == "the truce"
    assert target.actor is None


def test_ids_are_in_text_order_and_resolve() -> None:
    draft = brief()
    assert [s.id for s in draft.statements] == [f"s{i}" for i in range(len(draft.statements))]
    assert [a.id for a in draft.actors] == [f"a{i}" for i in range(len(draft.actors))]
    ids = {a.id for a in draft.actors}
    assert all(s.speaker.actor in ids for s in draft.statements)


def test_a_weak_guess_does_not_confirm_itself() -> None:
    text = "Mayor Hafsa Terrim said no. The captain denied it. The captain threatened to sue."
    told = (
        ("Mayor Hafsa Terrim", "said", "no"),
        ("The captain", "denied", "it"),
        ("The captain", "threatened", "to sue"),
    )
    draft = resolved(text, *told)
    assert speaker(draft, "denied").name != "Hafsa Terrim"
    assert speaker(draft, "threatened").name == speaker(draft, "denied").name


def test_him_in_another_paragraph_is_the_one_named_there() -> None:
    text = (
        "Spokesman Jafar Husani said no.\n\n"
        "When Premier Haidar Obadi visited, Chancellor Ali Kesh made an offer to him to leave the strait."
    )
    draft = resolved(
        text, ("Spokesman Jafar Husani", "said", "no"), ("Chancellor Ali Kesh", "made an offer", "to leave the strait")
    )
    party = statement(draft, "made an offer").addressee
    assert party is not None
    assert {a.id: a.name for a in draft.actors}[party.actor or ""] == "Haidar Obadi"
