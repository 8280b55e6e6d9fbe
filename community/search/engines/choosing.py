"""Which engine this installation searches with."""

from community.core import settings
from community.search.engines.postgresql.engine import PostgreSQLEngine
from community.search.engines.protocol import Engine
from community.search.engines.whoosh.engine import WhooshEngine

_engines: dict[str, Engine] = {"whoosh": WhooshEngine(), "postgresql": PostgreSQLEngine()}


def engine() -> Engine:
    """Return the engine that the settings name."""
    return _engines[settings.current().engine_of_search]
