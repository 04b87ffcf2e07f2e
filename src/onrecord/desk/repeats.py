"""What is on the desk already with the same words, or nearly."""

from __future__ import annotations

import sqlalchemy as sa

from ..linking.repeats import Signature, compare, ready, signature
from ..store import finding, repeating
from ..store.filing import Likeness
from ..store.ids import text_sha256

#: As many documents a text is at most compared with, and said to be a copy of.
_MOST = 50


def find_repeats(at: sa.Connection, text: str) -> tuple[Signature | None, tuple[Likeness, ...]]:
    """The text's signature, and the filed documents that are the same text.

    A text of too few words for a signature is the same as those that agree with it to the letter, and as no other.
    """
    made = signature(text)
    if made is None:
        return None, _to_the_letter(at, text)
    likely = repeating.candidates(at, made.bands, _MOST)
    if not likely:
        return made, ()
    found, mine = [], ready(text)
    for other, _ in likely:
        shared = compare(mine, ready(finding.text_of(at, other)))
        if shared.same:
            found.append(Likeness(other, shared.jaccard, shared.contained))
    return made, tuple(found)


def _to_the_letter(at: sa.Connection, text: str) -> tuple[Likeness, ...]:
    if not any(sign.isalnum() for sign in text):
        return ()
    same = finding.of_text(at, text_sha256(text), _MOST)
    return tuple(Likeness(one.no, 1.0, 1.0) for one in same)
