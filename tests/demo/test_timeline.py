from collections import Counter

import pytest

from community.demo import texts
from community.demo.timeline import Accepted, Dated, Decided, Moved, Voted, Written, timeline

pytestmark = pytest.mark.pure


@pytest.fixture(scope="module")
def steps() -> list[Dated]:
    return timeline(texts.posts(), texts.members())


def written_at(steps: list[Dated]) -> dict[str, float]:
    return {step.post.id: days for days, step in steps if isinstance(step, Written)}


def test_the_same_texts_make_the_same_history(steps: list[Dated]) -> None:
    assert timeline(texts.posts(), texts.members()) == steps


def test_the_history_runs_from_the_oldest_to_now(steps: list[Dated]) -> None:
    days = [days_ago for days_ago, _ in steps]

    assert days == sorted(days, reverse=True)
    assert min(days) > 0
    assert max(days) > 200


def test_nothing_happens_to_a_post_before_it_was_written(steps: list[Dated]) -> None:
    seen: set[str] = set()
    early = []
    for _, step in steps:
        if isinstance(step, Written):
            seen.add(step.post.id)
            if step.post.parent and step.post.parent not in seen:
                early.append(step.post.id)
        elif isinstance(step, Voted | Decided) and step.post not in seen:
            early.append(step.post)
        elif isinstance(step, Accepted) and step.answer not in seen:
            early.append(step.answer)

    assert early == []


def test_nobody_acts_before_joining(steps: list[Dated]) -> None:
    joined = {member.key: member.days_ago for member in texts.members()}

    assert [step for days, step in steps if isinstance(step, Voted) and days > joined[step.by]] == []
    assert [step.post.id for days, step in steps if isinstance(step, Written) and days > joined[step.post.author]] == []


def test_a_decided_idea_takes_no_more_votes(steps: list[Dated]) -> None:
    closed = {
        step.idea: days
        for days, step in steps
        if isinstance(step, Moved) and step.answer["status"] in ("delivered", "declined")
    }

    assert closed
    assert [step for days, step in steps if isinstance(step, Voted) and days < closed.get(step.post, 0)] == []


def test_most_people_press_within_the_first_part_of_a_posts_life(steps: list[Dated]) -> None:
    born = written_at(steps)
    old = [days / born[step.post] for days, step in steps if isinstance(step, Voted) and born[step.post] > 60]

    assert sum(share > 0.5 for share in old) > 0.6 * len(old)


def test_there_is_something_of_every_kind() -> None:
    kinds = Counter(post.kind for post in texts.posts())

    assert set(kinds) == {"problem", "answer", "review", "idea", "article", "comment"}
    assert sum(kinds.values()) >= 250
