"""A finding as it is cited, in whatever is concluded from it: its words, its source, and on whose word it stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody: the entity's id (``None`` where the name is linked to none), and what it is called."""

    id: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody in a finding, in a role: speaker, addressee, target, medium, actor, recipient, a, b, doer, to.

    ``name`` is the one of that document; ``who`` the entity, where it is linked.
    """

    role: str
    name: str
    who: Who | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where words stand: the document's id, the outlet's name and grade, and the date that the document bears."""

    document: str
    outlet: str | None
    grade: str | None
    published: str | None
    title: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """A finding as it is cited. ``words`` are exact: characters ``begin`` to ``end`` of the document, unless ``cut``;
    ``before`` and ``after`` are those of their sentence around them, where the words alone say little.

    ``standing`` is reported, attributed or comment; ``on_word`` are those on whose word it stands, the innermost
    first, each as the document names it. ``happened_from`` and ``happened_to`` are when it happened, held, or is due,
    where the text says. ``derived`` says of a tie that no words state it, and it only follows from others. ``judged``
    is accepted or edited; ``withdrawn`` is since when its words are gone from the source's own page.
    """

    id: str
    kind: str
    type: str
    standing: str
    polarity: str
    source: Source
    day: str | None
    before: str
    words: str
    after: str
    begin: int
    end: int
    cut: bool
    roles: tuple[Role, ...]
    on_word: tuple[str, ...]
    zone: str | None = None
    mode: str | None = None
    background: bool = False
    derived: bool = False
    happened_from: str | None = None
    happened_to: str | None = None
    judged: str | None = None
    withdrawn: str | None = None

    @property
    def unspoken(self) -> bool:
        """Whether it is a commitment that the document itself reports, and no statement makes."""
        return self.kind == "commitment" and self.standing == "reported"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many findings, in how many texts: documents of one family are one text, however many carried it.

    ``told`` is how many they are if what several carry of one utterance counts once.
    """

    findings: int = 0
    texts: int = 0
    told: int = 0


#: Nothing counted.
NONE = Tally()
