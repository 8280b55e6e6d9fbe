"""A small community in which one member wrote everything in question, and somebody of every role looks on."""

import io
import secrets
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PIL import Image

from community.core import clock
from community.core.database import db
from community.core.transaction import transaction
from community.insights.actions import merge as merge_needs
from community.insights.actions.counting import count_needs
from community.insights.models import (
    Evidence,
    Need,
    NeedComment,
    NeedProposal,
    ReportSchedule,
    SavedView,
    Telling,
    TermPair,
    Theme,
    Told,
    Voice,
)
from community.insights.ranking import Factor
from community.members.models import Member, Organization, OrganizationField
from community.moderation import actions as moderation
from community.moderation.models import Case, DecisionAction, DecisionReason, DuplicateProposal, ReportReason
from community.notifications.links import stop_key
from community.notifications.models import Notification
from community.posts import actions as posts
from community.posts.images import clean_image
from community.posts.models import Attachment, Post
from community.products.models import Release
from community.search import actions as search
from community.search.models import SearchedFor
from community.search.queries import search_of
from community.tokens.actions import make_token
from community.tokens.policies import Scope
from community.webhooks.models import Delivery, Endpoint
from tests.factories import (
    make_answer,
    make_article,
    make_comment,
    make_idea,
    make_member,
    make_problem,
    make_product,
    make_review,
    make_session,
)

ROLE_NAMES = ("moderator", "agent", "analyst", "administrator")


def png() -> bytes:
    """A small picture."""
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(file, format="PNG")
    return file.getvalue()


@dataclass
class World:
    """People and things, and what each address and form takes of them."""

    people: dict[str, Member] = field(default_factory=dict)
    arguments: dict[str, dict[str, Any]] = field(default_factory=dict)
    fields: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def author(self) -> Member:
        """Whoever wrote everything."""
        return self.people["author"]


def make_people() -> dict[str, Member]:
    """Make one person of each role; the agent, the analyst and so on hold that one role only."""
    staff = {name: make_member(name=f"The {name}", roles=(name,)) for name in ROLE_NAMES}
    return {"member": make_member(name="Another Member"), "author": make_member(name="The Author"), **staff}


def make_world() -> World:
    """Make people and things."""
    world = World(people=make_people())
    _make_posts(world)
    _make_cases(world)
    _make_needs(world)
    _make_own_things(world)
    _teach_search(world)
    return world


def _teach_search(world: World) -> None:
    with transaction():
        group = search.add_synonyms(["router", "modem"], language="en", by=world.people["analyst"])
        saved = search.follow_search(search_of({"q": "kettle"}), by=world.author)
    for view in ("set_pace", "stop"):
        world.arguments[f"search.{view}"] = {"saved_id": saved.id}
    world.fields |= {"search.save": {"address": "q=lamp"}, "search.set_pace": {"pace": "daily"}}
    for view in ("edit", "remove", "accept", "refuse"):
        world.arguments[f"search.{view}_synonyms"] = {"group_id": group.id}
    world.fields |= {f"search.{view}synonyms": {"words": "cable\nwire", "language": "en"} for view in ("", "edit_")}


def _make_posts(world: World) -> None:
    by, product = world.author, make_product()
    problem = make_problem(by=by, product=product, solved=True)
    answer = make_answer(problem=problem, by=by)
    comment = make_comment(on=problem, by=by)
    review, idea, article = (
        make_review(by=by, product=product),
        make_idea(by=by, product=product),
        make_article(by=world.people["agent"]),
    )
    picture = attach_picture(problem)
    accepted = problem.accepted_answer_id
    for prefix, name, post in (("problems", "problem_id", problem), ("ideas", "idea_id", idea)):
        for view in ("find", "show", "similar", "edit", "same_as", "decide", "answer", "close", "reopen"):
            world.arguments[f"{prefix}.{view}"] = {name: post.id}
    for prefix, name, post in (("reviews", "review_id", review), ("articles", "article_id", article)):
        for view in ("find", "show", "edit"):
            world.arguments[f"{prefix}.{view}"] = {name: post.id}
    world.arguments |= {
        "articles.beside": {"problem_id": problem.id},
        "articles.from_problem": {"problem_id": problem.id},
        "problems.edit_answer": {"answer_id": answer.id},
        "problems.accept": {"answer_id": answer.id},
        "problems.unaccept": {"answer_id": accepted},
        "search.bring_back": {"form": "problem"},
        "search.open_similar": {"post_id": problem.id},
        "search.related": {"post_id": problem.id},
        "search.solved_by": {"post_id": problem.id, "form": "problem"},
        "posts.attachment": {"attachment_id": picture.id},
        "posts.edit_comment": {"post_id": comment.id},
        "posts.outdated": {"post_id": answer.id},
        "pages.post": {"post_id": answer.id},
        "pages.product": {"slug": product.slug},
        "pages.member": {"member_id": by.id},
        "reviews.write": {"slug": make_product().slug},
        "products.category": {"slug": product.category.slug if product.category else ""},
        "products.edit_category": {"category_id": product.category_id},
        "products.move_category": {"category_id": product.category_id},
    }
    for view in ("archive", "restore", "edit_product"):
        world.arguments[f"products.{view}"] = {"product_id": product.id}
    for view in ("vote", "follow", "official", "withdraw", "revisions", "comment"):
        world.arguments[f"posts.{view}"] = {"post_id": idea.id}
    words = {"title": "A title of some words", "source": "Some words about it.", "resend_key": secrets.token_hex(8)}
    world.fields |= {
        "articles.edit": {**words, "version": article.version},
        "articles.write": words,
        "articles.from_problem": words,
        "ideas.decide": {"status": "planned", "source": "We will.", "after": "", "resend_key": "one"},
        "ideas.edit": {**words, "version": idea.version},
        "ideas.submit": {**words, "confirmed": "1"},
        "problems.send": {**words, "confirmed": "1"},
        "problems.answer": words,
        "problems.edit": {**words, "version": problem.version},
        "problems.edit_answer": {**words, "version": answer.version},
        "posts.comment": words,
        "posts.edit_comment": {**words, "version": comment.version},
        "posts.vote": {"value": "1"},
        "posts.follow": {"follow": "1"},
        "posts.official": {"official": "1"},
        "posts.outdated": {"outdated": "1"},
        "posts.preview": words,
        "reviews.edit": {**words, "rating": "2", "version": review.version},
        "reviews.write": {**words, "rating": "4"},
        "products.add_product": {"slug": "new-thing", "name": "New thing", "category_id": "0"},
        "products.edit_product": {"name": "Thing by another name", "category_id": "0"},
        "products.add_category": {"slug": "new-shelf", "name": "New shelf"},
        "products.edit_category": {"name": "Shelf by another name"},
    }


def attach_picture(post: Post) -> Attachment:
    """Put a picture to a post."""
    assert post.author is not None
    with transaction():
        posts.attach_images(post, [clean_image(png())], ["A picture"], by=post.author)
    return db.session.query(Attachment).filter_by(post_id=post.id).one()


def _make_cases(world: World) -> None:
    moderator = world.people["moderator"]
    case = report(make_problem(by=world.author))
    withdrawn = report(make_problem(by=world.author))
    decision = decide(withdrawn, by=moderator)
    reportable = make_problem(by=world.author)
    pairs = [make_pair(by=world.author) for _ in range(3)]
    with transaction():
        moderation.refuse_duplicate(pairs[2], by=moderator)
    world.arguments |= {
        "moderation.join": {"proposal_id": pairs[0].id},
        "moderation.refuse_duplicate": {"proposal_id": pairs[1].id},
        "moderation.reopen_duplicate": {"proposal_id": pairs[2].id},
        "moderation.case": {"case_id": case.id},
        "moderation.undo": {"decision_id": decision.id},
        "moderation.decision": {"post_id": reportable.id},
        "moderation.open_case": {"post_id": reportable.id},
        "moderation.report": {"post_id": reportable.id},
    }
    world.fields |= {
        "moderation.case": {
            "action": "hide", "reason": "spam", "words": "It breaks the rules.", "note": "", "version": case.version,
        },
        "moderation.report": {"reason": "spam", "note": "It is spam."},
    }  # fmt: skip


def report(post: Post, note: str = "", *, by: Member | None = None) -> Case:
    """Let somebody, a passer-by unless named, report a post."""
    by = by or make_member()
    with transaction():
        return moderation.report_post(post, by=by, reason=ReportReason.SPAM, note=note).case


def decide(case: Case, *, by: Member, note: str = "", words: str = "It breaks the rules.") -> Any:
    """Let a moderator hide the post of a case."""
    judgement = moderation.Judgement(DecisionAction.HIDE, DecisionReason.SPAM, words=words, note=note)
    with transaction():
        return moderation.decide(case, judgement, by=by, version=case.version)


def make_pair(*, by: Member) -> DuplicateProposal:
    """Propose two threads of somebody as one."""
    older, newer = make_idea(by=by), make_idea(by=by)
    with transaction():
        pair = DuplicateProposal(post_id=newer.id, older_id=older.id, score=0.9)
        db.session.add(pair)
    return pair


def _sought(text: str) -> SearchedFor:
    figures = dict.fromkeys(("searches", "people", "without_result"), 2) | dict.fromkeys(
        ("without_click", "refined"), 0
    )
    return SearchedFor(day=clock.now().date(), language="en", folded=text, typed=text, **figures)


def _make_needs(world: World) -> None:
    idea = make_idea(by=world.author)
    post = make_problem(by=world.author)
    with transaction():
        need, heir, merged = (Need(label=f"Need {n}", language="en", post_count=1) for n in range(3))
        voice = Voice(post_id=post.id, language="en")
        other = Voice(post_id=idea.id, language="en")
        db.session.add_all([need, heir, merged, voice, other, _sought("red lamp")])
        db.session.flush()
        evidence = Evidence(need_id=need.id, voice_id=voice.id, weight=0.5)
        telling = Telling(need_id=heir.id, state="delivered", told_count=1)
        db.session.add_all([evidence, telling, Evidence(need_id=need.id, voice_id=other.id, weight=0.4)])
        db.session.flush()
        schedule = ReportSchedule(
            member_id=world.people["analyst"].id, report="needs", rhythm="weekly", next_day=date(2030, 1, 5)
        )
        db.session.add(schedule)
        endpoint = Endpoint(url="https://hooks.example.org/", kinds=["need.born"], salt="salt")
        db.session.add(endpoint)
        db.session.flush()
        delivery = Delivery(endpoint_id=endpoint.id, kind="need.born", payload={}, delivered_at=need.created_at)
        db.session.add(delivery)
        token, _secret = make_token("Wall", list(Scope), by=world.people["analyst"])
        db.session.add(Told(telling_id=telling.id, member_id=world.author.id, post_id=post.id))
    for view in ("need", "decide", "dismiss", "rename", "restore", "move_to_state", "split", "write_note"):
        world.arguments[f"insights.{view}"] = {"need_id": need.id}
    for view in ("move", "put_back", "refuse", "confirm", "correct"):
        world.arguments[f"insights.{view}"] = {"evidence_id": evidence.id}
    _make_desk_of_needs(world, need, heir)
    _make_companies_and_releases(world)
    world.arguments |= {
        "insights.add": {"need_id": need.id, "post_id": post.id},
        "insights.add_search_evidence": {"need_id": need.id, "text": "red lamp", "language": "en"},
        "insights.search_evidence": {"text": "red lamp", "language": "en"},
        "insights.link_idea": {"need_id": need.id, "idea_id": idea.id},
        "insights.merge": {"need_id": need.id, "heir_id": heir.id},
        "insights.undo_merge": {"need_id": merged.id},
        "insights.follow_need": {"need_id": need.id},
        "insights_api.get_need": {"need_id": need.id},
        "insights_api.list_decisions": {"need_id": need.id},
        "insights_api.list_evidence": {"need_id": need.id},
        "tokens.revoke": {"token_id": token.id},
        "webhooks.send_again": {"delivery_id": delivery.id},
        **{
            f"webhooks.{view}": {"endpoint_id": endpoint.id}
            for view in ("change_secret", "enable", "endpoint", "remove")
        },
        "insights.stop_schedule": {"schedule_id": schedule.id},
        "notifications.solved": {"telling_id": telling.id},
    }
    world.fields |= {
        "insights.decide": {"state": "watching", "decline_reason": "", "owner": "0", "version": need.version},
        "insights.move": {"need": heir.id},
        "insights.rename": {"title": "A better name"},
        "insights.follow_need": {"follow": "1"},
        "insights.link_idea": {"link": "1"},
        "insights.move_to_state": {"state": "watching"},
        "insights.split": {"voice": str(voice.id)},
        "insights.correct": {"mood": "neutral", "kind": "wish", "distress": ""},
        "webhooks.index": {"url": "https://hooks.example.org/", "kinds": ["need.born"]},
        "tokens.index": {"name": "A program", "scopes": ["needs:read"]},
        "insights.schedule": {"report": "needs", "rhythm": "monthly"},
    }
    with transaction():
        from_here = db.session.get_one(Need, merged.id)
        into = db.session.get_one(Need, heir.id)
        merge_needs(from_here, into, by=world.people["analyst"])
    with transaction():
        count_needs()


def _make_companies_and_releases(world: World) -> None:
    with transaction():
        company, field = Organization(name="A customer company"), OrganizationField(name="Plan")
        release = Release(name="App 4.2", released_on=date(2026, 1, 1))
        db.session.add_all([company, field, release])
    world.arguments |= {
        "members.describe_organization": {"organization_id": company.id},
        "members.drop_field": {"field_id": field.id},
        "products.drop_release": {"release_id": release.id},
    }
    world.fields |= {
        "members.add_field": {"name": "Region"},
        "members.describe_organization": {f"field-{field.id}": "business"},
        "products.releases": {"name": "App 4.3", "day": "2026-02-01", "product_id": "0"},
    }


def _make_desk_of_needs(world: World, need: Need, heir: Need) -> None:
    analyst = world.people["analyst"]
    with transaction():
        view = SavedView(member_id=analyst.id, name="Mine", query="state=new")
        note = NeedComment(need_id=need.id, author_id=analyst.id, text="A note of mine")
        proposal = NeedProposal(change="merge", key="one", need_ids=[need.id, heir.id])
        theme, pair = Theme(language="en", labels={"en": "Bills"}, need_count=1), TermPair(fa="قبض", en="bill")
        db.session.add_all([view, note, proposal, theme, pair])
    world.arguments |= {
        "insights.drop_view": {"view_id": view.id},
        "insights.drop_note": {"note_id": note.id},
        "insights.decide_proposal": {"proposal_id": proposal.id},
        "insights.shape_theme": {"theme_id": theme.id},
        "insights.drop_pair": {"pair_id": pair.id},
    }
    world.fields |= {
        "insights.decide_proposal": {"accept": "0"},
        "insights.save_view": {"view_name": "All of them"},
        "insights.write_note": {"words": "Look at this one."},
        "insights.set_detail": {"detail": "1.25"},
        "insights.shape_theme": {f"t{theme.id}-title": "Bills"},
        "insights.terms": {"fa": "مودم", "en": "modem"},
        "insights.weights": {factor.value: "1" for factor in Factor},
    }


def _make_own_things(world: World) -> None:
    by, moderator = world.author, world.people["moderator"]
    other_session, _ = make_session(member=by)
    told = decide(report(make_problem(by=by)), by=moderator)
    notification = db.session.query(Notification).filter_by(member_id=by.id, post_id=told.post_id).one()
    target = make_member()
    for view in ("administer_member", "set_organization", "set_roles", "suspend", "unsuspend"):
        world.arguments[f"members.{view}"] = {"member_id": target.id}
    world.arguments |= {
        "members.end_one_session": {"session_id": other_session.id},
        "notifications.open_one": {"notification_id": notification.id},
        "notifications.stop": {"key": stop_key(by.id)},
        "notifications.stop_at_once": {"key": stop_key(by.id)},
        **{f"insights.{report}_report_table": {"form": "csv"} for report in ("need", "idea", "voice")},
        "posts.save_draft": {"form": "problem"},
        "posts.discard_draft": {"form": "problem"},
        "static_file": {"fingerprint": "any", "name": "css/site.css"},
        "web.switch_language": {"code": "en"},
    }
    world.fields |= {
        "members.account": {"name": "A new name", "about": "", "language": "en"},
        "members.change_password": {"password": "not the password", "new_password": "a long enough new one"},
        "members.set_organization": {"organization": "A company"},
        "members.set_roles": {"roles": ["agent"]},
        "members.sign_in": {"email": "nobody@example.org", "password": "not the password"},
        "members.sign_up": {"name": "New", "email": "new@example.org", "password": "a long enough new one"},
        "notifications.settings": {"kinds": ["reply"], "mails": ["reply"]},
        "notifications.solved": {"solved": "no"},
        "notifications.stop": {"mails": ["reply"]},
        "posts.save_draft": {"title": "Half a"},
    }
