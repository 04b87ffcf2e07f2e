"""Two versions of one page: what was put in the place of what, what is gone, what is new."""

from __future__ import annotations

import time

from onrecord.analysis.versions import changed

THEN = "The ministry will expel the attaché of Vorland. The envoy spoke of peace. He accused the bureau of theft.\n"
NOW = "The ministry would welcome a word from the attaché of Vorland. The envoy spoke of peace. It rained.\n"


def test_a_softened_sentence_stands_beside_the_one_it_replaced() -> None:
    softened, added, gone = changed(THEN, NOW)
    assert softened.then == "The ministry will expel the attaché of Vorland."
    assert softened.now == "The ministry would welcome a word from the attaché of Vorland."
    assert NOW[softened.begin : softened.end].strip() == softened.now
    assert (added.then, added.now) == (None, "It rained.")
    assert (gone.then, gone.now) == ("He accused the bureau of theft.", None)


def test_sentences_that_only_moved_or_are_written_otherwise_are_the_same() -> None:
    assert changed("One is here. Two is there.", "Two is there.\nOne is here.") == ()
    assert changed("He said “no” to Vorland.", "He said 'No' to Vorland.") == ()


def test_long_hostile_texts_are_bounded() -> None:
    began = time.process_time()
    changed("a. " * 100_000, "b! " * 100_000)
    changed("." * 200_000, "?" * 200_000)
    assert time.process_time() - began < 10
