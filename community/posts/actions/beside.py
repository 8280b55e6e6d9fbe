"""Follows, drafts and resend keys."""

from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from community.core import clock
from community.core.database import db, is_sqlite
from community.core.errors import NotAllowedError
from community.core.locale import _l
from community.members.models import Member
from community.posts import policies, queries
from community.posts.models import PUT_AWAY, Draft, Follow, Post, Submission

MOST_DRAFTS = 50


def follow(head: Post, *, by: Member) -> None:
    """Ask to be told what happens in a thread."""
    if not policies.may_follow(by, head):
        raise NotAllowedError(_l("You cannot follow this."))
    row = db.session.get(Follow, (head.id, by.id))
    if row is None:
        db.session.add(Follow(post_id=head.id, member_id=by.id))
    else:
        row.ended_at = None


def follow_quietly(head: Post, *, by: Member) -> None:
    """Follow because of having taken part; a follow that was ended by choice stays ended."""
    if db.session.get(Follow, (head.id, by.id)) is None:
        db.session.add(Follow(post_id=head.id, member_id=by.id))


def end_follow(head: Post, *, by: Member) -> None:
    """Ask not to be told any more; taking part again does not undo this."""
    row = db.session.get(Follow, (head.id, by.id))
    if row is not None and row.ended_at is None:
        row.ended_at = clock.now()


def save_draft(member: Member, form: str, fields: dict[str, Any]) -> None:
    """Keep what the member has typed; a form emptied by hand leaves no draft."""
    if not any(str(value).strip() for value in fields.values()):
        discard_draft(member, form)
        return
    draft = queries.draft_of(member, form)
    if draft is None:
        _make_room(member)
        draft = Draft(member_id=member.id, form=form)
        db.session.add(draft)
    draft.fields = fields
    draft.updated_at = clock.now()


def discard_draft(member: Member, form: str) -> None:
    """Drop what was typed into the form."""
    db.session.execute(delete(Draft).where(Draft.member_id == member.id, Draft.form == form))


def put_draft_away(member: Member, form: str, fields: dict[str, Any]) -> None:
    """End a draft that is not needed any more; the last one of a member can be brought back.

    `fields` is what stood in the form just now; without any of it the draft as last saved is put away.
    """
    draft = queries.draft_of(member, form)
    typed = fields or (draft.fields if draft else {})
    discard_draft(member, form)
    discard_draft(member, PUT_AWAY)
    if typed:
        db.session.add(Draft(member_id=member.id, form=PUT_AWAY, fields={**typed, PUT_AWAY: form}))


def bring_draft_back(member: Member) -> Draft | None:
    """Make the draft that was put away last one that is being written again."""
    away = queries.draft_of(member, PUT_AWAY)
    if away is None:
        return None
    fields = dict(away.fields)
    form = str(fields.pop(PUT_AWAY))
    discard_draft(member, PUT_AWAY)
    save_draft(member, form, fields)
    return queries.draft_of(member, form)


def claim_sending(member: Member, key: str) -> Submission:
    """Write the resend key first and return its row; one that has a `post_id` was sent before, so lead there.

    Two senders at once: the second waits for the first one's transaction and then reads its row.
    """
    insert = sqlite.insert(Submission) if is_sqlite() else postgresql.insert(Submission)
    values = {"member_id": member.id, "key": key, "created_at": clock.now()}
    db.session.execute(insert.values(values).on_conflict_do_nothing())
    rows = select(Submission).where(Submission.member_id == member.id, Submission.key == key)
    return db.session.scalars(rows.with_for_update()).one()


def _make_room(member: Member) -> None:
    """Drop the oldest drafts of a member who has very many."""
    for old in queries.drafts_of(member)[MOST_DRAFTS - 1 :]:
        db.session.delete(old)
