"""Words that were said in a language that runs from right to left, to be shown beside their translation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..record import Statement
from .evidence import Evidence
from .render_words import runs_right

#: The longest original that is shown, in characters; a longer one is cut at a word, and marked.
LONGEST = 1200
_QUOTED = re.compile(r"“[^“”]{1,2000}”|\"[^\"]{1,2000}\"")


@dataclass(frozen=True, slots=True)
class Found:
    """An original: its words, their language (ISO 639), the citation (key) that its note stands for, its outlet."""

    words: str
    language: str
    key: str
    outlet: str | None


def tellers_wanted(evidence: Mapping[str, Evidence]) -> tuple[str, ...]:
    """The ids of statements in such a language that tell what a cited statement tells in another."""
    found: dict[str, None] = {}
    for one in evidence.values():
        if not runs_right(one.record.document.language):
            found.update((teller.id, None) for teller in one.tellers if runs_right(teller.language))
    return tuple(found)


def originals(cited: Sequence[tuple[str, Evidence]], told: Mapping[str, Evidence], words: str) -> Iterator[Found]:
    """The originals of what one sentence cites (by keys), each once.

    What is cited in such a language is shown itself: the characters of a document, the words of a statement. Of what is
    cited in another, the first report in such a language is (``told``, by the ids of its statements), if the sentence
    quotes and cites no original itself.
    """
    seen: set[str] = set()
    direct = [found for key, one in cited for found in _direct(key, one)]
    for one in direct or (_first_told(cited, told) if _QUOTED.search(words) else ()):
        if one.words not in seen:
            seen.add(one.words)
            yield one


def quoted(words: str) -> str:
    """What a sentence has between quotation marks, with its marks; empty if nothing. A comma that only leads on to the
    speaker is left out.
    """
    return " … ".join(re.sub(r",(?=[”\"]\Z)", "", one[0]) for one in _QUOTED.finditer(words))


def _direct(key: str, one: Evidence) -> Iterator[Found]:
    language = one.record.document.language
    if language is None or not runs_right(language):
        return
    if one.passage is not None:
        said = one.passage.of(one.text)
    elif isinstance(one.finding, Statement):
        said = " … ".join(span.of(one.text) for span in one.finding.content)
    else:
        return
    if said.strip():
        yield Found(_cut(said), language, key, next(iter(one.outlets), None))


def _first_told(cited: Sequence[tuple[str, Evidence]], told: Mapping[str, Evidence]) -> Iterator[Found]:
    for _, one in cited:
        reports = [teller for teller in one.tellers if teller.id in told and teller.document != one.record.document.id]
        for teller in sorted(reports, key=lambda each: (each.published or "~", each.id))[:1]:
            yield from _direct(teller.id, told[teller.id])


def _cut(said: str) -> str:
    whole = " ".join(said.split())
    return whole if len(whole) <= LONGEST else f"{whole[:LONGEST].rsplit(' ', 1)[0]} […]"
