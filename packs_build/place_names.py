"""Which of the many names of a place in GeoNames a reader of news needs: few and good.

GeoNames gives alternate names without saying in which language. What is no name for our purpose is dropped by its
looks: airport codes, names in other scripts, machine transliterations of Cyrillic, endings of other languages.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

from packs_build.common_words import COMMON_WORDS

_MARKS = str.maketrans(dict.fromkeys("'’‘ʼʿʾʻ`´ʹ′“”\"·ˌ.") | {"-": " ", "‐": " ", "–": " ", "_": " "})
_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ə": "a", "ħ": "h", "ŧ": "t"})
#: Letters of a Latin spelling that an English, Turkish or Kurdish text uses, beside the ones of romanised Arabic.
_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿĀāĒēĪīŌōŪūḨḩĦħŞşŢţḐḑŻżẔẕḌḍḤḥṢṣṬṭẒẓĞğİıÖöÜüÇçÊêÎîÛûŠšŽžČčṈṉ'’‘ʼʿʾ` \-]+\Z")
_ROMANISED = re.compile(r"[ĀāĒēĪīŌōŪūḨḩŢţḐḑŻżẔẕḌḍḤḥṢṣṬṭẒẓ‘’ʿʾ`]")
_FOREIGN = re.compile(
    r"[Ee]h[^aeiouy\s]|[aeiou]j(?![aeiou])|[bcdfghkmnprstvz]['’`](?:[a-z]|\b)(?<!'[aeiou])|ij|jj|ue[a-z]|ae|oe|tsch|dsch"
    r"|[cs]z|'{2}| khot\b| osh\b| shahri\b| mahafaz|mühaf|məhaf|\bof\b|\band\b|\d"
)
_ENDS = re.compile(r"(?:[aeiou]s|[iouae]|um|em|om)\Z")
_HEADS = re.compile(
    r"\A(?:Nāḩiyat|Nahiyat|Markaz|Qaryat|Qaḑā’|Qada|Village of|City of|Madīnat|Madinat) (?=[^\W\d_])(?!as Sadis)"
)
_TYPE_END = re.compile(
    r" (?:Governorate|Province|District|Sub-?district|County|Region|State|Oblast|Krai|Department|Prefecture"
    r"|Municipality|Emirate|Muhafazah|Wilaya|Oblast'|City)\Z"
)
#: Words that follow a person's name in any sentence: "met Li on Monday".
_SMALL_END = re.compile(r"[ -](?:a|as|at|by|in|of|on|or|to)\Z", re.IGNORECASE)


def folded(name: str) -> str:
    """What two spellings have in common: case, accents, apostrophes and hyphens gone."""
    plain = unicodedata.normalize("NFKD", name.translate(_MARKS).casefold().translate(_LETTERS))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def ascii_name(name: str) -> str:
    """A romanised name as a newspaper prints it: without macrons, dots and ʿayns."""
    bare = unicodedata.normalize("NFKD", name)
    out = "".join(c for c in bare if not unicodedata.combining(c))
    return re.sub(r"[‘’ʿʾʼ`]", "'", out).strip("' ")


def headless(name: str) -> str:
    """The name without a word for its rank before it ("Nāḩiyat Hīrān")."""
    return _HEADS.sub("", name)


def without_type(name: str) -> str:
    """The name of a unit without the word for its rank ("Basra Governorate", "Madrid, Comunidad de")."""
    return _TYPE_END.sub("", name.partition(",")[0])


def is_romanised(name: str) -> bool:
    """Whether a spelling carries the marks of scholarly romanisation."""
    return _ROMANISED.search(name) is not None


def arabic_script(name: str) -> str | None:
    """``ar``, ``fa`` or ``ckb`` by the letters used; ``None`` for other languages and scripts."""
    if "  " in name or not re.fullmatch(r"[\u0600-\u06ff\u200c \-]+", name):
        return None
    if re.search(r"[\u0660-\u0669\u06f0-\u06f9،؟]", name):
        return None
    if re.search(r"[ٹڈڑںےۓہۂټډړږښڼځڅېۍۇۈۋۅۉڭڭ]", name):
        return None
    if re.search(r"[ڕڵۆێەھ]", name):
        return "ckb"
    if re.search(r"[ةيكىأإؤ]", name):
        return "ar"
    return "fa" if re.search(r"[پچژگکی\u200c]", name) else "ar"


def ends_small(name: str) -> bool:
    """Whether a name ends in a small English word, so that a text nearly always has it for something else."""
    return _SMALL_END.search(name) is not None


def latin(name: str) -> bool:
    """Whether an alternate name is a Latin spelling that a text in English may use."""
    if "  " in name or not _LATIN.fullmatch(name) or not 3 <= len(name) <= 32 or len(name.split()) > 4:
        return False
    first = name.lstrip("'’‘ʼʿʾ`")[:1]
    article = re.match(r"(?:al|el|as|ash|ar|an|at|az|ad)[- ](?=[^\W\d_])", name)
    if not first.isupper() and not (article and name[article.end()].isupper()):
        return False
    if (name.isupper() and len(name) <= 5) or _FOREIGN.search(name) or ends_small(name):
        return False
    return folded(name) not in COMMON_WORDS


def best_latin(main: str, names: Iterable[str], most: int) -> list[str]:
    """At most ``most`` other spellings, the nearest to the main name first, each once after folding."""
    key = folded(main)
    found: dict[str, str] = {}
    for name in sorted(names, key=lambda n: (not n.isascii(), len(n), n)):
        form = folded(name)
        if form != key and latin(name) and (len(form) > 4 or len(key) <= 4):
            found.setdefault(form, ascii_name(name) if is_romanised(name) else name)
    stems = {key, *found}
    kept = [form for form in found if not _other_ending(form, stems)]
    kept.sort(key=lambda form: (-SequenceMatcher(None, form, key).ratio(), form))
    return [found[form] for form in kept[:most]]


def _other_ending(form: str, stems: set[str]) -> bool:
    """Whether a spelling is another one with an ending of Lithuanian, Esperanto or Finnish on it."""
    match = _ENDS.search(form)
    return match is not None and any(
        form[: match.start() + k] in stems for k in (0, 1) if match.start() + k < len(form)
    )


def best_arabic(names: Iterable[str], most: int) -> list[tuple[str, str]]:
    """At most ``most`` (name, language) a language in Arabic script; ya and kaf of both languages count as one."""
    found: dict[str, tuple[str, str]] = {}
    order = {"ar": 0, "fa": 1, "ckb": 2}
    tagged = [(n, lang) for n in names if (lang := arabic_script(n))]
    for name, language in sorted(tagged, key=lambda t: (order[t[1]], t[0][:2] != "ال", len(t[0]), t[0])):
        form = name.replace("ی", "ي").replace("ک", "ك").replace("ى", "ي").replace("\u200c", " ")
        bare = re.sub(r"^(?:محافظة|مدينة|منطقة|شهرستان|استان|ولایت|پارێزگای) ", "", form)
        if len(bare) >= 2 and bare == form:
            found.setdefault(form.replace("أ", "ا").replace("إ", "ا"), (name, language))
    out: list[tuple[str, str]] = []
    for name, language in found.values():
        if sum(1 for _, known in out if known == language) < most:
            out.append((name, language))
    return out
