"""Near duplicates: one text carried by several, cut, retitled or added to; and where exactly the copies differ.

A text is the set of its shingles, runs of words. Which texts are worth comparing is told by bands of a MinHash
signature of them (locality-sensitive hashing, ``signature.py``); whether two are one text is then decided on the words
themselves (``alike.py``), and where they differ by lining the words up (``differing.py``).
"""

from .alike import Alike, Ready, alike, compare, ready
from .differing import Change, Difference, differences
from .signature import Signature, signature
from .wording import still_there, still_there_but_for

__all__ = [
    "Alike",
    "Change",
    "Difference",
    "Ready",
    "Signature",
    "alike",
    "compare",
    "differences",
    "ready",
    "signature",
    "still_there",
    "still_there_but_for",
]
