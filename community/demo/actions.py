"""Fill an empty database with the sample community."""

from datetime import timedelta

from sqlalchemy import exists, select

from community.core import clock
from community.core.database import db
from community.core.jobs import later
from community.demo import people, texts
from community.demo.history import History
from community.demo.timeline import timeline
from community.insights.events import RefreshNeeds
from community.members.models import Member
from community.posts.models import Post
from community.products.models import Category, Product


def is_empty() -> bool:
    """Whether nobody and nothing is there yet."""
    return not any(
        db.session.scalar(select(exists().where(table.id > 0))) for table in (Member, Product, Category, Post)
    )


def is_loaded() -> bool:
    """Whether what is there is the sample community: its first customer is a member."""
    return bool(db.session.scalar(select(exists().where(Member.email == "customer@example.com"))))


def load() -> int:
    """Live the whole history up to now, within one transaction; return how many posts there are then."""
    now = clock.now()
    products = people.add_products(lambda days: now - timedelta(days=days))
    members = people.add_members(lambda days: now - timedelta(days=days))
    history = History(members, products)
    said = texts.posts()
    for days_ago, step in timeline(said, texts.members()):
        with clock.at(now - timedelta(days=days_ago)):
            history.live(step)
            db.session.flush()
    history.count()
    later(RefreshNeeds())
    return len(said)
