"""A network on a terminal: each tie with its sources, groups and brokers, and what differs between two days."""

from __future__ import annotations

from ..analysis.network_parts import Changes, Edge, Network
from ..export.network_words import (
    actor_changes,
    broker_lines,
    change_parts,
    community_lines,
    edge_line,
    facts,
    heading,
)
from ..export.profile_lines import item
from ..export.standing_words import joined
from ..export.telling import Line
from .lines import Lines


class NetworkPage(Lines):
    """The page of one network, or of what differs between two."""

    def show(self, network: Network) -> None:
        """Prints a network."""
        self._head(network)
        if network.edges:
            self.gap()
            self.say(0, ("TIES",), style="bold")
        for edge in network.edges:
            self._tie(network, edge)
        self._methods(network)

    def differ(self, changes: Changes) -> None:
        """Prints what differs between two days."""
        self._head(changes.after, f"what differs between {changes.before.date} and {changes.after.date}")
        for line in actor_changes(changes):
            self.say(0, ("actors that ", *line))
        parts = change_parts(changes)
        for title, about, some in parts:
            self.gap()
            self.say(0, (title.upper(),), style="bold")
            self.say(2, (about,), style="dim")
            for network, edge in some:
                self._tie(network, edge)
        if not parts:
            self.gap()
            self.say(0, ("Nothing differs.",))
        self._methods(changes.after)

    def _head(self, network: Network, what: str = "") -> None:
        self.say(0, heading(network), style="bold")
        if what:
            self.say(0, (what,), style="dim")
        for line in facts(network):
            self.say(0, line, style="dim")

    def _tie(self, network: Network, edge: Edge) -> None:
        self.put(2, self.text(edge_line(network, edge)), hang=2)
        for cited in edge.cited:
            one = item(cited)
            self.passage(6, one.quote, strong="bold")
            marks: Line = tuple(f"{mark} · " for mark in one.marks)
            self.say(6, (*marks, *joined([one.word, one.cite])), style="dim")

    def _methods(self, network: Network) -> None:
        for title, lines in (
            ("GROUPS THAT A METHOD FINDS", community_lines(network)),
            ("BETWEEN OTHERS", broker_lines(network)),
            ("HOW IT WAS MADE", [(note,) for note in network.notes]),
        ):
            if lines:
                self.gap()
                self.say(0, (title,), style="bold")
                for line in lines:
                    self.say(2, line, style="dim" if title.startswith("HOW") else "")
