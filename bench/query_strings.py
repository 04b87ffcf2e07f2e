"""Questions typed at random: ``python -m bench query_strings [number] [seed]``.

Each is read. It must give a tree that is printed and read as the same one, or a ``QueryError`` that points into it and
whose suggestion, if there is one, can be read. Anything else is a fault, and printed.
"""

from __future__ import annotations

import random
import time
from collections import Counter

from onrecord.errors import QueryError
from onrecord.store.query import Everything, parse, printed

NUMBER, SEED = 100_000, 20310414
_PIECES = (
    *(
        "harbour",
        "Guard",
        "al-Nujaba",
        "smuggl*",
        "U.S.",
        "Kata’ib",
        "كتائب",
        "می‌شود",
        "حزب",
        "و",
        "习近平",
        "१२",
        "😀",
    ),
    *("AND", "OR", "NOT", "NEAR/3", "NEAR/0", "NEAR/99999999999", "NEAR", "and", "or", "-", "--", "-harbour", "*"),
    *(
        "(",
        ")",
        "((",
        "))",
        '"',
        "“",
        "”",
        "«",
        "»",
        "'",
        "\\",
        "/",
        ":",
        "..",
        "…",
        ">",
        ">=",
        "<",
        ",",
        ";",
        "%",
        "?",
    ),
    *("speaker:", "act:", "type:", "kind:", "published:", "happened:", "grade:", "dyad:", "title:", "said:", "id:"),
    *("Speaker :", "publisehd:", "carried_by:", "language:", "background:", "nobody:", "http://example.org/a?b=(c)"),
    *(
        "accuse",
        "part of",
        "ASSAULT",
        "2017",
        "2017-09",
        "2017-13",
        "2017-02-30",
        "0000",
        "9999",
        "۲۰۱۷-۰۹",
        "A..C",
        "F",
    ),
    *(
        "yes",
        "A > B",
        "a <-> b",
        "Persian",
        "'; DROP TABLE indexed; --",
        "\x00",
        "\ud800",
        "\u202e",
        "\u0301",
        "\n",
        "\t",
    ),
)


def run(*args: str) -> int:
    """Print how many were read, how many refused, and every fault; 1 if there is one."""
    number, seed = (int(args[0]) if args else NUMBER), (int(args[1]) if len(args) > 1 else SEED)
    outcomes: Counter[str] = Counter()
    refusals: Counter[str] = Counter()
    made, longest, begun = random.Random(seed), 0.0, time.process_time()
    for _ in range(number):
        typed = one(made)
        before = time.process_time()
        outcome, said = read(typed)
        longest = max(longest, time.process_time() - before)
        outcomes[outcome] += 1
        if outcome == "fault":
            print(f"  {said}: {typed!r}")
        elif said:
            refusals[said] += 1
    seconds = time.process_time() - begun
    print(
        f"{number:,} random questions, seed {seed}: " + ", ".join(f"{n:,} {word}" for word, n in outcomes.most_common())
    )
    print(f"  {seconds / number * 1e6:.0f} µs of CPU each, the longest {longest * 1e3:.0f} ms")
    for what, times in refusals.most_common(8):
        print(f"  {times:>7,} {what}")
    return 1 if outcomes["fault"] else 0


def one(made: random.Random) -> str:
    """A question: pieces of the language, of words and of anything, few or many, with and without spaces."""
    pieces = made.choices(_PIECES, k=made.choice((1, 3, 6, 12, 40)))
    if made.random() < 0.3:
        anything = [chr(made.randrange(made.choice((0x80, 0x700, 0x10000, 0x110000)))) for _ in range(8)]
        pieces[made.randrange(len(pieces))] = "".join(anything)
    return made.choice((" ", " ", " ", "")).join(pieces)


def read(typed: str) -> tuple[str, str]:
    """What becomes of a question: understood, refused (and why), or a fault (and which)."""
    try:
        tree = parse(typed)
    except QueryError as error:
        return refused(error, typed)
    except Exception as error:  # noqa: BLE001  What is sought here is any error.
        return "fault", f"{type(error).__name__}: {error}"
    try:
        again = parse(printed(tree))
    except QueryError as error:
        return "fault", f"what it is printed as, {printed(tree)!r}, is not understood: {error}"
    return ("understood", "") if again == tree else ("fault", f"printed as {printed(tree)!r} it is another")


def refused(error: QueryError, typed: str) -> tuple[str, str]:
    """Whether a refusal is as it must be."""
    if not 0 <= error.begin < error.end <= len(typed):
        return "fault", f"points at {error.begin} to {error.end}"
    if error.suggestion is None:
        return "refused", error.what.split("“")[0]
    try:
        if parse(error.suggestion) == Everything() and "*" not in error.suggestion:
            return "fault", "suggests to ask for nothing"
    except QueryError as wrong:
        return "fault", f"suggests {error.suggestion!r}: {wrong}"
    return "refused, with a suggestion", error.what.split("“")[0]
