"""How well a brief is checked: correct sentences that are made wrong in one thing each, and how many of these it sees.

``python -m bench briefs [N] [seed=S] [DESK/] [missed] [flagged] [by-hand]``: N corruptions (400) of fifteen kinds of
correct briefs of the sample desk: those that the composer writes, and one of sentences that were written by hand.
Caught is what the check calls an error in that sentence; a warning is told apart. ``flagged`` prints what it says of
sentences that are right, ``missed`` the corruptions that it lets pass, ``by-hand`` where it is wrong about the
sentences by hand, faithful and unfaithful: those that rewrite one finding each, and those that are written as analysts
write, in two halves.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random

import sqlalchemy as sa

from onrecord.brief.compose import Asked, On
from onrecord.brief.draft import read_draft
from onrecord.brief.fault import Fault, Gravity
from onrecord.brief.gathering import Gathering
from onrecord.brief.style import Style
from onrecord.desk.asking import asked as question
from onrecord.desk.briefing import Checked, checked
from onrecord.desk.composing import composed
from onrecord.desk.keeping import Desk
from onrecord.gazetteer.loading import SAMPLE
from onrecord.record import ActorKind, BriefPart, BriefSentence, Span
from onrecord.store import hits, meant

from .corrupting import CORRUPTIONS, Base, Pool, Wrong
from .floors import floors
from .planted_look import sample

BY_HAND = Path(__file__).parents[1] / "tests" / "brief" / "rewritten.csv"
#: Sentences as analysts write them, in two halves by one author and four batches by another: ``set`` tells whether one
#: is a heading, an item of a list, a caption, or goes on in the paragraph before; ``first`` is what was written first,
#: where that said more than it cited.
FREELY = BY_HAND.parent / "freely.csv"
HALVES = ("A", "B", "C", "D", "E", "F")
#: What briefs are composed of: the first and the last day, and the actor or question that they are on.
WEEKS = (
    ("2031-03-01", "2031-03-31", None),
    ("2031-04-01", "2031-04-15", None),
    ("2031-04-16", "2031-04-24", None),
    ("2031-04-25", "2031-05-02", None),
    ("2031-05-03", "2031-05-12", None),
    ("2031-05-13", "2031-05-31", None),
    ("2031-04-01", "2031-05-31", "People’s Coastal Guard"),
    ("2031-04-01", "2031-05-31", "Daryan Mehvesh"),
    ("2031-04-01", "2031-05-31", "mines"),
)
_ITEMS = 8


@dataclass(frozen=True, slots=True)
class Written:
    """A correct brief that was checked."""

    name: str
    checked: Checked

    @property
    def text(self) -> str:
        """The draft."""
        return self.checked.draft.brief.text


@dataclass(slots=True)
class Checker:
    """Checks drafts of one desk; what is cited is unpacked once."""

    desk: Desk
    at: sa.Connection
    gathering: Gathering
    style: Style

    def checked(self, text: str) -> Checked:
        """A draft, checked."""
        return checked(self.desk, self.at, read_draft(text), self.style, gathering=self.gathering)


def run(*what: str) -> int:
    """Prints the tables; 1 if a floor of ``floors.json`` does not hold."""
    many = next((int(one) for one in what if one.isdigit()), 400)
    seed = next((int(one[5:]) for one in what if one.startswith("seed=")), 8)
    place = next((one for one in what if "/" in one), None)
    with ExitStack() as open_:
        desk = open_.enter_context(Desk.open(place, packs=(SAMPLE,)) if place else sample())
        at = open_.enter_context(desk.store.reading())
        checker = Checker(desk, at, Gathering(desk.store, at, desk.gazetteer), Style())
        drafts = [*composed_drafts(desk, at), ("by hand", sentences_by_hand(faithful=True))]
        briefs = [Written(name, checker.checked(text)) for name, text in drafts]
        flagged = _flagged(briefs, "flagged" in what)
        rates = _caught(checker, briefs, many, Random(seed), "missed" in what)
        by_hand = _by_hand(checker, "by-hand" in what)
        freely = _freely(checker, "by-hand" in what)
    return _verdict(flagged, rates, by_hand, freely)


def composed_drafts(desk: Desk, at: sa.Connection, items: int = _ITEMS) -> list[tuple[str, str]]:
    """The briefs of ``WEEKS``, of so many items at the most: what each is called, and its draft."""
    made = []
    for since, until, on in WEEKS:
        wanted = Asked(since, until, On() if on is None else _on(at, on), items)
        brief = composed(desk, at, wanted, figures=False)
        if brief is None:
            raise SystemExit(f"nothing was composed from {since} to {until} on {on}")
        made.append((f"{since} {on or ''}".strip(), brief.text))
    return made


def _on(at: sa.Connection, on: str) -> On:
    """An actor by its name, or a question."""
    found = meant.meant(at, on, most=1)
    if on[0].isupper() and found:
        return On(on, actor=found[0].number)
    return On(on, findings=hits.members(at, question(on)))


def _rows_by_hand() -> list[dict[str, str]]:
    """The sentences that were written by hand: id, truth (faithful, unfaithful), kind, sentence."""
    with BY_HAND.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sentences_by_hand(*, faithful: bool) -> str:
    """Those that are faithful, or those that are not, as a draft: a paragraph each."""
    wanted = "faithful" if faithful else "unfaithful"
    body = "\n\n".join(f"{row['sentence']} [{_cited(row['id'])}]" for row in _rows_by_hand() if row["truth"] == wanted)
    return f"---\ntitle: Sentences\nuntil: 2031-05-30\n---\n\n{body}\n"


def sentences_freely(half: str, *, faithful: bool) -> str:
    """One half of the sentences that were written as analysts write, as a draft."""
    with FREELY.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    truth = "faithful" if faithful else "unfaithful"
    parts, glance = list[str](), list[str]()
    for row in rows:
        if row["half"] != half or row["truth"] != truth:
            continue
        told = f"{row['sentence']} [{_cited(row['id'])}]" if row["id"] else row["sentence"]
        if row["set"] == "list":
            glance.append(f"- {told}")
        elif row["set"] == "goes on":
            parts[-1] += f" {told}"
        else:
            parts.append({"heading": f"## {told}", "caption": f"![{told}](map.svg)"}.get(row["set"], told))
    listed = ["## At a glance", "\n".join(glance)] if glance else []
    return "---\nuntil: 2031-05-30\n---\n\n" + "\n\n".join([*parts, *listed]) + "\n"


def _cited(ids: str) -> str:
    return "; ".join(f"@{one}" for one in ids.split(";"))


def _of(faults: Sequence[Fault], sentence: Span, gravity: Gravity) -> list[Fault]:
    return [one for one in faults if one.gravity is gravity and sentence.meets(one.span)]


def _may_be_wrong(sentence: BriefSentence) -> bool:
    return not sentence.level and sentence.part not in (BriefPart.COMMENT, BriefPart.CAPTION)


def _flagged(briefs: Sequence[Written], shows: bool) -> float:
    """Prints how many correct sentences are flagged; the share of those called an error."""
    print(f"{'brief':44}{'sentences':>10}{'errors':>8}{'warnings':>10}")
    errors = warnings = total = 0
    for brief in briefs:
        told = [one for one in brief.checked.draft.brief.sentences if one.part is not BriefPart.COMMENT]
        bad = [one for one in told if _of(brief.checked.faults, one.span, Gravity.ERROR)]
        doubtful = [one for one in told if _of(brief.checked.faults, one.span, Gravity.WARNING)]
        print(f"{brief.name:44}{len(told):10}{len(bad):8}{len(doubtful):10}")
        errors, warnings, total = errors + len(bad), warnings + len(doubtful), total + len(told)
        for one in {*bad, *doubtful} if shows else ():
            _show(one.text, [fault for fault in brief.checked.faults if one.span.meets(fault.span)])
    print(f"{'all':44}{total:10}{errors:8}{warnings:10}   flagged {errors / max(1, total):.3f}")
    return errors / max(1, total)


def _show(text: str, faults: Sequence[Fault]) -> None:
    print(f"    {text}")
    for fault in faults:
        print(f"        {fault.gravity.value} {fault.kind.value}: {fault.words}")


def _pool(briefs: Sequence[Written]) -> Pool:
    evidence = [one for brief in briefs for one in brief.checked.evidence.values()]
    people = {who.names[0]: who.actor.kind for one in evidence for who in one.people}
    # Names, and no descriptions: "The ministry's press service".
    whole = {name: kind for name, kind in people.items() if _is_name(name)}
    places = {place.name for one in evidence for place in one.places if place.name[:1].isupper()}
    outlets = {outlet for one in evidence for outlet in one.outlets}
    statements = {(one.id, one.record.document.id) for one in evidence if one.kind == "statement"}
    return Pool(
        tuple(sorted(name for name, kind in whole.items() if kind is ActorKind.PERSON)),
        tuple(sorted(name for name, kind in whole.items() if kind is not ActorKind.PERSON and name not in places)),
        tuple(sorted(places)),
        tuple(sorted(outlets)),
        tuple(sorted(statements)),
    )


def _is_name(name: str) -> bool:
    words = name.split()
    return len(words) < 6 and words[0] != "The" and all(one[0].isupper() or one in ("of", "al", "the") for one in words)


def _bases(briefs: Sequence[Written]) -> list[Base]:
    """The correct sentences in which one thing is made wrong: they cite something, and no error is found in them."""
    found = []
    for number, brief in enumerate(briefs):
        for one in brief.checked.draft.brief.sentences:
            cited = tuple(
                evidence
                for citation in one.citations
                if (evidence := brief.checked.evidence.get(citation.key)) is not None
            )
            if _may_be_wrong(one) and cited and not _of(brief.checked.faults, one.span, Gravity.ERROR):
                found.append(Base(number, one, cited))
    return found


def _corrupted(bases: list[Base], pool: Pool, many: int, rng: Random) -> list[tuple[Base, Wrong]]:
    """So many corruptions, as even over the kinds as the sentences allow; none twice."""
    queues = {kind: rng.sample(bases, len(bases)) for kind in CORRUPTIONS}
    made: list[tuple[Base, Wrong]] = []
    seen: set[tuple[str, str, tuple[str, ...] | None]] = set()
    while len(made) < many and any(queues.values()):
        for kind, corrupt in CORRUPTIONS.items():
            while queues[kind] and len(made) < many:
                base = queues[kind].pop()
                wrong = corrupt(base, pool, rng)
                key = (kind, wrong.text, wrong.cites) if wrong is not None else None
                if wrong is None or key in seen or (wrong.text == base.sentence.text and wrong.cites is None):
                    continue
                seen.add((kind, wrong.text, wrong.cites))
                made.append((base, wrong))
                break
    return made


def _draft(text: str, base: Base, wrong: Wrong) -> tuple[str, Span]:
    """The brief with the sentence made wrong, and where that stands now."""
    keys = [one.key for one in base.sentence.citations] if wrong.cites is None else wrong.cites
    said = wrong.text + (f" [{'; '.join(f'@{key}' for key in keys)}]" if keys else "")
    span = base.sentence.span
    return text[: span.start] + said + text[span.end :], Span(span.start, span.start + len(said))


def _caught(
    checker: Checker, briefs: Sequence[Written], many: int, rng: Random, shows: bool
) -> dict[str, tuple[int, int, int]]:
    """Prints how many corruptions of each kind are caught; of each kind: caught, only warned of, tried."""
    counts: Counter[tuple[str, str]] = Counter()
    for base, wrong in _corrupted(_bases(briefs), _pool(briefs), many, rng):
        text, span = _draft(briefs[base.brief].text, base, wrong)
        faults = checker.checked(text).faults
        bad = _of(faults, span, Gravity.ERROR)
        doubtful = _of(faults, span, Gravity.WARNING)
        counts[wrong.kind, "tried"] += 1
        counts[wrong.kind, "caught" if bad else "warned" if doubtful else "missed"] += 1
        if shows and not bad:
            _show(f"{wrong.kind}: {base.sentence.text}\n        -> {wrong.text} {wrong.cites or ''}", doubtful)
    print(f"\n{'corruption':14}{'tried':>7}{'caught':>8}{'warned':>8}{'rate':>8}")
    rates = {}
    for kind in CORRUPTIONS:
        row = counts[kind, "caught"], counts[kind, "warned"], counts[kind, "tried"]
        rates[kind] = row
        print(f"{kind:14}{row[2]:7}{row[0]:8}{row[1]:8}{row[0] / max(1, row[2]):8.3f}")
    caught, tried = (sum(row[at] for row in rates.values()) for at in (0, 2))
    print(f"{'all':14}{tried:7}{caught:8}{'':8}{caught / max(1, tried):8.3f}")
    return rates


def _by_hand(checker: Checker, shows: bool) -> tuple[float, float]:
    """Prints how the sentences by hand are judged: precision and recall of an error as "unfaithful"."""
    told: Counter[tuple[bool, bool]] = Counter()
    for faithful in (True, False):
        made = checker.checked(sentences_by_hand(faithful=faithful))
        for one in made.draft.brief.sentences:
            bad = _of(made.faults, one.span, Gravity.ERROR)
            told[faithful, bool(bad)] += 1
            if shows and bool(bad) is faithful:
                _show(f"{'faithful' if faithful else 'unfaithful'}: {one.text}", bad)
    caught, missed, wrongly = told[False, True], told[False, False], told[True, True]
    precision, recall = caught / max(1, caught + wrongly), caught / max(1, caught + missed)
    print(
        f"\nby hand: {caught} of {caught + missed} unfaithful sentences are caught, {wrongly} of "
        f"{wrongly + told[True, False]} faithful ones flagged: precision {precision:.3f}, recall {recall:.3f}"
    )
    return precision, recall


def _freely(checker: Checker, shows: bool) -> tuple[float, float]:
    """Prints how each half is judged; the share of faithful sentences that are flagged, of unfaithful ones caught."""
    told: Counter[tuple[bool, bool]] = Counter()
    for half in HALVES:
        mine: Counter[tuple[bool, bool]] = Counter()
        for faithful in (True, False):
            made = checker.checked(sentences_freely(half, faithful=faithful))
            for one in (one for one in made.draft.brief.sentences if one.text != "At a glance"):
                bad = _of(made.faults, one.span, Gravity.ERROR)
                mine[faithful, bool(bad)] += 1
                if shows and bool(bad) is faithful:
                    _show(f"{'faithful' if faithful else 'unfaithful'}: {one.text}", bad)
        told += mine
        print(
            f"freely written, half {half}: {mine[True, True]} of {mine[True, True] + mine[True, False]} faithful "
            f"sentences are flagged, "
            f"{mine[False, True]} of {mine[False, True] + mine[False, False]} unfaithful ones caught"
        )
    return (
        told[True, True] / (told[True, True] + told[True, False]),
        told[False, True] / (told[False, True] + told[False, False]),
    )


def _verdict(
    flagged: float, rates: dict[str, tuple[int, int, int]], by_hand: tuple[float, float], freely: tuple[float, float]
) -> int:
    bar = floors("briefs")
    caught, tried = (sum(row[at] for row in rates.values()) for at in (0, 2))
    low = [] if flagged <= bar["flagged"] else [f"flagged {flagged:.3f} > {bar['flagged']}"]
    low += [] if caught >= bar["caught"] * tried else [f"caught {caught / tried:.3f} < {bar['caught']}"]
    low += [
        f"{kind} {row[0] / row[2]:.3f} < {bar['each']}"
        for kind, row in rates.items()
        if row[2] and row[0] < bar["each"] * row[2]
    ]
    low += [
        f"by hand {name} {figure:.3f} < {bar[name]}"
        for name, figure in zip(("precision", "recall"), by_hand, strict=True)
        if figure < bar[name]
    ]
    low += [] if freely[0] <= bar["freely flagged"] else [f"freely written, flagged {freely[0]:.3f}"]
    low += [] if freely[1] >= bar["freely caught"] else [f"freely written, caught {freely[1]:.3f}"]
    print("FAILED: " + "; ".join(low) if low else "all floors hold")
    return 1 if low else 0
