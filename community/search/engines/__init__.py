"""The engines of search: where the index lies, and how posts are looked up in it.

All engines hold what `documents` made of a post (the analyzer's terms, so they read text alike) and score with `finding`
and `resemblance`, so they answer alike; they differ in how they get at the few posts worth scoring. An engine answers
with ids and no more; who may see a post, the database decides.

- **whoosh**: a folder beside an embedded database, written by the worker alone.
"""

from community.search.engines.choosing import engine
from community.search.engines.protocol import (
    Engine,
    Holding,
    IndexBusyError,
    IndexUnavailableError,
    Spelling,
)

__all__ = ["Engine", "Holding", "IndexBusyError", "IndexUnavailableError", "Spelling", "engine"]
