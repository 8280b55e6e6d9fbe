"""Bring contributions in from a file of lines."""

from community.exchange.actions.importing import Importer, Outcome

__all__ = ["Importer", "Outcome"]
