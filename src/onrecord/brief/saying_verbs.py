"""A cue's words as the verb of a sentence about the past: "denies" told, "has accused" accused, "is to vote on" none.

The verb is the source's own, so that no act becomes stronger or weaker.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from ..codebook import Hold, speech_verbs
from ..codebook.inflection import plural, verb_forms
from ..codebook.words import word_set

_ADVERBS = word_set(
    "also again later then once still now often already twice nevertheless nonetheless meanwhile therefore even just "
    "only never"
)
_PERFECT = frozenset({"has", "have", "had"})
_NEVER = word_set("is are was were am be been will would shall should can could may might must do does did to")
_QUOTED = "quoted as saying"
#: Cues that are no verbs and only say whose word it is.
_PLAIN = frozenset({"according to", ":", "", "in the words of", "statement on", "per"})
#: Verbs that take what was said as a clause with "that".
_CLAUSES = word_set(
    "say tell announce claim explain add reply answer warn promise confirm state write insist predict report concede "
    "declare note inform assure remind argue maintain stress emphasize acknowledge admit complain estimate repeat "
    "allege believe pledge vow reveal disclose suggest think observe remark respond boast conclude agree charge assert "
    "threaten contend point"
)
#: Verbs that need somebody to be told.
_TO_SOMEBODY = frozenset({"tell", "inform", "assure", "remind", "notify", "brief", "advise", "persuade", "convince"})
#: After these "to" follows what is threatened or promised.
_INFINITIVES = frozenset({"threaten", "promise", "vow", "pledge"})


#: Irregular verbs whose participle is their past.
_SAME_PARTICIPLE = word_set("said told made put held found sent set read thought sought laid met led left heard kept")


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb in the past, its form after "as", that of a headline, and its lemma. ``bland``: it only says "said".

    ``before`` is "had demanded" where the source looks back.
    """

    past: str
    gerund: str
    headline: str
    lemma: str
    bland: bool
    plain: bool = False
    before: str | None = None
    base: str = ""

    @property
    def had(self) -> str:
        """The verb after "reported that": "had warned"; as it is where its participle is another."""
        if self.before:
            return self.before
        verb = next((word for word in self.past.split() if not _is_adverb(word)), "")
        return f"had {self.past}" if verb.endswith("ed") or verb in _SAME_PARTICIPLE else self.past

    @property
    def takes_that(self) -> bool:
        return self.lemma in _CLAUSES

    @property
    def takes_to(self) -> bool:
        return self.lemma in _INFINITIVES

    @property
    def needs_somebody(self) -> bool:
        return self.lemma in _TO_SOMEBODY


SAID = Verb("said", "saying", "says", "say", True, True)


@lru_cache(maxsize=2000)
def verb_of(cue: str) -> Verb | None:
    """The verb that a cue's words are; ``None`` where they cannot be told in the past: a passive, a wish, a plan."""
    words = cue.split()
    if cue.lower().strip() in _PLAIN:
        return SAID
    before: list[str] = []
    while words and _is_adverb(words[0]):
        before.append(words.pop(0).lower())
    if not words:
        return None
    first = words[0].lower()
    if first == "was" and " ".join(words[1:]).lower() == _QUOTED:
        return Verb("was quoted as saying", "saying", "says", "say", True)
    if first == "did" and len(words) > 2 and words[1].lower() == "not":
        return Verb(" ".join([*before, *words]), "", " ".join(words).replace("did", "does", 1), words[2].lower(), False)
    if first in _NEVER:
        return None
    had = first == "had"
    if first in _PERFECT:
        words.pop(0)
        while words and _is_adverb(words[0]):
            before.append(words.pop(0).lower())
        if not words or words[0].lower() in {"been", "yet", "to", "not", "never"}:
            return None
    found = _inflected(before, words)
    if found is None or not had:
        return found
    return replace(found, before=" ".join(["had", *before, *words]))


def _inflected(before: list[str], words: list[str]) -> Verb | None:
    first, rest = words[0].lower(), words[1:]
    if (
        rest[:1]
        and rest[0].lower() in {"at", "in", "on", "during"}
        and {"same", "this", "that"} & {w.lower() for w in rest}
    ):
        rest = []  # which occasion that was only the source's reader knows
    found = _forms(first)
    if found is None:
        return None
    lemma, past, gerund, bland = found
    tail = "".join(f" {word}" for word in rest)
    front = "".join(f"{word} " for word in before if word not in {"never", "only"})
    if len(front.split()) != len(before):
        return None
    return Verb(
        f"{front}{past}{tail}",
        f"{front}{gerund}{tail}",
        f"{front}{plural(lemma)}{tail}",
        lemma,
        bland and not rest,
        base=f"{front}{lemma}{tail}",
    )


def _forms(word: str) -> tuple[str, str, str, bool] | None:
    """Lemma, past, -ing form and whether it is bland, of a verb of saying in any of its forms."""
    for phrase, cue in speech_verbs().by_first.get(word, ()):
        if cue.kind != "verb" or (len(phrase) > 1 and "*" in phrase):
            continue
        lemma = cue.lemma.split()[0]
        forms = verb_forms(lemma, cue.forms)
        given = [form for form in cue.forms if not form.endswith("ing")]
        british = "is" in word[-4:]
        past = given[0] if given else _best([form for form in forms if form.endswith("ed")], british)
        gerund = _best([form for form in forms if form.endswith("ing")], british)
        if past and gerund:
            return lemma, past, gerund, cue.hold is Hold.BLAND
    return None


def _best(forms: list[str], british: bool) -> str:
    chosen = sorted(forms, key=lambda form: (("is" in form[-5:]) is not british, len(form), form))
    return chosen[0] if chosen else ""


def _is_adverb(word: str) -> bool:
    return word.lower() in _ADVERBS or (
        word.lower().endswith("ly") and len(word) > 4 and word.lower() not in {"reply", "rely"}
    )
