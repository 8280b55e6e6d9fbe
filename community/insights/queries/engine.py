"""How the engine does: how often people found it right, how much it grouped, how old its models are, what runs cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, distinct, func, select
from sqlalchemy.orm import defer, joinedload

from community.core.database import db
from community.core.errors import NotFoundError
from community.core.locale import _l
from community.insights.intervals import share_interval
from community.insights.models import (
    Corrected,
    Correction,
    EngineModel,
    EngineRun,
    EngineSetting,
    Evidence,
    LearnedReading,
    TermPair,
    Theme,
    Voice,
)
from community.insights.queries.board import refuse_others
from community.insights.termpairs import shipped_pairs
from community.members.models import Viewer

RUNS = 15
MOST_PAIRS = 400
SHIPPED = shipped_pairs()


@dataclass(frozen=True)
class Accuracy:
    """How often people who looked found one kind of reading right; nothing is known while nobody looked."""

    what: str
    judged: int
    right: int
    share: float
    margin: float


@dataclass(frozen=True)
class Health:
    """All that the page about the engine shows."""

    accuracy: list[Accuracy]
    voices: int
    grouped: int
    models: list[tuple[str, datetime]]
    learned: Sequence[LearnedReading]
    runs: Sequence[EngineRun]
    detail: float

    @property
    def waiting(self) -> int:
        """How many voices are in no need."""
        return self.voices - self.grouped

    @property
    def coverage(self) -> float:
        """The share of voices that a need holds."""
        return self.grouped / self.voices if self.voices else 0.0


@dataclass(frozen=True)
class Pair:
    """Two terms that mean the same; `own` is what this installation said of it."""

    fa: str
    en: str
    own: TermPair | None

    @property
    def withdrawn(self) -> bool:
        """Whether the engine no longer joins by it."""
        return self.own is not None and self.own.withdrawn


def health(viewer: Viewer) -> Health:
    """Return how the engine does."""
    refuse_others(viewer)
    models = select(EngineModel.language, func.max(EngineModel.created_at)).group_by(EngineModel.language)
    runs = select(EngineRun).order_by(EngineRun.id.desc()).limit(RUNS)
    learned = select(LearnedReading).options(defer(LearnedReading.content)).order_by(LearnedReading.reading)
    held = select(func.count(distinct(Evidence.voice_id))).where(~Evidence.refused)
    return Health(
        accuracy=_accuracy(),
        voices=db.session.scalar(select(func.count(Voice.id))) or 0,
        grouped=db.session.scalar(held) or 0,
        models=[(language, at) for language, at in db.session.execute(models.order_by(EngineModel.language))],
        learned=db.session.scalars(learned).all(),
        runs=db.session.scalars(runs).all(),
        detail=detail(),
    )


def detail() -> float:
    """Return how fine needs are wanted: above 1 finer, below 1 coarser."""
    setting = db.session.get(EngineSetting, "detail")
    return float(setting.value) if setting else 1.0


def _accuracy() -> list[Accuracy]:
    agreed = func.sum(case((Correction.was == Correction.now, 1), else_=0))
    rows = select(Correction.kind, func.count(), agreed).group_by(Correction.kind)
    found = {kind: (judged, int(right)) for kind, judged, right in db.session.execute(rows)}
    return [_accuracy_of(what, *found.get(what.value, (0, 0))) for what in Corrected]


def _accuracy_of(what: Corrected, judged: int, right: int) -> Accuracy:
    share = right / judged if judged else 0.0
    return Accuracy(what.value, judged, right, share, share_interval(right, judged).margin if judged else 0.0)


def themes(viewer: Viewer) -> Sequence[Theme]:
    """Return the themes, those of most needs first."""
    refuse_others(viewer)
    return db.session.scalars(
        select(Theme).where(Theme.need_count > 0).order_by(Theme.need_count.desc(), Theme.id)
    ).all()


def get_theme(theme_id: int, viewer: Viewer, *, for_update: bool = False) -> Theme:
    """Return a theme to whoever may read needs."""
    refuse_others(viewer)
    theme = db.session.get(Theme, theme_id, with_for_update=for_update)
    if theme is None:
        raise NotFoundError(_l("There is no such theme, or it is not open to you."))
    return theme


def pairs(viewer: Viewer, words: str = "") -> list[Pair]:
    """Return the pairs with these words: what this installation said, the latest first, then those that ship."""
    refuse_others(viewer)
    rows = select(TermPair).options(joinedload(TermPair.added_by)).order_by(TermPair.id.desc())
    own = [Pair(one.fa, one.en, one) for one in db.session.scalars(rows)]
    said = {(one.fa, one.en) for one in own}
    shipped = [Pair(fa, en, None) for fa, en in shipped_pairs() if (fa, en) not in said]
    sought = words.casefold()
    return [one for one in [*own, *shipped] if sought in one.fa or sought in one.en.casefold()][:MOST_PAIRS]


def get_pair(pair_id: int, viewer: Viewer, *, for_update: bool = False) -> TermPair:
    """Return a pair of terms to whoever may read needs."""
    refuse_others(viewer)
    pair = db.session.get(TermPair, pair_id, with_for_update=for_update)
    if pair is None:
        raise NotFoundError(_l("There is no such pair of terms, or it is not open to you."))
    return pair
