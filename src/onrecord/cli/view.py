"""A record as a person reads it in a terminal: statements under their speakers, each with what it does and its words,
then what was done, who is tied to whom and what was promised, and who is who, the times and the places.

Plain text when piped or when colour is unwanted. Whatever the document holds, it cannot move the cursor, set a
colour or turn the line around: control characters are named, right-to-left words are isolated.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..export.kept_words import cited, grade_words, kept_lines, state_words
from ..export.telling import NOBODY, Line, Telling, Words
from ..export.wording import FAMILY_OF, confidence_words, published_words
from ..record import Record, Statement, ZoneKind
from .done_and_tied import done_and_tied
from .lines import Lines
from .who_when_where import who_when_where

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_COLOURS = {
    "telling": "bold cyan",
    "opposing": "bold red",
    "binding": "bold magenta",
    "refusing": "bold yellow",
    "favouring": "bold green",
}


def show(record: Record, console: Console) -> None:
    """Prints the record to ``console``, fitted to its width."""
    page = _Page(console, telling=Telling(record))
    page.head()
    if not record.statements:
        page.say(0, ("No statement was found in this document.",))
        page.gap()
    for group in _groups(page.telling):
        page.group(group)
    done_and_tied(page, page.telling)
    who_when_where(page, page.telling)
    page.kept()
    page.failures()


def _groups(telling: Telling) -> list[list[Statement]]:
    """Statements that stand on their own, by speaker, in order of the speaker's first appearance."""
    groups: dict[str, list[Statement]] = {}
    for stmt in telling.statements:
        if not telling.above(stmt) or stmt.id in {s.within for s in telling.above(stmt)}:
            groups.setdefault(telling.speaker_key(stmt), []).append(stmt)
    return list(groups.values())


@dataclass(slots=True)
class _Page(Lines):
    telling: Telling = field(kw_only=True)
    inner: dict[str, list[Statement]] = field(default_factory=dict)
    told: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        Lines.__post_init__(self)
        for stmt in self.telling.statements:
            if stmt.within is not None:
                self.inner.setdefault(stmt.within, []).append(stmt)

    def head(self) -> None:
        doc = self.telling.record.document
        self.say(0, (self.telling.title(),), style="bold")
        facts: list[str | Words] = [Words(doc.source) if doc.source else "outlet unknown"]
        facts += [" · ", Words(published_words(doc)), " · "]
        facts += ["language ", Words(doc.language)] if doc.language else ["language unknown"]
        if grade := grade_words(self.telling.record):
            facts += [" · ", grade]
        self.say(0, tuple(facts), style="dim")
        if self.telling.statements:
            self.say(0, (self.summary(),), style="dim")
        self.gap()

    def summary(self) -> str:
        """How many statements there are, and in which zones."""
        total = len(self.telling.statements)
        zones = {zone.kind for zone in self.telling.record.zones}
        counts = {kind: sum(s.zone is kind for s in self.telling.statements) for kind in ZoneKind}
        named = [f"{counts[kind]} in {kind.value}" for kind in ZoneKind if counts[kind]]
        silent = [kind.value for kind in ZoneKind if kind in zones and not counts[kind]]
        parts = [f"{total} statement{'' if total == 1 else 's'}" + (f": {', '.join(named)}" if named else "")]
        if silent:
            parts.append(f"none in {', '.join(silent)}")
        return " · ".join(parts)

    def group(self, statements: list[Statement]) -> None:
        first = statements[0]
        line: list[str | Words] = [self.telling.speaker(first) or NOBODY]
        role = next((r for r in map(self.telling.role, statements) if r), None)
        self.put(0, self.text(tuple(line), style="bold underline").append_text(self.aside(role)))
        for stmt in statements:
            self.statement(stmt, 2)
        self.gap()

    def aside(self, role: Line | None) -> Text:
        """The office, after the speaker's name."""
        from rich.text import Text

        return self.text((", ", *role), style="not bold not underline dim") if role else Text()

    def statement(self, stmt: Statement, indent: int) -> None:
        """A statement and, further in, those told inside it."""
        waiting = [(stmt, indent)]
        while waiting:
            told, at = waiting.pop()
            if id(told) in self.told:
                continue
            self.told.add(id(told))
            self.put(at, self.heading(told, nested=told is not stmt), hang=4)
            self.quote(told, at + 4)
            if guess := self.telling.guess(told):
                self.say(at + 4, guess, style="dim italic")
            waiting += [(inner, at + 4) for inner in reversed(self.inner.get(told.id, ()))]

    def heading(self, stmt: Statement, nested: bool) -> Text:
        """Id, act, who to whom, and where: one line if it fits."""
        telling = self.telling
        line = self.text(())
        line.append_text(self.text((Words(stmt.id), "  "), style="dim"))
        if stmt.negated:
            line.append("NOT SAID: ", style="bold reverse")
        line.append(stmt.act.value.upper(), style=_COLOURS[FAMILY_OF[stmt.act]])
        if nested:
            line.append_text(self.text((" by ", telling.speaker(stmt) or NOBODY)))
        if target := telling.party(stmt.target):
            line.append_text(self.text((" → ", target)))
        if addressee := telling.party(stmt.addressee):
            line.append_text(self.text((" to ", addressee)))
        if medium := telling.party(stmt.medium):
            line.append_text(self.text((", through ", medium), style="dim"))
        line.append_text(self.text((f" · ¶{telling.paragraph(stmt)}",), style="dim"))
        if stmt.zone is not ZoneKind.REPORT:
            marked = "bold" if stmt.zone is ZoneKind.COMMENT else "dim"
            line.append_text(self.text((f" · {stmt.zone.value}",), style=marked))
        line.append_text(self.text((f" · reading {confidence_words(stmt.confidence)} right",), style="dim"))
        if id_ := cited(telling, stmt.id):
            line.append_text(self.text((f" · {id_}",), style="dim"))
        if state := state_words(telling, stmt.id):
            line.append_text(self.text((" · ", *state), style="bold yellow"))
        if nested and stmt.within is not None:
            line.append_text(self.text((" · within ", Words(stmt.within)), style="dim"))
        return line

    def quote(self, stmt: Statement, indent: int) -> None:
        """The content's words."""
        self.passage(indent, self.telling.quote(stmt))

    def kept(self) -> None:
        """What a desk adds."""
        lines = list(kept_lines(self.telling.record))
        if lines:
            self.say(0, ("How it is kept",), style="bold underline")
            for line in lines:
                self.copied(2, line)
            self.gap()

    def failures(self) -> None:
        if not self.telling.record.failures:
            return
        self.say(0, ("Not everything was read:",), style="bold red")
        for failure in self.telling.record.failures:
            self.say(2, (Words(failure.step), ": ", Words(failure.reason)))
