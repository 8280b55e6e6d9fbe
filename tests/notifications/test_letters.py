"""One letter a day at most, written from what its reader may see when it goes, and stopped at one press."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from community.core import mail, settings
from community.core.database import db
from community.core.mail import MailRefusedError, MailWaitsError
from community.core.transaction import transaction
from community.insights.actions.scheduling import schedule_report
from community.insights.models import NeedState, ReportSchedule, Rhythm
from community.members import actions as members
from community.members.models import OPERATOR, Member, Role
from community.notifications import actions, links
from community.notifications.actions.letters import MOST_ATTEMPTS
from community.notifications.events import PlanLetters, PlanReports, SendLetter
from community.notifications.jobs.letters import REPORT_PAGES, plan_letters, send_letter
from community.notifications.jobs.reports import plan_reports
from community.notifications.models import Letter, Notification
from community.notifications.queries.letters import mailed_kinds
from tests.client import Client
from tests.factories import make_answer, make_comment, make_member, make_problem, make_review, set_state
from tests.factories.needs import make_analyst, make_need
from tests.notifications.deciding import ANSWER, ANSWER_FA, decided

NOON = datetime(2026, 5, 6, 12, tzinfo=UTC)
SignIn = Callable[[Member], Client]


@pytest.fixture(autouse=True)
def _mail(change_settings: Callable[..., object], tmp_path: Path, stop_clock: Callable[[datetime], None]) -> None:
    stop_clock(NOON)
    change_settings(mail_url=f"file://{tmp_path / 'mail'}", base_url="https://community.example")


@pytest.fixture
def post_office(
    do_jobs: Callable[[], int], stop_clock: Callable[[datetime], None]
) -> Callable[..., list[EmailMessage]]:
    """Let some time pass, plan letters, send them, and return all that were ever sent."""

    def open_at(moment: datetime) -> list[EmailMessage]:
        do_jobs()
        stop_clock(moment)
        plan_letters(PlanLetters())
        do_jobs()
        files = sorted((settings.current().var / "mail").glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
        return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]  # type: ignore[misc]

    return open_at


def words(message: EmailMessage) -> str:
    return "".join(part.get_content() for part in message.iter_parts()).replace(mail.WORD_JOINER, "")


def test_several_posts_and_needs_make_one_letter(post_office: Callable[..., list[EmailMessage]]) -> None:
    author = make_member(language="en")
    first, second = make_problem(by=author, title="Bills lack a number"), make_review(by=author, rating=2, title="Loud")
    for post, state in ((first, NeedState.PLANNED), (second, NeedState.DELIVERED)):
        decided(make_need(evidence=[post, make_problem(by=author)]), state)

    mails = post_office(NOON + timedelta(hours=1))

    assert [one["To"].addresses[0].addr_spec for one in mails] == [author.email]
    said = words(mails[0])
    assert "Bills lack a number" in said
    assert "Loud" in said
    assert ANSWER in said
    assert "Is it solved for you?" in said
    assert f"https://community.example/reviews/edit/{second.id}" in said
    assert len(post_office(NOON + timedelta(days=2))) == 1


def test_a_persian_reader_is_written_to_in_persian(post_office: Callable[..., list[EmailMessage]]) -> None:
    author = make_member(language="fa")
    decided(make_need(evidence=[make_problem(by=author)]), NeedState.PLANNED)

    said = words(post_office(NOON + timedelta(hours=1))[0])

    assert ANSWER_FA in said
    assert 'dir="rtl"' in said


def test_news_gather_and_come_once_a_day(post_office: Callable[..., list[EmailMessage]]) -> None:
    problem, helper = make_problem(), make_member()
    make_answer(problem=problem, by=helper)

    at_once = len(post_office(NOON + timedelta(minutes=1)))
    soon = len(post_office(NOON + timedelta(minutes=30)))
    make_comment(on=problem, by=helper)
    same_day = len(post_office(NOON + timedelta(hours=5)))
    next_day = len(post_office(NOON + timedelta(hours=22)))

    assert (at_once, soon, same_day, next_day) == (0, 1, 1, 2)


def test_what_was_read_or_withdrawn_meanwhile_is_not_mailed(
    post_office: Callable[..., list[EmailMessage]], do_jobs: Callable[[], int]
) -> None:
    asker = make_member()
    read, secret = make_problem(by=asker), make_problem(by=asker)
    make_answer(problem=read)
    answer = make_answer(problem=secret, source="The xyzzysecret word")
    do_jobs()
    with transaction():
        actions.mark_read(db.session.query(Notification).filter(Notification.post_id != answer.id).one())
    with transaction():
        actions.plan_digests(after=0)
    set_state(answer, "hidden")

    assert post_office(NOON + timedelta(hours=1)) == []


def test_visibility_is_looked_at_when_the_letter_goes_not_when_it_was_planned(
    post_office: Callable[..., list[EmailMessage]], do_jobs: Callable[[], int], stop_clock: Callable[[datetime], None]
) -> None:
    problem = make_problem()
    helper = make_member()
    kept = make_answer(problem=problem, by=helper)
    withdrawn = make_comment(on=problem, by=helper, source="The xyzzysecret word")
    do_jobs()
    stop_clock(NOON + timedelta(hours=1))
    with transaction():
        actions.plan_digests(after=0)
    set_state(withdrawn, "hidden")

    mails = post_office(NOON + timedelta(hours=1))

    assert len(mails) == 1
    assert kept.plain in words(mails[0])
    assert "xyzzysecret" not in mails[0].as_string()


def test_suspended_members_and_those_who_stopped_mail_get_none(
    post_office: Callable[..., list[EmailMessage]], client: Client
) -> None:
    suspended, stopped = make_member(), make_member()
    for one in (suspended, stopped):
        make_answer(problem=make_problem(by=one))
    with transaction():
        members.suspend_member(db.session.get_one(Member, suspended.id), by=OPERATOR)
    response = client.post(f"/mail/{links.stop_key(stopped.id)}/stop", data={"List-Unsubscribe": "One-Click"})

    assert response.status_code == 303
    assert post_office(NOON + timedelta(hours=1)) == []


def test_kinds_are_chosen_from_the_mail_without_signing_in(client: Client) -> None:
    member = make_member()
    key = links.stop_key(member.id)

    client.send(f"/mail/{key}", {"mails": ["need", "accepted"]})
    chosen = mailed_kinds(member)
    client.send(f"/mail/{key}", {"stop_all": "y"})

    assert chosen == {"need", "accepted"}
    assert mailed_kinds(member) == set()
    assert client.get("/mail/forged").status_code == 404


def test_opening_the_link_of_a_mail_changes_nothing(client: Client) -> None:
    member = make_member()
    before = mailed_kinds(member)

    assert client.get(f"/mail/{links.stop_key(member.id)}").status_code == 200
    assert client.get(f"/mail/{links.stop_key(member.id)}/stop").status_code == 405
    assert mailed_kinds(member) == before


def test_names_and_titles_of_others_are_neither_markup_nor_links(
    post_office: Callable[..., list[EmailMessage]],
) -> None:
    problem = make_problem(title="<b>evil.example/x</b>")
    make_answer(problem=problem, by=make_member(name="http://evil.example <i>"))

    message = post_office(NOON + timedelta(hours=1))[0]

    html, plain = (message.get_body((kind,)).get_content() for kind in ("html", "plain"))  # type: ignore[union-attr]
    assert "<b>evil" not in html
    assert "evil.example" not in html + plain + str(message["Subject"])


def a_letter(do_jobs: Callable[[], int]) -> Letter:
    make_comment(on=make_problem())
    do_jobs()
    with transaction():
        db.session.query(Notification).update({"created_at": NOON - timedelta(hours=1)})
    with transaction():
        actions.plan_digests(after=0)
    return db.session.query(Letter).one()


def test_a_server_that_is_away_is_tried_again_and_then_given_up(
    do_jobs: Callable[[], int], monkeypatch: pytest.MonkeyPatch, sign_in: SignIn
) -> None:
    letter = a_letter(do_jobs)

    def away(written: mail.Mail) -> None:
        raise MailWaitsError("connection refused")

    monkeypatch.setattr(mail, "send", away)
    for _ in range(MOST_ATTEMPTS + 2):
        send_letter(SendLetter(letter.id))

    db.session.refresh(letter)
    assert letter.attempts == MOST_ATTEMPTS
    assert letter.given_up_at is not None
    page = sign_in(make_member(roles=(Role.ADMINISTRATOR,))).get("/desk/mail").text
    assert "connection refused" in page
    assert "Given up" in page


def test_a_refused_letter_is_not_tried_again_and_a_sent_one_goes_once(
    do_jobs: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    letter, sent = a_letter(do_jobs), []
    monkeypatch.setattr(mail, "send", sent.append)
    for _ in range(2):
        send_letter(SendLetter(letter.id))
    db.session.refresh(letter)
    assert letter.sent_at is not None
    assert len(sent) == 1

    def refuse(written: mail.Mail) -> None:
        raise MailRefusedError("no such mailbox")

    with transaction():
        other = actions.open_letter(letter.member_id, "digest")
    monkeypatch.setattr(mail, "send", refuse)
    send_letter(SendLetter(other.id))
    assert db.session.get_one(Letter, other.id).given_up_at is not None


def test_without_a_mail_server_nothing_is_planned_and_the_pages_say_so(
    change_settings: Callable[..., object], do_jobs: Callable[[], int], sign_in: SignIn
) -> None:
    change_settings(mail_url="")
    make_answer()
    do_jobs()
    plan_letters(PlanLetters())

    assert db.session.query(Letter).count() == 0
    assert "sends no mail yet" in sign_in(make_member()).get("/inbox/settings").text
    assert "MAIL_URL" in sign_in(make_member(roles=(Role.ADMINISTRATOR,))).get("/desk/mail").text


def test_a_scheduled_report_comes_once_with_its_first_rows(
    stop_clock: Callable[[datetime], None], post_office: Callable[..., list[EmailMessage]]
) -> None:
    analyst = make_analyst(language="en")
    make_need(evidence=[make_problem(at=NOON - timedelta(days=1))], title="Bills lack a number")
    with transaction():
        for report in REPORT_PAGES:
            schedule_report(report, Rhythm.WEEKLY, by=analyst)
    monday = datetime(2026, 5, 11, 6, tzinfo=UTC)
    stop_clock(monday)
    for _ in range(2):
        plan_reports(PlanReports())

    mails = post_office(monday)

    said = " ".join(words(one) for one in mails)
    assert len(mails) == len(REPORT_PAGES) == said.count("from=2026-05-04&amp;to=2026-05-10")
    assert "Bills lack a number" in said
    assert {one.next_day.isoformat() for one in db.session.query(ReportSchedule)} == {"2026-05-18"}


def test_whoever_lost_the_role_gets_no_report(
    stop_clock: Callable[[datetime], None], post_office: Callable[..., list[EmailMessage]]
) -> None:
    analyst = make_analyst()
    with transaction():
        schedule_report("needs", Rhythm.WEEKLY, by=analyst)
    monday = datetime(2026, 5, 11, 6, tzinfo=UTC)
    stop_clock(monday)
    plan_reports(PlanReports())
    with transaction():
        members.take_role(db.session.get_one(Member, analyst.id), Role.ANALYST, by=OPERATOR)

    assert post_office(monday) == []
