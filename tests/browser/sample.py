"""The sample community inside the served installation: its people, and one address of each kind of page."""

from sqlalchemy import Select, select

from community.core.database import db
from community.ideas.models import Idea, Status
from community.insights.models import Need
from community.members.models import Member
from community.moderation.models import Case
from community.posts.models import Post
from community.problems.models import Problem
from community.products.models import Product


def sample_member(role: str) -> Member:
    """Find the sample community's member of a role ("customer" too)."""
    return db.session.scalars(select(Member).where(Member.email == f"{role}@example.com")).one()


def pages_of(role: str) -> list[str]:
    """List the main pages that somebody of this role works with."""
    return {
        "guest": _guest_pages,
        "customer": _customer_pages,
        "moderator": _moderator_pages,
        "analyst": _analyst_pages,
        "administrator": _administrator_pages,
    }[role]()


def _guest_pages() -> list[str]:
    product = db.session.scalars(select(Product.slug).order_by(Product.id)).first()
    reading = ["/", "/problems", "/ideas", "/roadmap", "/products", f"/products/{product}", "/articles", "/about"]
    posts = [_busiest_problem(), _first(select(Post.id).where(Post.kind == "review")), _first(_delivered())]
    finding = ["/search?q=R3", "/search?q=zzzzzz", "/sign-in", "/sign-up", "/nowhere"]
    return [*reading, *(f"/p/{post}" for post in posts), *finding]


def _customer_pages() -> list[str]:
    member = sample_member("customer")
    own = _first(select(Problem.id).where(Problem.author_id == member.id))
    writing = ["/problems/ask", "/ideas/submit", f"/posts/{own}/withdraw", f"/posts/{_busiest_problem()}/report"]
    account = ["/inbox", "/inbox/settings", "/account", "/drafts", "/search/saved", f"/members/{member.id}"]
    return ["/", f"/p/{_busiest_problem()}", f"/p/{own}", *writing, *account]


def _moderator_pages() -> list[str]:
    case = _first(select(Case.id).where(Case.closed_at.is_(None)))
    return [
        "/desk/moderation",
        f"/desk/moderation/{case}",
        "/desk/audit",
        "/desk/duplicates",
        "/search/synonyms",
        f"/p/{_busiest_problem()}",
    ]


def _analyst_pages() -> list[str]:
    need = _first(select(Need.id).where(Need.rank > 0).order_by(Need.rank.desc()))
    return [
        "/desk/needs",
        "/desk/needs?view=columns",
        "/desk/needs?mood=negative",
        f"/desk/needs/{need}",
        "/desk/needs/weights",
        "/desk/needs/proposals",
        "/desk/engine",
        "/desk/engine/terms",
        "/desk/engine/themes",
        "/desk/releases",
        "/desk/reports/needs",
        "/desk/reports/ideas",
        "/desk/reports/searches",
        "/desk/reports/deflection",
        "/desk/alerts",
        "/desk/tokens",
    ]


def _administrator_pages() -> list[str]:
    return [
        "/desk/members",
        f"/desk/members/{sample_member('customer').id}",
        "/desk/products",
        "/desk/products/new",
        "/desk/organizations",
        "/desk/webhooks",
    ]


def _busiest_problem() -> int:
    return _first(select(Problem.id).where(Problem.shown).order_by(Problem.answer_count.desc(), Problem.id))


def _delivered() -> Select[int]:
    return select(Idea.id).where(Idea.status == Status.DELIVERED)


def _first(ids: Select[int]) -> int:
    return db.session.scalars(ids.limit(1)).one()
