"""What methods find in a network: groups that hang together (Louvain), and who stands between others (betweenness).

They are counted over the ties that are shown and that bind (not: opposed to, fought, designated by, denied ones),
without direction. Louvain moves actors between groups in an order that chance would decide: it is fixed, so that the
same ties give the same groups. With other ties, or other limits, they come out otherwise: they are a way to look, and
no findings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..errors import SettingError
from .network_parts import Community, Edge, Node

if TYPE_CHECKING:
    import networkx

#: Ties that part, and bind nobody together.
PARTING = frozenset(("opposed to", "fought", "designated by"))
SEED = 1
#: Actors that are named as brokers, and the least share of shortest ways that makes one.
_BROKERS, _LEAST = 5, 0.01
METHODS = (
    "communities: the Louvain method over the ties shown that bind (not: opposed to, fought, designated by, denied "
    f"ones), weighed by texts, in a fixed order (seed {SEED}); a way to look at this drawing, not a finding",
    "brokers: betweenness, the share of shortest ways between two others of this drawing that lead through an actor; "
    "of the actors shown only, not of all on the desk",
)


def measured(nodes: Sequence[Node], edges: Sequence[Edge]) -> tuple[tuple[Community, ...], tuple[int, ...], list[Node]]:
    """Communities, brokers, and the nodes with both.

    Raises:
        SettingError: if networkx is not installed.
    """
    nx = library()
    graph = nx.Graph()
    graph.add_nodes_from(range(len(nodes)))
    for edge in edges:
        if edge.type not in PARTING and not edge.denied:
            weight = graph.get_edge_data(edge.a, edge.b, {"weight": 0})["weight"]
            graph.add_edge(edge.a, edge.b, weight=weight + edge.texts)
    tied = [no for no in graph if graph.degree(no)]
    groups = _communities(nx, graph.subgraph(tied), nodes) if tied else ()
    of = {member: group.number for group in groups for member in group.members}
    between = nx.betweenness_centrality(graph) if len(tied) > 2 else {}
    found = [
        replace(one, community=of.get(number), between=round(float(between.get(number, 0.0)), 4))
        for number, one in enumerate(nodes)
    ]
    order = sorted(range(len(found)), key=lambda no: (-found[no].between, no))
    return groups, tuple(no for no in order[:_BROKERS] if found[no].between >= _LEAST), found


def _communities(nx: Any, graph: networkx.Graph[int], nodes: Sequence[Node]) -> tuple[Community, ...]:
    found = nx.community.louvain_communities(graph, weight="weight", seed=SEED)
    groups = [sorted(group, key=lambda no: (-nodes[no].ties, no)) for group in found]
    groups.sort(key=lambda group: (-len(group), group[0]))
    return tuple(Community(number, tuple(group)) for number, group in enumerate(groups))


def library() -> Any:
    """networkx, which the extra ``follow`` brings.

    Raises:
        SettingError: if it is not installed.
    """
    try:
        import networkx as nx
    except ImportError:
        raise SettingError(
            "communities and brokers need networkx, which is not installed", None, "pip install 'onrecord[follow]'"
        ) from None
    return nx
