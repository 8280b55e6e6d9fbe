"""Everything that insight keeps: voices, needs, the evidence between them, and the engine's runs."""

from community.insights.models.needs import (
    EngineModel,
    EngineRun,
    Evidence,
    Need,
    NeedEvent,
    NeedIdea,
    NeedState,
    Voice,
)

__all__ = ["EngineModel", "EngineRun", "Evidence", "Need", "NeedEvent", "NeedIdea", "NeedState", "Voice"]
