"""Who did what to whom: political acts and incidents, coded by type, with time, place, numbers and standing."""

from .coding import events_of

__all__ = ["events_of"]
