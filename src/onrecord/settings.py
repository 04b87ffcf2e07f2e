"""Every setting, once. Only the doors read the environment; below them, settings are arguments."""

from __future__ import annotations

import os
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field

from .errors import SettingError


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says.

    ``jobs`` (ONRECORD_JOBS) is the number of processes that read where ``--jobs`` does not say; ``debug``
    (ONRECORD_DEBUG) shows where in the program an unexpected fault arose; ``packs`` (ONRECORD_PACKS) are folders with a
    person's own packs of names, separated as in PATH. ``desk`` (ONRECORD_DESK) is the desk that is meant where
    ``--desk`` does not say: a folder, or the ``postgresql://`` address of its database; ``who`` (ONRECORD_WHO) is the
    name under which a person's judgements stand in its history, else the login. NO_COLOR is honoured by the terminal
    view.

    ``smtp`` (ONRECORD_SMTP) is the server that ``onrecord alert`` hands mail to: ``smtp://user@host:587`` (STARTTLS),
    ``smtps://user@host:465`` (TLS) or ``smtp+plain://host:25``; ``mail_from`` (ONRECORD_MAIL_FROM) the address that the
    mail comes from. ``smtp_password`` (ONRECORD_SMTP_PASSWORD) and ``webhook_secret`` (ONRECORD_WEBHOOK_SECRET), which
    webhooks are signed with, may stand in files instead, which ``smtp_password_file`` (ONRECORD_SMTP_PASSWORD_FILE) and
    ``webhook_secret_file`` (ONRECORD_WEBHOOK_SECRET_FILE) name.
    """

    jobs: int = 1
    debug: bool = False
    packs: tuple[str, ...] = ()
    desk: str | None = None
    who: str | None = None
    smtp: str | None = None
    mail_from: str | None = None
    smtp_password: str | None = field(default=None, repr=False)
    smtp_password_file: str | None = None
    webhook_secret: str | None = field(default=None, repr=False)
    webhook_secret_file: str | None = None


def from_environment(environment: Mapping[str, str]) -> Settings:
    """The settings in ``environment``.

    Raises:
        SettingError: if ONRECORD_JOBS is no whole number above zero.
    """
    said = environment.get("ONRECORD_JOBS") or "1"
    if not (said.isascii() and said.isdigit() and 1 <= int(said[:6]) <= 512):
        raise SettingError("ONRECORD_JOBS is not a number of processes", repr(said), "write 1 to 512, or unset it")
    packs = tuple(folder for folder in environment.get("ONRECORD_PACKS", "").split(os.pathsep) if folder)
    return Settings(
        int(said),
        environment.get("ONRECORD_DEBUG", "") not in ("", "0"),
        packs,
        environment.get("ONRECORD_DESK") or None,
        environment.get("ONRECORD_WHO") or None,
        environment.get("ONRECORD_SMTP") or None,
        environment.get("ONRECORD_MAIL_FROM") or None,
        environment.get("ONRECORD_SMTP_PASSWORD") or None,
        environment.get("ONRECORD_SMTP_PASSWORD_FILE") or None,
        environment.get("ONRECORD_WEBHOOK_SECRET") or None,
        environment.get("ONRECORD_WEBHOOK_SECRET_FILE") or None,
    )


def tame(environment: MutableMapping[str, str]) -> None:
    """Tells the libraries below onrecord what they ask the environment, once, when they are first imported.

    numpy's keep to one processor thread unless told otherwise: more would only wait for each other. onnxruntime leaves
    no identifier on disk and reports nothing to its maker: what is read here is nobody else's business.
    """
    for library in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        environment.setdefault(library, "1")
    environment["ORT_DISABLE_TELEMETRY"] = "1"
