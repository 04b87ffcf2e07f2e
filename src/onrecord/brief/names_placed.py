"""Whether the names of what is cited stand where it has them: not who carried it in place of whom it speaks of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..codebook.words import word_set
from ..record import Span, SpeechAct
from .frame import Frame, FrameKind
from .speakers import Match, Verdict, matches, names_among
from .speech import Speech
from .voiced import Voice, Voiced, roles_among
from .words import Word, words_in

#: Acts that are done to somebody, who stands right behind the verb.
_AIMED = (SpeechAct.ACCUSE, SpeechAct.CONDEMN, SpeechAct.PRAISE, SpeechAct.THREATEN)
_PRESS = word_set(
    "reporters journalists press correspondents media newsmen reporter journalist correspondent pool us me"
)
_TELLING = word_set("tell inform brief assure remind")
#: How many words may stand between a verb and whom it is aimed at.
_REACH = 4

Place = tuple[int, int]


def misnamed(one: Speech, media: Sequence[Place]) -> Iterator[Place]:
    """Places of names that stand in what somebody says, and not in what he says by what is cited: names of those who
    carried it, or of others. ``media`` are the places of phrases that tell what carried it.
    """
    aside = {at for place in media for at in range(*place)} | {at for frame in one.frames for at in _of_frame(frame)}
    for frame in one.frames:
        if frame.kind is not FrameKind.SAID:
            continue
        mine = [match for match in matches(one, frame) if match.verdict >= Verdict.BODY]
        if not any(match.voice.cited for match in mine):
            continue
        begin, end = frame.content
        named = _named(one, mine, (begin, end))
        for place in named:
            words = one.words[place[0] : place[1]]
            if any(word.quoted for word in words) or not aside.isdisjoint(range(*place)):
                continue
            aimed = _is_aimed(one, frame, place)
            aimed = aimed and not any(_describes(match, one.words[frame.cue[1] : place[0]]) for match in mine)
            if aimed and any(_is_addressed(match, words, one.words[place[1] : place[1] + 3]) for match in mine):
                continue
            if not any(_has(match, words, aimed=aimed) for match in mine) and not _elsewhere(one, mine, words):
                yield place


def _of_frame(frame: Frame) -> Iterator[int]:
    yield from range(*frame.speaker)
    if frame.by is not None:
        yield from range(*frame.by)
    if frame.kind is FrameKind.ACCORDING:
        yield from range(*frame.cue)


def _named(one: Speech, mine: Sequence[Match], place: Place) -> list[Place]:
    begin, end = place
    found = {
        (begin + hit.begin, begin + hit.end)
        for match in mine
        for hit in names_among(one.words[begin:end], match.voiced)
    }
    # Of names within one another the longest.
    return sorted(one_ for one_ in found if not any(o != one_ and o[0] <= one_[0] and one_[1] <= o[1] for o in found))


def _is_aimed(one: Speech, frame: Frame, place: Place) -> bool:
    """Whether a name is that of whoever the saying is aimed at: "accused the mission", "told the paper"."""
    if place[0] - frame.cue[1] > _REACH or frame.reading is None:
        return False
    between = one.words[frame.cue[1] : place[0]]
    if any("," in word.gap or word.form in ("that", "of", "to", "for", "on", "in", "at") for word in between):
        return False
    return frame.reading.act in _AIMED or frame.lemma in _TELLING


def _describes(match: Match, between: Sequence[Word]) -> bool:
    """Whether the words before a name are the source's for whoever it is aimed at: "the special envoy, N.N."."""
    said = match.voice.statement
    spans = [span for party in (said.target, said.addressee) if party is not None for span in party.spans]
    text = match.voiced.evidence.text
    roots = {word.root for span in spans for word in words_in(span.of(text)[:200])}
    return bool(roles_among(roots) & {word.root for word in between})


def _is_addressed(match: Match, words: Sequence[Word], behind: Sequence[Word]) -> bool:
    """Whether a name is told for the office to whose bearer the source has it said ("the Prime Minister"), or an
    adjective of a state stands before the source's own word for him ("the Sorvish chargé d'affaires").
    """
    said, cited = match.voice.statement, match.voiced
    parties = [party for party in (said.target, said.addressee) if party is not None]
    text = cited.evidence.text
    told = " ".join(span.of(text) for party in parties for span in party.spans)
    if not told and said.cue:
        told = text[said.cue[-1].end :][:_ADDRESSED].partition("that")[0]
    roots = {word.root for word in words_in(told[:200]) if len(word.key) > 3}
    who = frozenset(one for hit in names_among(words, cited) for one in hit.who)
    office = any(len(roles_among(roots & set(cited.offices.get(one, ())))) > 0 for one in who)
    state = bool(who) and not who & cited.persons
    return office or (state and bool(roots & {word.root for word in behind if not word.large}))


#: How many characters behind a cue whoever is spoken to stands in.
_ADDRESSED = 60


def _may_be_told(cited: Voiced, voice: Voice) -> bool:
    """Whether it may have been told to what carried it: nobody else is named, or it is told to the press."""
    addressee = voice.statement.addressee
    if addressee is None:
        return True
    words = " ".join(span.of(cited.evidence.text) for span in addressee.spans)
    return not _PRESS.isdisjoint(word.form for word in words_in(words[:200]))


def _has(match: Match, words: Sequence[Word], *, aimed: bool) -> bool:
    """Whether a voice's own words, or those around them, name whoever is meant here."""
    cited, voice = match.voiced, match.voice
    who = frozenset(one for hit in names_among(words, cited) for one in hit.who)
    if not who:
        return True
    keys = {word.key for word in words if word.large}
    if aimed:
        parties = _parties(voice)
        told = _told(cited, voice) | who.intersection(parties)
        # "Selm's envoy", of an envoy whom the text gives to Selm.
        told |= who.intersection(body for one in parties for body in cited.bodies_of.get(one, ()))
        if who & cited.carriers and _may_be_told(cited, voice):
            return True
        return bool(who & told) or (bool(keys) and keys <= _keys(cited, voice))
    ours = voice.who | voice.bodies | _parties(voice)
    return bool(who & (ours | _in_sentences(cited))) or bool(keys and keys <= {word.key for word in cited.words})


def _elsewhere(one: Speech, mine: Sequence[Match], words: Sequence[Word]) -> bool:
    """Whether something else that is cited names it in its sentences."""
    beside = [cited for cited in one.cited if not any(match.voiced is cited for match in mine)]
    return any(hit.who & _in_sentences(cited) for cited in beside for hit in names_among(words, cited))


def _parties(voice: Voice) -> frozenset[str]:
    said = voice.statement
    parties = (said.target, said.addressee, said.medium)
    return frozenset(party.actor for party in parties if party is not None and party.actor is not None)


def _in_sentences(cited: Voiced) -> frozenset[str]:
    """Those whom the sentences mention by whatever word."""
    kept: frozenset[str] | None = cited.evidence.worked.get("mentioned")
    if kept is None:
        kept = _mentioned(cited, cited.evidence.sentences)
        cited.evidence.worked["mentioned"] = kept
    return kept


def _told(cited: Voiced, voice: Voice) -> frozenset[str]:
    """Those whom a voice mentions in what it says."""
    return _mentioned(cited, voice.statement.content)


def _mentioned(cited: Voiced, spans: Sequence[Span]) -> frozenset[str]:
    return frozenset(
        actor.id
        for actor in cited.evidence.record.actors
        if any(span.holds(mention.span) for span in spans for mention in actor.mentions)
    )


def _keys(cited: Voiced, voice: Voice) -> frozenset[str]:
    said = voice.statement
    parties = (said.target, said.addressee, said.medium)
    spans = [*said.content, *(span for party in parties if party is not None for span in party.spans)]
    return frozenset(word.key for span in spans for word in words_in(span.of(cited.evidence.text)))
