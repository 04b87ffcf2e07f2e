"""What can go wrong, one small tree.

Every message is one sentence in one order: what happened, to which document, what to do. The parts are kept as
fields so that a caller can sort failures without reading prose, and so that an error survives a trip between
processes (they pickle).
"""

from __future__ import annotations


class OnRecordError(Exception):
    """Something onrecord can name. ``what`` happened, ``where`` (a path, URL or id), and the ``remedy``."""

    def __init__(self, what: str, where: str | None = None, remedy: str | None = None) -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(what, where, remedy)

    def __str__(self) -> str:
        sentence = self.what if self.where is None else f"{self.what}: {self.where}"
        return sentence if self.remedy is None else f"{sentence}; {self.remedy}"


class IntakeError(OnRecordError):
    """Bytes that could not become a Document: missing, refused, too large, broken, encrypted, empty."""


class FetchError(IntakeError):
    """A page that could not be fetched; ``fetch`` and ``Visitor`` say why in fields as well as in the sentence.

    ``status`` is the server's answer (HTTP), or ``None`` where there was none. ``retry_after`` is how many seconds the
    server asks to be left alone. ``robots`` is true where the site's robots.txt closes the page, by its rules or by
    failing itself.
    """

    def __init__(
        self,
        what: str,
        where: str | None = None,
        remedy: str | None = None,
        *,
        status: int | None = None,
        retry_after: float | None = None,
        robots: bool = False,
    ) -> None:
        super().__init__(what, where, remedy)
        self.status = status
        self.retry_after = retry_after
        self.robots = robots

    @property
    def gone(self) -> bool:
        """Whether the server says that there is no such page (any more)."""
        return self.status in (404, 410) and not self.robots

    @property
    def temporary(self) -> bool:
        """Whether asking again later may help: trouble on the way, half a page, too many requests, a failing server."""
        if self.status is None:
            return not self.robots
        return self.status in (202, 206, 408, 425, 429) or self.status >= 500


class ReadingError(OnRecordError):
    """A step of reading could not do its work on this Document."""


class CodebookError(OnRecordError):
    """A word list or type table of the codebook breaks its own schema."""


class GazetteerError(OnRecordError):
    """A pack of known names breaks its own schema, or a file to import is none of the forms that are known."""


class ModelCardError(OnRecordError):
    """The model folder and its card do not agree, or the card asks for another library version."""


class StoreError(OnRecordError):
    """The kept record could not be read or written."""


class SettingError(OnRecordError):
    """A setting, option or argument has a value that cannot be used."""


class QueryError(OnRecordError):
    """A question in the query language that cannot be understood; ``begin`` to ``end`` is where in ``query``.

    ``suggestion`` is how the question may have been meant, whole, or ``None``.
    """

    def __init__(
        self,
        what: str,
        where: str | None = None,
        remedy: str | None = None,
        *,
        query: str = "",
        begin: int = 0,
        end: int = 0,
        suggestion: str | None = None,
    ) -> None:
        super().__init__(what, where, remedy)
        self.query = query
        self.begin = begin
        self.end = end
        self.suggestion = suggestion


class DeliveryError(OnRecordError):
    """A message that could not be delivered.

    ``final`` is true where trying again will not help. ``retry_after`` is how many seconds the other side asks to be
    left alone. ``server`` is true where nothing else that goes to the same server would get there now.
    """

    def __init__(
        self,
        what: str,
        where: str | None = None,
        remedy: str | None = None,
        *,
        final: bool = False,
        retry_after: float | None = None,
        server: bool = False,
    ) -> None:
        super().__init__(what, where, remedy)
        self.final = final
        self.retry_after = retry_after
        self.server = server

    def __reduce__(self) -> tuple[object, ...]:
        return _delivery_error, (self.what, self.where, self.remedy, self.final, self.retry_after, self.server)


def _delivery_error(
    what: str, where: str | None, remedy: str | None, final: bool, retry_after: float | None, server: bool
) -> DeliveryError:
    return DeliveryError(what, where, remedy, final=final, retry_after=retry_after, server=server)


class BriefError(OnRecordError):
    """A draft that cannot be read, rendered or published, or that says what its sources do not."""
