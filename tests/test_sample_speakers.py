"""Who is behind the words of the twelve sample documents, read with the pack of their invented region."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from bench.speakers import Judged, annotation, counted, judged, located, samples

from onrecord.record import Record

#: A little below what is read: right of the annotated statements that are found and of all, linked of the linkable.
RIGHT_OF_FOUND, RIGHT_OF_ALL, LINKED = 0.82, 0.65, 0.76


@pytest.fixture(scope="module")
def read() -> Mapping[str, Record]:
    return samples()


@pytest.fixture(scope="module")
def found(read: Mapping[str, Record]) -> list[Judged]:
    return [one for name, wanted in annotation().items() for one in judged(read[name], wanted)]


def test_most_speakers_are_the_right_ones(found: list[Judged]) -> None:
    total = counted(found)
    assert total["right"] >= RIGHT_OF_FOUND * total["found"]
    assert total["right"] >= RIGHT_OF_ALL * total["statements"]


def test_right_speakers_are_linked_to_the_actors_of_the_region(found: list[Judged]) -> None:
    total = counted(found)
    assert total["linked"] >= LINKED * total["linkable"]


def test_another_name_than_the_speakers_counts_as_wrong(read: Mapping[str, Record]) -> None:
    record = read["brief-coastal-guard.txt"]
    wanted = annotation()["brief-coastal-guard.txt"]
    sure = [one.wanted for one in judged(record, wanted) if one.linked]
    assert sure
    strangers = [replace(gold, speaker="Oddvar Krell", link="coast:nobody", named=True, also=()) for gold in sure]
    assert {one.verdict for one in judged(record, strangers)} == {"wrong"}


def test_every_annotated_word_stands_in_its_document(read: Mapping[str, Record]) -> None:
    for name, wanted in annotation().items():
        document = read[name].document
        known = (document.text, document.author, document.source)
        for gold in wanted:
            assert located(document.text, gold) is not None, (name, gold.content, gold.cue)
            assert gold.words is None or gold.words in document.text, (name, gold.words)
            if gold.speaker is not None:
                assert any(gold.speaker in words for words in known if words), (name, gold.speaker)


def test_every_link_is_an_actor_of_the_samples_pack() -> None:
    from onrecord.gazetteer import load_packs
    from onrecord.gazetteer.loading import SAMPLE

    known = load_packs((SAMPLE,))
    links = {gold.link for wanted in annotation().values() for gold in wanted if gold.link is not None}
    assert links
    assert {known.actor(link).id for link in links} == links
