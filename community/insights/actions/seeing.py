"""The vectors from outside that this installation asks for, by language; none unless the settings name some."""

from collections.abc import Mapping
from functools import cache

from community.core import settings
from community.insights.embedding import Embedder, Served, from_folder


def embedders() -> Mapping[str, Embedder]:
    """Return what the settings name, once for each language it is meant for."""
    config = settings.current()
    if config.embeddings_folder:
        return dict.fromkeys(config.embeddings_languages, _loaded(config.embeddings_folder))
    if config.embeddings_url:
        served = Served(config.embeddings_url, config.embeddings_model, config.embeddings_key)
        return dict.fromkeys(config.embeddings_languages, served)
    return {}


@cache
def _loaded(folder: str) -> Embedder:
    return from_folder(folder)
