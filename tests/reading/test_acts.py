"""What a statement does, by cue and content. All names and places are invented."""

from __future__ import annotations

import pytest

from onrecord.reading.acts import act_of
from onrecord.record import SpeechAct

SPECIFIC = [
    ("threatened", "to burn the ferry landing", "threaten"),
    ("has threatened to", "close the strait", "threaten"),
    ("vowed to avenge", "the fallen of Hask", "threaten"),
    ("vowed", "to avenge the fallen of Hask", "threaten"),
    ("pledged", "to strike the garrison again", "threaten"),
    ("did not rule out", "the use of force", "threaten"),
    ("issued an ultimatum", "that the port be emptied by dawn", "threaten"),
    ("declared war on", "the river clans", "threaten"),
    ("accused", "Lurania of arming the river clans", "accuse"),
    ("blamed", "the governor for the fire", "accuse"),
    ("alleging", "that the ballots were burned", "accuse"),
    ("pointed the finger at", "the palace guard", "accuse"),
    ("held the marshal responsible", "for the deaths", "accuse"),
    ("denied", "that its boats crossed the line", "deny"),
    ("has always denied", "taking the money", "deny"),
    ("dismissed as", "a rumour", "deny"),
    ("refuted", "the report", "deny"),
    ("played down", "the losses", "deny"),
    ("warned", "that the dam may break", "warn"),
    ("cautioned", "against any crossing", "warn"),
    ("sounded the alarm", "over the wells", "warn"),
    ("warned of", "a hard winter", "warn"),
    ("urged", "both sides to stop", "demand"),
    ("called on", "Lurania to withdraw", "demand"),
    ("called for", "an inquiry", "demand"),
    ("demanded", "the return of the herds", "demand"),
    ("ordered", "the crews to stay in port", "demand"),
    ("asked", "the council to open the gates", "demand"),
    ("asked", "for more boats", "demand"),
    ("told", "the crews to leave", "demand"),
    ("told", "them not to cross the river", "demand"),
    ("proposed", "a joint patrol", "demand"),
    ("made two propositions", "to open the road and not to tax the mill", "demand"),
    ("promised", "to release the list", "promise"),
    ("pledged", "to rebuild the mill", "promise"),
    ("vowed to", "protect every village", "promise"),
    ("guaranteed", "safe passage", "promise"),
    ("offered to", "host the talks", "promise"),
    ("rejected", "the map drawn in Port Selm", "reject"),
    ("ruled out", "talks before spring", "reject"),
    ("refused", "to leave the islands", "reject"),
    ("did not accept", "the verdict", "reject"),
    ("opposed", "the new toll", "reject"),
    ("refused", "to set a date", "reject"),
    ("declined", "to accept the medal", "reject"),
    ("praised", "the rescue crews of Selm", "praise"),
    ("hailed", "the truce", "praise"),
    ("welcomed", "the ruling", "praise"),
    ("thanked", "the fishermen", "praise"),
    ("paid tribute to", "the drowned", "praise"),
    ("condemned", "the raid on the school", "condemn"),
    ("lashed out at", "the palace", "condemn"),
    ("slammed", "the new tax", "condemn"),
    ("deplored", "the silence of the neighbours", "condemn"),
    ("poured scorn on", "the plan", "condemn"),
    ("boasted", "that no wall could hold his riders", "boast"),
    ("bragged", "about the size of the fleet", "boast"),
    ("claimed responsibility for", "the blast at the depot", "boast"),
    ("declared victory", "over the river clans", "boast"),
    ("opined", "that the harvest will have a positive impact on the talks", "assess"),
    ("predicted", "a long winter", "assess"),
    ("believes", "the governor is ill", "assess"),
    ("feared", "that the wells were dry", "assess"),
    ("hopes", "the road opens soon", "assess"),
    ("in the view of", "the marshal, the fort is lost", "assess"),
    ("announced", "a curfew from dusk", "announce"),
    ("unveiled", "a new map of the fishing grounds", "announce"),
    ("designated", "the Hask brigade as an outlaw body", "announce"),
    ("appointed", "a new harbour master", "announce"),
    ("plans", "to visit the islands", "announce"),
    ("asked", "whether the bridge would hold", "ask"),
    ("asked", "why the gates were shut", "ask"),
    ("wondered", "who paid for the boats", "ask"),
    ("inquired", "about the missing crates", "ask"),
]

BLAND = [
    ("said", "we will respond with force to any landing", "threaten"),
    ("said", "its forces will strike any ship in the bay", "threaten"),
    ("added", "They will pay the price for this raid.", "threaten"),
    ("wrote", "Our fighters are ready to fight to the end.", "threaten"),
    ("told reporters", "the group would retaliate against the port", "threaten"),
    ("said", "“This valley will be a graveyard for the invaders.”", "threaten"),
    ("was quoted as saying", "Port Selm is engaged in piracy.", "accuse"),
    ("said", "Luranian officers are smuggling weapons over the pass", "accuse"),
    ("According to", "the palace was behind the attack on the mill", "accuse"),
    ("added", "These criminal smuggling operations start in the old docks.", "accuse"),
    ("said", "the guards committed crimes against prisoners", "accuse"),
    ("said", "the palace funded and trained members of the gang", "accuse"),
    ("said", "there is no truth in the report", "deny"),
    ("said", "We have never taken a coin from them.", "deny"),
    ("told", "the brigade had nothing to do with the fire", "deny"),
    ("said", "the story was a complete fabrication", "deny"),
    ("said", "another raid could lead to war", "warn"),
    ("said", "closing the strait would have dangerous consequences", "warn"),
    ("added", "there was a risk of famine in the hills", "warn"),
    ("wrote", "The governor is playing with fire.", "warn"),
    ("said", "the garrison must withdraw at once", "demand"),
    ("said", "the council should immediately open the gates", "demand"),
    ("said", "“Release the fishermen now.”", "demand"),
    ("wrote", "We call on the clans to lay down their arms.", "demand"),
    ("said", "the group will release evidence in the coming weeks", "promise"),
    ("said", "We will rebuild every house.", "promise"),
    ("told the town", "I promise a school by autumn.", "promise"),
    ("added", "the bridge will be repaired by spring", "promise"),
    ("said", "we will not accept a foreign garrison", "reject"),
    ("continued", "The people of Selm reject the toll.", "reject"),
    ("said", "“Selm would not pay for a wall it had not asked for.”", "reject"),
    ("said", "a return to the old toll is out of the question", "reject"),
    ("said", "it was a heroic stand by the crews", "praise"),
    ("said", "We are proud of our nurses.", "praise"),
    ("wrote", "We salute the pilots.", "praise"),
    ("said", "it was a cowardly attack", "condemn"),
    ("said", "the heinous crime shames the palace", "condemn"),
    ("wrote", "We condemn the raid.", "condemn"),
    ("said", "Our capabilities are ten times what they were.", "boast"),
    ("said", "We are more powerful than ever.", "boast"),
    ("said", "We defeated three armies in these hills.", "boast"),
    ("said", "no army can stop us", "boast"),
    ("said", "the truce is unlikely to hold", "assess"),
    ("added", "in our view the toll hurts the poor", "assess"),
    ("said", "the wreck poses risks to small boats", "assess"),
    ("said", "the biggest loser of the vote is the palace", "assess"),
    ("said", "the vote is a major setback for the palace", "assess"),
    ("said", "the council has decided to close the pass", "announce"),
    ("said", "the curfew comes into force at dusk", "announce"),
    ("said", "Who burned the mill?", "ask"),
    ("said", "the ferry left at noon", "assert"),
    ("told the council", "that the mill burned on Monday", "assert"),
    ("according to", "the boat carried nine people", "assert"),
    ("added", "he was born in Hask", "assert"),
    ("said", "the marshal had promised her that he would open the road", "assert"),
    ("said", "wardens would be posted at the bridges", "announce"),
    (":", "The ferry left at noon.", "assert"),
    ("argued", "that the garrison must withdraw", "demand"),
    ("insisted", "that the story was baseless", "deny"),
    ("claimed", "that the palace was behind the attack", "accuse"),
    ("designated", "the Hask brigade for having “burned the granaries”", "accuse"),
    ("maintains", "that the boats are old", "assert"),
]

NEGATED = [
    ("declined to say", "who gave the order", "assert"),
    ("declined", "to say who gave the order", "assert"),
    ("declined", "to comment", "assert"),
    ("refused", "to be identified", "assert"),
    ("did not say", "when the road would open", "assert"),
    ("never claimed", "the islands", "assert"),
    ("did not threaten", "the council", "threaten"),
    ("stopped short of accusing", "the palace of theft", "accuse"),
    ("did not promise", "to pay", "promise"),
    ("refused to condemn", "the raid", "condemn"),
    ("did not deny", "that he took the money", "deny"),
]


@pytest.mark.parametrize(("cue", "content", "act"), SPECIFIC)
def test_a_specific_cue_settles_it(cue: str, content: str, act: str) -> None:
    reading = act_of(cue, content, question=False)
    assert (reading.act, reading.negated) == (act, False)
    assert reading.confidence >= 0.75
    assert 1 <= reading.strength <= 3


@pytest.mark.parametrize(("cue", "content", "act"), BLAND)
def test_a_bland_cue_lets_the_content_decide(cue: str, content: str, act: str) -> None:
    reading = act_of(cue, content, question=False)
    assert (reading.act, reading.negated) == (act, False)
    assert 0.55 <= reading.confidence <= 0.85


@pytest.mark.parametrize(("cue", "content", "act"), NEGATED)
def test_what_was_not_said_is_negated(cue: str, content: str, act: str) -> None:
    reading = act_of(cue, content, question=False)
    assert (reading.act, reading.negated) == (act, True)


def test_all_acts_are_tried_above() -> None:
    assert {act for _, _, act in SPECIFIC + BLAND} == set(SpeechAct)


@pytest.mark.parametrize("cue", ["said", "wrote", "gleamed"])
def test_a_question_under_a_bland_cue_asks(cue: str) -> None:
    assert act_of(cue, "the mill burned", question=True).act is SpeechAct.ASK


def test_a_specific_cue_outweighs_a_question() -> None:
    assert act_of("accused", "the palace of theft: who else would?", question=True).act is SpeechAct.ACCUSE


def test_an_unknown_cue_is_the_least_sure() -> None:
    unknown, bland = act_of("gleamed", "the ferry left", False), act_of("said", "the ferry left", False)
    assert unknown.act is bland.act is SpeechAct.ASSERT
    assert unknown.confidence < bland.confidence < act_of("accused", "the ferry left", False).confidence


def test_a_warning_of_the_speakers_own_blow_is_strong() -> None:
    mild, strong = (
        act_of("warned", "that the dam may break", False),
        act_of("warned", "that we will strike the dam", False),
    )
    assert strong.act is SpeechAct.WARN
    assert (mild.strength, strong.strength) == (2, 3)


@pytest.mark.parametrize("cue", ["", " ", "\x00", "“", "’", "not", "no", "refused to", "* * *", "said " * 1000])
@pytest.mark.parametrize("content", ["", " ", "\ud800", "to", "?", "not " * 1000])
def test_any_words_have_some_act(cue: str, content: str) -> None:
    assert act_of(cue, content, False).act in SpeechAct
