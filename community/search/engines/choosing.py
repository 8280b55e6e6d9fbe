"""Which engine this installation searches with."""

from community.search.engines.protocol import Engine
from community.search.engines.whoosh.engine import WhooshEngine

_whoosh = WhooshEngine()


def engine() -> Engine:
    """Return the engine that the settings name."""
    return _whoosh
