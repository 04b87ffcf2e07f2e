"""What is said to be new, or to have happened before: bounded by what was read, and so by what the desk has read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..analysis.acting import VERBS
from ..analysis.cited import Who
from ..analysis.novelty_parts import Asks, Check, Found, Novelty, Scope
from ..codebook.brief_words import brief_words
from ..codebook.words import word_set
from ..record import BriefPart, BriefSentence, SpeechAct
from .dates_said import day_of, day_words
from .evidence import Evidence
from .fault import Fault, FaultKind, Gravity
from .firsts_said import NOBODY, Claim, Claimed, Deed, claims
from .own_words import OwnWords, own_words
from .sense import holds, words
from .times_told import day_of as brief_day
from .times_told import times_told

if TYPE_CHECKING:
    from .check import Grounds

_READ = "as far as the desk has read"
_ANYONE = NOBODY | {"anyone", "anybody", "somebody", "someone", "no"}
#: Words that stand for somebody who was named before, and those that name nobody by themselves.
_MEANT = frozenset(("he", "she", "it", "they", "him", "her", "them", "his", "its", "their", "that"))
_IDLE = word_set(
    "the a an of s this that side it was is were be been to for and in on by from at with mr mrs ms dr not never no"
)
_AGAIN = frozenset(("previously", "already", "again", "earlier", "once", "twice"))
#: Words by which a speaker may be called who was named before.
_ROLES = word_set(
    "speaker minister ministry government group militia movement party spokesman spokeswoman spokesperson "
    "president commander leader army navy force mission country state man woman body organisation agency"
)
_WIDER: Mapping[Scope, tuple[Scope, ...]] = {
    Scope.SPEAKER: (Scope.SPEAKER, Scope.SIDE, Scope.ANYONE),
    Scope.SIDE: (Scope.SIDE, Scope.ANYONE),
    Scope.ANYONE: (Scope.ANYONE,),
}
_NARROWER: Mapping[Scope, tuple[Scope, ...]] = {
    Scope.SPEAKER: (Scope.SPEAKER,),
    Scope.SIDE: (Scope.SPEAKER, Scope.SIDE),
    Scope.ANYONE: (Scope.SPEAKER, Scope.SIDE, Scope.ANYONE),
}


def check_firsts(sentence: BriefSentence, cited: Sequence[Evidence], grounds: Grounds) -> Iterator[Fault]:
    """Every claim that something is new, or is not, against what the desk has read before what is cited."""
    if not cited or sentence.part is BriefPart.COMMENT:
        return
    said = own_words(sentence, grounds.style)
    for claim in claims(said):
        if not said.bounded and _is_sources_own(claim, cited):
            continue
        span = said.span(sentence, claim.begin, claim.end)
        told = said.words(sentence, claim.begin, claim.end)
        if claim.kind in (Claimed.FIRST, Claimed.SINCE) and not said.bounded and not sentence.level:
            wrong = f"“{told}” is said of all that ever was, and the desk knows only what it has read"
            yield Fault(FaultKind.SUPPORT, Gravity.ERROR, span, wrong, f"add: {_READ}", None, cited[0].id)
        if grounds.past is None:
            continue
        read = _Reading(sentence, said, grounds)
        verdicts = [read.verdict(claim, one, grounds.past.news(one)) for one in cited]
        if None not in verdicts:
            worst = next((one for one in verdicts if one is not None and one.fits), verdicts[0])
            if worst is not None:
                yield Fault(
                    FaultKind.SUPPORT,
                    Gravity.ERROR,
                    span,
                    f"“{told}”: {worst.words}",
                    worst.mending or "leave it out",
                    None,
                    cited[0].id,
                )


def _is_sources_own(claim: Claim, cited: Sequence[Evidence]) -> bool:
    """Whether what is cited says itself that something is new, or is not."""
    return any(_says_so(claim, one) for one in cited)


def _says_so(claim: Claim, one: Evidence) -> bool:
    said = words(one.words)
    if claim.kind in (Claimed.SINCE, Claimed.MORE):
        return "since" in said
    if any(form == "before" and said[at + 1 : at + 2] in ((), (".",), (",",)) for at, form in enumerate(said)):
        return True
    if claim.kind is Claimed.AGAIN:
        return not _AGAIN.isdisjoint(said)
    if claim.deed is Deed.OTHER and "first" in said:
        return True
    if any(form == "first" and not _ANYBODY.isdisjoint(said[at + 1 : at + 6]) for at, form in enumerate(said)):
        return True
    return holds(one.words, brief_words().of("new_in_source")) is not None


_ANYBODY = frozenset(("anybody", "anyone", "ever"))


@dataclass(frozen=True, slots=True)
class _Wrong:
    """Why a claim does not stand on what is cited; ``fits`` is whether it is at least about the same deed."""

    words: str
    mending: str | None = None
    fits: bool = False


@dataclass(frozen=True, slots=True)
class _Reading:
    """A sentence whose claims are laid beside what the desk has read."""

    sentence: BriefSentence
    said: OwnWords
    grounds: Grounds

    def verdict(self, claim: Claim, one: Evidence, news: Novelty | None) -> _Wrong | None:
        """What is wrong with a claim by one of those cited; ``None`` if nothing is."""
        if news is None:
            return _Wrong("what is cited is no statement of which the desk can say whether it is new")
        if claim.kind is Claimed.AGAIN and not self._is_news(one) and not self.said.bounded:
            # What is cited is itself what was before.
            return None
        if claim.kind is Claimed.NOTHING:
            nothing = any(check.found is Found.NOTHING for check in news.checks)
            return None if nothing else _Wrong("the desk has read earlier statements", "leave it out")
        scope = self._scope(claim, one, news)
        if scope is None:
            name = news.speaker.name if news.speaker is not None else "somebody not named"
            return _Wrong(f"it was {name} who said what is cited", "name who said it")
        fitting = [check for check in news.checks if self._fits(claim, check, one, news)]
        if not fitting:
            return _Wrong("the desk cannot tell, for what is cited does nothing of the kind", "say what it does")
        if not any(check.scope is Scope.SIDE for check in news.checks) and scope is Scope.SIDE:
            # Nobody else is of the side.
            scope = Scope.SPEAKER
        return self._by_checks(claim, scope, fitting)

    def _by_checks(self, claim: Claim, scope: Scope, checks: Sequence[Check]) -> _Wrong | None:
        wider = [check for check in checks if check.scope in _WIDER[scope]]
        own = [check for check in checks if check.scope is scope] or wider
        narrower = [check for check in checks if check.scope in _NARROWER[scope]]
        before = [check for check in narrower if check.found in (Found.AGAIN, Found.SINCE)]
        if claim.kind is Claimed.FIRST and any(check.found is Found.FIRST for check in wider):
            return None
        if claim.kind is Claimed.AGAIN and before:
            return None
        if claim.kind is Claimed.SINCE and any(self._on_day(claim, check) for check in own):
            return None
        if claim.kind is Claimed.MORE and any(self._after_day(claim, check) for check in before):
            return None
        return self._told(claim, own or list(checks))

    def _told(self, claim: Claim, checks: Sequence[Check]) -> _Wrong:
        """What the desk has instead."""
        check = next((one for one in checks if one.asks is not Asks.NAMED), checks[0])
        earlier = day_of(check.earlier.day) if check.earlier is not None else None
        today = brief_day(self.grounds)
        if check.found in (Found.SINCE, Found.AGAIN) and earlier is not None:
            day = day_words(earlier, self.grounds.style, today) if today is not None else earlier.isoformat()
            instead = f"write: since {day}, {_READ}" if claim.kind is not Claimed.AGAIN else None
            return _Wrong(f"the desk has read the same of {day}", instead, fits=True)
        if check.found is Found.FIRST:
            instead = f"write that it was the first time, {_READ}"
            return _Wrong("the desk has read nothing of the kind before it", instead, fits=True)
        return _Wrong(f"this cannot be told from what the desk has read ({check.words})", "leave it out", fits=True)

    # -- when ----------------------------------------------------------------------------------------------------------

    def _days(self, claim: Claim) -> tuple[str, str] | None:
        """The first and the last day (ISO 8601) that the time after "since" means."""
        if claim.since is None:
            return None
        begin = self.said.told[claim.since].end
        times = times_told(self.sentence.text, brief_day(self.grounds))
        time = min((one for one in times if one.span.end > begin), key=lambda one: one.span.start, default=None)
        if time is None or time.span.start > begin + 12 or time.start is None or time.end is None:
            return None
        return time.start[:10], time.end[:10]

    def _on_day(self, claim: Claim, check: Check) -> bool:
        days = self._days(claim)
        day = check.earlier.day if check.earlier is not None and check.found in (Found.SINCE, Found.AGAIN) else None
        return days is not None and day is not None and days[0] <= day[:10] <= days[1]

    def _after_day(self, claim: Claim, check: Check) -> bool:
        days = self._days(claim)
        day = check.earlier.day if check.earlier is not None else None
        return days is not None and day is not None and day[:10] > days[1]

    def _is_news(self, one: Evidence) -> bool:
        since, day = self.grounds.brief.fact("since"), one.record.document.published
        return since is None or day is None or day[:10] >= since

    # -- who -----------------------------------------------------------------------------------------------------------

    def _scope(self, claim: Claim, one: Evidence, news: Novelty) -> Scope | None:
        """Among whose statements the claim looks; ``None`` if it is of somebody who did not say what is cited."""
        if claim.who is None:
            return Scope.ANYONE
        forms = [self.said.forms[at] for at in claim.who]
        if any(form in _ANYONE for form in forms[:2]) and "side" not in forms:
            return Scope.ANYONE
        side = any(self.said.has(at, "side", "of") for at in claim.who)
        who = self._large(claim.who)
        bodies = () if news.side is None else (*news.side.bodies, *news.side.members)
        speakers = self._speakers(one, news)
        if (not who and self._is_meant(claim.who, one, speakers)) or (who and self._is_called(who, speakers)):
            return Scope.SIDE if side else Scope.SPEAKER
        if who and self._is_called(who, [frozenset(_folded(body.name)) for body in bodies]):
            return Scope.SIDE
        return None

    def _is_meant(self, places: range, one: Evidence, speakers: Sequence[frozenset[str]]) -> bool:
        """Whether words without a name ("the minister") may mean whoever said what is cited."""
        called = [form for at in places for form in _folded(self.said.forms[at]) if form not in _MEANT]
        known = frozenset(words(one.words)).union(_ROLES, *speakers)
        return not called or called[-1] in known

    def _speakers(self, one: Evidence, news: Novelty) -> list[frozenset[str]]:
        """The names of whoever said what is cited, and the words that the source calls him by."""
        found = [] if news.speaker is None else [frozenset(_folded(news.speaker.name))]
        for who in one.in_role("speaker"):
            found += [frozenset(_folded(name)) for name in self._names(who.names)]
        for voice in one.voices:
            called = [span.of(one.text) for span in voice.speaker.spans]
            called += [each for each in (voice.speaker.affiliation, voice.speaker.name) if each]
            every = frozenset(form for each in called for form in _folded(each))
            if every:
                found.append(every)
        return found

    def _names(self, names: Sequence[str]) -> Iterator[str]:
        style = self.grounds.style
        yield from names
        yield from (each for each in (style.spelt(names), style.titled(names), style.described(names)) if each)

    def _large(self, places: range) -> frozenset[str]:
        """The words with capitals, by which somebody is named."""
        text, told = self.sentence.text, self.said.told
        large = [told[at] for at in places if text[told[at].start].isupper() and told[at].form not in _MEANT]
        return frozenset(form for one in large for form in _folded(text[one.start : one.end]))

    def _is_called(self, who: frozenset[str], names: Sequence[frozenset[str]]) -> bool:
        every = frozenset().union(*names) if names else frozenset()
        return any(name and name <= who for name in names) or who <= every

    # -- what, and to whom ---------------------------------------------------------------------------------------------

    def _fits(self, claim: Claim, check: Check, one: Evidence, news: Novelty) -> bool:
        """Whether a check looked for the deed that is claimed; of the first who is named nothing was done before."""
        if claim.deed is Deed.SAID or (claim.deed is None and check.asks is Asks.ACT):
            return check.asks in (Asks.ACT, Asks.DEMAND, Asks.SAID)
        if claim.deed is Deed.NAMED:
            return check.asks is Asks.NAMED and self._is_whom(claim, check, one)
        if check.asks is Asks.DEMAND:
            return claim.deed is Deed.DEMAND
        if isinstance(claim.deed, SpeechAct):
            does, did = VERBS.get(claim.deed, ("", ""))
            same = check.asks is Asks.ACT and (f" {does} " in check.words or f" {did} " in check.words)
            done = any(f" {does} " in each.words or f" {did} " in each.words for each in news.checks)
            named = check.asks is Asks.NAMED and check.found is Found.FIRST and done and claim.kind is Claimed.FIRST
            return (same or named) and self._is_whom(claim, check, one)
        return False

    def _is_whom(self, claim: Claim, check: Check, one: Evidence) -> bool:
        if claim.whom is None or not len(claim.whom):
            return True
        forms = [self.said.forms[at] for at in claim.whom]
        if check.target is None:
            return bool(frozenset(forms[:1]) & (_ANYONE | _MEANT))
        if len(forms) == 1 and forms[0] in _MEANT:
            return True
        every = [form for at in claim.whom for form in _folded(self.said.forms[at])]
        names = [frozenset(_folded(name)) for name in self._called(check.target, one)]
        return any(self._names_whom(every, name) for name in names if name)

    def _names_whom(self, said: Sequence[str], name: frozenset[str]) -> bool:
        """Whether words name somebody: by all of his name, or by a part of it and nothing else."""
        return name <= frozenset(said) or (bool(said) and frozenset(said) <= name)

    def _called(self, target: Who, one: Evidence) -> Iterator[str]:
        yield target.name
        for who in one.people:
            same = target.id is not None and who.entity is not None and who.entity.id == target.id
            if same or target.name in who.names or who.actor.name == target.name:
                yield from self._names(who.names)


def _folded(name: str) -> Iterator[str]:
    """The telling words of a name, in small letters, without their endings."""
    for word in name.lower().replace("’", "'").replace("-", " ").split():
        form = word.strip(".,;:“”\"'()").removesuffix("'s").replace("'", "")
        if form and form not in _IDLE:
            yield form
