"""Everything that insight keeps: voices, needs, the evidence between them, and the engine's runs."""

from community.insights.kinds import VoiceKind
from community.insights.models.desk import NeedComment, SavedView
from community.insights.models.learning import (
    Corrected,
    Correction,
    EngineSetting,
    LearnedReading,
    TermPair,
)
from community.insights.models.loop import (
    Alert,
    AlertKind,
    NeedFollow,
    ReportSchedule,
    Rhythm,
    SolvedAnswer,
    Telling,
    Told,
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
    VoiceSource,
)
from community.insights.models.proposals import NeedProposal, ProposalState
from community.insights.models.themes import Theme

__all__ = [
    "Alert", "AlertKind", "Corrected", "Correction", "EngineModel", "EngineRun", "EngineSetting",
    "Evidence", "LearnedReading", "Need", "NeedComment", "NeedEvent", "NeedFollow", "NeedIdea", "NeedProposal",
    "NeedState", "ProposalState", "ReportSchedule", "Rhythm", "SavedView", "SolvedAnswer", "Telling", "TermPair",
    "Theme", "Told", "Voice", "VoiceKind", "VoiceSource",
]  # fmt: skip
