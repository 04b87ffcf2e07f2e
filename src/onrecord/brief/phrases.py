"""Where the words for a speaker stand in a sentence: subjects, agents, owners, and where each begins and ends."""

from __future__ import annotations

from collections.abc import Sequence

from ..codebook import count_words, english_words, role_words
from ..codebook.words import word_set
from .stance import is_past
from .words import Word

BE = word_set("is are was were be been being am")
AUX = BE | word_set("has have had do does did will would can could may might must should")
DETERMINERS = word_set("a an the its his her their our any no this that these those some every each")
PREPOSITIONS = word_set(
    "in on at after before by for from of to with against over under about during since until upon through via near "
    "between among within into off as despite without following according"
)
_STOPS = word_set("that which who whom whose because while when if although whether after before as")
_CLAUSES = word_set("that because when if although whether but what how why where whom")
STOPPING = frozenset(";:—–(.!?")
_LEADS = word_set(
    "last earlier later meanwhile yesterday today tomorrow however also separately asked speaking two three four five "
    "week days months once then next"
)


def is_number(form: str) -> bool:
    """Whether a word is a number, in figures or in letters."""
    return form[0].isdigit() or form in count_words().numbers


def is_aux(word: Word) -> bool:
    """Whether a word is a helping verb: not the month."""
    return word.form in AUX and not (word.large and word.start > 0)


def phrase_end(words: Sequence[Word], begin: int) -> int:
    """Where the noun phrase ends that begins here; an apposition after a comma is part of it."""
    at = begin
    while at < len(words):
        word = words[at]
        if at > begin and (word.quoted != words[begin].quoted or not STOPPING.isdisjoint(word.gap)):
            break
        if at > begin and "," in word.gap and not _is_apposed(words, at):
            break
        if at > begin and (word.form in _STOPS or is_aux(word)):
            break
        at += 1
    return at


def _is_apposed(words: Sequence[Word], at: int) -> bool:
    """Whether an apposition begins after this comma: "the minister, Daryan Mehvesh", "Mehvesh, the minister"."""
    word, before = words[at], words[at - 1]
    if word.form in ("the", "a", "an", "its", "his", "her"):
        return before.large and _has_end(words, at)
    return word.large and not before.large and word.form not in PREPOSITIONS


def _has_end(words: Sequence[Word], at: int) -> bool:
    """Whether a description ends in a comma, or with what it stands in, before any verb comes."""
    for word in words[at + 1 : at + 9]:
        if not STOPPING.isdisjoint(word.gap) or "," in word.gap:
            return True
        if is_aux(word) or (is_past(word.form) and not word.large):
            return False
    return len(words) <= at + 9


def named_by(words: Sequence[Word], end: int) -> tuple[int, int] | None:
    """Whoever stands after "by", behind a verb in the passive."""
    for at in range(end, min(end + 14, len(words) - 1)):
        if words[at].quoted or words[at].form in ("that", "and", "but") or not STOPPING.isdisjoint(words[at].gap):
            return None
        after = words[at + 1]
        if words[at].form == "by" and not after.form[0].isdigit() and not after.form.endswith("ing"):
            return at + 1, name_end(words, at + 1)
    return None


def name_end(words: Sequence[Word], begin: int) -> int:
    """Where a short noun phrase ends: at a preposition but "of", a comma that opens no apposition, or "that"."""
    end = phrase_end(words, begin)
    for at in range(begin + 1, end):
        follows = words[at + 1].form if at + 1 < len(words) else ""
        if words[at].form in PREPOSITIONS and (words[at].form != "of" or follows.endswith("ing")):
            return at
        if is_past(words[at].form) and not words[at].large:
            return at
    return end


def subject_before(words: Sequence[Word], end: int) -> tuple[int, int]:
    """The words of the subject that ends here: back to where its clause begins, without what leads in."""
    begin = end
    while begin > 0:
        word, before = words[begin], words[begin - 1]
        if before.quoted or not STOPPING.isdisjoint(word.gap):
            break
        if before.form in _CLAUSES and not before.owner:
            break
        if before.form in ("which", "whom") and begin > 1 and words[begin - 2].form in PREPOSITIONS:
            break
        if before.form in ("which", "who") and word.form in ("he", "she", "it", "they"):
            break
        if before.form in ("which", "whom") and begin < end and _leads_subject(words, begin, end):
            break
        if before.form in ("and", "while", "as") and (begin == end or has_verb(words, begin - 1)):
            break
        begin -= 1
    if begin < end and words[begin].form == "as":
        begin += 1
    return _without_lead(words, begin, end)


def _leads_subject(words: Sequence[Word], begin: int, end: int) -> bool:
    """Whether a clause begins with "which" and its own subject: "a figure, which the clerk contradicts"."""
    first = words[begin]
    return (first.large or first.form in DETERMINERS) and not any("," in word.gap for word in words[begin : end + 1])


def parenthetical(words: Sequence[Word], speaker: tuple[int, int], end: int) -> tuple[int, int]:
    """Only the last piece, where the frame interrupts what it tells: "The boats, he said, crossed the line"."""
    begin, close = speaker
    commas = [at for at in range(begin + 1, close) if "," in words[at].gap]
    if not commas:
        return speaker
    last = commas[-1]
    if words[last].form in ("he", "she", "it", "they"):
        return last, close
    after = words[end] if end < len(words) else None
    cut = after is None or not STOPPING.isdisjoint(after.gap)
    cut = cut or (after is not None and "," in after.gap and not after.quoted and after.form not in PREPOSITIONS)
    apposed = _is_apposed(words, last) and (words[begin].large or not _is_thing(words, begin, last))
    if not cut or apposed or is_relative(words, last) or is_relative(words, commas[0]):
        return speaker
    return (commas[-2] if len(commas) > 1 and _is_apposed(words, last) else last), close


def _is_thing(words: Sequence[Word], begin: int, end: int) -> bool:
    """Whether nobody can be meant by these words: neither a name nor an office or body is among them."""
    known = role_words()
    every = known.persons | known.groups | known.organisations | known.states
    return not any(
        (one.large and n > 0) or one.key in every or one.root in every for n, one in enumerate(words[begin:end])
    )


def has_verb(words: Sequence[Word], end: int) -> bool:
    """Whether a verb stands before in the sentence, so that "and" joins clauses and not names."""
    return any(
        is_aux(one) or (is_past(one.form) and not one.large and n > 0)
        for n, one in enumerate(words[:end])
        if not one.quoted
    )


def _without_lead(words: Sequence[Word], begin: int, end: int) -> tuple[int, int]:
    """Without what stands before the subject proper: "On 4 May, ", "In a letter to the house, "; and told content."""
    pieces: list[int] = [begin, *(at for at in range(begin + 1, end) if "," in words[at].gap)]
    bounds = list(zip(pieces, [*pieces[1:], end], strict=True))
    start = 0
    for number, (left, right) in enumerate(bounds[:-1]):
        forms = [one.form for one in words[left:right]]
        if number == 0 and (cut := _after_date(words, left, right)):
            bounds[0] = (cut, right)
            continue
        lead = forms[0] in PREPOSITIONS or forms[0] in _LEADS or forms[0].endswith(("ing", "ly"))
        if lead or any(is_aux(one) or (is_past(one.form) and not one.large) for one in words[left:right]):
            # "Lemsi, who keeps the stall, said"
            start = number if is_relative(words, left) else number + 1
    if start and is_relative(words, bounds[start][0]):
        start -= 1
    if len(bounds) == 1 and begin < end and (cut := _after_date(words, begin, end)):
        return cut, end
    return bounds[start][0], end


def _after_date(words: Sequence[Word], begin: int, end: int) -> int:
    """Where the subject begins after a date without a comma ("On 15 April the militia’s commander"); 0 if none does."""
    if words[begin].form not in PREPOSITIONS:
        return 0
    dated = [
        n
        for n in range(begin, min(begin + 6, end))
        if words[n].form[0].isdigit() or words[n].form in english_words().calendar
    ]
    if not dated or dated[-1] + 1 >= end:
        return 0
    after = words[dated[-1] + 1]
    return dated[-1] + 1 if after.large or after.form in DETERMINERS else 0


def is_relative(words: Sequence[Word], at: int) -> bool:
    return words[at].form in ("who", "which", "whose") or (words[at].form == "asked" and at > 0)


def owner_of(words: Sequence[Word], at: int) -> tuple[int, int] | None:
    """Whose it is: "the militia’s threat", "his refusal"."""
    for begin in range(at - 1, max(-1, at - 4), -1):
        word = words[begin]
        if words[begin + 1].gap.strip() or word.quoted:
            return None
        if word.form in ("his", "her", "its", "their"):
            return begin, begin + 1
        if word.owner:
            first = begin
            while first > 0 and not words[first].gap.strip() and (words[first - 1].large or words[first].large):
                if words[first - 1].form in PREPOSITIONS and words[first - 1].form not in ("of", "al", "ben"):
                    break
                first -= 1
            if first > 0 and words[first - 1].form in ("the", "a") and not words[first].gap.strip():
                first -= 1
            return first, begin + 1
    return None
