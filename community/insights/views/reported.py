"""Reports as tables: every row with the address of what it claims."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import url_for

from community.core.locale import _
from community.insights.models import Need
from community.insights.queries.customer_voice import CustomerVoice, Heard
from community.insights.queries.outcome import Outcome
from community.insights.queries.reports import ReportedIdea, ReportedNeed
from community.insights.tables import Table
from community.posts.models import Post

Row = list[object]


def needs_table(rows: Sequence[ReportedNeed], name: str = "needs") -> Table:
    """Return the reported needs, a row each."""
    head = ["need_id", "need", "state", "customers", "customers_plus_minus", "organizations", "posts", "customers_before",
            "url"]  # fmt: skip
    return Table(name, _("Needs"), head, [_need_row(row) for row in rows])


def _need_row(row: ReportedNeed) -> Row:
    need = row.need
    return [need.id, need.name, need.state, row.customers, row.customers_pm, row.organizations, row.posts, row.customers_before,
            _url_of_need(need)]  # fmt: skip


def ideas_table(rows: Sequence[ReportedIdea]) -> Table:
    """Return the reported ideas, a row each."""
    head = ["idea_id", "idea", "status", "supporters", "supporters_in_period", "organizations_in_period", "created",
            "url"]  # fmt: skip
    return Table("ideas", _("Ideas"), head, [_idea_row(row) for row in rows])


def _idea_row(row: ReportedIdea) -> Row:
    idea = row.idea
    return [idea.id, idea.title, idea.status, row.supporters, row.supporters_now, row.organizations, _day(idea),
            _url_of_post(idea)]  # fmt: skip


def voice_tables(voice: CustomerVoice) -> list[Table]:
    """Return the sections of the voice of the customer, a table each."""
    return [
        _heard_table(voice),
        needs_table(voice.needs),
        _movers_table(voice),
        _spikes_table(voice),
        _quotes_table(voice),
        _unanswered_table(voice),
        _helpers_table(voice),
        _decided_table(voice),
        _outcomes_table(voice.outcomes),
    ]


def _heard_table(voice: CustomerVoice) -> Table:
    head = ["period", "customers", "customers_plus_minus", "organizations", "problems", "reviews", "ideas", "mood",
            "mood_plus_minus", "stars", "stars_plus_minus", "unhappy_share", "unhappy_plus_minus"]  # fmt: skip
    return Table("heard", _("Heard"), head, [_heard_row("now", voice.now), _heard_row("before", voice.before)])


def _heard_row(period: str, heard: Heard) -> Row:
    mood, stars = heard.sentiment, heard.rating
    return [
        period, heard.customers, heard.customers_pm, heard.organizations, heard.problems, heard.reviews, heard.ideas,
        round(mood.mean, 3) if mood else None, round(mood.margin, 3) if mood else None,
        round(stars.mean, 2) if stars else None, round(stars.margin, 2) if stars else None,
        round(heard.unhappy, 3), round(heard.unhappy_pm, 3),
    ]  # fmt: skip


def _movers_table(voice: CustomerVoice) -> Table:
    head = ["need_id", "need", "customers", "customers_before", "factor", "factor_from", "factor_to", "url"]
    rows: list[Row] = [
        [one.need.id, one.need.name, one.customers, one.before, round(one.factor, 2), round(one.between.low, 2),
         round(one.between.high, 2), _url_of_need(one.need)]
        for one in voice.movers
    ]  # fmt: skip
    return Table("movers", _("Movers"), head, rows)


def _spikes_table(voice: CustomerVoice) -> Table:
    head = ["need_id", "need", "first_day", "last_day", "url"]
    rows: list[Row] = [
        [one.need_id, one.need.name, one.first_day.isoformat(), one.last_day.isoformat(), _url_of_need(one.need)]
        for one in voice.spikes
    ]
    return Table("spikes", _("Sudden rises"), head, rows)


def _quotes_table(voice: CustomerVoice) -> Table:
    head = ["kind", "need_id", "need", "words", "said", "url"]
    posts = ((quote, quote.evidence.voice.post) for quote in voice.quotes)
    rows: list[Row] = [
        [quote.role, quote.evidence.need_id, quote.evidence.need.name, quote.words.striptags(), _day(post), _url_of_post(post)]
        for quote, post in posts
        if post
    ]  # fmt: skip
    return Table("quotes", _("Quotes"), head, rows)


def _unanswered_table(voice: CustomerVoice) -> Table:
    head = ["problem_id", "problem", "me_too", "asked", "url"]
    rows: list[Row] = [[one.id, one.title, one.vote_count, _day(one), _url_of_post(one)] for one in voice.unanswered]
    return Table("unanswered", _("Unanswered"), head, rows)


def _helpers_table(voice: CustomerVoice) -> Table:
    head = ["member_id", "name", "answers", "accepted", "url"]
    rows: list[Row] = [
        [one.member.id, one.member.name, one.answers, one.accepted, _outside("pages.member", member_id=one.member.id)]
        for one in voice.helpers
    ]
    return Table("helpers", _("Helpers"), head, rows)


def _decided_table(voice: CustomerVoice) -> Table:
    head = ["need_id", "need", "state", "answer", "answer_fa", "decided", "url"]
    rows: list[Row] = [
        [one.need.id, one.need.name, one.event.details.get("state", ""), one.need.answer, one.need.answer_fa,
         one.event.created_at.date().isoformat(), _url_of_need(one.need)]
        for one in voice.decided
    ]  # fmt: skip
    return Table("decided", _("Decisions"), head, rows)


def _outcomes_table(outcomes: Iterable[tuple[Need, Outcome]]) -> Table:
    head = ["need_id", "need", "state", "days", "customers_before", "customers_after", "mood_before", "mood_after",
            "stars_before", "stars_after", "url"]  # fmt: skip
    return Table("outcomes", _("Before and after"), head, [_outcome_row(need, one) for need, one in outcomes])


def _outcome_row(need: Need, one: Outcome) -> Row:
    means = (one.before.sentiment, one.after.sentiment, one.before.rating, one.after.rating)
    return [
        need.id, need.name, one.state, one.days, one.before.customers, one.after.customers,
        *(round(mean.mean, 2) if mean else None for mean in means), _url_of_need(need),
    ]  # fmt: skip


def _day(post: Post) -> str:
    return post.created_at.date().isoformat()


def _url_of_need(need: Need) -> str:
    return _outside("insights.need", need_id=need.id)


def _url_of_post(post: Post) -> str:
    return _outside("pages.post", post_id=post.id)


def _outside(endpoint: str, **values: Any) -> str:
    return url_for(endpoint, **values, _external=True)
