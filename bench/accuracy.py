"""How well it reads: PolNeAR dev through the public command, scored by the scorer that came with the gold.

PolNeAR marks outermost statements only, so statements within others are left out of the predictions.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from .floors import verdict
from .gold import gold, scorer

Json = dict[str, Any]


def read_folder(folder: Path) -> list[Json]:
    """The records of all texts of a folder, as ``onrecord read`` writes them."""
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "records.jsonl"
        command = [sys.executable, "-m", "onrecord", "read", str(folder), "--format", "jsonl", "--language", "en"]
        subprocess.run([*command, "--out", str(out)], check=True)
        return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def predictions(records: list[Json], names: dict[str, str]) -> dict[str, list[Json]]:
    """PolNeAR-style predictions by document name; ``names`` gives the name for a text's sha256."""
    out: dict[str, list[Json]] = {}
    for record in records:
        out[names[record["document"]["snapshot"]["sha256"]]] = [
            {"source": s["speaker"]["spans"], "cue": s["cue"]["spans"], "content": s["content"]["spans"]}
            for s in record["statements"]
            if s["within"] is None
        ]
    return out


def polnear(split: str) -> tuple[Json, list[Json]]:
    """Figures on a PolNeAR split (P, R, F1 by row), and the records."""
    import hashlib

    folder = gold("polnear", split)
    texts = sorted((folder / "text").glob("*.txt"))
    names = {hashlib.sha256(p.read_bytes()).hexdigest(): p.stem for p in texts}
    records = read_folder(folder / "text")
    _, rows = scorer("score_attribution").score(folder, predictions(records, names))
    return {name: [round(x, 4) for x in row] for name, row in rows.items()}, records


def by_form(records: list[Json]) -> Counter[str]:
    """How many statements of each form were found."""
    return Counter(s["form"] for r in records for s in r["statements"])


def run(split: str = "dev") -> int:
    """Print the figures; 1 if one is below its floor or the corpus is another than the floors' own."""
    rows, records = polnear(split)
    print(f"PolNeAR {split}: {len(records)} documents, {sum(len(r['statements']) for r in records)} statements")
    for name, (p, r, f) in rows.items():
        print(f"{name:16s} P {p:.3f}  R {r:.3f}  F1 {f:.3f}")
    print("forms found:", dict(by_form(records)))
    if split != "dev":
        return 0
    return verdict("polnear dev", gold("polnear", "dev"), rows)
