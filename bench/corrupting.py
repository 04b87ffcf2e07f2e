"""Correct sentences of a brief made wrong in one thing each: what a tired or careless writer does, by kinds.

It knows nothing of the check: it changes words by small lists of its own, and by what the findings of the sentence and
those of other sentences hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from onrecord.brief.evidence import Evidence
from onrecord.record import ActorKind, BriefPart, BriefSentence


@dataclass(frozen=True, slots=True)
class Base:
    """A correct sentence, with the findings that it cites."""

    brief: int
    sentence: BriefSentence
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Pool:
    """What may be put in another's place: persons, bodies, places, outlets; and findings to cite."""

    persons: tuple[str, ...]
    bodies: tuple[str, ...]
    places: tuple[str, ...]
    outlets: tuple[str, ...]
    ids: tuple[tuple[str, str], ...]
    """Ids of statements, with the ids of their documents."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A sentence made wrong: what was changed, the words now, and the citations now (``None``: as they were)."""

    kind: str
    text: str
    cites: tuple[str, ...] | None = None


Corruption = Callable[[Base, Pool, Random], Wrong | None]

_QUOTED = re.compile(r"[“\"]([^“”\"]+)[”\"]")
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_NUMBERS = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "fourteen",
    "nineteen",
    "thirty",
    "forty",
    "ninety",
]
_UNITS = {
    "terals": "crowns",
    "crowns": "terals",
    "tons": "barrels",
    "days": "weeks",
    "weeks": "months",
    "months": "years",
    "minutes": "hours",
    "hours": "days",
    "kilometres": "metres",
    "metres": "kilometres",
    "miles": "yards",
    "mile": "yard",
    "percent": "points",
    "boats": "trucks",
    "ships": "boats",
    "mines": "shells",
    "ships’": "boats’",
    "men": "boats",
    "names": "ships",
    "trucks": "ships",
    "month": "week",
    "week": "month",
    "day": "week",
}
#: What other verbs of saying do, so that none is put in place of another that would be right.
_DOES = {
    "threatened": "threaten",
    "threatening": "threaten",
    "threatens": "threaten",
    "warned": "warn",
    "promised": "promise",
    "denied": "deny",
    "denies": "deny",
    "demanded": "demand",
    "ordered": "demand",
    "announced": "announce",
    "praised": "praise",
    "praises": "praise",
    "condemned": "condemn",
    "accused": "accuse",
    "welcomed": "praise",
    "refused": "reject",
    "declined": "reject",
}
_ACTS = {
    "said": ("threatened", "admitted", "denied"),
    "told": ("warned", "threatened"),
    "warned": ("threatened", "promised"),
    "warning": ("threatening",),
    "demanded": ("announced", "promised"),
    "asked": ("demanded", "ordered"),
    "promised": ("threatened", "refused"),
    "announced": ("denied", "demanded"),
    "accused": ("praised", "threatened"),
    "accuses": ("praises", "threatens"),
    "threatened": ("promised", "declined"),
    "denied": ("admitted", "confirmed"),
    "denies": ("admits", "confirms"),
    "rejected": ("accepted", "welcomed"),
    "praised": ("condemned", "accused"),
    "condemned": ("praised", "welcomed"),
    "added": ("threatened", "admitted"),
    "reported": ("denied",),
    "claimed": ("denied", "threatened"),
}
_MODALS = {
    "will": "may",
    "would": "might",
    "must": "may",
    "was": "may have been",
    "were": "may have been",
    "has": "may have",
    "had": "may have",
    "is": "may be",
    "are": "may be",
    "may": "will",
    "might": "would",
    "could": "would",
}
_NOTS = re.compile(r"\b(not|never|no|nothing|nobody|neither|without|unless|if|only|nor)\b", re.IGNORECASE)


def outside(text: str) -> Iterator[tuple[int, int]]:
    """The stretches outside quotation marks."""
    at = 0
    for match in _QUOTED.finditer(text):
        yield at, match.start()
        at = match.end()
    yield at, len(text)


def _found(pattern: str, text: str) -> list[re.Match[str]]:
    """Where a pattern matches outside quotation marks."""
    return [match for begin, end in outside(text) for match in re.compile(pattern).finditer(text, begin, end)]


def _put(text: str, match: re.Match[str], words: str) -> str:
    return text[: match.start()] + words + text[match.end() :]


def _named(base: Base, kinds: Sequence[ActorKind], roles: Callable[[tuple[str, ...]], bool]) -> list[str]:
    """The names in the sentence of those of these kinds whose roles fit, the longest first."""
    names = {
        name
        for one in base.evidence
        for who in one.people
        if who.actor.kind in kinds and roles(who.roles)
        for name in who.names
        if len(name) > 3 and name[0].isupper()
    }
    return sorted((name for name in names if _found(rf"\b{re.escape(name)}\b", base.sentence.text)), key=len)[::-1]


def _other(rng: Random, of: Sequence[str], base: Base, but: str) -> str | None:
    """Another of these, that is not in the sentence nor anywhere in what it cites."""
    said = base.sentence.text + " ".join(one.words for one in base.evidence)
    mine = {name for one in base.evidence for who in one.people for name in who.names}
    left = [one for one in of if one != but and one not in said and one not in mine and one.split()[-1] not in said]
    return rng.choice(left) if left else None


_BODIES = (ActorKind.ORGANISATION, ActorKind.STATE, ActorKind.GROUP, ActorKind.OUTLET)


def name(base: Base, pool: Pool, rng: Random) -> Wrong | None:
    """Somebody who is not the speaker is called by another's name."""
    for kinds, others in (((ActorKind.PERSON,), pool.persons), (_BODIES, pool.bodies)):
        for said in _named(base, kinds, lambda roles: "speaker" not in roles):
            other = _other(rng, others, base, said)
            places = _found(rf"\b{re.escape(said)}\b", base.sentence.text)
            if other is not None:
                return Wrong("name", _put(base.sentence.text, rng.choice(places), other))
    return None


def speaker(base: Base, pool: Pool, rng: Random) -> Wrong | None:
    """The speaker is another: of the same sentence, or of another one."""
    for kinds, others in (((ActorKind.PERSON,), pool.persons), (_BODIES, pool.bodies)):
        for said in _named(base, kinds, lambda roles: "speaker" in roles):
            other = _other(rng, others, base, said)
            near = [
                who.names[0]
                for one in base.evidence
                for who in one.people
                if "speaker" not in who.roles and who.actor.kind in kinds and who.names[0] not in base.sentence.text
            ]
            chosen = rng.choice(near) if near and rng.random() < 0.4 else other
            if chosen is not None:
                text = base.sentence.text
                for match in _found(rf"\b{re.escape(said)}\b", text)[::-1]:
                    text = _put(text, match, chosen)
                return Wrong("speaker", text)
    return None


def number(base: Base, pool: Pool, rng: Random) -> Wrong | None:
    """A number is another."""
    months = "|".join(_MONTHS)
    digits = _found(rf"(?<![\d:./])\d[\d,]*(?![\d:]|(?: (?:{months})))(?!\w)", base.sentence.text)
    digits = [
        one
        for one in digits
        if not re.search(rf"(?:{months}) $", base.sentence.text[: one.start()]) and len(one[0]) < 8
    ]
    digits = [one for one in digits if not re.fullmatch(r"(?:19|20)\d\d", one[0])]
    words = _found(rf"\b(?:{'|'.join(_NUMBERS)})\b", base.sentence.text)
    if not (found := [*digits, *words]):
        return None
    match = rng.choice(found)
    if match[0][0].isdigit():
        value = int(match[0].replace(",", ""))
        new = rng.choice([value * 10, value + rng.randint(1, 9), max(1, value // 2) if value > 2 else value + 3])
        return Wrong(
            "number", _put(base.sentence.text, match, f"{new:,}" if "," in match[0] or new > 9999 else str(new))
        )
    return Wrong("number", _put(base.sentence.text, match, rng.choice([one for one in _NUMBERS if one != match[0]])))


def date(base: Base, pool: Pool, rng: Random) -> Wrong | None:
    """A day, month or weekday is another."""
    months = "|".join(_MONTHS)
    text = base.sentence.text
    days = _found(rf"\b(\d{{1,2}})(?= (?:{months})\b)", text) + _found(r"(?<=May )\d{1,2}\b", text)
    if days:
        match = rng.choice(days)
        new = rng.choice([one for one in range(1, 29) if abs(one - int(match[0])) > 1])
        return Wrong("date", _put(text, match, str(new)))
    for words in (_DAYS, _MONTHS):
        if found := _found(rf"\b(?:{'|'.join(words)})\b", text):
            match = rng.choice(found)
            return Wrong("date", _put(text, match, rng.choice([one for one in words if one != match[0]])))
    return None


def place(base: Base, pool: Pool, rng: Random) -> Wrong | None:
    """A place is another."""
    found = [one for one in pool.places if _found(rf"\b{re.escape(one)}\b", base.sentence.text)]
    for said in sorted(found, key=len)[::-1]:
        other = _other(rng, pool.places, base, said)
        if other is not None:
            match = rng.choice(_found(rf"\b{re.escape(said)}\b", base.sentence.text))
            return Wrong("place", _put(base.sentence.text, match, other))
    return None


def unit(base: Base, pool: Pool, rng: Random) -> Wrong | None:
    """What is counted, or the unit, is another."""
    many = rf"(?:\d[\d,.]*|{'|'.join(_NUMBERS)}|one|million|thousand)"
    found = _found(rf"(?<=\b)({many} (?:\w+ )?)({'|'.join(map(re.escape, _UNITS))})\b", base.sentence.text)
    if not found:
        return None
    match = rng.choice(found)
    return Wrong("unit", _put(base.sentence.text, match, match[1] + _UNITS[match[2]]))


def negation(base: Base, pool: Pool, rng: Random) -> Wrong | None:
    """A "not" is lost, or one is put in."""
    text = base.sentence.text.replace("the desk has read", "the desk’s reading goes")
    if text != base.sentence.text:
        # What is not on the record is no matter of a word: "nobody had", and "somebody had".
        swapped = (
            text.replace("had not ", "had ").replace("nobody had", "somebody had").replace("Never before", "Before")
        )
        swapped = swapped.replace("the desk’s reading goes", "the desk has read")
        return Wrong("negation", swapped) if swapped != base.sentence.text else None
    if lost := _found(r"\b(?:not|never) ", text):
        return Wrong("negation", _put(text, rng.choice(lost), ""))
    found = _found(r"\b(?:would|will|had|has|have|was|were|is|are|could|may)\b(?! not| never|n’t)", text)
    if found:
        match = rng.choice(found)
        return Wrong("negation", _put(text, match, f"{match[0]} not"))
    if found := _found(r"\bto (?=[a-z]{3,})", text):
        return Wrong("negation", _put(text, rng.choice(found), "not to "))
    return None


def modality(base: Base, pool: Pool, rng: Random) -> Wrong | None:
    """What is certain becomes possible, or the other way round."""
    found = _found(rf"\b(?:{'|'.join(_MODALS)})\b(?! (?:not )?(?:quoted|asked|told|reported))", base.sentence.text)
    if not found or "the desk has read" in base.sentence.text:
        return None
    match = rng.choice(found)
    return Wrong("modality", _put(base.sentence.text, match, _MODALS[match[0]]))


def act(base: Base, pool: Pool, rng: Random) -> Wrong | None:
    """The verb of saying is another: stronger, or another act."""
    found = _found(rf"\b(?:{'|'.join(_ACTS)})\b", base.sentence.text)
    if not found:
        return None
    match = rng.choice(found)
    done = {voice.act.value for one in base.evidence for voice in one.voices}
    left = [one for one in _ACTS[match[0]] if _DOES.get(one) not in done]
    return Wrong("act", _put(base.sentence.text, match, rng.choice(left))) if left else None


_SAID = re.compile(
    r"^(?:[^“”\"]{3,220}?\b"
    r"(?:said|stated|added|denied|announced|promised|warned|claimed|insisted|told [^“”\"]{2,60}?))"
    r"(?:,[^“”\"]{2,60},)? that (?P<rest>.+)$"
)
_AFTER = re.compile(r"^(?P<rest>[^“”\"]{20,}?), (?:[^“”\",]{3,60}) (?:said|promised|announced|warned)\b[^“”\"]*\.$")
_ACCORDING = re.compile(r"^According to [^,]{3,80}, (?P<rest>.+)$")
_OF = re.compile(
    r"^[^“”\"]{3,160}?\b(?:accused|accuses) (?P<who>[^“”\",]{3,60}?) of (?:having )?(?P<verb>[a-z]+ing) (?P<rest>.+)$"
)


def attribution(base: Base, pool: Pool, rng: Random) -> Wrong | None:
    """What somebody says is told as a fact."""
    text = base.sentence.text
    if not any(one.voices for one in base.evidence):
        # Told by its source as a fact: it may be told so.
        return None
    if (match := _OF.match(text)) is not None:
        return Wrong("attribution", f"{_upper(match['who'])} has been {match['verb']} {match['rest']}")
    for pattern in (_SAID, _AFTER, _ACCORDING):
        if (match := pattern.match(text)) is not None and match["rest"].count("“") == match["rest"].count("”"):
            return Wrong("attribution", _upper(match["rest"]).rstrip(".") + ".")
    return None


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def medium(base: Base, pool: Pool, rng: Random) -> Wrong | None:
    """It came through another outlet."""
    found = [one for one in pool.outlets if _found(rf"\b{re.escape(one)}(?!\w)", base.sentence.text)]
    for said in sorted(found, key=len)[::-1]:
        known = {outlet for one in base.evidence for outlet in one.outlets}
        told = {teller.outlet for one in base.evidence for teller in one.tellers}
        left = [one for one in pool.outlets if one not in known | told and one not in base.sentence.text]
        if left:
            match = rng.choice(_found(rf"\b{re.escape(said)}(?!\w)", base.sentence.text))
            return Wrong("medium", _put(base.sentence.text, match, rng.choice(left)))
    return None


def quote(base: Base, pool: Pool, rng: Random) -> Wrong | None:
    """One letter inside quotation marks is another, is lost, or is too many."""
    found = [one for one in _QUOTED.finditer(base.sentence.text) if len(one[1]) > 8]
    if not found:
        return None
    match = rng.choice(found)
    letters = [at for at in range(match.start(1), match.end(1)) if base.sentence.text[at].isalpha()]
    at = rng.choice(letters)
    old = base.sentence.text[at]
    new = rng.choice([rng.choice("abcdefghilmnoprstuw"), "", old * 2])
    if new == old:
        new = "x"
    return Wrong("quote", base.sentence.text[:at] + new + base.sentence.text[at + 1 :])


def ellipsis(base: Base, pool: Pool, rng: Random) -> Wrong | None:
    """Words are left out of a quotation, marked, and with them a denial or a condition."""
    choices = []
    for match in _QUOTED.finditer(base.sentence.text):
        for word in _NOTS.finditer(base.sentence.text, match.start(1), match.end(1)):
            choices.append((match, word))
    if not choices:
        return None
    match, word = rng.choice(choices)
    text = base.sentence.text
    end = text.find(" ", word.end(), match.end(1))
    if end < 0 or len(text[end : match.end(1)].split()) < 2:
        return None
    return Wrong("ellipsis", f"{text[: word.start()]}… {text[end + 1 :]}")


def wrong_span(base: Base, pool: Pool, rng: Random) -> Wrong | None:
    """The citation is that of another finding."""
    mine = {one.record.document.id for one in base.evidence} | {
        teller.document for one in base.evidence for teller in one.tellers
    }
    left = [id_ for id_, document in pool.ids if document not in mine]
    return Wrong("wrong span", base.sentence.text, (rng.choice(left),)) if left else None


def uncited(base: Base, pool: Pool, rng: Random) -> Wrong | None:
    """The citation is left out."""
    return Wrong("uncited", base.sentence.text, ()) if base.sentence.part is not BriefPart.COMMENT else None


CORRUPTIONS: Mapping[str, Corruption] = {
    "name": name,
    "number": number,
    "date": date,
    "place": place,
    "unit": unit,
    "negation": negation,
    "modality": modality,
    "act": act,
    "attribution": attribution,
    "speaker": speaker,
    "medium": medium,
    "quote": quote,
    "ellipsis": ellipsis,
    "wrong span": wrong_span,
    "uncited": uncited,
}
