"""The head that types events as it ships: ``events.onnx`` with 8-bit weights, one question a run."""

from __future__ import annotations

from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812 - torch's own custom
from torch import Tensor, nn

from onrecord.tagger.typing_head import ROLES

from .event_network import POOLED, TypingBranch
from .network import WIDTH
from .ship import PlainLayer, quantised


class TypingGraph(nn.Module):
    """What becomes ``events.onnx``: shared states of a sentence and the roles of its pieces in, scores of types out."""

    def __init__(self, branch: TypingBranch) -> None:
        super().__init__()
        self.branch = branch
        self.blocks = nn.ModuleList(PlainLayer(layer) for layer in branch.layers)

    def forward(self, shared: Tensor, roles: Tensor) -> Tensor:
        branch = self.branch
        x = branch.norm(shared + branch.role(roles))
        bar = torch.zeros(1)
        for block in self.blocks:
            x = block(x, bar)
        parts = []
        for number, role in enumerate(POOLED):
            mine = (roles == ROLES.index(role)).to(x.dtype)[..., None]
            count = mine.sum(1)
            mean = (x * mine).sum(1) / count.clamp(min=1)
            parts.append(mean + branch.missing[number] * (count < 1).to(x.dtype))
        parts.append((x * torch.softmax(branch.look(x), 1)).sum(1))
        return branch.narrow(F.gelu(branch.widen(torch.cat(parts, 1))))


def to_onnx(branch: TypingBranch, out: Path) -> None:
    """Export and quantise the head, once it is sure that the graph says what the branch says.

    Raises:
        SystemExit: if it does not.
    """
    graph = TypingGraph(branch).eval()
    shared, roles = torch.randn(1, 40, WIDTH), torch.randint(0, len(ROLES), (1, 40))
    with torch.no_grad():
        theirs = branch.eval()(shared, roles, torch.ones(1, 40))
        difference = float((graph(shared, roles) - theirs).abs().max())
    print(f"the exported head differs from the branch by at most {difference:.1e}")
    if difference > 1e-4:
        raise SystemExit("the exported graph is not the trained branch")
    quantised(graph, (shared, roles), (("shared", "roles"), ("types",)), out / "events.onnx")
