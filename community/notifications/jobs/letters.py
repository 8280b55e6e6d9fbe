"""Mail in the background: gathered, written at the last moment, tried again while the mail server is away."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

from community.core import locale, mail
from community.core.jobs import job, repeat
from community.core.locale import _, _n, in_language
from community.core.mail import Mail, MailRefusedError, MailWaitsError
from community.core.text import excerpt
from community.core.transaction import transaction
from community.ideas.models import DeclineReason
from community.insights.forms import REASONS, REPORT_NAMES
from community.insights.models import Need, Telling
from community.insights.policies import may_be_asked, may_read_needs
from community.insights.queries import reports
from community.insights.queries.periods import Period
from community.insights.queries.telling import review_to_update
from community.members.models import Member
from community.notifications import actions, links, queries
from community.notifications.actions.letters import DIGEST
from community.notifications.events import PlanLetters, SendLetter
from community.notifications.models import Letter, Notification
from community.notifications.queries import letters as letter_queries
from community.notifications.wording import sentence_of
from community.web.letters import address, write
from community.web.templating import site_name

MOST_SHOWN = 25
LONGEST_QUOTE = 280
MOST_REPORTED = 10
REPORT_PAGES = {"voice": "insights.voice_report", "needs": "insights.need_report", "ideas": "insights.idea_report"}

repeat(PlanLetters(), every=timedelta(minutes=10))


@job(PlanLetters)
def plan_letters(task: PlanLetters) -> None:
    """Begin a letter for everybody who has something to hear, a few hundred members in a transaction."""
    if not mail.is_configured():
        return
    after: int | None = 0
    while after is not None:
        with transaction():
            after = actions.plan_digests(after=after)


@job(SendLetter)
def send_letter(task: SendLetter) -> None:
    """Write it and send it; the database is let go of while the mail server takes its time."""
    with transaction():
        letter = actions.letter_to_send(task.letter_id)
        written = _written(letter) if letter else None
        if letter is not None and written is None:
            actions.give_up(letter)
    if written is None:
        return
    error, is_final = _sent(written)
    with transaction():
        letter = actions.get_letter(task.letter_id)
        if error:
            actions.note_failed(letter, error, is_final=is_final)
        else:
            actions.note_sent(letter)


def _sent(written: Mail) -> tuple[str, bool]:
    """Send it; return what went wrong, and whether it always will."""
    try:
        mail.send(written)
    except MailWaitsError as error:
        return str(error) or "the mail server did not take it", False
    except MailRefusedError as error:
        return str(error) or "the mail server refused it", True
    return "", False


def _written(letter: Letter) -> Mail | None:
    """Write what the letter says now; nothing, if its reader has stopped mails or may see nothing of it any more."""
    member = letter.member
    if not letter_queries.wants_mail(member) or not member.email:
        return None
    with in_language(member.language):
        return _digest(letter, member) if letter.kind == DIGEST else _report(letter, member)


def _digest(letter: Letter, member: Member) -> Mail | None:
    lines = letter_queries.lines_of(letter)
    if not lines:
        return None
    tellings, needs = queries.tellings_of(lines), queries.needs_of(lines)
    items = [_item(line, member, tellings, needs) for line in lines[:MOST_SHOWN]]
    subject = items[0]["sentence"]
    if len(lines) > 1:
        subject = _n(
            "%(sentence)s, and %(count)s more", "%(sentence)s, and %(count)s more", len(lines) - 1, sentence=subject
        )
    return _mail(letter, member, subject, "digest", items=items, more=max(0, len(lines) - MOST_SHOWN))


def _item(line: Notification, member: Member, tellings: dict[int, Telling], needs: dict[int, Need]) -> dict[str, Any]:
    """Return what the mail says of one notification: own words are quoted, whole addresses given."""
    need = needs.get(line.details.get("need_id", 0))
    telling = tellings.get(line.details.get("telling_id", 0))
    is_own = line.post.author_id == member.id
    return {
        "sentence": sentence_of(line, need_name=need.name if need else ""),
        "title": excerpt(queries.subject_of(line, member).title, 120),
        "said": excerpt(line.post.plain, LONGEST_QUOTE),
        "said_direction": line.post.direction,
        "is_own": is_own,
        "url": address("insights.need", need_id=need.id) if need else address("pages.post", post_id=line.post_id),
        "words": line.details.get("words", ""),
        "answer": telling.answer_in(member.language) if telling else "",
        "reason": str(REASONS[DeclineReason(telling.decline_reason)]) if telling and telling.decline_reason else "",
        "ask_url": _ask_url(telling, member),
        "review_url": _review_url(line, telling, member),
    }


def _ask_url(telling: Telling | None, member: Member) -> str:
    if telling is None or not may_be_asked(telling.state):
        return ""
    key = links.answer_key(telling.id, member.id)
    return f"{address('notifications.solved', telling_id=telling.id)}?key={quote(key)}"


def _review_url(line: Notification, telling: Telling | None, member: Member) -> str:
    if telling is None or not may_be_asked(telling.state):
        return ""
    review = review_to_update(line.post, member)
    return address("reviews.edit", review_id=review.id) if review else ""


def _report(letter: Letter, member: Member) -> Mail | None:
    """Write the first rows of a report and the way to the whole; nothing to whoever may not read needs any more."""
    if not may_read_needs(member):
        return None
    details = letter.details
    start, end = (date.fromisoformat(details[name]) for name in ("start", "end"))
    rows = _first_rows(details["report"], Period(start, end), member)
    page = REPORT_PAGES[details["report"]]
    name = str(REPORT_NAMES[details["report"]])
    days = _("%(start)s to %(end)s", start=locale.day(start), end=locale.day(end))
    subject = _("%(report)s, %(days)s", report=name, days=days)
    url = f"{address(page)}?from={start}&to={end}"
    return _mail(letter, member, subject, "report", report_name=name, days=days, rows=rows, url=url)


def _first_rows(report: str, period: Period, member: Member) -> list[dict[str, Any]]:
    """Return name, figure and address of what the report begins with."""
    if report != "ideas":
        found = reports.need_report(period, member)[:MOST_REPORTED]
        return [
            {
                "name": row.need.name, "url": address("insights.need", need_id=row.need.id),
                "figure": _n("%(count)s customer", "%(count)s customers", row.customers),
                "pm": locale.number(row.customers_pm),
            }
            for row in found
        ]  # fmt: skip
    ideas = reports.idea_report(period, member)[:MOST_REPORTED]
    return [
        {
            "name": row.idea.title, "url": address("pages.post", post_id=row.idea.id),
            "figure": _n("%(count)s supporter", "%(count)s supporters", row.supporters_now), "pm": "",
        }
        for row in ideas
    ]  # fmt: skip


def _mail(letter: Letter, member: Member, subject: str, template: str, **context: Any) -> Mail:
    stop_url = address("notifications.stop", key=links.stop_key(member.id))
    written = write(
        template, language=member.language, subject=subject, member=member, stop_url=stop_url,
        settings_url=address("notifications.settings"), inbox_url=address("notifications.inbox"), **context,
    )  # fmt: skip
    return Mail(
        name=f"letter-{letter.id}", to=member.email or "", to_name=member.name, subject=subject, text=written.text,
        html=written.html, stop_url=address("notifications.stop_at_once", key=links.stop_key(member.id)),
        from_name=site_name(),
    )  # fmt: skip
