"""Who takes part: from a phrase to the actor it names, on texts read by the shipped model."""

from __future__ import annotations

import pytest

from onrecord.reading.takers import Takers
from onrecord.record import Actor, ActorKind, Mention, MentionForm, Span

from .telling import find
from .treed import syntax

TEXT = "Three members of the Salt Front fled."
TREE = "CD/nummod>1 NNS/nsubj>6 IN/prep>1 DT/det>5 NNP/compound>5 NNP/pobj>2 VBD/ROOT>-1 ./punct>6"


def actor(text: str, words: str, kind: ActorKind, name: str = "a0", form: MentionForm = MentionForm.NAME) -> Actor:
    """An actor that is named once in the text."""
    return Actor(name, words, kind, (Mention(find(text, words), form, 0.9),))


def takers(text: str, tree: str, *actors: Actor) -> Takers:
    return Takers(syntax(text, tree), actors)


def at(found: Takers, low: str) -> int:
    return next(w.number for w in found.syntax.words if w.low == low)


@pytest.mark.parametrize(("kind", "wanted"), [(ActorKind.GROUP, "a0"), (ActorKind.PERSON, None)])
def test_members_of_a_body_are_the_body(kind: ActorKind, wanted: str | None) -> None:
    found = takers(TEXT, TREE, actor(TEXT, "Salt Front", kind))
    taker = found.taker(found.syntax[at(found, "members")])
    assert (taker.span.of(TEXT), taker.actor) == ("Three members", wanted)


def test_those_who_are_counted_take_part() -> None:
    text = "Dozens of guards fled."
    found = takers(text, "NNS/nsubj>3 IN/prep>0 NNS/pobj>1 VBD/ROOT>-1 ./punct>3")
    dozens = found.syntax[0]
    assert found.is_somebody(dozens)
    assert found.taker(dozens).span.of(text) == "Dozens of guards"


def test_dozens_of_things_are_nobody() -> None:
    found = takers("Dozens of tables fell.", "NNS/nsubj>3 IN/prep>0 NNS/pobj>1 VBD/ROOT>-1 ./punct>3")
    assert not found.is_somebody(found.syntax[0])


def test_half_a_hyphened_word_is_left_out() -> None:
    text = "The Nesharran-backed Salt Front left."
    tree = "DT/det>5 JJ/npadvmod>3 HYPH/punct>3 VBN/amod>5 NNP/compound>5 NNP/nsubj>6 VBD/ROOT>-1 ./punct>6"
    found = takers(text, tree, actor(text, "Salt Front", ActorKind.GROUP))
    front = found.syntax[at(found, "front")]
    assert found.taker(front).span.of(text) in ("Salt Front", "The Nesharran-backed Salt Front")


def test_troops_with_a_people_s_adjective_are_its_state() -> None:
    text = "Sorvish troops left. Sorvish students left."
    tree = "JJ/amod>1 NNS/nsubj>2 VBD/ROOT>-1 ./punct>2 JJ/amod>5 NNS/nsubj>6 VBD/ROOT>-1 ./punct>6"
    one, two = find(text, "Sorvish"), find(text, "Sorvish", 5)
    state = Actor(
        "a0",
        "Sorvland",
        ActorKind.STATE,
        (Mention(one, MentionForm.ADJECTIVE, 0.9), Mention(two, MentionForm.ADJECTIVE, 0.9)),
    )
    found = takers(text, tree, state)
    assert found.taker(found.syntax[1]).actor == "a0"
    assert found.taker(found.syntax[5]).actor is None


def test_each_actor_takes_part_once() -> None:
    text = "The Salt Front fled."
    found = takers(
        text, "DT/det>2 NNP/compound>2 NNP/nsubj>3 VBD/ROOT>-1 ./punct>3", actor(text, "Salt Front", ActorKind.GROUP)
    )
    front = found.syntax[2]
    (only,) = found.takers([front, front])
    assert only.span == Span(0, len("The Salt Front"))
