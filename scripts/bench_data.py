"""Fill an empty database with many made-up posts, by bulk insert: `make bench-data POSTS=100000 VAR=/some/dir`.

The words follow Zipf's law over a vocabulary of made-up words, a third of the threads in Persian letters. Deterministic.
Counts cached on rows agree with the rows. The search index is not made here; needs are, where they are asked for.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import flask_migrate
from sqlalchemy import func, insert, select

from community.app import create_app
from community.core import clock, text
from community.core.database import db
from community.core.transaction import transaction
from community.ideas.models import Idea
from community.insights.actions.counting import count_needs
from community.insights.models import Evidence, Need, NeedState, Voice
from community.members.models import Member, Organization
from community.posts.models import Comment, Post
from community.problems.models import Answer, Problem
from community.products.models import Category, Product
from community.reviews.models import Review

BATCH = 5000
ANSWERS_TO_A_PROBLEM = 3
PRODUCTS = 40
ORGANIZATIONS = 200
LETTERS = {"en": "abcdefghijklmnoprstuvwy", "fa": "ابپتجچحخدرزسشصطعغفقکگلمنوهی"}
Row = dict[str, Any]


class Words:
    """Texts of Zipf-distributed made-up words in one language."""

    def __init__(self, language: str, chance: random.Random, count: int = 20_000) -> None:
        self.chance = chance
        letters = LETTERS[language]
        self.words = ["".join(chance.choices(letters, k=chance.randint(2, 9))) for _ in range(count)]
        self.weights = [0.0]
        for rank in range(1, count + 1):
            self.weights.append(self.weights[-1] + 1 / rank)
        self.weights.pop(0)

    def some(self, count: int) -> str:
        """Return so many words."""
        return " ".join(self.chance.choices(self.words, cum_weights=self.weights, k=count))


class Posts:
    """Rows of posts, thread by thread, with ids of their own making."""

    def __init__(self, members: int, first_id: int) -> None:
        self.chance = random.Random(14)  # noqa: S311 - the same posts at every run, no secret
        self.words = {language: Words(language, self.chance) for language in LETTERS}
        self.members = members
        self.next_id = first_id
        self.now = clock.now()

    def threads(self) -> Iterator[list[tuple[type[Post], Row, Row]]]:
        """Yield thread after thread: (table, shared row, own row) for head, answers and comments."""
        while True:
            kind = self.chance.choices((Problem, Review, Idea), weights=(70, 15, 15))[0]
            yield self._problem() if kind is Problem else self._single(kind)

    def _post(self, language: str, words: int, after: datetime | None = None, **shared: Any) -> Row:
        plain = self.words[language].some(words)
        at = self._moment(after)
        row = {
            "id": self.next_id, "author_id": self.chance.randint(1, self.members), "thread_id": None, "parent_id": None,
            "product_id": self.chance.randint(1, PRODUCTS), "title": "", "source": plain, "plain": plain,
            "rendered": text.render(plain).html, "renderer_version": text.VERSION, "language": language,
            "direction": "rtl" if language == "fa" else "ltr", "created_at": at, "last_activity_at": at,
        }  # fmt: skip
        self.next_id += 1
        return row | shared

    def _moment(self, after: datetime | None) -> datetime:
        """Return a moment of the last nine months, or one within a few days of what it follows."""
        if after is None:
            return self.now - timedelta(minutes=self.chance.randint(1, 400_000))
        return min(self.now, after + timedelta(minutes=self.chance.randint(1, 5000)))

    def _problem(self) -> list[tuple[type[Post], Row, Row]]:
        language = self.chance.choices(("en", "fa"), weights=(2, 1))[0]
        head = self._post(language, 60, kind="problem", title=self.words[language].some(7)[:160])
        count = self.chance.randint(0, 2 * ANSWERS_TO_A_PROBLEM)
        below = {"thread_id": head["id"], "parent_id": head["id"], "product_id": head["product_id"]}
        answers = [self._post(language, 40, after=head["created_at"], kind="answer", **below) for _ in range(count)]
        accepted = answers[0]["id"] if answers and self.chance.random() < 0.6 else None
        own = {"id": head["id"], "answer_count": count, "accepted_answer_id": accepted}
        head["resolved_at"] = answers[0]["created_at"] if accepted else None
        head["last_activity_at"] = max(one["created_at"] for one in (head, *answers))
        rows: list[tuple[type[Post], Row, Row]] = [(Problem, head, own)]
        rows += [(Answer, answer, {"id": answer["id"]}) for answer in answers]
        if answers:
            remark = below | {"parent_id": answers[0]["id"]}
            comment = self._post(language, 12, after=head["created_at"], kind="comment", **remark)
            head["last_activity_at"] = max(head["last_activity_at"], comment["created_at"])
            answers[0]["comment_count"] = 1
            rows.append((Comment, comment, {"id": comment["id"]}))
        return rows

    def _single(self, kind: type[Post]) -> list[tuple[type[Post], Row, Row]]:
        language = self.chance.choices(("en", "fa"), weights=(2, 1))[0]
        row = self._post(language, 40, kind=kind.__tablename__, title=self.words[language].some(6)[:160])
        own: Row = {"id": row["id"]}
        if kind is Review:
            own["rating"] = self.chance.randint(1, 5)
            row["author_id"] = None
        return [(kind, row, own)]


def fill(posts: int) -> None:
    """Insert at least so many posts; the last thread is whole."""
    members = max(50, posts // 50)
    with transaction():
        _fill_people(members)
    made = Posts(members, (db.session.scalar(select(func.max(Post.id))) or 0) + 1)
    threads, begun = made.threads(), time.monotonic()
    while made.next_id <= posts:
        rows = [row for thread in islice(threads, BATCH // 4) for row in thread]
        with transaction():
            _insert(rows)
        print(
            f"{made.next_id - 1:,} posts, {(made.next_id - 1) / (time.monotonic() - begun):,.0f} a second", flush=True
        )


def fill_needs(count: int, largest: int) -> None:
    """Make so many needs behind the heads of threads, one of them with `largest` posts, and have them counted.

    The others share what is left, by chance; nothing is read or grouped here.
    """
    chance = random.Random(15)  # noqa: S311 - the same needs at every run, no secret
    words = {language: Words(language, chance, 2000) for language in LETTERS}
    heads = db.session.execute(select(Post.id, Post.language).where(Post.thread_id.is_(None)).order_by(Post.id)).all()
    languages = ["en", *(chance.choice(("en", "fa")) for _ in range(count - 1))]
    states = list(NeedState)
    with transaction():
        needs = [
            {"id": n, "label": words[language].some(3)[:160], "language": language, "state": states[n % len(states)]}
            for n, language in enumerate(languages, start=1)
        ]
        db.session.execute(insert(Need.__table__), needs)
    for begin in range(0, len(heads), BATCH):
        with transaction():
            _tie(heads[begin : begin + BATCH], begin, largest, count, chance)
    with transaction():
        print(f"{count_needs():,} needs behind {len(heads):,} posts", flush=True)


def _tie(heads: Sequence[Any], begin: int, largest: int, needs: int, chance: random.Random) -> None:
    """Make voices of these heads, and evidence of the voices."""
    voices = [
        {"id": begin + n, "post_id": head.id, "language": head.language, "sentiment": chance.uniform(-1, 1)}
        for n, head in enumerate(heads, start=1)
    ]
    evidence = [
        {
            "voice_id": voice["id"], "weight": chance.random(),
            "need_id": 1 if voice["id"] <= largest else chance.randint(2, needs),
        }
        for voice in voices
    ]  # fmt: skip
    db.session.execute(insert(Voice.__table__), voices)
    db.session.execute(insert(Evidence.__table__), evidence)


def _insert(rows: list[tuple[type[Post], Row, Row]]) -> None:
    shared = [{"resolved_at": None, "comment_count": 0} | row for _, row, _ in rows]
    db.session.execute(insert(Post.__table__), shared)
    for kind in (Answer, Comment, Idea, Problem, Review):
        own = [row for one, _, row in rows if one is kind]
        if own:
            db.session.execute(insert(kind.__table__), own)


def _fill_people(members: int) -> None:
    at = clock.now() - timedelta(days=400)
    db.session.execute(insert(Category), [{"slug": "things", "name": "Things"}])
    db.session.execute(
        insert(Product),
        [{"slug": f"thing-{n}", "name": f"Thing {n}", "category_id": 1} for n in range(1, PRODUCTS + 1)],
    )
    db.session.execute(insert(Organization), [{"name": f"Company {n}"} for n in range(1, ORGANIZATIONS + 1)])
    db.session.execute(
        insert(Member),
        [
            {
                "name": f"Member {n}", "name_folded": f"member {n}", "created_at": at,
                "organization_id": n % ORGANIZATIONS + 1 if n % 3 == 0 else None,
            }
            for n in range(1, members + 1)
        ],
    )  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Fill an empty database with made-up posts.")
    parser.add_argument("--posts", type=int, default=100_000)
    parser.add_argument("--needs", type=int, default=0, help="how many needs stand behind the heads of threads")
    parser.add_argument("--largest", type=int, default=20_000, help="how many posts stand behind the largest of them")
    wanted = parser.parse_args()
    with create_app().app_context():
        flask_migrate.upgrade()
        if db.session.scalar(select(func.count(Member.id))):
            sys.exit("The database is not empty: name another state folder with VAR.")
        fill(wanted.posts)
        if wanted.needs:
            fill_needs(wanted.needs, wanted.largest)
