"""What the sample community is made of, as written in `texts/`; every time is in days before the loading."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).with_name("texts")


@dataclass(frozen=True)
class MemberText:
    """Somebody who joined; `organization` is the key of one."""

    key: str
    name: str
    email: str
    about: str
    organization: str | None
    roles: list[str]
    language: str
    days_ago: float


@dataclass(frozen=True)
class PostText:
    """Something said, and what others did with it: lists of member keys, in the order in which they did it."""

    id: str
    kind: str
    author: str
    text: str
    lang: str
    days_ago: float
    product: str | None = None
    title: str = ""
    parent: str | None = None
    from_problem: str | None = None
    details: dict[str, str] = field(default_factory=dict)
    rating: int | None = None
    pros: str = ""
    cons: str = ""
    official: bool = False
    accepted: bool = False
    outdated: bool = False
    closed: bool = False
    state: str = "visible"
    status: str = "new"
    answers: list[dict[str, Any]] = field(default_factory=list)
    decision: dict[str, Any] = field(default_factory=dict)
    reports: list[dict[str, Any]] = field(default_factory=list)
    me_too: list[str] = field(default_factory=list)
    votes: list[str] = field(default_factory=list)
    helpful: list[str] = field(default_factory=list)
    unhelpful: list[str] = field(default_factory=list)
    follow: list[str] = field(default_factory=list)

    @property
    def supporters(self) -> list[str]:
        """Who gave their me-too, support or helpful; the kind says which."""
        return [*self.me_too, *self.votes, *self.helpful]


def members() -> list[MemberText]:
    """Read who is there, in the order in which they joined."""
    return [MemberText(**row) for row in rows("members")]


def posts() -> list[PostText]:
    """Read what was said, the oldest first."""
    return [PostText(**{name: value for name, value in row.items() if value is not None}) for row in rows("posts")]


def rows(name: str) -> Iterator[dict[str, Any]]:
    """Read one of the files."""
    for line in (_FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)
