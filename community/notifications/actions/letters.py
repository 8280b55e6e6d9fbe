"""Letters: what the inbox gathers goes out as one mail to each member, at most one a day."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import joinedload

from community.core import clock
from community.core.database import db
from community.core.jobs import later
from community.members.models import Member
from community.notifications import policies
from community.notifications.events import SendLetter
from community.notifications.models import Letter, LetterLine, MailChoice, NotificationKind
from community.notifications.queries import letters as queries

DIGEST, REPORT = "digest", "report"
MOST_TOGETHER = 200
MOST_ATTEMPTS = 9
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
LONGEST_ERROR = 500


def plan_digests(*, after: int) -> int | None:
    """Gather what the next members were told and not mailed yet, one letter each; return the last of them, if any."""
    lines = queries.lines_to_mail(after=after, most=MOST_TOGETHER)
    letters = {member_id: Letter(member_id=member_id, kind=DIGEST) for member_id in lines}
    db.session.add_all(letters.values())
    db.session.flush()
    rows = [
        {"notification_id": one, "letter_id": letter.id}
        for member_id, letter in letters.items()
        for one in lines[member_id]
    ]
    if rows:
        db.session.execute(insert(LetterLine), rows)
    for letter in letters.values():
        later(SendLetter(letter.id))
    return max(lines, default=None)


def open_letter(member_id: int, kind: str, **details: Any) -> Letter:
    """Begin a letter and have it sent."""
    letter = Letter(member_id=member_id, kind=kind, details=details)
    db.session.add(letter)
    db.session.flush()
    later(SendLetter(letter.id))
    return letter


def letter_to_send(letter_id: int) -> Letter | None:
    """Return the letter, locked, if it is still to be sent, counting the attempt."""
    rows = select(Letter).where(Letter.id == letter_id, Letter.sent_at.is_(None), Letter.given_up_at.is_(None))
    letter = db.session.scalar(rows.options(joinedload(Letter.member)).with_for_update(of=Letter))
    if letter is not None:
        letter.attempts += 1
    return letter


def get_letter(letter_id: int) -> Letter:
    """Return the letter that is being sent, locked."""
    return db.session.get_one(Letter, letter_id, with_for_update=True)


def give_up(letter: Letter) -> None:
    """Send nothing: there is nothing left to say, or nobody who wants to hear it."""
    letter.given_up_at = clock.now()


def note_sent(letter: Letter) -> None:
    """Note that it went out."""
    letter.sent_at, letter.error = clock.now(), ""


def note_failed(letter: Letter, error: str, *, is_final: bool) -> None:
    """Try again after a growing pause, for about a day; then it is given up, where administrators see it."""
    letter.error = error[:LONGEST_ERROR]
    if is_final or letter.attempts >= MOST_ATTEMPTS:
        letter.given_up_at = clock.now()
    else:
        later(SendLetter(letter.id), at=next_attempt(letter.attempts))


def next_attempt(attempts: int) -> datetime:
    """Return when to try again after so many attempts: 1, 4, 16, 64 minutes, then every six hours at the latest."""
    pause: timedelta = FIRST_PAUSE * 4 ** (attempts - 1)
    return clock.now() + min(LONGEST_PAUSE, pause)


def choose_mails(member: Member, wanted: Iterable[str]) -> None:
    """Keep which kinds the member wants by mail; none at all stops every mail but those asked for one by one."""
    chosen = set(wanted)
    for kind in NotificationKind:
        _choose(member, kind.value, wanted=kind.value in chosen)
    _choose(member, policies.ALL, wanted=True)


def stop_all_mail(member: Member) -> None:
    """Send the member nothing any more; the inbox goes on."""
    _choose(member, policies.ALL, wanted=False)


def _choose(member: Member, kind: str, *, wanted: bool) -> None:
    db.session.merge(MailChoice(member_id=member.id, kind=kind, wanted=wanted))
