"""Live the sample community's history again, one step after the other, through the actions that people use."""

from collections.abc import Callable, Mapping
from functools import singledispatchmethod
from typing import TypeVar

from community.articles import actions as articles
from community.demo import timeline
from community.demo.ballot import Ballot
from community.demo.texts import PostText
from community.ideas import actions as ideas
from community.ideas import queries as idea_queries
from community.ideas.models import DeclineReason, Idea, Status
from community.members.models import Member
from community.moderation import actions as moderation
from community.moderation.models import DecisionAction, DecisionReason, ReportReason
from community.posts import actions as posts
from community.posts.models import Kind, Post, State
from community.problems import actions as problems
from community.problems.models import Answer, Problem
from community.products.models import Product
from community.reviews import actions as reviews

AnyPost = TypeVar("AnyPost", bound=Post)


class History:
    """The community as it grows: who is there, what is sold, what was said so far."""

    def __init__(self, members: Mapping[str, Member], products: Mapping[str, Product]) -> None:
        self._members = members
        self._products = products
        self._posts: dict[str, Post] = {}
        self._ballot = Ballot()
        self._writers: dict[str, Callable[[PostText, Member], Post]] = {
            Kind.PROBLEM: self._ask,
            Kind.ANSWER: self._answer,
            Kind.REVIEW: self._review,
            Kind.IDEA: self._submit,
            Kind.ARTICLE: self._explain,
            Kind.COMMENT: self._comment,
        }

    def count(self) -> None:
        """Count the votes, after the last step."""
        self._ballot.count()

    @singledispatchmethod
    def live(self, step: timeline.Step) -> None:
        """Do what was done then; the clock stands at the moment already."""
        raise TypeError(f"nobody knows how to live {step!r}")

    @live.register
    def _write(self, step: timeline.Written) -> None:
        self._posts[step.post.id] = self._writers[step.post.kind](step.post, self._members[step.post.author])

    @live.register
    def _vote(self, step: timeline.Voted) -> None:
        self._ballot.cast(self._posts[step.post], by=self._members[step.by], value=step.value)

    @live.register
    def _follow(self, step: timeline.Followed) -> None:
        posts.follow(self._posts[step.post], by=self._members[step.by])

    @live.register
    def _accept(self, step: timeline.Accepted) -> None:
        answer = self._found(Answer, step.answer)
        problems.accept_answer(answer, by=_author(answer.problem))

    @live.register
    def _close(self, step: timeline.Closed) -> None:
        problem = self._found(Problem, step.problem)
        problems.close_problem(problem, by=_author(problem))

    @live.register
    def _outdate(self, step: timeline.Outdated) -> None:
        answer = self._posts[step.answer]
        posts.mark_outdated(answer, outdated=True, by=_author(answer))

    @live.register
    def _move(self, step: timeline.Moved) -> None:
        idea = self._found(Idea, step.idea)
        reason = step.answer.get("reason")
        ideas.change_status(
            idea,
            Status(step.answer["status"]),
            source=step.answer["text"],
            by=self._members[step.answer["by"]],
            reason=DeclineReason(reason) if reason else None,
            after=idea_queries.latest_change_id(idea),
        )

    @live.register
    def _report(self, step: timeline.Reported) -> None:
        report = step.report
        moderation.report_post(
            self._posts[step.post],
            by=self._members[report["by"]],
            reason=ReportReason(report["reason"]),
            note=report["note"],
        )

    @live.register
    def _decide(self, step: timeline.Decided) -> None:
        case, decision = moderation.open_case(self._posts[step.post]), step.decision
        action = DecisionAction(decision["action"])
        keeps = action in (DecisionAction.APPROVE, DecisionAction.RESTORE)
        reason = DecisionReason.WITHIN_RULES if keeps else DecisionReason(decision["reason"])
        judgement = moderation.Judgement(action, reason, words=decision["words"])
        moderation.decide(case, judgement, by=self._members[decision["by"]], version=case.version)

    def _ask(self, text: PostText, by: Member) -> Post:
        words = problems.Words(title=text.title, source=text.text, **text.details)
        if text.state != State.PENDING:
            return problems.ask(words, by=by, product=self._product(text))
        problem = Problem(product=self._product(text))
        posts.write(problem, title=words.title, source=words.source, also=words.details)
        return posts.publish(problem, by=by, state=State.PENDING)

    def _answer(self, text: PostText, by: Member) -> Post:
        problem = self._found(Problem, text.parent)
        return problems.answer_problem(problem, source=text.text, by=by, official=text.official)

    def _review(self, text: PostText, by: Member) -> Post:
        words = reviews.Judgement(text.rating or 0, text.title, text.text, text.pros, text.cons)
        return reviews.write_review(self._products[text.product or ""], words, by=by)

    def _submit(self, text: PostText, by: Member) -> Post:
        return ideas.submit_idea(title=text.title, source=text.text, by=by, product=self._product(text))

    def _explain(self, text: PostText, by: Member) -> Post:
        problem = self._found(Problem, text.from_problem)
        return articles.write_article(
            title=text.title, source=text.text, by=by, product=self._product(text), problem=problem
        )

    def _comment(self, text: PostText, by: Member) -> Post:
        return posts.comment_on(self._found(Post, text.parent), source=text.text, by=by, official=text.official)

    def _product(self, text: PostText) -> Product | None:
        return self._products[text.product] if text.product else None

    def _found(self, entity: type[AnyPost], key: str | None) -> AnyPost:
        post = self._posts[key or ""]
        if not isinstance(post, entity):
            raise TypeError(f"{key} is a {post.kind}, not a {entity.__name__}")
        return post


def _author(post: Post) -> Member:
    if post.author is None:
        raise LookupError(f"post {post.id} has no author")
    return post.author
