"""Keep the upper level: themes carry on while most of their needs stay together; what a person put there stays."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from sqlalchemy import func, select

from community.core.database import db
from community.insights.models import Need, Theme
from community.insights.voices import FoundTheme

LONGEST_LABEL = 160
# A theme carries on in the group that holds at least this share of its needs.
CARRIED = 0.5


def keep_themes(found: Sequence[FoundTheme], written: Sequence[Need]) -> None:
    """Write the themes; each need of theirs follows unless a person put it elsewhere."""
    groups = [(theme, list(dict.fromkeys(written[place] for place in theme.needs))) for theme in found]
    themes = {theme.id: theme for theme in db.session.scalars(select(Theme))}
    heirs = _heirs([needs for _theme, needs in groups])
    grouped = {need.id for _theme, needs in groups for need in needs}
    for need in dict.fromkeys(written):
        if need.id not in grouped and not need.theme_pinned:
            need.theme_id = None
    for place, (theme, needs) in enumerate(groups):
        row = themes.get(heirs.get(place, 0)) or _new(theme)
        row.labels = {**row.labels, theme.language: theme.label[:LONGEST_LABEL]}
        for need in needs:
            if not need.theme_pinned:
                need.theme_id = row.id
    db.session.flush()
    _count()


def _heirs(groups: Sequence[Sequence[Need]]) -> dict[int, int]:
    """Map places of groups to the themes they carry on, the clearest first, each theme once."""
    sizes = Counter(need.theme_id for needs in groups for need in needs if need.theme_id)
    shares: dict[tuple[int, int], float] = defaultdict(float)
    for place, needs in enumerate(groups):
        for need in needs:
            if need.theme_id:
                shares[place, need.theme_id] += 1 / sizes[need.theme_id]
    heirs: dict[int, int] = {}
    for (place, theme_id), share in sorted(shares.items(), key=lambda item: (-item[1], item[0])):
        if share >= CARRIED and place not in heirs and theme_id not in heirs.values():
            heirs[place] = theme_id
    return heirs


def _new(found: FoundTheme) -> Theme:
    theme = Theme(language=found.language, labels={})
    db.session.add(theme)
    db.session.flush()
    return theme


def _count() -> None:
    counts = select(Need.theme_id, func.count()).where(Need.merged_into_id.is_(None), Need.dismissed_at.is_(None))
    by_theme = dict(db.session.execute(counts.group_by(Need.theme_id)).all())
    for theme in db.session.scalars(select(Theme)):
        theme.need_count = by_theme.get(theme.id, 0)
