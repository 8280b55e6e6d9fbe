"""What the product team tells the engine beforehand: how fine needs should be, and which words mean the same."""

from sqlalchemy import select

from community.core import clock, text
from community.core.database import db
from community.core.errors import ConflictError
from community.core.locale import _l
from community.insights.actions.shaping import refuse_others
from community.insights.models import EngineSetting, TermPair, Theme
from community.members.models import Member

LONGEST_TERM = 80
FINEST, COARSEST = 2.0, 0.5


def set_detail(detail: float, *, by: Member) -> None:
    """Say how fine needs should be; the next full run follows."""
    refuse_others(by)
    setting = db.session.get(EngineSetting, "detail", with_for_update=True) or EngineSetting(name="detail")
    bounded = min(FINEST, max(COARSEST, detail))
    setting.value, setting.by_id, setting.changed_at = bounded, by.id, clock.now()
    db.session.add(setting)


def shape_theme(theme: Theme, *, title: str, by: Member) -> None:
    """Name a theme for ever; empty: the engine names it."""
    refuse_others(by)
    theme.title = text.clean_line(title)[:160]
    theme.version += 1


def add_pair(fa: str, en: str, *, withdrawn: bool = False, by: Member) -> TermPair:
    """Say that a Persian and an English term mean the same, or, of a pair that ships, that they do not."""
    refuse_others(by)
    fa, en = text.clean_line(fa)[:LONGEST_TERM], text.clean_line(en)[:LONGEST_TERM].lower()
    if not fa or not en:
        raise ConflictError(_l("A pair needs a Persian and an English term."))
    rows = select(TermPair).where(TermPair.fa == fa, TermPair.en == en).with_for_update()
    pair = db.session.scalar(rows) or TermPair(fa=fa, en=en)
    pair.withdrawn, pair.added_by_id = withdrawn, by.id
    db.session.add(pair)
    return pair


def drop_pair(pair: TermPair, *, by: Member) -> None:
    """Forget what was said about a pair; one that ships holds again."""
    refuse_others(by)
    db.session.delete(pair)
