"""A network in words: its ties with on whose word they stand, its groups and brokers, and what limits it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..analysis.network_parts import Changes, Edge, Left, Network
from ..record import TieType
from .calendar_words import interval_words
from .standing_words import joined
from .telling import Line, Words, on_one_line
from .tie_words import verb_of
from .wording import count_words

_TOLD = (
    ("reported", "reported in {}"),
    ("attributed", "on somebody’s word in {}"),
    ("comment", "in a comment in {}"),
    ("derived", "derived, told by no words, in {}"),
)
#: Members of a community that are named.
_MEMBERS = 12


def heading(network: Network) -> Line:
    """What is shown, and as of which day."""
    if network.around is None:
        return ("Ties at ", network.date or "no date")
    steps = "" if network.depth == 1 else f", {network.depth} steps from it"
    return ("Ties around ", on_one_line(network.nodes[network.around].who.name), f" at {network.date}{steps}")


def facts(network: Network) -> Iterator[Line]:
    """How much it is, and what was left out."""
    tied = sum(node.ties > 0 for node in network.nodes)
    by = [(one, sum(edge.standing == one for edge in network.edges)) for one, _ in _TOLD]
    kinds = ", ".join(f"{count:,} {one}" for one, count in by if count)
    yield (f"{count_words(tied, 'actor')}, {count_words(len(network.edges), 'tie')}", f" ({kinds})" if kinds else "")
    if network.types or network.standings:
        only = ", ".join((*network.types, *network.standings))
        yield (f"only: {only}",)
    yield from left_lines(network.left)


def left_lines(left: Left) -> Iterator[Line]:
    """What is not in it, and why."""
    for count, one, many in (
        (left.actors, "actor more has ties here and is not shown", "actors more have ties here and are not shown"),
        (left.ties, "tie more between these is not shown", "ties more between these are not shown"),
        (
            left.unlinked,
            "telling names an end that is linked to nobody, and is left out",
            "tellings name an end that is linked to nobody, and are left out",
        ),
        (
            left.unreal,
            "telling is planned, conditional or hypothetical, and left out",
            "tellings are planned, conditional or hypothetical, and left out",
        ),
        (left.undated, "telling bears no date, and is left out", "tellings bear no date, and are left out"),
        (left.ended, "telling is of a tie that had ended by then", "tellings are of ties that had ended by then"),
        (left.later, "telling is of later", "tellings are of later"),
    ):
        if count:
            yield (count_words(count, one, many),)


def edge_line(network: Network, edge: Edge) -> Line:
    """A tie with its circumstances: ``A – leads → B · reported in 2 texts · told 2031-04-15 to 2031-05-04``."""
    return joined((ends_line(network, edge), (told_words(edge),), _held(edge), _days(edge)))


def ends_line(network: Network, edge: Edge) -> Line:
    """``A – leads → B``; of a tie that holds in both directions ``A ← fought → B``."""
    before, after = (" ← ", " → ") if edge.mutual else (" – ", " → ")
    a, b = (network.nodes[end].who.name for end in (edge.a, edge.b))
    not_so = "NOT: " if edge.denied else ""
    return (not_so, on_one_line(a), before, verb_of(TieType(edge.type)), after, on_one_line(b))


def told_words(edge: Edge) -> str:
    """On whose word it stands, and in how many texts."""
    counts = edge.told
    parts = [words.format(count_words(getattr(counts, name), "text")) for name, words in _TOLD if getattr(counts, name)]
    parts = parts or [words.format(count_words(edge.texts, "text")) for name, words in _TOLD if name == edge.standing]
    if edge.denied:
        parts = [f"told as not so, {parts[0]}", *parts[1:]]
    if edge.denials:
        parts.append(f"denied in {count_words(edge.denials, 'text')}")
    return ", ".join(parts)


def _held(edge: Edge) -> Line | None:
    words = interval_words(edge.start, edge.end)
    return ("held or began ", Words(words)) if words else None


def _days(edge: Edge) -> Line | None:
    if edge.first is None:
        return ("told in texts without a date",)
    return (f"told {edge.first}" if edge.first == edge.last else f"first told {edge.first}, last {edge.last}",)


def edge_told(network: Network, edge: Edge) -> str:
    """The same as plain text."""
    return "".join(bit.text if isinstance(bit, Words) else bit for bit in edge_line(network, edge))


def community_lines(network: Network) -> list[Line]:
    """The groups that the method found, those of two and more."""
    lines: list[Line] = []
    for group in network.communities:
        names = [network.nodes[no].who.name for no in group.members[:_MEMBERS]]
        more = len(group.members) - len(names)
        line: list[str | Words] = [f"{group.number + 1}: "]
        for number, name in enumerate(names):
            line += [", " if number else "", on_one_line(name)]
        if more:
            line.append(f" and {more:,} more")
        lines.append(tuple(line))
    return lines


def broker_lines(network: Network) -> list[Line]:
    """Who stands between most others."""
    return [
        (on_one_line(network.nodes[no].who.name), f": on {network.nodes[no].between:.0%} of the shortest ways")
        for no in network.brokers
    ]


def change_parts(changes: Changes) -> list[tuple[str, str, Sequence[tuple[Network, Edge]]]]:
    """What differs, by kind: its name, what it means, and the ties."""
    before, after = changes.before, changes.after
    parts = (
        ("Ties that appear", f"they hold at {after.date}, and did not at {before.date}", after, changes.appeared),
        ("Ties that end", f"they held at {before.date}, and do not at {after.date}", before, changes.ended),
        (
            "Ties first told since",
            f"texts after {before.date} are the first to tell of them; they may have held before",
            after,
            tuple(no for no in changes.first_told if no not in changes.appeared),
        ),
    )
    return [(title, about, [(of, of.edges[no]) for no in some]) for title, about, of, some in parts if some]


def actor_changes(changes: Changes) -> list[Line]:
    """Which actors have ties at one of the two days only."""
    lines: list[Line] = []
    for words, some in (("join: ", changes.joined), ("are gone: ", changes.gone)):
        if some:
            line: list[str | Words] = [words]
            for number, no in enumerate(some):
                line += [", " if number else "", on_one_line(changes.after.nodes[no].who.name)]
            lines.append(tuple(line))
    return lines
