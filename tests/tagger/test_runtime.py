"""The tagger that ships: it can be shared, sent to another process and given any text."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from math import erf, sqrt
from pathlib import Path

import numpy as np
import pytest

from onrecord.tagger import ENGLISH, Attribution, Tagger
from onrecord.tagger.linker import Found, Linker, gelu
from onrecord.tagger.words import Words

from .test_words import words

REPORT = (
    "The harbor master, Anwar Bezzouli, said on Monday that the sandbank would be dredged. "
    "“We have waited long enough,” he told reporters.\n\n"
    "According to the ministry, the dredgers are on their way. The mayor denied that the port would close."
)
OTHER = "Deputy Samira Toul'an asked who would pay. “Nobody,” the minister replied."


def test_no_words_have_no_attributions(tagger: Tagger) -> None:
    assert tagger.tag(words("")) == []
    assert tagger.tag(words("\n\n")) == []


def test_attributions_stand_in_the_text_by_the_place_of_their_cue(tagger: Tagger) -> None:
    found = tagger.tag(words(REPORT))
    assert found
    assert [a.cue for a in found] == sorted(a.cue for a in found)
    for a in found:
        assert a.contents
        assert all(0 <= b < e <= len(REPORT) for b, e in (a.cue, *a.contents, a.speaker or a.cue))
        assert 0 <= a.confidence <= 1
        assert REPORT[slice(*a.cue)].strip() == REPORT[slice(*a.cue)]


def test_the_same_text_gives_the_same_whatever_was_read_before(tagger: Tagger) -> None:
    fresh = Tagger(ENGLISH)
    first = fresh.tag(words(REPORT))
    tagger.tag(words(OTHER))
    assert tagger.tag(words(REPORT)) == first
    assert tagger.tag(words(REPORT)) == first


def test_it_pickles_as_its_folder_and_reads_the_same(tagger: Tagger) -> None:
    sent = pickle.dumps(tagger)
    assert len(sent) < 1_000
    assert pickle.loads(sent).tag(words(OTHER)) == tagger.tag(words(OTHER))


def test_attributions_pickle() -> None:
    one = Attribution((3, 7), ((8, 20), (30, 41)), None, 0.5)
    assert pickle.loads(pickle.dumps(one)) == one


@pytest.mark.parametrize("text", ["x" * 10_000, "\x00 \ud800 \u202e", "😀😀 said 😀", "said", "“”“”", "قال said ליל"])
def test_odd_texts_are_no_trouble(tagger: Tagger, text: str) -> None:
    for a in tagger.tag(words(text)):
        assert all(0 <= b < e <= len(text) for b, e in (a.cue, *a.contents))


#: Reads 300,000 characters, a third of them ordinary, and tells the findings and the most memory held, in kilobytes.
#: The kernel's own mark of this process; ``getrusage`` would begin with what the process it came from held.
LONG = """
from pathlib import Path
from onrecord.tagger import Tagger
from tests.tagger.test_runtime import OTHER
from tests.tagger.test_words import words

plain = "Sand and mud lay on the quay where the dredgers had left them. " * 12 + chr(10) * 2
text = (OTHER + chr(10) * 2) * 20 + plain * 110
text += ("x" * 400 + " ") * 540
text = text[:300_000].ljust(300_000)
found = len(Tagger().tag(words(text)))
held = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(found, held.split()[1])
"""


def test_a_text_of_300_000_characters_needs_modest_memory() -> None:
    root = Path(__file__).parents[2]
    path = os.pathsep.join([str(root), *sys.path])
    told = subprocess.run(
        [sys.executable, "-c", LONG], env={**os.environ, "PYTHONPATH": path}, check=True, capture_output=True, text=True
    )
    found, kilobytes = map(int, told.stdout.split())
    assert found >= 20
    assert kilobytes < 600_000


def arrays(width: int = 4) -> Linker:
    """A linker of random weights that nothing has trained."""
    draw = np.random.default_rng(1)
    weights = {}
    for role in ("content", "speaker"):
        shapes = {"none": (1, width), "widen": (6, 2 * width + 12), "narrow": (1, 6), "bilinear": (width, width)}
        for name, shape in shapes.items():
            weights[f"{name}.{role}.weight"] = draw.normal(size=shape).astype(np.float32)
            weights[f"{name}.{role}.bias"] = draw.normal(size=shape[0]).astype(np.float32)
    return Linker(weights)


def found_at(places: list[int]) -> Found:
    draw = np.random.default_rng(len(places))
    vectors = draw.normal(size=(len(places), 4)).astype(np.float32)
    return Found([(p, p) for p in places], vectors, np.ones(len(places), np.float32))


def long_words(count: int) -> Words:
    return words("word " * count)


@pytest.mark.parametrize(("askers", "answers"), [([], []), ([], [3]), ([3], [])])
def test_a_linker_without_spans_links_nothing(askers: list[int], answers: list[int]) -> None:
    links = arrays().cue_of_contents(found_at(askers), found_at(answers), long_words(5))
    assert [cue for cue, _ in links] == [None] * len(askers)
    assert [sure for _, sure in links] == [1.0] * len(askers)
    assert len(arrays().speaker_of_cues(found_at(askers), found_at(answers), long_words(5))) == len(askers)


def test_no_link_reaches_further_than_its_limit() -> None:
    links = arrays().cue_of_contents(found_at([0, 500]), found_at([900]), long_words(1_000))
    assert [cue for cue, _ in links] == [None, None]


def test_links_name_an_answer_within_reach_with_its_chance() -> None:
    cues = list(range(1, 4_000, 7))
    links = arrays().cue_of_contents(found_at(list(range(0, 4_000, 5))), found_at(cues), long_words(4_000))
    assert any(cue is not None for cue, _ in links)
    for content, (cue, sure) in zip(range(0, 4_000, 5), links, strict=True):
        assert cue is None or abs(cues[cue] - content) <= 150
        assert 0 < sure <= 1


def test_gelu_is_the_gaussian_one() -> None:
    x = np.linspace(-6, 6, 241, dtype=np.float32)
    exact = [0.5 * v * (1 + erf(v / sqrt(2))) for v in x.tolist()]
    assert np.allclose(gelu(x), exact, atol=2e-6)
