"""By what a near duplicate is found among many: keys of bands of a MinHash signature.

Two signatures are made of each text. One is of all its prose, and finds copies that were added to or put in another
order. The other is of its opening alone: a paper that prints the first third of a wire story has a third of its
shingles, but nearly all of its opening. Quotations and the last lines are left out: a quotation is often translated
anew, and an outlet's standing last line would make every short message look like every other.

The keys are the same in every process. rensa hashes the shingles; another ALGORITHM_VERSION of it makes other keys,
which find nothing of the old ones', and is refused. Packing is little-endian everywhere, but whether rensa hashes alike
on a machine of another byte order is not known: a desk that is moved to one may miss copies of what was filed before.
It would join nothing wrongly, for that is decided on the words.
"""

from __future__ import annotations

import hashlib
import struct
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import SettingError
from .wording import Wording, wording

#: Words in a shingle. Two stories on one event share names and offices, which are shorter.
SHINGLE = 5
#: Texts of fewer words are told from others by all their words only.
FEWEST = 12
#: A quotation of so many words or more is no prose of the text's own.
QUOTATION = 4
#: Less prose than this, in words, does not stand for the text: its quotations do too.
_LEAST_PROSE = 30
#: How much of the prose the opening is, in words.
_OPENING = 45
#: A first line of no more words is taken for a headline or a byline.
_HEADING = 16
#: Last sentences together no longer than this, in words, and than a third of the text, are taken for standing ones.
_STANDING = 40


@dataclass(frozen=True, slots=True)
class _Banding:
    """``bands`` keys of ``rows`` hashes each. More rows are fewer chance meetings, more bands find more."""

    bands: int
    rows: int
    seed: int


#: Every key is a row of the desk's, so there are as few as find nearly all. Measured on sets of ``bench repeats`` with
#: seeds that it does not print: these 24 propose 99.8 % of the copies (those of the whole alone 98.1 %), and one
#: unrelated text in 12,000. With three rows to a band of openings, 26 proposed 99.6 %, and one in 22,000.
_WHOLE = _Banding(bands=16, rows=2, seed=20310414)
_BEGINNING = _Banding(bands=8, rows=2, seed=20310501)
_RENSA = 2


@dataclass(frozen=True, slots=True)
class Signature:
    """What a text is found by: the number of shingles that stand for it, the packed hashes, and the keys (63 bits) of
    its bands.
    """

    shingles: int
    minhash: bytes
    bands: tuple[int, ...]


def signature(text: str) -> Signature | None:
    """The signature of a text; ``None`` for one of too few words to be told from others.

    Raises:
        SettingError: if the installed rensa makes signatures that those on a desk cannot be compared with.
    """
    words = wording(text)
    if len(words) < FEWEST:
        return None
    runs = shingles(_prose(words))
    minhash, keys = b"", list[int]()
    for banding, some in ((_WHOLE, runs), (_BEGINNING, runs[: _OPENING - SHINGLE + 1])):
        row = _minhash(some, banding)
        minhash += _packed(row)
        keys += _keys(row, banding, len(keys))
    return Signature(len(set(runs)), minhash, tuple(keys))


def shingles(forms: Sequence[str], size: int = SHINGLE) -> list[str]:
    """The runs of so many words, in order; of fewer words, the one run there is."""
    if len(forms) <= size:
        return [" ".join(forms)] if forms else []
    return list(map(" ".join, zip(*(forms[at:] for at in range(size)), strict=False)))


def _prose(words: Wording) -> list[str]:
    """The forms that stand for the text: no quotations, headings or standing last lines, as far as enough remains."""
    body = slice(_after_headings(words), _before_standing(words))
    told = [form for form, quoted in zip(words.forms[body], words.quoted[body], strict=True) if quoted < QUOTATION]
    return told if len(told) >= _LEAST_PROSE else words.forms[body]


def _after_headings(words: Wording) -> int:
    """Where the first line begins that is no headline or byline; no further than a quarter of the text."""
    at = 0
    for number in range(words.line[-1]):
        end = bisect_right(words.line, number)
        if end - at > _HEADING or end > len(words) // 4:
            break
        at = end
    return at


def _before_standing(words: Wording) -> int:
    """Where the last sentences begin that may be an outlet's standing ones."""
    least = max(len(words) - _STANDING, len(words) - len(words) // 3)
    upto = len(words)
    while (at := bisect_left(words.sentence, words.sentence[upto - 1])) >= least:
        upto = at
    return upto


def _minhash(runs: Sequence[str], banding: _Banding) -> list[int]:
    made = _rensa()(num_perm=banding.bands * banding.rows, seed=banding.seed)
    made.update(runs)
    row: list[int] = made.digest()
    return row


def _rensa() -> Any:
    from rensa import RMinHash

    if RMinHash.ALGORITHM_VERSION != _RENSA:
        what = f"the installed rensa makes signatures of version {RMinHash.ALGORITHM_VERSION}, desks keep {_RENSA}"
        raise SettingError(what, None, "install rensa 0.5")
    return RMinHash


def _keys(row: Sequence[int], banding: _Banding, first: int) -> list[int]:
    """The key of each band: its number among all bands in the highest of 63 bits, a hash of its rows in the others."""
    packed, width = _packed(row), 4 * banding.rows
    digests = (hashlib.blake2b(packed[at : at + width], digest_size=7).digest() for at in range(0, len(packed), width))
    return [number << 56 | int.from_bytes(digest, "little") for number, digest in enumerate(digests, first)]


def _packed(row: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(row)}I", *row)
