"""The order of things: every step of the sample community's history at its moment. Pure and repeatable.

A vote or a follow carries no time in the texts: it falls somewhere between the post and now, mostly soon after the
post, never before its member had joined, nor after the post was taken down or the idea decided.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from community.demo.texts import MemberText, PostText

LATEST = 0.02
"""Half an hour ago: nothing of the history lies in the future of the first visitor."""
DAYS_TO_ACCEPT = 1.2
DAYS_TO_CLOSE = 1.5
ENDS_VOTES = frozenset({"delivered", "declined"})
TAKES_DOWN = frozenset({"hide", "remove"})


@dataclass(frozen=True)
class Written:
    """Somebody wrote a post."""

    post: PostText


@dataclass(frozen=True)
class Voted:
    """Somebody pressed me-too, support, helpful (1) or not helpful (-1)."""

    post: str
    by: str
    value: int = 1


@dataclass(frozen=True)
class Followed:
    """Somebody wants to be told what happens in a thread."""

    post: str
    by: str


@dataclass(frozen=True)
class Accepted:
    """The asker said which answer helped."""

    answer: str


@dataclass(frozen=True)
class Closed:
    """The asker closed a problem."""

    problem: str


@dataclass(frozen=True)
class Outdated:
    """The author said that an answer no longer holds."""

    answer: str


@dataclass(frozen=True)
class Moved:
    """The company moved an idea and said why."""

    idea: str
    answer: dict[str, Any]


@dataclass(frozen=True)
class Reported:
    """A member reported a post."""

    post: str
    report: dict[str, Any]


@dataclass(frozen=True)
class Decided:
    """A moderator decided on a post."""

    post: str
    decision: dict[str, Any]


Step = Written | Voted | Followed | Accepted | Closed | Outdated | Moved | Reported | Decided
Dated = tuple[float, Step]


def timeline(posts: list[PostText], members: list[MemberText]) -> list[Dated]:
    """Return every step with its moment in days ago, the oldest first."""
    joined = {member.key: member.days_ago for member in members}
    last_heard = _last_heard(posts)
    steps = [step for post in posts for step in _steps_of(post, joined, last_heard)]
    return sorted(steps, key=lambda dated: -dated[0])


def _steps_of(post: PostText, joined: dict[str, float], last_heard: dict[str, float]) -> Iterator[Dated]:
    yield post.days_ago, Written(post)
    yield from _presses(post, joined)
    for answer in post.answers:
        yield answer["days_ago"], Moved(post.id, answer)
    for report in post.reports:
        yield report["days_ago"], Reported(post.id, report)
    if post.decision:
        yield post.decision["days_ago"], Decided(post.id, post.decision)
    if post.accepted:
        yield _soon_after(post, DAYS_TO_ACCEPT), Accepted(post.id)
    if post.outdated:
        yield post.days_ago / 2, Outdated(post.id)
    if post.closed:
        yield max(LATEST, last_heard[post.id] - DAYS_TO_CLOSE), Closed(post.id)


def _presses(post: PostText, joined: dict[str, float]) -> Iterator[Dated]:
    until = _takes_votes_until(post)
    for key in post.supporters:
        yield _between(post, key, joined[key], until), Voted(post.id, key)
    for key in post.unhelpful:
        yield _between(post, key, joined[key], until), Voted(post.id, key, -1)
    for key in post.follow:
        if key != post.author:
            yield _between(post, f"{key} follows", joined[key], LATEST), Followed(post.id, key)


def _takes_votes_until(post: PostText) -> float:
    ends = [float(answer["days_ago"]) for answer in post.answers if answer["status"] in ENDS_VOTES]
    if post.decision.get("action") in TAKES_DOWN:
        ends.append(float(post.decision["days_ago"]))
    return max([*ends, LATEST])


def _between(post: PostText, seed: str, joined: float, until: float) -> float:
    """Choose a moment between the post and `until`, by a power law: most people press within the first days."""
    since = min(post.days_ago, joined)
    return since - (since - until) * Random(f"{post.id} {seed}").random() ** 3  # noqa: S311 - a story, not a secret


def _soon_after(post: PostText, days: float) -> float:
    """Choose a moment within so many days after the post, the same one every time."""
    wait = days * (0.05 + 0.95 * Random(post.id).random())  # noqa: S311 - a story, not a secret
    return max(post.days_ago - wait, post.days_ago / 2)


def _last_heard(posts: list[PostText]) -> dict[str, float]:
    """Return when something was last written in a thread, by the id of its head."""
    last: dict[str, float] = {}
    for post in posts:
        last[post.parent or post.id] = post.days_ago
    return last
