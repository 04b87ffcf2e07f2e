"""What the tests of layout share: text of every sort."""

from __future__ import annotations

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
