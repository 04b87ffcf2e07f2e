"""To whom a statement is made, whom it is against or about, and what carried it.

All three are noun phrases in the sentence around the cue, given as Spans. They never cover quoted content: what
stands between quotation marks are the speaker's words, not the report of who was addressed.
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.codebook import CueReading, Hold, PartyWords, cue_reading, party_words
from onrecord.codebook.words import word_set
from onrecord.record import Span, SpeechAct

from .noun_phrases import DETERMINERS, PRONOUNS, STOPS, Token, is_quote, phrase_at, phrase_before, tokens_of

_BE = word_set("is are was were be been being")
_CARRIED_BY = word_set("in on via through at during from over by")
_PIECE_TIES = word_set("with on by for about in")
_ABOUT_DEEDS = frozenset({SpeechAct.PRAISE, SpeechAct.CONDEMN, SpeechAct.REJECT, SpeechAct.BOAST})
# "accused the ministry of theft", "warned the crews of ice": the last "of" is what it is about.
_OF_TAKERS = frozenset({"accuse", "warn", "inform", "remind", "assure", "notify", "convince", "persuade", "alert"})
_UNKNOWN = CueReading("", SpeechAct.ASSERT, 1, Hold.BLAND, False, (), (), 0)
_ADJECTIVES = ("foreign", "local", "young", "old", "poor", "senior", "ern", "ical", "ial", "onal", "ous", "ian", "ese")
_REACH = 14
"""How many tokens from the cue a preposition's party or the medium may stand."""
#: Characters on either side of the cue that are looked at. Only a text without stops has longer sentences, and reading
#: the whole of one again for each of its cues would cost the square of its length.
_AROUND = 500


@dataclass(frozen=True, slots=True)
class Parties:
    """Who is spoken to, whom it is against or about, and what carried it; ``None`` where the sentence does not say."""

    addressee: Span | None = None
    target: Span | None = None
    medium: Span | None = None


@dataclass(frozen=True, slots=True)
class _Scene:
    """One sentence around one cue, as tokens; ``quoted`` and ``told`` are token places inside quotes and content."""

    tokens: list[Token]
    quoted: frozenset[int]
    told: frozenset[int]
    spoken_by: frozenset[int]
    cue_begin: int
    cue_end: int
    said: CueReading
    words: PartyWords

    def low(self, at: int) -> str:
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def phrase(self, at: int) -> tuple[int, int] | None:
        """The noun phrase at a place, cut where a quotation or the speaker begins."""
        end = phrase_at(self.tokens, at)
        for place in range(at, end):
            if place in self.quoted or place in self.spoken_by:
                end = place
                break
        return (at, end) if end > at and self.tokens[end - 1].low not in DETERMINERS - PRONOUNS else None

    def span(self, phrase: tuple[int, int] | None) -> Span | None:
        if phrase is None:
            return None
        last = self.tokens[phrase[1] - 1]
        owner = 2 if last.low.endswith("'s") and len(last.text) > 2 else 0
        return Span(self.tokens[phrase[0]].span.start, last.span.end - owner)

    def is_all_content(self, phrase: tuple[int, int]) -> bool:
        """Whether the phrase is what was told ("told their story"), and not who was told it."""
        return phrase[0] in self.told and not any(at in self.told for at in range(phrase[1], len(self.tokens)))

    def lows(self, phrase: tuple[int, int]) -> list[str]:
        """The phrase's words up to its first "of", for asking what it is the name of."""
        words = [token.low for token in self.tokens[phrase[0] : phrase[1]] if token.is_word]
        return words[: words.index("of")] if "of" in words[1:] else words


def parties_of(text: str, sentence: Span, cue: Span, speaker: tuple[Span, ...], content: tuple[Span, ...]) -> Parties:
    """Addressee, target and medium of the statement with this cue, from the words of its sentence."""
    said = cue_reading(cue.of(text))
    scene = _scene(text, sentence, cue, speaker, content, said or _UNKNOWN)
    if scene is None:
        return Parties()
    medium = _medium(scene)
    passive = _passive_subject(scene)
    after = _object_place(scene)
    addressee = _party(scene, scene.said.addressee_at, after, passive)
    target = _party(scene, scene.said.target_at, after, passive)
    if addressee is not None and scene.told and scene.is_all_content(addressee):
        addressee = None
    if addressee is None and medium is not None and scene.low(medium[1]) == "to":
        addressee = scene.phrase(medium[1] + 1)
    if addressee is not None and medium is None and scene.words.is_outlet(scene.lows(addressee)):
        medium, addressee = addressee, None
    if scene.said.act is SpeechAct.THREATEN and (target is None or scene.low(target[1]) == "against"):
        target = _against(scene)
    if target is not None and scene.said.act in _ABOUT_DEEDS:
        target = _doer_of_deed(scene, target)
    if medium == target:
        medium = None
    return Parties(scene.span(addressee), scene.span(target), scene.span(medium))


def _scene(
    text: str, sentence: Span, cue: Span, speaker: tuple[Span, ...], content: tuple[Span, ...], said: CueReading
) -> _Scene | None:
    tokens = _tokens_around(text, sentence, cue)
    inside = [at for at, token in enumerate(tokens) if token.span.meets(cue)]
    if not inside:
        return None
    told = {at for at, token in enumerate(tokens) if any(token.span.meets(span) for span in content)}
    quoted: set[int] = set()
    opened = False
    for at, token in enumerate(tokens):
        if is_quote(token):
            quoted.add(at)
            opened = token.text in "“«„‘" or (token.text == '"' and not opened)
        elif opened:
            quoted.add(at)
    # Content that runs on from an earlier sentence's quotation has no opening mark here.
    for span in content:
        if text[span.start : span.start + 1] in ('"', "“", "«", "„") or text.endswith(("“", "«", '"'), 0, span.start):
            quoted |= {at for at, token in enumerate(tokens) if token.span.meets(span)}
    return _Scene(
        tokens=tokens,
        quoted=frozenset(quoted),
        told=frozenset(told),
        spoken_by=frozenset(at for at, token in enumerate(tokens) if any(token.span.meets(s) for s in speaker)),
        cue_begin=inside[0],
        cue_end=inside[-1] + 1,
        said=said,
        words=party_words(),
    )


def _tokens_around(text: str, sentence: Span, cue: Span) -> list[Token]:
    """The sentence's tokens near the cue; one that the edge may have cut in two is left out."""
    near = Span(max(sentence.start, cue.start - _AROUND), min(sentence.end, cue.end + _AROUND))
    tokens = tokens_of(text, near)
    first = 1 if near.start > sentence.start else 0
    return tokens[first : -1 if near.end < sentence.end else None]


def _object_place(scene: _Scene) -> int:
    """The token after the deciding words of the cue: "told | reporters" also where the cue holds both."""
    place, words = scene.cue_end, scene.said.words_after
    while words and place > scene.cue_begin + 1:
        place -= 1
        words -= scene.tokens[place].is_word
    return place


def _passive_subject(scene: _Scene) -> tuple[int, int] | None:
    """Who "was accused", where the cue is a passive: its target stands before it."""
    begin = next(
        (at for at in range(scene.cue_begin, scene.cue_end) if scene.low(at) not in _BE | {"has", "have", "had"}), -1
    )
    if begin < 0 or not scene.tokens[begin].low.endswith(("ed", "en", "old")):
        return None
    place = begin
    while (
        place
        and begin - place < 4
        and (scene.low(place - 1).endswith("ly") or scene.low(place - 1) in _BE | {"also", "not"})
    ):
        place -= 1
    if place == begin or not any(scene.low(at) in _BE for at in range(place, begin)):
        return None
    while scene.low(place - 1) in ("has", "have", "had", "will", "would"):
        place -= 1
    start = phrase_before(scene.tokens, place)
    if start == place or any(at in scene.quoted or at in scene.spoken_by for at in range(start, place)):
        return None
    return (start, place)


def _party(
    scene: _Scene, places: tuple[str, ...], after: int, passive: tuple[int, int] | None
) -> tuple[int, int] | None:
    """The noun phrase in the first of the places that holds one."""
    for place in places:
        found = (passive or _object(scene, after)) if place == "object" else _after_word(scene, place, after)
        if found is not None:
            return found
    return None


def _object(scene: _Scene, after: int) -> tuple[int, int] | None:
    """The noun phrase right after the cue, past an adverb or the speaker ("warned")."""
    while scene.low(after).endswith("ly") and not scene.tokens[after].is_name:
        after += 1
    if after >= len(scene.tokens) or (scene.low(after) in STOPS and scene.low(after) not in DETERMINERS):
        return None
    found = scene.phrase(after)
    if found is None or scene.low(found[0]) == "that" or (found[0] in scene.told and scene.low(after).endswith("ing")):
        return None
    if scene.said.lemma in _OF_TAKERS:
        ofs = [at for at in range(found[0] + 1, found[1]) if scene.low(at) == "of"]
        if ofs and scene.low(found[1]) != "of":
            return (found[0], ofs[-1])
    return found


def _is_person(scene: _Scene, phrase: tuple[int, int]) -> bool:
    """Whether the phrase after "to" names somebody, and is not the infinitive of "promised to rebuild"."""
    first = scene.tokens[phrase[0]]
    known = scene.lows(phrase)[-1] in scene.words.listeners | scene.words.bodies
    several = first.low.endswith("s") and not first.low.endswith("ss")
    described = phrase[1] - phrase[0] > 1 and first.low.endswith(_ADJECTIVES)
    return first.is_name or first.low in DETERMINERS | PRONOUNS or known or several or described


def _after_word(scene: _Scene, word: str, after: int) -> tuple[int, int] | None:
    """The noun phrase after a preposition that follows the cue, before the content or another clause begins."""
    for at in range(after, min(len(scene.tokens), after + _REACH)):
        low = scene.low(at)
        if at in scene.quoted or (at in scene.told and at - 1 in scene.told and low != word):
            return None
        if low in (".", ";", ":", "that", "which", "who") or (low == "," and at not in scene.spoken_by):
            return None
        if low == word and at not in scene.spoken_by:
            found = scene.phrase(at + 1)
            if found is not None and (word != "to" or _is_person(scene, found)):
                return found
            return None
    return None


def _against(scene: _Scene) -> tuple[int, int] | None:
    """Whom a threat's own words name: "strikes against the ports"."""
    for at in range(scene.cue_end, len(scene.tokens)):
        if scene.low(at) == "against" and at not in scene.quoted:
            return scene.phrase(at + 1)
    return None


def _doer_of_deed(scene: _Scene, target: tuple[int, int]) -> tuple[int, int]:
    """Who did what is praised or condemned: "the army's advance", "the gains by the army" are about the army."""
    begin, end = target
    for at in range(end - 2, begin - 1, -1):
        if scene.low(at).endswith("'s") and scene.low(end - 1) not in scene.words.bodies:
            return (begin, at + 1 if scene.low(at) != "'s" else at)
    if scene.low(end) == "by" and scene.low(end - 1) not in scene.words.bodies:
        return scene.phrase(end + 1) or target
    return target


def _medium(scene: _Scene) -> tuple[int, int] | None:
    """The nearest phrase that names what carried it: a piece ("an article ..."), an outlet or a platform."""
    found: list[tuple[int, tuple[int, int]]] = []
    for at, token in enumerate(scene.tokens):
        if token.low not in _CARRIED_BY or at in scene.quoted or at in scene.spoken_by:
            continue
        if not scene.cue_begin - _REACH <= at <= scene.cue_end + _REACH:
            continue
        if at in scene.told and not scene.cue_begin <= at < scene.cue_end:
            continue
        phrase = scene.phrase(at + 1)
        if phrase is None:
            continue
        lows = scene.lows(phrase)
        if scene.words.is_piece(lows):
            phrase = _whole_piece(scene, phrase)
        elif token.low == "at" or not scene.words.is_outlet(lows):
            continue
        found.append((abs(at - scene.cue_begin), phrase))
    if found:
        return min(found)[1]
    return _quoting_outlet(scene)


def _whole_piece(scene: _Scene, phrase: tuple[int, int]) -> tuple[int, int]:
    """A piece with what ties it to its outlet: "an article published on the group's website", "an interview with Y"."""
    begin, end = phrase
    place = end
    if scene.low(place) in scene.words.carried:
        place += 1
    prepositions = _PIECE_TIES | (_CARRIED_BY if place > end else frozenset())
    if scene.low(place) in prepositions and place not in scene.told:
        tied = scene.phrase(place + 1)
        if tied is not None and (scene.low(place) == "with" or scene.words.is_outlet(scene.lows(tied))):
            return (begin, tied[1])
    return phrase


def _quoting_outlet(scene: _Scene) -> tuple[int, int] | None:
    """The outlet that "quoted him as saying"."""
    quoting = next(
        (at for at in range(scene.cue_begin, scene.cue_end) if scene.low(at) in ("quoted", "quotes", "cited")), -1
    )
    if quoting <= 0:
        return None
    start = phrase_before(scene.tokens, quoting)
    phrase = (start, quoting)
    free = start < quoting and not any(at in scene.spoken_by or at in scene.quoted for at in range(start, quoting))
    return phrase if free and scene.words.is_outlet(scene.lows(phrase)) else None
