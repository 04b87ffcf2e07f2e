"""``onrecord chain``: one utterance through its carriers, as a tree, a drawing or JSON."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from ..errors import SettingError
from ..settings import Settings
from .answering import settle_first
from .desk_place import as_of, open_desk
from .packing import printed
from .saying import say_json, write
from .writing import write_whole

if TYPE_CHECKING:
    from ..analysis.chain import Chain


def run(options: Namespace, settings: Settings) -> int:
    """Prints or writes the chain of one finding; 0, or an error if there is none."""
    from ..analysis.chain import chain

    if options.id.partition(":")[0].lower() not in ("s", "e", "t", "c"):
        raise SettingError(
            "this is no id of a finding",
            options.id,
            "ids begin with s: (statement), e: (event), t: (tie) or c: (commitment)",
        )
    when = as_of(options.as_of)
    with open_desk(options, settings) as desk:
        settle_first(desk)
        with desk.store.reading() as at:
            found = chain(desk.store, at, options.id, when)
    if options.out is not None:
        write_whole(Path(options.out), _written(options.format, found))
    elif options.format == "json":
        from ..export.chain_json import chain_wire

        say_json(chain_wire(found))
    elif options.format == "svg":
        write(_written("svg", found))
    else:
        write(_tree(found, sys.stdout))
    return 0


def _written(form: str, found: Chain) -> str:
    """The chain as a file has it."""
    if form == "json":
        import json

        from ..export.chain_json import chain_wire

        return json.dumps(chain_wire(found), ensure_ascii=False, indent=2) + "\n"
    if form == "svg":
        from ..export.chain_drawing import chain_drawing

        return chain_drawing(found)
    return _tree(found, None)


def _tree(found: Chain, stream: TextIO | None) -> str:
    from .chain_tree import ChainTree

    return printed(lambda console: ChainTree(console, found).show(), stream)
