"""The head that types events, as it ships: what it says of our own sentences, and that nothing beside changes it."""

from __future__ import annotations

import pickle
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.tagger import ENGLISH, Tagger
from onrecord.tagger.states import States
from onrecord.tagger.typing_head import NONE, ROLES, TYPES, EventTyper, Typing, role_ids, with_votes
from onrecord.tagger.words import Words

from .test_words import words

#: Sentences of our own; source in [ ], target in { }, trigger in < >.
TOLD = [
    ("AGREE", "[Lurania] <agreed> to send a delegation to {the Selmite government} in spring."),
    ("CONSULT", "[Foreign Minister Nour Haddanin] <met> {the Selmite president} in Qalmar on Sunday."),
    ("SUPPORT", "[The Luranian parliament] <praised> {the Harbor Guard} for its restraint."),
    ("CONCEDE", "[The governor] <lifted> the ban on {the Ferrymen's Union} after weeks of pressure."),
    ("COOPERATE", "[Selm] <shared> intelligence with {Lurania} about the smugglers."),
    ("AID", "[Lurania] <sent> flour and tents to {the displaced families of Qalmar}."),
    ("RETREAT", "[The Harbor Guard] <released> {eleven fishermen} it had held since May."),
    ("RETREAT", "[Selmite forces] <withdrew> from {the northern bank} overnight."),
    ("REQUEST", "[Selm] <urged> {Lurania} to reopen the strait."),
    ("ACCUSE", "[The minister] <accused> {the Harbor Guard} of taking bribes."),
    ("REJECT", "[Lurania] <rejected> {Selm}'s proposal to share the ferry fees."),
    ("THREATEN", "[The militia] <threatened> to shell {Qalmar} if the dredgers returned."),
    ("PROTEST", "[Hundreds of dockers] <demonstrated> against {the port authority}."),
    ("SANCTION", "[Selm] <recalled> its ambassador from {Lurania}."),
    ("MOBILIZE", "[The Luranian army] <massed> troops along the border with {Selm}."),
    ("COERCE", "[Police] <arrested> {four deckhands} at the pier."),
    ("ASSAULT", "[The militia] <shelled> {the fishing village of Ostvald} for two hours."),
    (NONE, "[Selm] <beat> {Lurania} in the semi-final of the regatta."),
]


def asked(marked: str) -> tuple[Words, Typing]:
    """The words of a marked sentence, and the question its marks put."""
    bare = re.sub(r"[\[\]{}<>]", "", marked)
    laid = words(bare)

    def span(opening: str, closing: str) -> tuple[int, int] | None:
        found = re.search(re.escape(opening) + "(.*?)" + re.escape(closing), marked)
        if found is None:
            return None
        begin = len(re.sub(r"[\[\]{}<>]", "", marked[: found.start()]))
        end = begin + len(re.sub(r"[\[\]{}<>]", "", found.group()))
        inside = [i for i in range(len(laid.forms)) if begin <= laid.begin[i] < end]
        return inside[0], inside[-1] + 1

    return laid, Typing((0, len(laid.forms)), span("[", "]"), span("{", "}"), span("<", ">"))


@pytest.fixture(scope="module")
def typer() -> EventTyper:
    return EventTyper(ENGLISH)


def states(tagger: Tagger, laid: Words) -> States:
    kept = tagger.read(laid, keep=True).states
    assert kept is not None
    return kept


def test_most_of_our_own_sentences_are_typed_right(tagger: Tagger, typer: EventTyper) -> None:
    wrong = []
    for kind, marked in TOLD:
        laid, question = asked(marked)
        (chances,) = typer.types(states(tagger, laid), [question])
        if max(chances, key=chances.__getitem__) != kind:
            wrong.append((kind, marked))
    assert len(wrong) <= 2, wrong


def test_chances_sum_to_one_whatever_is_missing(tagger: Tagger, typer: EventTyper) -> None:
    laid, full = asked("[Selm] <urged> {Lurania} to reopen the strait.")
    whole = full.sentence
    questions = [full, Typing(whole), Typing(whole, full.source), Typing(whole, None, full.target)]
    for chances in typer.types(states(tagger, laid), questions):
        assert tuple(chances) == TYPES
        assert sum(chances.values()) == pytest.approx(1)
        assert all(0 <= p <= 1 for p in chances.values())


def test_an_event_is_seen_without_target_and_without_source(tagger: Tagger, typer: EventTyper) -> None:
    for marked, kind in (
        ("[The militia] <shelled> the outskirts for two hours.", "ASSAULT"),
        ("{Four deckhands} were <arrested> at dawn.", "COERCE"),
    ):
        laid, question = asked(marked)
        (chances,) = typer.types(states(tagger, laid), [question])
        assert max(chances, key=chances.__getitem__) == kind


def test_sides_and_trigger_decide_between_two_events_of_one_sentence(tagger: Tagger, typer: EventTyper) -> None:
    for marked, kind in (
        ("[Selm] <condemned> {the raid}, while police arrested four deckhands.", "ACCUSE"),
        ("Selm condemned the raid, while [police] <arrested> {four deckhands}.", "COERCE"),
    ):
        laid, question = asked(marked)
        (chances,) = typer.types(states(tagger, laid), [question])
        assert max(chances, key=chances.__getitem__) == kind


def test_an_answer_depends_on_its_own_question_only(tagger: Tagger, typer: EventTyper) -> None:
    laid, question = asked("[Selm] <urged> {Lurania} to reopen the strait.")
    kept = states(tagger, laid)
    other = Typing(question.sentence, question.target, question.source)
    alone = typer.types(kept, [question])
    assert typer.types(kept, [other, question, other])[1] == alone[0]
    assert typer.types(states(tagger, laid), [question]) == alone
    assert pickle.loads(pickle.dumps(typer)).types(kept, [question]) == alone
    assert typer.types(kept, []) == []


def test_states_that_were_not_kept_are_run_again(tagger: Tagger, typer: EventTyper) -> None:
    text = "\n\n".join(re.sub(r"[\[\]{}<>]", "", marked) for _, marked in TOLD * 3)
    laid = words(text)
    kept = states(tagger, laid)
    bounded = States(lambda first, last: tagger.states(laid)._again(first, last), kept=0)
    for window in kept._windows:
        bounded.add(window.first, window.last, window.heads, np.zeros((len(window.heads) + 2, 384), np.float32))
    at = laid.forms.index("accused")
    question = Typing((at - 2, at + 8), (at - 2, at), (at + 1, at + 4), (at, at + 1))
    (sure,) = typer.types(kept, [question])
    (again,) = typer.types(bounded, [question])
    # A window run by itself rounds a little otherwise than among others.
    assert again["ACCUSE"] == pytest.approx(sure["ACCUSE"], abs=0.1)


def test_words_that_were_not_read_have_no_states(tagger: Tagger) -> None:
    kept = states(tagger, words("Selm urged Lurania."))
    with pytest.raises(IndexError):
        kept.of(90, 99, 95)


def test_a_sentence_longer_than_a_window_is_seen_around_what_it_is_about(tagger: Tagger, typer: EventTyper) -> None:
    laid = words("The harbor " + "of the old port " * 120 + " where Selm accused Lurania of theft")
    at = laid.forms.index("accused")
    question = Typing((0, len(laid.forms)), (at - 1, at), (at + 1, at + 2), (at, at + 1))
    (chances,) = typer.types(states(tagger, laid), [question])
    assert max(chances, key=chances.__getitem__) == "ACCUSE"


spans = st.none() | st.tuples(st.integers(0, 12), st.integers(0, 12))


@given(st.lists(st.integers(1, 3), min_size=1, max_size=10), st.integers(0, 5), spans, spans, spans)
def test_roles_stand_on_the_pieces_of_their_words_only(
    lengths: list[int], first: int, source: tuple[int, int] | None, target: tuple[int, int] | None,
    trigger: tuple[int, int] | None,
) -> None:  # fmt: skip
    heads = np.concatenate([[0], np.cumsum(lengths)])
    roles = role_ids(Typing((first, first + len(lengths)), source, target, trigger), first, heads)
    assert len(roles) == sum(lengths)
    for number, span in enumerate((source, target, trigger), 1):
        for at in np.flatnonzero(roles == number):
            word = int(np.searchsorted(heads, at, side="right")) - 1 + first
            assert span is not None
            assert span[0] <= word < span[1]
    assert set(roles.tolist()) <= set(range(len(ROLES)))


def test_votes_move_chances_and_none_at_all_moves_nothing() -> None:
    chances = {"AID": 0.6, "COERCE": 0.3, NONE: 0.1}
    assert with_votes(chances, {}, 2.0) == pytest.approx(chances)
    moved = with_votes(chances, {"COERCE": 1.0}, 2.0)
    assert max(moved, key=moved.__getitem__) == "COERCE"
    assert sum(moved.values()) == pytest.approx(1)
