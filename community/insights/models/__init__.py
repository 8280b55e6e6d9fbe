"""Everything that insight keeps: voices, needs, the evidence between them, and the engine's runs."""

from community.insights.models.desk import NeedComment, SavedView
from community.insights.models.learning import (
    Corrected,
    Correction,
    EngineSetting,
    LearnedReading,
    TermPair,
)
from community.insights.models.needs import (
    EngineModel,
    EngineRun,
    Evidence,
    Need,
    NeedEvent,
    NeedIdea,
    NeedState,
    Voice,
    VoiceKind,
    VoiceSource,
)
from community.insights.models.proposals import EngineStep, NeedProposal, ProposalState
from community.insights.models.themes import Theme

__all__ = [
    "Corrected", "Correction", "EngineModel", "EngineRun", "EngineSetting", "EngineStep", "Evidence", "LearnedReading",
    "Need", "NeedComment", "NeedEvent", "NeedIdea", "NeedProposal", "NeedState", "ProposalState",
    "SavedView", "TermPair", "Theme", "Voice", "VoiceKind", "VoiceSource",
]  # fmt: skip
