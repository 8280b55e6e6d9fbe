"""What analysts do to needs themselves: merge, take apart again, dismiss, restore. The engine never undoes it."""

from collections.abc import Collection

from sqlalchemy import select

from community.core import clock, text
from community.core.database import db
from community.core.errors import ConflictError, NotAllowedError
from community.core.jobs import later
from community.core.locale import _l
from community.insights import policies
from community.insights.events import CountNeeds
from community.insights.models import Evidence, Need, NeedEvent, Voice
from community.members.models import Member


def merge(need: Need, heir: Need, *, by: Member) -> None:
    """Join a need into another: its evidence moves there for good, its address leads there."""
    refuse_others(by)
    if need.id == heir.id or need.merged_into_id is not None or heir.merged_into_id is not None:
        raise ConflictError(_l("These two cannot be joined."))
    held = set(db.session.scalars(select(Evidence.voice_id).where(Evidence.need_id == heir.id)))
    moved, given_up = [], []
    for evidence in db.session.scalars(select(Evidence).where(Evidence.need_id == need.id).with_for_update()):
        if evidence.refused or evidence.voice_id in held:
            given_up.append([evidence.voice_id, evidence.refused])
            db.session.delete(evidence)
            continue
        moved.append(evidence.voice_id)
        evidence.need_id, evidence.by_id = heir.id, by.id
    need.merged_into_id = heir.id
    need.post_count = need.customer_count = need.organization_count = 0
    note(need, "merged", by=by, into=heir.id, moved=moved, given_up=given_up)
    note(heir, "absorbed", by=by, source=need.id, posts=len(moved))
    later(CountNeeds((need.id, heir.id)))


def undo_merge(need: Need, *, by: Member) -> None:
    """Take a merged need out of its heir again, with the evidence it brought."""
    refuse_others(by)
    event = db.session.scalar(
        select(NeedEvent).where(NeedEvent.need_id == need.id, NeedEvent.kind == "merged").order_by(NeedEvent.id.desc())
    )
    if need.merged_into_id is None or event is None:
        raise ConflictError(_l("This need was not joined with another."))
    heir_id = need.merged_into_id
    rows = select(Evidence).where(Evidence.need_id == heir_id, Evidence.voice_id.in_(event.details["moved"]))
    for evidence in db.session.scalars(rows.with_for_update()):
        evidence.need_id, evidence.by_id = need.id, by.id
    _give_back(need, event.details["given_up"], by)
    need.merged_into_id = None
    note(need, "unmerged", by=by, out_of=heir_id)
    later(CountNeeds((need.id, heir_id)))


def _give_back(need: Need, given_up: list[list[int]], by: Member) -> None:
    """Restore the evidence that the heir held already, or that was refused here, as far as its voices still speak."""
    alive = set(db.session.scalars(select(Voice.id).where(Voice.id.in_([voice_id for voice_id, _ in given_up]))))
    db.session.add_all(
        Evidence(need_id=need.id, voice_id=voice_id, refused=bool(refused), by_id=by.id)
        for voice_id, refused in given_up
        if voice_id in alive
    )


def split(need: Need, voice_ids: Collection[int], *, title: str = "", by: Member) -> Need:
    """Make a need of its own out of some of a need's voices; joining it back undoes that.

    Without a title it is called after its strongest post until the next full run names it.
    """
    refuse_others(by)
    rows = select(Evidence).where(Evidence.need_id == need.id, ~Evidence.refused).order_by(Evidence.weight.desc())
    standing = db.session.scalars(rows.with_for_update()).all()
    moved = [evidence for evidence in standing if evidence.voice_id in voice_ids]
    if not moved or len(moved) == len(standing):
        raise ConflictError(_l("Choose some of the posts, but not all of them."))
    born = Need(
        label=_words_of(moved[0]) or need.label, language=moved[0].voice.language, title=text.clean_line(title)[:160],
        terms=need.terms, theme_id=need.theme_id,
    )  # fmt: skip
    db.session.add(born)
    db.session.flush()
    for evidence in moved:
        evidence.need_id, evidence.by_id = born.id, by.id
    note(need, "split", by=by, into=born.id, posts=len(moved))
    note(born, "split_off", by=by, source=need.id, posts=len(moved))
    later(CountNeeds((need.id, born.id)))
    return born


def _words_of(evidence: Evidence) -> str:
    post = evidence.voice.post
    return text.excerpt(post.title or post.plain, 80) if post else text.excerpt(evidence.voice.text, 80)


def dismiss(need: Need, *, by: Member) -> None:
    """Say that this is no need: it leaves the board and takes no voices."""
    refuse_others(by)
    if need.dismissed_at is None:
        need.dismissed_at = clock.now()
        note(need, "dismissed", by=by)
        later(CountNeeds((need.id,)))


def restore(need: Need, *, by: Member) -> None:
    """Put a dismissed need back on the board."""
    refuse_others(by)
    if need.dismissed_at is not None:
        need.dismissed_at = None
        note(need, "restored", by=by)
        later(CountNeeds((need.id,)))


def note(need: Need, kind: str, *, by: Member, **details: object) -> None:
    """Write down what happened to a need."""
    need.version += 1
    db.session.add(NeedEvent(need_id=need.id, kind=kind, by_id=by.id, details=details))


def refuse_others(by: Member) -> None:
    """Let the product team and administrators through."""
    if not policies.may_decide(by):
        raise NotAllowedError(_l("Only the product team can do this."))
