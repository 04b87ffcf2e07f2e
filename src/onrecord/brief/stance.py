"""How each word of a text stands: denied or not, done or held out, in which clause. By rules on words alone.

Two texts are laid beside each other word by word: where both have a word, it must stand alike in both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from ..codebook import role_words
from ..codebook.claim_words import claim_words
from ..codebook.frame_words import frame_words
from ..codebook.inflection import verb_forms
from ..codebook.words import word_set
from ..linking.said_words import COMMON
from .words import Word, base


class Mood(StrEnum):
    """How it stands with what a verb tells: done, to come, possible, within somebody's power, or a duty."""

    DONE = "done"
    WILL = "will"
    MAY = "may"
    CAN = "can"
    MUST = "must"


@dataclass(frozen=True, slots=True)
class Stance:
    """How one word stands. ``key`` is what it has in common with words that say the same or the opposite, ``sign`` -1
    or 1 where it has an opposite. ``denied`` tells whether it is; ``None`` where that is open. ``mood`` is ``None``
    where no word shows it. ``clause`` is the number of its clause. ``tells`` is false of little words.
    """

    key: str
    sign: int
    denied: bool | None
    mood: Mood | None
    clause: int
    tells: bool


MODALS = {
    **dict.fromkeys(("will", "shall", "would", "won't", "wouldn't", "gonna"), Mood.WILL),
    **dict.fromkeys(("may", "might", "mightn't", "possibly", "perhaps", "maybe"), Mood.MAY),
    **dict.fromkeys(("can", "could", "cannot", "can't", "couldn't"), Mood.CAN),
    **dict.fromkeys(("must", "should", "ought", "mustn't", "shouldn't"), Mood.MUST),
}
_OPENERS = word_set(
    "that because while when if unless until although though whereas after before which who whoever since so whether"
)
#: Verbs that tell something though they are common.
PLAIN_VERBS = word_set("take took taken make made go went gone come came give gave given put get got let see saw seen")
#: The same in several words.
_OPENING = frozenset((("as", "long", "as"), ("so", "long", "as"), ("as", "soon", "as"), ("in", "case")))
#: Open a clause that a sentence begins with, up to a comma.
_FRONTED = word_set("while although though whereas when whenever after before once since because as if despite")
#: Open a question that is told: what is asked for before it does not tell how it stands there.
_ASKING = word_set("why how where")
_QUESTIONS = _ASKING | {"whether"}
_PRONOUNS = word_set("he she it they we i you there")
#: Verbs after which an infinitive is held out, or asked for.
_HOLD_OUT = word_set(
    "threaten promise vow pledge plan intend agree offer refuse decline prepare swear undertake decide "
    "expect going due set ready about"
)
_ASK_FOR = word_set("demand urge call ask order tell request require insist appeal instruct command press invite")
_ASK_THAT = word_set("demand urge insist request")
_DISMISS = word_set("dismiss")
_BEING = word_set("be been is are was were")
_DETERMINERS = word_set("a an the its his her their our my your this that these those any no some of")
#: Denies all that follows: what is refused is not done.
_FAILS = word_set("fail fails failed failing unable unwilling refrain refrained refrains")
#: What is stopped was going on: whether it is denied is open.
_STOPS = word_set(
    "stop stops stopped stopping end ends ended ending cease ceases ceased halt halts halted suspend suspends "
    "suspended suspending prevent prevents prevented avoid avoids avoided lack absence out withdraw withdraws "
    "withdrew withdrawn cancel cancels cancelled postpone postponed postpones ban bans banned waive waives waived "
    "wait waits waiting awaits awaiting awaited lacks lacked lacking missing "
    "lift lifts lifted scrap scraps scrapped abolish abolishes abolished drop drops dropped"
)
_NEGATORS = word_set("not never nobody none nothing nowhere neither nor cannot no without hardly scarcely noone unless")


def stances(words: Sequence[Word]) -> tuple[Stance, ...]:
    """How each of the words stands."""
    clauses = _clauses(words)
    denied = _denied(words, clauses)
    moods = _moods(words, clauses)
    found = []
    for at, word in enumerate(words):
        key, sign = _sense(word.key, word.form)
        tells = len(word.key) > 2 and word.form not in COMMON and word.form not in MODALS
        found.append(Stance(key, sign, denied[at], moods[at], clauses[at], tells))
    return tuple(found)


@lru_cache(maxsize=1 << 14)
def _sense(key: str, form: str) -> tuple[str, int]:
    sense = claim_words().senses.get((form,))
    if sense is None:
        return (base(key) if key else form), 0
    return sense.key, sense.sign


def _clauses(words: Sequence[Word]) -> list[int]:
    found: list[int] = []
    number, quoted = 0, 0
    for at, word in enumerate(words):
        stop = at > 0 and (word.quoted != quoted or not _JOINING.issuperset(word.gap))
        joint = word.form in ("but", "nor") or (word.form in ("and", "or") and _is_new(words, at + 1))
        opener = word.form in _OPENERS or word.form in _ASKING
        opener = opener and not (word.form == "that" and words[at - 1].form == "not")
        opener = opener and not (word.form == "before" and words[at - 1].form in ("never", "ever", "not", "shortly"))
        opener = opener and not (word.form in _OF_TIME and _is_of_noun(words, at))
        if at > 0 and (stop or joint or opener or _opens(words, at)):
            number += 1
        quoted = word.quoted
        found.append(number)
    return found


def _is_of_noun(words: Sequence[Word], at: int) -> bool:
    """Whether "after" stands before a noun and opens no clause, for no verb follows: "nothing after the tenth"."""
    for n in range(at + 1, min(at + _SHORT, len(words))):
        if "," in words[n].gap or not _STOPS_SENTENCE.isdisjoint(words[n].gap):
            return True
        form = words[n].form
        if words[n].quoted or form in _OPENERS or form in MODALS or form in _VERBS or form.endswith(("s", "ing")):
            return False
        if is_past(form) and not words[n].large:
            return False
    return len(words) <= at + _SHORT


#: Words of time that stand before a noun as before a clause, and within how many words that noun ends.
_OF_TIME = word_set("after before until since")
_SHORT = 6
_VERBS = word_set("is are was were has have had do does did be been")


def _opens(words: Sequence[Word], at: int) -> bool:
    """Whether several words open a clause here: "as long as"."""
    forms = tuple(word.form for word in words[at : at + 3])
    if forms[:1] == ("once",) and len(forms) > 1:
        return forms[1] in _DETERMINERS or forms[1] in _PRONOUNS or words[at + 1].large
    return forms in _OPENING or forms[:2] in _OPENING


_JOINING = frozenset(" \t\n\u00a0-'’\"“”‘[]")


def _is_new(words: Sequence[Word], at: int) -> bool:
    """Whether a predicate of its own begins here, after "and"."""
    if at >= len(words):
        return False
    form = words[at].form
    return (
        form in _PRONOUNS
        or form in MODALS
        or form in _OPENERS
        or form in ("has", "had", "have", "not")
        or is_past(form)
        or (_says_now(form) and at + 1 < len(words) and words[at + 1].form in _AFTER_VERB)
    )


def _says_now(form: str) -> bool:
    """Whether a word may be a verb of saying in the present: "promises"."""
    return form.endswith("s") and form in frame_words().lemmas


_AFTER_VERB = word_set("that a an the its his her their no nothing nobody none any it him them us to not")


@lru_cache(maxsize=1 << 14)
def is_past(form: str) -> bool:
    """Whether a word looks like a verb in the past."""
    return form in claim_words().past_forms or form in _PAST or (form.endswith("ed") and len(form) > 4)


#: Irregular past forms of verbs of saying that claims are not compared by.
_PAST = word_set(
    "undertook undertaken foresaw foreseen sought understood bade besought forbade felt heard meant learnt"
)


@cache
def _denials() -> frozenset[tuple[str, ...]]:
    return claim_words().of("denials")


def is_sacking(words: Sequence[Word], at: int) -> bool:
    """Whether somebody is dismissed from his post: "dismissed the officer", "an officer would be dismissed"."""
    if words[at].form not in _forms(_DISMISS):
        return False
    persons = role_words().persons
    passive = at > 0 and words[at - 1].form in _BEING
    return any(word.form in persons for word in (words[max(0, at - 10) : at] if passive else words[at + 1 : at + 4]))


def is_denial(words: Sequence[Word], at: int) -> bool:
    """Whether a word denies or refuses what follows it."""
    form = words[at].form
    if is_sacking(words, at):
        return False
    if (form,) in _denials() or form in _FAILS:
        return True
    return at + 1 < len(words) and (form, words[at + 1].form) in _denials()


def is_stop(word: Word) -> bool:
    """Whether a word leaves open what is said of what follows: "stopped", "out"."""
    return word.form in _STOPS


def is_negator(words: Sequence[Word], at: int) -> bool:
    """Whether a word denies its clause: not the "no" of "no later than"."""
    form = words[at].form
    if form.endswith("n't"):
        return True
    if form == "yet" and 0 < at < len(words) - 1 and words[at + 1].form == "to":
        return words[at - 1].form in _HAVING  # "has yet to reply"
    if form not in _NEGATORS:
        return False
    after = tuple(word.form for word in words[at : at + 3])
    if after[:2] == ("nothing", "else") and at and words[at - 1].form in ("and", "for", "on", "to", "of", "with"):
        return False  # "for the ambulances and for nothing else": only of the rest
    known = claim_words().of("no_negators")
    if form == "not" and at > 0 and (words[at - 1].form, "not") == ("or", "not"):
        return False
    return after[:2] not in known and after not in known


def _denied(words: Sequence[Word], clauses: Sequence[int]) -> list[bool | None]:
    """For each word, whether an odd number of denials covers it; ``None`` under a word that leaves it open."""
    in_clause: dict[int, int] = {}
    lacking = -1
    for at in range(len(words)):
        if is_negator(words, at) and words[at].form != "without":
            one = clauses[at]
            if not (words[at].form == "nor" and in_clause.get(one)):
                in_clause[one] = in_clause.get(one, 0) + 1
    found: list[bool | None] = []
    refused, open_since, last_quoted = 0, -1, 0
    fronted = False
    for at, word in enumerate(words):
        if at == 0 or not _STOPS_SENTENCE.isdisjoint(word.gap):
            fronted = word.form in _FRONTED
        if word.form in _ASKING:
            refused = 0  # why it was so takes for granted that it was, whoever does not say it
        if fronted and refused and _ends_front(words, at):
            # "While the one denied it, the other offered to come."
            refused, fronted = 0, False
        if at and (_ends_scope(words, at) or (last_quoted and not word.quoted and "," not in word.gap)):
            refused = 0
        if clauses[at] != open_since:
            open_since = -1
        if word.form == "that" and at and clauses[at] != clauses[at - 1] and _is_untold(words, clauses, at):
            open_since = clauses[at]  # "cannot write that it was so": it may have been
        # "Tolls will be waived": of what comes before a passive it is as open.
        if word.form in _STOPS and at > 0 and words[at - 1].form in _BEING and is_past(word.form):
            for n in _clause_before(clauses, at):
                found[n] = None
        # What something is without comes after that word.
        lacking = clauses[at] if word.form == "without" else lacking
        parity = (refused + in_clause.get(clauses[at], 0) + (lacking == clauses[at])) % 2 == 1
        found.append(None if open_since == clauses[at] else parity)
        if is_denial(words, at):
            if at > 0 and words[at - 1].form in _BEING and is_past(word.form):
                # "The figure was disputed by the clerk": of what stands before.
                before = list(_clause_before(clauses, at))
                # "The claim that he had agreed is disputed": what is claimed stands by itself.
                claimed = bool(before) and words[before[-1]].form == "that" and before[-1] > 0
                for n in before:
                    stood = found[n]
                    found[n] = None if stood is None or claimed else not stood
            elif _is_of_which(words, clauses, at):
                opened = _opening(clauses, at) - 1
                for n in (opened, *_clause_before(clauses, opened)) if opened >= 0 else ():
                    found[n] = None  # "a figure, which the clerk disputes": whether it is so is open
                refused += 1
            else:
                refused += 1
        elif word.form in _STOPS:
            open_since = clauses[at]
        last_quoted = word.quoted
    return found


def _clause_before(clauses: Sequence[int], at: int) -> Iterator[int]:
    """The places before a word in its clause, as far as a subject may stand."""
    for n in range(at - 1, max(-1, at - _SUBJECT), -1):
        if clauses[n] != clauses[at]:
            return
        yield n


def _opening(clauses: Sequence[int], at: int) -> int:
    """The first word of the clause of a word."""
    while at > 0 and clauses[at - 1] == clauses[at]:
        at -= 1
    return at


def _is_of_which(words: Sequence[Word], clauses: Sequence[int], at: int) -> bool:
    """Whether a denial ends a clause that begins with "which" and denies what stands before it."""
    ends = at + 1 >= len(words) or "," in words[at + 1].gap or not _STOPS_SENTENCE.isdisjoint(words[at + 1].gap)
    return ends and words[_opening(clauses, at)].form in ("which", "whom")


#: How many words before a verb its subject may begin.
_SUBJECT = 40


def _is_untold(words: Sequence[Word], clauses: Sequence[int], at: int) -> bool:
    """Whether the verb of saying right before "that" is one that is not done."""
    if words[at - 1].form not in ("write", "say", "think", "believe", "conclude", "know", "claim"):
        return False
    return any(is_negator(words, n) for n in range(max(0, at - 4), at) if clauses[n] == clauses[at - 1])


_HAVING = word_set("has have had is are was were")
_STOPS_SENTENCE = frozenset(".!?;")


def _ends_front(words: Sequence[Word], at: int) -> bool:
    """Whether the clause that a sentence begins with ends before this word: behind a comma a subject follows."""
    word = words[at]
    return "," in word.gap and (word.large or word.form in _DETERMINERS or word.form in _PRONOUNS)


def _ends_scope(words: Sequence[Word], at: int) -> bool:
    """Whether what was denied before ends here: at a stop, or where another thing is said."""
    word = words[at]
    if any(sign in word.gap for sign in ";.!?:"):
        return True
    if word.form in ("but", "although", "though"):
        return True
    if word.form not in ("and", "while", "adding", "saying", "or"):
        return False
    after = words[at + 1].form if at + 1 < len(words) else ""
    says = frame_words().lemmas.get(after) is not None and is_past(after)
    return says or ("," in word.gap and word.form != "or") or word.form in ("adding", "saying")


def _moods(words: Sequence[Word], clauses: Sequence[int]) -> list[Mood | None]:
    found: list[Mood | None] = []
    clause, asked, held, since = -1, False, False, -1
    mood: Mood | None = None
    carried: Mood | None = None
    for at, word in enumerate(words):
        if not _STOPS_SENTENCE.isdisjoint(word.gap):
            asked = held = False
        if clauses[at] != clause:
            clause = clauses[at]
            mood = carried if word.form == "that" or (at and words[at - 1].form == "that") else None
            carried = None if word.form != "that" else carried
        form = word.form
        if form in _QUESTIONS and (asked or held or mood is not None):
            mood, asked, held = None, False, False
        elif is_condition(words, at):
            mood = None  # "should the contract be renewed"
        elif form in MODALS and not (form == "may" and word.large and at > 0):
            mood = MODALS[form]
        elif form == "to" and ((asked and clauses[at] == since) or ((asked or held) and mood is None)):
            mood, asked, held = (Mood.MUST if asked else Mood.WILL), False, False
        if form in _forms(_HOLD_OUT):
            held, asked = True, False
        elif form in _forms(_ASK_FOR):
            held, asked, since = False, True, clauses[at]
            carried = Mood.MUST if form in _forms(_ASK_THAT) else None
        shown = mood
        if mood is None and is_past(form) and _is_verb(words, at):
            shown = Mood.DONE
        found.append(shown)
    return found


def is_condition(words: Sequence[Word], at: int) -> bool:
    """Whether "should" opens a condition: whoever it is said of stands behind it."""
    if words[at].form != "should":
        return False
    after = words[at + 1] if at + 1 < len(words) else None
    return after is not None and (after.form in _DETERMINERS or after.form in _PRONOUNS or after.large)


@cache
def _forms(lemmas: frozenset[str]) -> frozenset[str]:
    irregular = {"tell": ("told",), "swear": ("swore", "sworn"), "undertake": ("undertook",)}
    return frozenset(form for lemma in lemmas for form in verb_forms(lemma, irregular.get(lemma, ())))


def _is_verb(words: Sequence[Word], at: int) -> bool:
    """Whether a past form stands as a verb, and not before a noun."""
    if at == 0:
        return False
    before = words[at - 1]
    # "To be carried out" is not done yet.
    return before.form not in _DETERMINERS and before.form != "be" and not before.owner
