"""Which type an event is of: the codebook's words where they decide, else the trained model among what they allow."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ...record import EventType
from ...tagger.typing_head import Typing, with_votes
from ..syntax import Syntax, Word
from .candidates import Candidate

#: Confidence of a line whose words alone decide; and of one whose words do not, where no model was asked.
EXACT, UNASKED = 0.85, 0.6
#: What the codebook's first choice counts beside the model, in natural logarithms of chances.
VOTE = 2.0
#: Below this the model's best type among those allowed is no event at all.
LEAST = 0.1


#: The trained model over one text's states: for each question the chance of each type, by name.
Typer = Callable[[Sequence[Typing]], Sequence[Mapping[str, float]]]


@dataclass(frozen=True, slots=True)
class Choice:
    """The type, how sure it is (0 to 1), and what decided."""

    type: EventType
    confidence: float
    why: str


def typed(syntax: Syntax, candidates: Sequence[Candidate], typer: Typer | None) -> list[Choice | None]:
    """The choice for each candidate; ``None`` where the model holds it to be no event."""
    open_ = [i for i, c in enumerate(candidates) if not c.line.exact]
    answers: dict[int, Mapping[str, float]] = {}
    if typer is not None and open_:
        found = typer([_question(syntax, candidates[i]) for i in open_])
        answers = dict(zip(open_, found, strict=True))
    return [_choice(c, answers.get(i)) for i, c in enumerate(candidates)]


def _question(syntax: Syntax, candidate: Candidate) -> Typing:
    sentence = syntax.sentence(candidate.trigger)
    return Typing(
        sentence=(sentence.start, sentence.stop),
        source=_range(syntax, candidate.doers),
        target=_range(syntax, candidate.recipients),
        trigger=(candidate.trigger, candidate.trigger + 1),
    )


def _range(syntax: Syntax, words: Sequence[Word]) -> tuple[int, int] | None:
    """The words of the first side's phrase."""
    if not words:
        return None
    inside = syntax.inside(syntax.phrase(words[0].number))
    return (inside.start, inside.stop) if inside else None


def _choice(candidate: Candidate, chances: Mapping[str, float] | None) -> Choice | None:
    line = candidate.line
    why = f"“{line.word}” in the codebook"
    if line.exact:
        return Choice(line.type, EXACT, why)
    if chances is None:
        return Choice(line.type, UNASKED, why)
    allowed = list(dict.fromkeys(t for one in candidate.lines for t in one.types))
    weighed = with_votes(chances, {line.type.value: 1.0}, VOTE)
    best = max(allowed, key=lambda type_: weighed[type_.value])
    chance = chances[best.value]
    return None if chance < LEAST else Choice(best, round(chance, 2), f"{why}, and the trained model")
