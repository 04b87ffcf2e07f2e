"""Actors of the Middle East packs found by their names in Arabic script, and by Latin spellings that no pack has.

``python -m bench meant [N]``: all of them, or N drawn by chance. Every actor of every pack that ships is made an entity
of one desk, as linking makes them, so that all are each other's rivals. An actor is found if it is the first that
``meant`` gives. Spellings are made without our own matcher: by ``arabic-name-romanizer`` from a name in Arabic script,
as it is commonly spelt and as in the actor's own country; and from the pack's Latin name by customs of writing (English
newspapers, French, German, Persian, Egyptian, scholarly; articles, hyphens, doubled letters), two at once, drawn by a
seed. A spelling that any pack has for anybody, but for case, accents, apostrophes, hyphens and articles, is not used.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import sqlalchemy as sa

from onrecord.desk.linking import found_by
from onrecord.gazetteer import Gazetteer, KnownActor, NameForm, with_own
from onrecord.gazetteer.keys import name_key
from onrecord.store import entity_rows
from onrecord.store.entity_rows import Newcomer
from onrecord.store.meant import meant
from onrecord.store.opening import create

from .floors import floors

SEED = 20310714
_MADE = "2031-07-14T00:00:00.000000Z"
_PACKS = ("middle-east-",)
_SCRIPTS = {"ar": "Arabic", "fa": "Persian"}
_SPELLINGS, _WORST, _PIECE = 3, 20, 500


@dataclass(frozen=True, slots=True)
class Case:
    """A name that an actor (its link) is asked for by, in which script it is known, and how the name was made."""

    link: str
    name: str
    script: str
    made: str


def run(*args: str) -> int:
    """Prints recall at rank 1; 1 if a floor of ``floors.json`` does not hold."""
    try:
        import arabic_name_romanizer  # noqa: F401
    except ImportError:
        print("SKIPPED: this measure needs arabic-name-romanizer (extra bench)")
        return 0
    gazetteer = with_own(())
    cases = _cases(gazetteer, int(args[0]) if args else None)
    with tempfile.TemporaryDirectory() as folder:
        store = create(Path(folder) / "desk")
        try:
            with store.writing() as at:
                _all_known(at, gazetteer)
            with store.reading() as at:
                return _figures(at, cases)
        finally:
            store.close()


def _all_known(at: sa.Connection, gazetteer: Gazetteer) -> None:
    known = [gazetteer.actor(id_) for id_ in gazetteer.actor_ids]
    for begin in range(0, len(known), _PIECE):
        some = known[begin : begin + _PIECE]
        new = [Newcomer(f"a:{begin + n:016x}", one.name, one.kind, _MADE, one.id) for n, one in enumerate(some)]
        numbers = entity_rows.make(at, new)
        pairs = list(zip(numbers, some, strict=True))
        entity_rows.call(at, {no: tuple(alias.name for alias in one.names) for no, one in pairs}, "pack")
        entity_rows.file_keys(at, {no: (one.kind, found_by(one)) for no, one in pairs}, {})


def _cases(gazetteer: Gazetteer, most: int | None) -> list[Case]:
    taken = {name_key(alias.name) for _, alias in gazetteer.aliases()}
    known = [gazetteer.actor(id_) for id_ in gazetteer.actor_ids if id_.startswith(_PACKS)]
    known = [one for one in known if _native(one) is not None]
    rng = random.Random(SEED)
    if most is not None:
        known = rng.sample(known, min(most, len(known)))
    cases = []
    for one in known:
        native = _native(one)
        assert native is not None
        script, name = native
        cases += [
            Case(one.id, alias.name, _SCRIPTS[alias.language], "as the pack writes it")
            for language in _SCRIPTS
            for alias in one.names
            if alias.language == language and alias.form is NameForm.NAME
        ][:2]
        cases += [Case(one.id, spelling, script, how) for spelling, how in _spellings(one, name, taken, rng)]
    return cases


def _native(one: KnownActor) -> tuple[str, str] | None:
    """The script and the first name in it, of a full name."""
    for language in ("fa", "ar") if one.countries[:1] in (("IR",), ("AF",)) else ("ar", "fa"):
        for alias in one.names:
            if alias.language == language and alias.form is NameForm.NAME:
                return _SCRIPTS[language], alias.name
    return None


def _spellings(one: KnownActor, native: str, taken: set[str], rng: random.Random) -> Iterator[tuple[str, str]]:
    """Three spellings that no pack has: one by the romaniser, two by customs, more of either if the other has none."""
    heard = _heard(native, one.countries[0] if one.countries else None)
    latin = [alias.name for alias in one.names if alias.language == "en" and alias.form is NameForm.NAME]
    # A name that is translated and not spelt ("Ministry of Defence") has no other spelling.
    spelt = [name for name in dict.fromkeys((one.name, *latin)) if _is_spelt(name, heard)]
    fresh: dict[str, list[str]] = {"the romaniser": [], "customs": []}
    seen = set(taken)
    for how, names in (("the romaniser", heard), ("customs", _by_customs(spelt, rng))):
        for name in names:
            if name.isascii() or how == "customs":
                key = name_key(name)
                if key and key not in seen:
                    seen.add(key)
                    fresh[how].append(name)
    chosen = [(name, "the romaniser") for name in fresh["the romaniser"][:1]]
    chosen += [(name, "customs") for name in fresh["customs"][: _SPELLINGS - len(chosen)]]
    chosen += [(name, "the romaniser") for name in fresh["the romaniser"][1 : 1 + _SPELLINGS - len(chosen)]]
    yield from chosen


def _heard(native: str, country: str | None) -> list[str]:
    """What the romaniser makes of a name: as most write it, as they do in its country, and what else is common."""
    from arabic_name_romanizer import transliterate

    found = dict.fromkeys(str(transliterate(native, country=way)) for way in (None, country))
    found.update(dict.fromkeys(one.text for one in transliterate(native, top_k=5)))
    return [name for name in found if name]


def _is_spelt(name: str, heard: Sequence[str]) -> bool:
    """Whether a Latin name is the name in Arabic script in Latin letters: near what the romaniser makes of it."""
    return any(SequenceMatcher(None, _bare(name), _bare(one)).ratio() >= 0.6 for one in heard)


def _bare(name: str) -> str:
    return re.sub(r"[^a-z]", "", re.sub(r"\b(al|el|the)\b", "", name.lower()))


def _swap(*pairs: tuple[str, str]) -> Callable[[str], str]:
    def change(name: str) -> str:
        for old, new in pairs:
            name = re.sub(old, new, name)
        return name

    return change


#: Customs, each as regular expressions on a name in small letters, in the order in which they are made.
_CUSTOMS: dict[str, Callable[[str], str]] = {
    "French": _swap(("sh", "ch"), ("j", "dj"), ("oo|u(?!e)", "ou"), ("q", "k"), ("w(?=[aei])", "ou"), ("ee", "i")),
    "German": _swap(("sh", "sch"), (r"\bj|j\b|(?<=[a-z])j", "dsch"), ("kh", "ch"), ("y(?=[aeou])", "j"), ("oo", "u")),
    "Persian": _swap(
        ("w", "v"), ("dh", "z"), ("th", "s"), (r"ah?\b(?=.)|ah?$", "eh"), ("q", "gh"), (r"i(?=[bdfgkmnst]\b)", "e")
    ),
    "Egyptian": _swap(("j", "g"), (r"\bal[- ]", "el-"), ("q", "k"), ("th", "t"), ("dh", "d")),
    "English": _swap(("i(?=[bdfklmnrst]\\b)", "ee"), ("ou|u(?=[bdfklmnrst])", "oo"), ("q", "k"), (r"i\b", "y")),
    "scholarly": _swap(
        ("aa|a(?=[bdfklmnrst]$)", "ā"),
        ("ee|i$", "ī"),
        ("oo|ou", "ū"),
        ("sh", "š"),
        ("kh", "ḵ"),
        ("gh", "ġ"),
        ("'", "ʿ"),
    ),
    "articles": _swap((r"\bal[- ]", "ul-"), (r"\bel[- ]", "al-"), (r"\babd [aeu]l[- ]?", "abdul")),
    "no article": _swap((r"(?<=[a-z] )[ae]l[- ]", "")),
    "joined": _swap((r"\b([ae]l)[- ]", r"\1"), ("-", "")),
    "single letters": _swap((r"([b-df-hj-np-tv-z])\1", r"\1"), ("['’`‘]", "")),
    "double letters": _swap((r"(?<=[aiu])([mslnd])(?=[aiueo])", r"\1\1")),
    "e for a": _swap((r"(?<=[bdfghjklmnrst])a(?=[bdfhjkmnrstz][aeiou]?)", "e"), ("u", "o")),
    "h at the end": _swap((r"ah\b", "a"), (r"(?<=[^aeiou])a\b", "ah")),
}


def _by_customs(names: Sequence[str], rng: random.Random) -> Iterator[str]:
    """A name as two customs together write it, drawn anew each time."""
    for _ in range(24 if names else 0):
        name = rng.choice(names).lower().replace("\u0307", "")
        for custom in rng.sample(sorted(_CUSTOMS), 2):
            name = _CUSTOMS[custom](name)
        yield re.sub(r"(?<![^\W_])(?!(?:[ae]l|ul|bin|ben|ibn)\b)[^\W\d_]", lambda found: found[0].upper(), name)


def _figures(at: sa.Connection, cases: Sequence[Case]) -> int:
    hits: defaultdict[tuple[str, str], list[bool]] = defaultdict(list)
    times, failed = [], []
    for case in cases:
        began = time.perf_counter()
        found = meant(at, case.name)
        times.append(1000 * (time.perf_counter() - began))
        hit = bool(found) and found[0].entity.link == case.link
        hits[case.made, case.script].append(hit)
        if not hit:
            failed.append((case, found))
    held = floors("meant")
    low = []
    for told, ways in (
        ("the name itself", ("as the pack writes it",)),
        ("Latin spellings", ("the romaniser", "customs")),
    ):
        both: list[bool] = []
        for script in _SCRIPTS.values():
            some = [hit for way in ways for hit in hits[way, script]]
            both += some
            print(f"{told}, {script}: {_recall(some)}")
            if some and sum(some) / len(some) < held[told]:
                low.append(f"{told}, {script}")
            for way in ways[:2] if len(ways) > 1 else ():
                print(f"  made by {way}: {_recall(hits[way, script])}")
        print(f"{told}: {_recall(both)}, at least {held[told]}")
    times.sort()
    print(f"a look-up: p50 {times[len(times) // 2]:.1f} ms, p95 {times[int(0.95 * len(times))]:.1f} ms")
    _worst(at, failed)
    print("FAILED: " + "; ".join(low) if low else "held")
    return 1 if low else 0


def _recall(hits: Sequence[bool]) -> str:
    return f"{sum(hits)} of {len(hits)} at rank 1: {sum(hits) / len(hits):.3f}" if hits else "none"


def _worst(at: sa.Connection, failed: Sequence[tuple[Case, Sequence[object]]]) -> None:
    """Twenty of those that were not found, those that somebody else was taken for first."""
    order = sorted(failed, key=lambda pair: (not pair[1], pair[0].name))
    step = max(1, len(order) // _WORST)
    for case, found in order[::step][:_WORST]:
        taken = f"{found[0].entity.link} {found[0].score} {found[0].why}" if found else "nobody"  # type: ignore[attr-defined]
        print(f"  {case.link} by “{case.name}” ({case.made}): {taken}")


if __name__ == "__main__":
    sys.exit(run(*sys.argv[1:]))
