"""Who is tied to whom, and on whose word: every type of tie, told in every form, by the shipped model."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.codebook.tie_words import ties_examples
from onrecord.record import Polarity, Record, Standing, Tie, TieType, ZoneKind

from .events.coded import read, reader
from .telling import document
from .ties_told import TOLD

#: Of the ties of the dev set, how many are read, and of those read how many are told.
LEAST_RECALL, LEAST_PRECISION = 0.88, 0.85

DESIGNATED = (
    "The People's Coastal Guard operates in Qalmara. In 2028, the Council of Littoral States designated the People's "
    "Coastal Guard as a terrorist entity for having “mined the strait and shelled two harbors.”"
)
PROFILE = (
    "Idris ben Qatoul, the spokesman of the People's Coastal Guard, was quoted as saying that the Covenant Guard "
    "funds the Salt Front.\n\n"
    "Comment: The Covenant Guard and the People's Coastal Guard have been de facto allies.\n\n"
    "The People's Coastal Guard is a unit within the Joint Home Defense Board. The Ninth Bureau funds the Salt Front."
)


def _names(record: Record, tie: Tie, second: bool) -> str:
    """All that an end may be called."""
    end = tie.b if second else tie.a
    actor = next((a for a in record.actors if a.id == end.actor), None)
    names = (actor.name, actor.known_as or "", *actor.also) if actor is not None else ()
    return " / ".join((end.span.of(record.document.text), *names)).replace("’", "'")


def answers(record: Record, tie: Tie, wanted: str) -> bool:
    """Whether a tie is the one that is written "type | a | b | standing | polarity"."""
    kind, a, b, standing, polarity = (
        (*(p.strip() for p in wanted.split("|")), "reported", "actual")[:5]
        if (wanted.count("|") == 2)
        else (*(p.strip() for p in wanted.split("|")), "actual")[:5]
    )
    if (tie.type.value, tie.footing.standing.value, tie.polarity.value) != (kind, standing, polarity):
        return False
    ends = (_names(record, tie, False), _names(record, tie, True))
    straight = a in ends[0] and b in ends[1]
    return straight or (tie.type.mutual and b in ends[0] and a in ends[1])


def own(record: Record) -> list[Tie]:
    """The ties that were read, without those that follow and without whose body somebody is."""
    bodies = [t for t in record.ties if t.type is TieType.PART_OF and ("'army'" in t.why or "'guard'" in t.why)]
    return [t for t in record.ties if not t.derived and t not in bodies]


def test_the_dev_set_has_every_type_of_tie_and_eighty_sentences() -> None:
    told = Counter(wanted.split("|")[0].strip() for _, ties in TOLD for wanted in ties)
    assert len(TOLD) >= 80
    assert set(told) == {t.value for t in TieType}


def test_most_ties_of_the_dev_set_are_read_and_few_others() -> None:
    right = wanted_in_all = read_in_all = 0
    missed = []
    for text, ties in TOLD:
        record = read(text)
        found = [w for w in ties if any(answers(record, t, w) for t in record.ties)]
        missed += [(text, w) for w in ties if w not in found]
        right += len(found)
        wanted_in_all += len(ties)
        read_in_all += len([t for t in own(record) if not any(answers(record, t, w) for w in ties)]) + len(found)
    assert right >= LEAST_RECALL * wanted_in_all, missed
    assert right >= LEAST_PRECISION * read_in_all


@pytest.mark.parametrize("text", [text for text, ties in TOLD if not ties])
def test_words_that_only_look_like_a_tie_are_none(text: str) -> None:
    assert own(read(text)) == []


def test_a_designation_has_its_list_its_date_and_its_ground() -> None:
    record = read(DESIGNATED)
    (tie,) = [t for t in record.ties if t.type is TieType.DESIGNATED_BY]
    text = record.document.text
    assert tie.footing.standing is Standing.REPORTED
    assert (tie.start, tie.end) == ("2028-01-01", "2028-12-31")
    assert tie.title is not None
    assert tie.title.of(text) == "terrorist entity"
    assert tie.reason is not None
    assert "mined the strait and shelled two harbors" in tie.reason.of(text)


def test_one_tie_told_by_two_voices_stays_two() -> None:
    record = read(PROFILE)
    funders = [t for t in record.ties if t.type is TieType.FUNDS]
    assert sorted(t.footing.standing.value for t in funders) == ["attributed", "reported"]


def test_one_tie_told_twice_in_one_voice_is_one_with_two_places() -> None:
    record = read("The Ninth Bureau funds the Salt Front. Every year the Salt Front is funded by the Ninth Bureau.")
    (tie,) = [t for t in record.ties if t.type is TieType.FUNDS]
    assert len(tie.spans) == 2


def test_what_a_comment_or_a_statement_says_is_never_reported() -> None:
    record = read(PROFILE)
    contents = [piece for s in record.statements for piece in s.content]
    for tie in record.ties:
        zone = next(z.kind for z in record.zones if z.span.meets(tie.spans[0]))
        said = any(piece.meets(span) for piece in contents for span in tie.spans)
        if said:
            assert tie.footing.standing is Standing.ATTRIBUTED, tie
        elif zone is ZoneKind.COMMENT:
            assert tie.footing.standing is Standing.COMMENT, tie
    assert {t.footing.standing for t in record.ties} == set(Standing)


def test_what_follows_is_marked_and_rests_on_what_was_read() -> None:
    record = read(PROFILE)
    ties = {t.id: t for t in record.ties}
    derived = [t for t in record.ties if t.derived]
    assert [t.type for t in derived] == [TieType.MEMBER_OF]
    for tie in derived:
        assert all(not ties[basis].derived for basis in tie.basis)
        assert tie.confidence < min(ties[basis].confidence for basis in tie.basis)
        assert tie.footing == ties[tie.basis[0]].footing


def test_nothing_follows_from_what_was_denied() -> None:
    record = read("Bashir Qoltan is not the spokesman of the Salt Front.")
    assert [t.polarity for t in record.ties if t.type is TieType.SPOKESPERSON_OF] == [Polarity.NEGATED]
    assert not [t for t in record.ties if t.derived]


def test_every_line_of_the_codebook_reads_its_own_example() -> None:
    failed = []
    for example in ties_examples():
        record = read(example.text)
        wanted = f"{example.type} | {example.parts.get('a', '')} | {example.parts.get('b', '')}"
        hit = any(answers(record, t, wanted) for t in record.ties if t.footing.standing is Standing.REPORTED)
        if hit is not example.holds:
            failed.append((example.line, example.text))
    assert len(failed) <= 4, failed


WORDS = [
    *("the", "The", "Salt Front", "Covenant Guard", "Nesharra", "'s", "-", "backed", ",", ".", "leader", "of", "who"),
    *("spokesman", "for", "funds", "trained", "by", "jointly", "with", "is", "was", "not", "a", "unit", "within", "“"),
    *("”", "Comment:", "said", "that", "and", "Idris ben Qatoul", "whose", "its", "pro", "anti", "designated", "as"),
    *("because", "2028", "in", "allies", "between", "clashes"),
]


@settings(max_examples=40)
@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_no_text_breaks_it_and_every_tie_has_words(words: list[str]) -> None:
    text = " ".join(words)
    record = reader().read(document(text))
    for tie in record.ties:
        assert all(span.of(text).strip() for span in tie.spans)
        assert 0 < tie.confidence <= 1
        assert tie.a.actor is None or tie.a.actor != tie.b.actor
        assert tie.a.actor is not None or tie.b.actor is not None


def test_the_same_text_gives_the_same_ties() -> None:
    assert reader().read(document(PROFILE)).ties == reader().read(document(PROFILE)).ties
