"""Secrets, each a word that stands nowhere else, and who may come across it."""

from dataclasses import dataclass, field
from typing import Any

from community.core import clock
from community.core.database import db
from community.core.transaction import transaction
from community.insights.models import Evidence, Need, NeedComment, NeedProposal, SavedView, Voice
from community.members.models import Member
from community.posts import actions as posts
from community.posts.images import clean_image
from community.posts.models import PUT_AWAY, Attachment, Post
from community.posts.queries import attachments_of
from community.problems import actions as problems
from community.search.models import SearchedFor, SuggestionTally, WritingTally
from tests.factories import (
    make_answer,
    make_article,
    make_comment,
    make_draft,
    make_follow,
    make_idea,
    make_member,
    make_organization,
    make_problem,
    make_product,
    make_review,
    make_vote,
    set_state,
)
from tests.walls.world import decide, png, report

AROUND = "kettle lantern"
OWN = frozenset({"author", "moderator"})
STAFF = frozenset({"moderator", "agent", "analyst", "administrator"})
FIGURES = {
    "customers_pm": 1, "organizations_pm": 1, "negative": {"part": 0, "whole": 2, "share": 0.0, "pm": 0.1},
    "unanswered": {"part": 0, "whole": 2, "share": 0.0, "pm": 0.1},
}  # fmt: skip
SYLLABLES = ("za", "vo", "qui", "ful", "bri", "mek", "dro", "nux", "pli", "gor")


@dataclass
class Plot:
    """People, the ordinary things that all may see, and what was planted."""

    people: dict[str, Member] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)
    secrets: dict[str, frozenset[str]] = field(default_factory=dict)
    posts: list[Post] = field(default_factory=list)
    pictures: dict[int, frozenset[str]] = field(default_factory=dict)

    def secret(self, who: frozenset[str] = OWN) -> str:
        """Invent a word and note who may see it."""
        number = len(self.secrets) + 11
        word = "xy" + "".join(SYLLABLES[int(digit)] for digit in f"{number * 7919 % 100000:05}") + "th"
        self.secrets[word] = who
        return word

    def words(self, who: frozenset[str] = OWN) -> dict[str, str]:
        """Invent a title and a text with a secret in each."""
        return {
            "title": f"The {AROUND} {self.secret(who)} is broken",
            "source": f"My {AROUND} says {self.secret(who)} all day long.",
        }


def make_plot() -> Plot:
    """Make people and ordinary things; nothing is planted yet."""
    company = make_organization(name="The Company")
    plot = Plot()
    plot.people = {
        "member": make_member(name="Mild Member"),
        "author": make_member(name="Able Author", organization=company, email="xyhiddenmailth@example.org"),
        "colleague": make_member(name="Calm Colleague", organization=company),
        "below": make_member(name="Busy Below"),
        **{role: make_member(name=f"Staff {role}", roles=(role,)) for role in sorted(STAFF)},
    }
    plot.secrets["xyhiddenmailth"] = frozenset({"author", "administrator"})
    by, product = plot.people["author"], make_product()
    open_problem = make_problem(by=by, product=product, title=f"The {AROUND} drips", source=f"My {AROUND} drips.")
    plot.things = {
        "product": product,
        "problem": open_problem,
        "answer": make_answer(problem=open_problem, by=plot.people["below"]),
        "idea": make_idea(by=by, product=product, title=f"A larger {AROUND}"),
        "review": make_review(by=by, product=product, title=f"A fine {AROUND}"),
        "article": make_article(by=plot.people["agent"], product=product, title=f"How to clean the {AROUND}"),
        "reviewed": {state: make_product() for state in ("pending", "hidden", "removed")},
    }
    return plot


def plant(plot: Plot) -> None:
    """Write what most must never come across."""
    for state in ("pending", "hidden", "removed"):
        _plant_withdrawn(plot, state)
    _plant_thread_of_others(plot)
    _plant_audiences(plot)
    _plant_moderation(plot)
    _plant_beside(plot)
    _plant_learned(plot)


def _plant_withdrawn(plot: Plot, state: str) -> None:
    by, product, things = plot.people["author"], plot.things["product"], plot.things
    details = {"environment": plot.secret(), "tried": plot.secret()}
    sides = {"pros": plot.secret(), "cons": plot.secret()}
    agents = frozenset({"agent", "moderator"})
    heads: list[Post] = [
        make_problem(by=by, product=product, state=state, **plot.words(), **details),
        make_review(by=by, product=things["reviewed"][state], state=state, **plot.words(), **sides),
        make_idea(by=by, product=product, state=state, **plot.words()),
        make_article(by=plot.people["agent"], product=product, state=state, **plot.words(agents)),
        make_answer(problem=things["problem"], by=by, state=state, source=f"{AROUND} {plot.secret()}"),
        set_state(make_comment(on=things["problem"], by=by, source=f"{AROUND} {plot.secret()}"), state),
    ]
    plot.posts += heads


def _plant_thread_of_others(plot: Plot) -> None:
    """A hidden thread in which somebody else took part: his own words stay his, the thread's do not."""
    by, below = plot.people["author"], plot.people["below"]
    theirs = frozenset({"below", "moderator"})
    for make in (make_problem, make_idea):
        head = make(by=by, **plot.words())
        make_vote(on=head, by=below)
        make_follow(on=head, by=below)
        remark = make_comment(on=head, by=below, source=f"{AROUND} {plot.secret(theirs)}")
        make_comment(on=head, by=by, source=f"{AROUND} {plot.secret()}")
        plot.posts += [head, remark]
        if make is make_problem:
            answer = make_answer(problem=head, by=below, source=f"{AROUND} {plot.secret(theirs)}", accepted=True)
            decide(report(answer, by=plot.people["member"]), by=plot.people["moderator"])
            set_state(answer, "visible")
            plot.posts.append(answer)
        set_state(head, "hidden")


def _plant_audiences(plot: Plot) -> None:
    by = plot.people["author"]
    for audience, who in (("staff", STAFF | OWN), ("organization", STAFF | OWN | {"colleague"})):
        head = make_problem(by=by, product=plot.things["product"], audience=audience, **plot.words(who))
        answer = make_answer(problem=head, by=by, source=f"{AROUND} {plot.secret(who)}")
        plot.posts += [head, answer, make_idea(by=by, audience=audience, **plot.words(who))]


def _plant_moderation(plot: Plot) -> None:
    moderators = frozenset({"moderator"})
    by, moderator = plot.people["author"], plot.people["moderator"]
    reported = make_problem(by=by, **plot.words(frozenset({*plot.people, "stranger"})))
    report(reported, note=plot.secret(moderators), by=plot.people["member"])
    decided = make_problem(by=by, **plot.words())
    case = report(decided, note=plot.secret(moderators), by=plot.people["member"])
    decide(case, by=moderator, note=plot.secret(moderators), words=plot.secret())
    plot.posts += [reported, decided]


def _plant_beside(plot: Plot) -> None:
    """Drafts, former words of a hidden post, pictures of one, and a picture that belongs to no post yet."""
    by, own = plot.people["author"], frozenset({"author"})
    make_draft(by=by, fields={"title": plot.secret(own), "source": plot.secret(own)})
    edited = make_problem(by=by, **plot.words())
    with transaction():
        problems.edit_problem(
            edited, problems.Words("Other words", f"Said {plot.secret()} better."), by=by, version=1, product=None
        )
        posts.attach_images(edited, [clean_image(png())], [plot.secret()], by=by)
        kept = posts.keep_images([clean_image(png())], [plot.secret(own)], by=by)
    set_state(edited, "hidden")
    plot.posts.append(edited)
    shown = _picture_of(edited)
    plot.pictures = {shown.id: OWN, kept[0]: own}


def _plant_learned(plot: Plot) -> None:
    """What one person alone looked for, a draft put away, an accepted answer that was hidden, figures of hidden posts."""
    by, today = plot.people["author"], clock.now().date()
    make_draft(by=by, form=PUT_AWAY, fields={PUT_AWAY: "problem", "title": plot.secret(frozenset({"author"}))})
    solved = make_problem(by=plot.people["below"], title=f"The {AROUND} hums", source=f"My {AROUND} hums.")
    set_state(make_answer(problem=solved, by=by, source=f"Shake it {plot.secret()}.", accepted=True), "hidden")
    plot.posts.append(solved)
    sought = plot.secret(frozenset())
    figures = {"searches": 9, "people": 1, "without_result": 9, "without_click": 9, "refined": 9}
    ends = {"shown": 50, "opened": 0, "solved": 4, "joined": 0, "posted": 40}
    place = {"day": today, "composer": "problem", "language": "en"}
    with transaction():
        db.session.add(SearchedFor(day=today, language="en", folded=sought, typed=sought, **figures))
        db.session.add(WritingTally(**place, **ends))
        db.session.add_all(SuggestionTally(**place, **ends, post_id=post.id) for post in plot.posts)


def plant_needs(plot: Plot) -> None:
    """Put every post, shown or not, behind a need as if nothing had been forgotten yet; with what analysts keep."""
    team = frozenset({"analyst", "administrator"})
    analyst = plot.people["analyst"]
    voiced = [post for post in plot.posts if post.kind in ("problem", "idea", "review")]
    with transaction():
        need = Need(
            label=AROUND, language="en", post_count=9, customer_count=2, rank=1.0, weekly=[["2026-01-03", 2, 9]]
        )
        other = Need(label=f"{AROUND} too", language="en", post_count=1, customer_count=1)
        db.session.add_all([need, other])
        db.session.flush()
        voices = [_voice_of(post) for post in voiced]
        db.session.flush()
        ties = [{"start": 0, "end": 60, "word": AROUND, "weight": 1.0}]
        db.session.add_all(Evidence(need_id=need.id, voice_id=one.id, weight=0.5, ties=ties) for one in voices)
        need.quotes = {"nearest": voices[0].id, "newest": voices[-1].id}
        ids = [post.id for post in voiced]
        need.figures = {
            **FIGURES,
            "unanswered_posts": ids,
            "idea_posts": ids,
            "top_customers": [[plot.people["author"].id, 9]],
        }
        whole = [[one.id for one in voices]]
        db.session.add(NeedProposal(change="split", key="1", need_ids=[need.id], parts=whole))
        db.session.add(NeedComment(need_id=need.id, author_id=analyst.id, text=plot.secret(team)))
        mine = plot.secret(frozenset({"analyst"}))
        db.session.add(SavedView(member_id=analyst.id, name=mine, query="state=new"))


def _voice_of(post: Post) -> Voice:
    voice = db.session.query(Voice).filter_by(post_id=post.id).one_or_none() or Voice(post_id=post.id, language="en")
    db.session.add(voice)
    return voice


def _picture_of(post: Post) -> Attachment:
    """Return the picture of a post."""
    return attachments_of([post])[post.id][0]
