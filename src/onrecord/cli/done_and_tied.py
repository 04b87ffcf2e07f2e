"""After the statements: what was done, who is tied to whom, what was promised; nothing without on whose word it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..export.deeds import circumstances, event_head, sides_line, unsure
from ..export.kept_words import cited, state_words
from ..export.pledges import commitment_word, deed_line, doer_words, terms
from ..export.standing_words import STANDING_HEADS, F, by_standing, footing_line, is_derived, joined, provisos
from ..export.telling import Line, Telling
from ..export.tie_words import basis_line, ends_line, tie_circumstances
from ..export.where import paragraph_of
from ..record import Commitment, Event, Standing, Tie
from .lines import Lines

if TYPE_CHECKING:
    from rich.text import Text

#: More than these of one sort and one standing are counted, not told.
_MOST = 12
_ALL = "--format html shows all"


def done_and_tied(lines: Lines, telling: Telling) -> None:
    """Prints the three lists; one that is empty is left out."""
    record = telling.record
    _findings(lines, "What was done", record.events, lambda event: _event(lines, telling, event))
    _findings(lines, "Who is tied to whom", record.ties, lambda tie: _tie(lines, telling, tie))
    if record.commitments:
        lines.say(0, ("Promised, demanded, threatened",), style="bold underline")
        for commitment in record.commitments[:_MOST]:
            _commitment(lines, telling, commitment)
        _rest(lines, len(record.commitments) - _MOST, 2)
        lines.gap()


def _findings(lines: Lines, head: str, findings: tuple[F, ...], tell: Callable[[F], None]) -> None:
    """A list in up to three parts, each under the words that say on whose word it stands."""
    if not findings:
        return
    lines.say(0, (head,), style="bold underline")
    for over, group in by_standing(findings):
        lines.say(2, (f"{over}:",), style="bold" if over == STANDING_HEADS[Standing.REPORTED] else "italic")
        for _, finding in group[:_MOST]:
            tell(finding)
        _rest(lines, len(group) - _MOST, 4)
    lines.gap()


def _event(lines: Lines, telling: Telling, event: Event) -> None:
    line = _marked(lines, provisos(event))
    line.append_text(lines.text(event_head(event), style="bold"))
    facts = joined((sides_line(telling, event), *circumstances(telling, event), _place(telling, event)))
    line.append_text(lines.text((" · ", *facts)))
    _put(lines, line, telling, event)


def _tie(lines: Lines, telling: Telling, tie: Tie) -> None:
    line = _marked(lines, provisos(tie))
    line.append_text(lines.text(ends_line(telling, tie)))
    facts = joined((*tie_circumstances(telling, tie), basis_line(telling, tie), _place(telling, tie)))
    line.append_text(lines.text((" · ", *facts)))
    _put(lines, line, telling, tie)


def _commitment(lines: Lines, telling: Telling, commitment: Commitment) -> None:
    line = lines.text(())
    line.append(commitment.kind.value.upper(), style="bold")
    facts = (*doer_words(telling, commitment), " ", *deed_line(telling, commitment))
    line.append_text(lines.text((" · ", *joined((facts, *terms(telling, commitment))))))
    id_ = cited(telling, commitment.id)
    where = f" · ¶{paragraph_of(telling, commitment.deed.start)}" + (f" · {id_}" if id_ else "")
    line.append_text(lines.text((where,), style="dim"))
    lines.put(2, line, hang=4)
    lines.say(6, commitment_word(telling, commitment), style="italic")
    if state := state_words(telling, commitment.id):
        lines.say(6, state, style="bold yellow")


def _put(lines: Lines, line: Text, telling: Telling, finding: Event | Tie) -> None:
    """The line, and under it on whose word it stands, where the heading above has not said it all."""
    lines.put(4, line, hang=4)
    if state := state_words(telling, finding.id):
        lines.say(8, state, style="bold yellow")
    standing = finding.footing.standing
    if standing is Standing.ATTRIBUTED or (standing is Standing.COMMENT and is_derived(finding)):
        lines.say(8, footing_line(telling, finding.footing), style="italic")


def _marked(lines: Lines, words: tuple[str, ...]) -> Text:
    """What keeps a finding from being news of something done stands before it."""
    line = lines.text(())
    for word in words:
        line.append(word.upper(), style="reverse")
        line.append(": ")
    return line


def _place(telling: Telling, finding: Event | Tie) -> Line:
    facts = (
        f"¶{paragraph_of(telling, finding.spans[0].start)}",
        unsure(finding.confidence),
        cited(telling, finding.id),
    )
    return (" · ".join(fact for fact in facts if fact),)


def _rest(lines: Lines, left: int, indent: int) -> None:
    if left > 0:
        lines.say(indent, (f"and {left:,} more: {_ALL}",), style="dim")
