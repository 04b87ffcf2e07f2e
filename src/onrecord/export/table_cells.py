"""What stands in the cells of the tables, and how a row of cells is written."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from ..record import Actor, Footing, Party, Taker
from .country_codes import alpha_3
from .kept_words import cited, state_words
from .telling import NOBODY, Telling, plain
from .wording import visible

#: Between the entries of a cell that holds several, as POLECAT has it.
BETWEEN = "; "
#: An entry of several that is not known, so that entries of like columns stay side by side.
UNKNOWN = "None"
# A spreadsheet computes a cell that begins so, instead of showing it. A number is harmless.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
_NUMBER = re.compile(r"-?\d{1,18}(?:\.\d{1,18})?\Z")
#: The columns of what a finding stands on, the same in every table.
STANDING_COLUMNS = ("standing", "by", "by_statement", "chain", "zone")
#: What a desk adds: the outlet's grade, the finding's citable id, and what became of it. Empty outside a desk.
KEPT_COLUMNS = ("grade", "finding", "state")
DOCUMENT_COLUMNS = ("document", "title", "source", "url", "published", "language")


def written(cells: Iterable[str], delimiter: str) -> str:
    """One row, with the line end; nothing in it can be computed, moves the cursor or breaks the line."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerow([harmless(cell) for cell in cells])
    return out.getvalue()


def harmless(cell: str) -> str:
    """A cell on one line, an apostrophe before what a spreadsheet would take for a formula."""
    words = visible(" ".join(cell.split()))
    return f"'{words}" if is_formula(words) else words


def is_formula(words: str) -> bool:
    """Whether a spreadsheet would compute a cell of these words, instead of showing it."""
    return _FORMULA.match(words) is not None and not _NUMBER.match(words)


def one_of(words: str) -> str:
    """An entry of a cell that holds several: it may not hold what stands between entries."""
    return " ".join(words.replace(";", ",").split())


def several(entries: Sequence[str]) -> str:
    """Entries side by side, those not known as ``None``; empty where none is known."""
    return BETWEEN.join(one_of(entry) or UNKNOWN for entry in entries) if any(entries) else ""


def actor_of(telling: Telling, known: str | None) -> Actor | None:
    """The actor of an id."""
    number = telling.actors.get(known or "")
    return None if number is None else telling.record.actors[number]


def names(telling: Telling, takers: Sequence[Taker | Party]) -> str:
    """The fullest names of those whose words were resolved."""
    found = [actor_of(telling, taker.actor) for taker in takers]
    return several([actor.name if actor else "" for actor in found])


def raw(telling: Telling, takers: Sequence[Taker | Party]) -> str:
    """Their words."""
    spans = [(taker.span,) if isinstance(taker, Taker) else taker.spans for taker in takers]
    return several([telling.words(found) for found in spans])


def links(telling: Telling, takers: Sequence[Taker | Party]) -> str:
    """The known actors of the packs."""
    found = [actor_of(telling, taker.actor) for taker in takers]
    return several([(actor.link or "") if actor else "" for actor in found])


def countries(telling: Telling, takers: Sequence[Taker | Party]) -> str:
    """Their countries (ISO 3166 alpha-3), several of one joined by ``|``."""
    found = [actor_of(telling, taker.actor) for taker in takers]
    return several(["|".join(filter(None, map(alpha_3, actor.countries))) if actor else "" for actor in found])


def standing_cells(telling: Telling, footing: Footing) -> tuple[str, ...]:
    """On whose word: the standing, the speaker, the statement, the chain of hearsay, and the voice of the text."""
    return footing.standing.value, *by_cells(telling, footing.by), footing.zone.value


def by_cells(telling: Telling, known: str | None) -> tuple[str, str, str]:
    """The speaker of a statement, its id, and through whom and what its words came, the innermost first."""
    stmt = telling.statement(known)
    if stmt is None:
        return "", known or "", ""
    chain = []
    for told in (stmt, *telling.above(stmt)):
        speaker, medium = telling.speaker(told), telling.party(told.medium)
        chain.append(_link_of(speaker.text if speaker else NOBODY))
        if medium:
            chain.append(_link_of(medium.text))
    if telling.record.document.source:
        chain.append(_link_of(telling.record.document.source))
    first = telling.speaker(stmt)
    return (first.text if first else NOBODY), stmt.id, " < ".join(chain)


def _link_of(words: str) -> str:
    return " ".join(words.replace("<", "‹").split())


def document_cells(telling: Telling) -> tuple[str, ...]:
    """Which document, and where and when it was published, as far as it is known."""
    doc = telling.record.document
    return doc.id, doc.title or "", doc.source or "", doc.url or "", doc.published or "", doc.language or ""


def kept_cells(telling: Telling, local: str) -> tuple[str, str, str]:
    """The outlet's grade (a letter), the finding's citable id, and what became of it."""
    kept = telling.record.kept
    if kept is None:
        return "", "", ""
    grade = "" if kept.source is None else kept.source.grade.reliability.value
    return grade, cited(telling, local), plain(state_words(telling, local))


def yes(said: bool) -> str:
    """``yes``, or an empty cell."""
    return "yes" if said else ""
