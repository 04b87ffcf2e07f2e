"""The trees of the tagger that ships: they are trees on any text, and right about plain sentences."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from onrecord.tagger import ENGLISH, Tagger
from onrecord.tagger.parsing import LABELS, ROOT, TAGS, Parse, stretches, unparsed
from onrecord.tagger.words import BREAK, Words

from ..reading.laid_out import TEXTS
from .test_arborescence import is_tree
from .test_runtime import OTHER, REPORT
from .test_words import words


def assert_trees(of: Words, parse: Parse) -> None:
    """One root a sentence, no cycle, no arc out of the sentence; breaks are bare."""
    assert len(parse.heads) == len(parse.labels) == len(parse.tags) == len(of.forms)
    for first, last in stretches(of):
        heads = parse.heads[first:last] - first
        heads = np.where(parse.heads[first:last] < 0, np.arange(last - first), heads)
        assert ((heads >= 0) & (heads < last - first)).all()
        assert is_tree(heads)
        root = [label for head, label in zip(parse.heads, parse.labels, strict=True) if head < 0 and label]
        assert set(root) == {ROOT}
    for kind, head, label, tag in zip(of.kind, parse.heads, parse.labels, parse.tags, strict=True):
        if kind == BREAK:
            assert (head, label, tag) == (-1, "", "")
        else:
            assert label in (*LABELS, ROOT)
            assert tag in TAGS


@pytest.mark.parametrize("text", [REPORT, OTHER, "Said.", "x" * 10_000, "\x00 \ud800 \u202e", "“”“”", "قال said ليל"])
def test_every_sentence_is_a_tree(tagger: Tagger, text: str) -> None:
    assert_trees(words(text), tagger.read(words(text)).parse)


@settings(max_examples=25)
@given(TEXTS)
def test_every_text_gives_trees(tagger: Tagger, text: str) -> None:
    assert_trees(words(text), tagger.read(words(text)).parse)


@pytest.mark.parametrize("text", ["", "\n\n"])
def test_no_words_have_no_trees(tagger: Tagger, text: str) -> None:
    parse = tagger.read(words(text)).parse
    assert (len(parse.heads), parse.labels, parse.tags) == (0, (), ())


def test_a_sentence_longer_than_any_window_is_one_tree(tagger: Tagger) -> None:
    of = words("the harbour and " * 1_000 + "the quay")
    parse = tagger.read(of).parse
    assert len(list(stretches(of))) == 1
    assert_trees(of, parse)
    root = int(np.flatnonzero(parse.heads < 0)[0])
    later = [i for i, label in enumerate(parse.labels) if label == "parataxis" and parse.heads[i] == root]
    assert len(later) >= 3_000 // 254


def test_no_arc_crosses_a_paragraph_without_an_end_of_sentence(tagger: Tagger) -> None:
    of = words("The mayor of the port\n\nclosed the quay")
    assert_trees(of, tagger.read(of).parse)


def test_the_same_text_gives_the_same_trees_whatever_was_read_before(tagger: Tagger) -> None:
    first = Tagger(ENGLISH).read(words(REPORT)).parse
    tagger.read(words(OTHER))
    again = tagger.read(words(REPORT)).parse
    assert (again.heads.tolist(), again.labels, again.tags) == (first.heads.tolist(), first.labels, first.tags)


def test_a_window_gives_nearly_the_same_trees_in_any_company(tagger: Tagger) -> None:
    """Not to the last arc: 8-bit products round by what the windows of one batch have in common."""
    block = " ".join([REPORT.replace("\n\n", " "), OTHER] * 2)
    alone = tagger.read(words(block)).parse
    among = tagger.read(words("\n\n".join([block, OTHER * 8, "No. " * 120, block]))).parse
    size = len(alone.heads)
    same = np.mean(alone.heads == among.heads[:size])
    assert same > 0.97


def test_tag_gives_what_read_gives(tagger: Tagger) -> None:
    assert tagger.tag(words(REPORT)) == tagger.read(words(REPORT)).attributions


def test_states_are_kept_on_demand_and_run_again_where_they_were_not(tagger: Tagger) -> None:
    of = words(REPORT)
    assert tagger.read(of).states is None
    kept = tagger.read(of, keep=True).states
    assert kept is not None
    states, heads, first = kept.of(3, 9, 5)
    assert (first, len(heads), heads[0], heads[-1]) == (3, 7, 0, len(states))
    everything, _, _ = kept.of(0, len(of.forms), 0)
    # The text is one window, which two pieces frame.
    assert np.abs(tagger.again(of, 0, len(of.forms))[1:-1] - everything).max() < 0.01


def arcs(tagger: Tagger, text: str) -> set[tuple[str, str, str]]:
    """Dependent, label and head by their words."""
    of = words(text)
    parse = tagger.read(of).parse
    return {
        (form, label, of.forms[head] if head >= 0 else "")
        for form, label, head in zip(of.forms, parse.labels, parse.heads.tolist(), strict=True)
    }


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The Qalmar militia attacked a convoy near the border on Monday.",
            {("militia", "nsubj", "attacked"), ("convoy", "dobj", "attacked"), ("attacked", ROOT, "")},
        ),
        (
            "Two officers were killed by gunmen in Selm, the ministry said.",
            {
                ("officers", "nsubjpass", "killed"),
                ("by", "agent", "killed"),
                ("gunmen", "pobj", "by"),
                ("ministry", "nsubj", "said"),
                ("killed", "ccomp", "said"),
            },
        ),
        (
            "Lurania did not sign the treaty.",
            {("Lurania", "nsubj", "sign"), ("not", "neg", "sign"), ("treaty", "dobj", "sign")},
        ),
        ("The guard didn't fire.", {("t", "neg", "fire"), ("'", "piece", "t"), ("guard", "nsubj", "fire")}),
        (
            "The president promised to withdraw the troops.",
            {("president", "nsubj", "promised"), ("withdraw", "xcomp", "promised"), ("troops", "dobj", "withdraw")},
        ),
        (
            "Lurania's navy seized a vessel that carried weapons.",
            {("Lurania", "poss", "navy"), ("s", "case", "Lurania"), ("carried", "relcl", "vessel")},
        ),
        (
            "Rebels shelled the town and burned its market.",
            {("burned", "conj", "shelled"), ("and", "cc", "shelled"), ("market", "dobj", "burned")},
        ),
    ],
)
def test_plain_sentences_are_read_right(tagger: Tagger, text: str, wanted: set[tuple[str, str, str]]) -> None:
    assert wanted <= arcs(tagger, text)


def test_parts_of_speech_of_a_plain_sentence(tagger: Tagger) -> None:
    of = words("The guards have seized three boats and will hold them.")
    tags = ("DT", "NNS", "VBP", "VBN", "CD", "NNS", "CC", "MD", "VB", "PRP", ".")
    assert tagger.read(of).parse.tags == tags


def test_an_unparsed_text_has_no_arcs() -> None:
    assert unparsed(2).heads.tolist() == [-1, -1]
    assert unparsed(2).labels == unparsed(2).tags == ("", "")
