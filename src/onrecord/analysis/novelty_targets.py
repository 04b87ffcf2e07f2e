"""Whom a statement is about, and who says it: by the entities they are linked to, or by the words that name them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ..record import Record, SpeechAct, Statement
from ..store import novelty_rows
from ..store.expression import Expression, Mark, Run, either
from ..store.novelty_rows import Standing
from ..store.profile_details import Detail, Part
from ..store.search_words import stem, words
from ..store.unsettled import located, records_of
from .acting import TO_THE_ADDRESSEE, VERBS
from .novelty_look import NoveltyLook

#: Words that name nobody by themselves, or stand before those that do.
_SMALL = frozenset(
    (  # noqa: SIM905
        "a an the its his her their our my your this that these those all any some every certain such no one two "
        "three s he him she it they them we us you i me who whom which whoever himself themselves itself"
    ).split()
)
_MONTHS = frozenset(
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)
#: Acts that are done to somebody also where words name him that are linked to nobody: of others they name things.
_TO_WORDS = frozenset((SpeechAct.ACCUSE, SpeechAct.THREATEN, SpeechAct.WARN, SpeechAct.DEMAND))
#: The most of whom one statement is taken to be about; and words of a name that is no entity's.
_MOST, _LONGEST = 3, 6


@dataclass(frozen=True, slots=True)
class Target:
    """Whom a statement is about: all base entities that it is (none, if the words are linked to nobody), and its name.

    ``stems`` are the words that name it, without endings, by which it is looked for where there is no entity.
    ``namesakes`` are other base entities of the same name, which may or may not be it.
    """

    name: str
    root: int | None
    bases: frozenset[int]
    stems: tuple[str, ...]
    namesakes: frozenset[int] = frozenset()

    @property
    def shown(self) -> str:
        """Its name; in quotation marks where it is only words that are linked to nobody."""
        return self.name if self.bases else f"“{self.name}”"

    def part(self, kind: str) -> Expression:
        """What finds it in a role, or on a side (a mark of ``indexing.py``)."""
        if self.bases:
            return either([Mark(f"{kind}_{no}") for no in sorted(self.bases)])
        return either([self._run("names"), self._run("said")])

    def namesake(self, kind: str) -> Expression | None:
        """What finds others of its name in a role; ``None`` where there are none."""
        return either([Mark(f"{kind}_{no}") for no in sorted(self.namesakes)]) if self.namesakes else None

    def named(self, look: NoveltyLook) -> Expression:
        """What finds it in any role, and by any of its names in what was said."""
        if not self.bases:
            return self.part("any")
        runs = [
            Run(tuple(folded), (False,) * len(folded), exact=True, field="said")
            for name in novelty_rows.names_of(look.at, sorted(self.bases))
            if (folded := words(name)) and sum(map(len, folded)) > 4
        ]
        return either([self.part("any"), *runs])

    def _run(self, field: str) -> Run:
        return Run(self.stems, (False,) * len(self.stems), exact=False, field=field)


#: What a statement does by the commitments that it makes, where its own words only assert.
_BY_COMMITMENT = (("threat", SpeechAct.THREATEN), ("demand", SpeechAct.DEMAND), ("promise", SpeechAct.PROMISE))
_BLAND = frozenset((SpeechAct.ASSERT, SpeechAct.ANNOUNCE, SpeechAct.ASSESS))


def act_of(act: SpeechAct, standing: Sequence[Standing]) -> SpeechAct:
    """What a statement does: its act; of one that only asserts what it threatens, demands or promises by that, and of a
    warning that holds out a deed of the speaker's own the threat.
    """
    return act_by(act, {one.type for one in standing if one.kind == "commitment"})


def act_by(act: SpeechAct, kinds: Collection[str]) -> SpeechAct:
    """The same by the kinds of the commitments that are part of it."""
    if act is SpeechAct.WARN and "threat" in kinds:
        return SpeechAct.THREATEN
    if act in _BLAND:
        return next((does for kind, does in _BY_COMMITMENT if kind in kinds), act)
    return act


def targets(
    look: NoveltyLook, detail: Detail, act: SpeechAct, standing: Sequence[Standing], details: dict[int, Detail]
) -> tuple[Target, ...]:
    """Whom a statement is about: its target; of a threat, demand, warning or promise without one, whom it is said to
    or held out against; nobody of an act that is done to nobody.
    """
    if act not in VERBS:
        return ()
    own = {one.entity for one in detail.parts if one.role == "speaker"}
    found: dict[object, Target] = {}
    for some in _named(detail, act, standing, details):
        for part in some:
            target = _target(look, part, act)
            if target is not None and (part.entity is None or part.entity not in own):
                found.setdefault(target.root if target.root is not None else target.stems, target)
        if found:
            break
    return tuple(found.values())[:_MOST]


def _named(
    detail: Detail, act: SpeechAct, standing: Sequence[Standing], details: dict[int, Detail]
) -> Iterator[list[Part]]:
    yield [one for one in detail.parts if one.role == "target"]
    role, kind = {
        SpeechAct.DEMAND: ("doer", "demand"),
        SpeechAct.THREATEN: ("to", "threat"),
        SpeechAct.WARN: ("to", "threat"),
        SpeechAct.PROMISE: ("to", "promise"),
    }.get(act, ("", ""))
    of_commitments = [one for one in standing if one.kind == "commitment" and one.type == kind and one.no in details]
    yield [part for one in of_commitments for part in details[one.no].parts if part.role == role]
    if act in TO_THE_ADDRESSEE:
        yield [one for one in detail.parts if one.role == "addressee"]


def _target(look: NoveltyLook, part: Part, act: SpeechAct) -> Target | None:
    if part.entity is not None:
        root = look.root(part.entity)
        bases, name = look.bases(root), look.called(root)
        return Target(name, root, bases, (), look.namesakes(name) - bases)
    if act not in _TO_WORDS:
        return None
    folded = [one for one in words(part.name or "") if one not in _SMALL]
    if not folded or any(one in _MONTHS or one[0].isdigit() for one in folded) or len(folded) > _LONGEST:
        return None
    return Target((part.name or "").strip(" '’"), None, frozenset(), tuple(map(stem, folded)))


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says it: its entity's number (a root) and name; ``body`` is the entity of the body for which somebody speaks
    who is not named.
    """

    name: str | None
    root: int | None
    body: int | None = None


def voice(look: NoveltyLook, number: int, detail: Detail, document: int) -> Voice:
    """Who says a statement (by its number as a finding)."""
    part = next((one for one in detail.parts if one.role == "speaker"), None)
    if part is not None and part.entity is not None:
        root = look.root(part.entity)
        return Voice(look.called(root), root)
    name = None if part is None else part.name
    body = _body(look, number, document)
    return Voice(name, None, body)


def _body(look: NoveltyLook, number: int, document: int) -> int | None:
    """The body that the text says an unnamed speaker speaks for."""
    read = _read(look, number)
    if read is None or read[1].speaker.affiliation is None:
        return None
    found = novelty_rows.called_so(look.at, document, read[1].speaker.affiliation)
    return None if found is None else look.root(found)


def told_as_past(look: NoveltyLook, number: int) -> str | None:
    """The cue of a statement (by its number as a finding) that tells of it as past ("had promised")."""
    read = _read(look, number)
    if read is None:
        return None
    record, statement = read
    cue = " ".join(span.of(record.document.text) for span in statement.cue)
    return " ".join(cue.split()) if words(cue)[:1] == ["had"] else None


def _read(look: NoveltyLook, number: int) -> tuple[Record, Statement] | None:
    """A statement as it was read, with its record; ``None`` where that is damaged, which verifying tells."""
    for _, reading, local in located(look.at, [number]):
        record = records_of(look.at, [reading]).get(reading)
        if isinstance(record, Record):
            return next(((record, one) for one in record.statements if one.id == local), None)
    return None
