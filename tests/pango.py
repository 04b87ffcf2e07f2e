"""Whether PDF can be made here: WeasyPrint is installed with the tests, Pango comes from the system."""

import pytest


def _is_there() -> bool:
    try:
        import weasyprint  # noqa: F401
    except OSError:
        return False
    return True


needs_pango = pytest.mark.skipif(not _is_there(), reason="Pango, by which WeasyPrint makes PDF, is not installed")
