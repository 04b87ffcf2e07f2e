"""What the tests of layout share: text of every sort, and the growth of a step's time with its input."""

from __future__ import annotations

import time
from collections.abc import Callable

from hypothesis import strategies as st

#: Any code point but lone surrogates half the time; marks, stops and breaks thick on the ground the other half.
TEXTS = st.one_of(
    st.text(max_size=300),
    st.text(alphabet="\"'“”‘’„«»‹›`.!?…:- \n\r\t\u2028\u2029\u200f\u202eaZ9سя", max_size=300),
    st.lists(
        st.sampled_from(
            ["Dr. ", "U.S. ", "“Yes,” ", "'no' ", "\n\n", "\r\n", "said. ", "It ", "the guards’ ", "No. 4 "]
        ),
        max_size=60,
    ).map("".join),
)


def growth(work: Callable[[str], object], unit: str, small: int = 50_000, factor: int = 4) -> float:
    """How many times longer ``work`` takes on ``factor`` times as much of a hostile text; 0 where it hardly takes any.

    A bad answer is asked for twice more, so that a busy machine does little to it.
    """

    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        before = time.process_time()
        work(text)
        return time.process_time() - before

    ratio = 0.0
    for _ in range(3):
        long = seconds(small * factor)
        ratio = 0.0 if long < 0.1 else long / max(seconds(small), 1e-3)
        if ratio < LINEAR:
            break
    return ratio


#: Four times the text may take this many times as long; a square would take 16.
LINEAR = 9.0
