"""A finding in lines: what it says, in its words, and on whose word."""

from __future__ import annotations

from ..export.deeds import circumstances, event_head, sides_line
from ..export.kept_words import cited
from ..export.pledges import commitment_word, deed_line, doer_words, terms
from ..export.standing_words import footing_line, joined, provisos
from ..export.telling import NOBODY, Line, Telling, Words
from ..export.tie_words import basis_line, ends_line, tie_circumstances
from ..export.when import said_when
from ..export.wording import confidence_words
from ..record import Commitment, Event, Statement, Tie
from .finding_place import Found, pieces, short_words


def finding_lines(telling: Telling, found: Found) -> list[Line]:
    """What a finding says and on whose word, as in a view of the whole document."""
    if isinstance(found, Statement):
        return _said(telling, found)
    if isinstance(found, Commitment):
        facts = (*doer_words(telling, found), " ", *deed_line(telling, found))
        return [
            joined(((found.kind.value.upper(),), facts, *terms(telling, found))),
            (*commitment_word(telling, found), *_reference(telling, found.statement)),
        ]
    marks = (", ".join(provisos(found)),) if provisos(found) else None
    if isinstance(found, Event):
        head, more = event_head(found), (sides_line(telling, found), *circumstances(telling, found))
    else:
        head, more = ends_line(telling, found), (*tie_circumstances(telling, found), _basis(telling, found))
    sure = (_sure(found.confidence),)
    return [
        joined((marks, head, *more)),
        (*footing_line(telling, found.footing), *_reference(telling, found.footing.by)),
        *(() if isinstance(found, Tie) and found.derived else (sure,)),
    ]


def _said(telling: Telling, found: Statement) -> list[Line]:
    said: Line = (
        telling.speaker(found) or NOBODY,
        *((", ", *role) if (role := telling.role(found)) else ()),
        f" · {found.act.value.upper()}" + (" (the text says that this was not said)" if found.negated else ""),
    )
    parties = [
        (word, telling.party(party))
        for word, party in (("about ", found.target), ("to ", found.addressee), ("through ", found.medium))
    ]
    told = [joined((said, *((word, party) for word, party in parties if party)))]
    if guess := telling.guess(found):
        told.append(guess)
    told.append(telling.standing(found))
    if above := telling.above(found):
        told.append(("told within ", *joined([_named(telling, outer) for outer in above], ", within ")))
    if when := said_when(telling, found):
        told.append(("when: ", *when))
    told.append((f"{found.form.value} speech, in the {found.zone.value} · {_sure(found.confidence)}",))
    return told


def _sure(confidence: float) -> str:
    return f"reading {confidence_words(confidence)} right"


def _named(telling: Telling, stmt: Statement) -> Line:
    """Another statement: by what it is cited, and whose it is."""
    return (cited(telling, stmt.id) or stmt.id, " by ", telling.speaker(stmt) or NOBODY)


def _reference(telling: Telling, by: str | None) -> Line:
    """The statement that a finding stands on."""
    return () if by is None else (f" ({cited(telling, by) or by})",)


def _basis(telling: Telling, tie: Tie) -> Line | None:
    """The ties that a derived one rests on, by what they are cited."""
    if not tie.derived:
        return None
    return (*(basis_line(telling, tie) or ()), f" ({', '.join(cited(telling, one) or one for one in tie.basis)})")


def finding_words(telling: Telling, found: Found) -> Line:
    """The words of a finding, exact, where what is said of it does not hold them."""
    if isinstance(found, Statement):
        return telling.quote(found)
    if isinstance(found, Commitment) or (isinstance(found, Tie) and found.derived):
        return ()  # A commitment's head has them, and no words tell of a derived tie.
    return ("“", Words(short_words(telling.words(pieces(found)))), "”")
