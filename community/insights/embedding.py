"""Vectors from outside, if an installation wants them: a model in a folder, or a server that speaks the usual form.

Off by default. What comes from outside is laid beside the engine's own vectors, not in their place: names, model
numbers and the company's own words are known only here. Reaches and edges of needs are measured on the joint vectors
in each full run, so no threshold has to be set by hand.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import numpy as np

from community.insights.factoring import Matrix, unit_rows

Embedder = Callable[[Sequence[str]], Matrix]

TOGETHER = 64
TIMEOUT_SECONDS = 60
MOST_CHARACTERS = 2_000
# How much the vectors from outside say beside the engine's own, whose length is one.
SHARE = 1.5


class EmbeddingError(RuntimeError):
    """The vectors from outside are not to be had; the engine goes on with its own."""


@dataclass(frozen=True)
class Served:
    """Vectors from an HTTP endpoint: POST {"model", "input"} answers {"data": [{"index", "embedding"}]}."""

    url: str
    model: str
    key: str = ""

    def __call__(self, texts: Sequence[str]) -> Matrix:
        """Ask for the vectors of texts, a few at a time; `EmbeddingError` when the server does not give them."""
        parts = [self._ask(texts[start : start + TOGETHER]) for start in range(0, len(texts), TOGETHER)]
        try:
            return unit_rows(np.vstack(parts)) if parts else np.zeros((0, 0), dtype=np.float32)
        except ValueError as error:
            raise EmbeddingError("The embeddings server answers with vectors of different lengths.") from error

    def _ask(self, texts: Sequence[str]) -> Matrix:
        asked = {"model": self.model, "input": [text[:MOST_CHARACTERS] or " " for text in texts]}
        head = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {self.key}"} if self.key else {})
        request = Request(self.url, json.dumps(asked).encode(), head, method="POST")  # noqa: S310 - an administrator named it
        try:
            with urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310 - an administrator named it
                data = json.load(answer)["data"]
            rows = np.array([one["embedding"] for one in _in_order(data)], dtype=np.float32)
        except (URLError, OSError, ValueError, KeyError, TypeError) as error:
            raise EmbeddingError(
                f"The embeddings server at {self.url} does not answer as it should: {error}"
            ) from error
        if rows.ndim != 2 or len(rows) != len(texts) or not np.isfinite(rows).all():
            raise EmbeddingError("The embeddings server answers with something else than one vector for each text.")
        return rows


def _in_order(data: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return sorted(data, key=lambda one: int(one.get("index", 0)))


def from_folder(path: str) -> Embedder:
    """Load a sentence-transformers model from a folder; `EmbeddingError` where the package or the folder is missing."""
    try:
        model = import_module("sentence_transformers").SentenceTransformer(path)
    except (ImportError, OSError, ValueError) as error:
        raise EmbeddingError(f"The model in {path} cannot be loaded: {error}") from error
    return lambda texts: unit_rows(np.asarray(model.encode(list(texts), show_progress_bar=False), dtype=np.float32))


@dataclass(frozen=True)
class Joined:
    """The engine's own vectors and those from outside, side by side."""

    own: Embedder
    outside: Embedder

    def __call__(self, texts: Sequence[str]) -> Matrix:
        """Give each text its joint unit vector."""
        return unit_rows(np.hstack([self.own(texts), np.float32(SHARE) * self.outside(texts)]))
