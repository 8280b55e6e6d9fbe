"""Rows for tests: typed functions that commit, every argument optional and given by keyword.

They go through the packages' own actions, so what they make is what the product makes. Names, titles and texts
differ from row to row unless they are given.
"""

from tests.factories.articles import make_article
from tests.factories.ideas import make_idea
from tests.factories.members import make_member, make_organization, make_session
from tests.factories.posts import make_comment, make_draft, make_follow, make_vote, set_state
from tests.factories.problems import make_answer, make_problem
from tests.factories.products import make_category, make_product
from tests.factories.reviews import make_review

__all__ = [
    "make_answer", "make_article", "make_category", "make_comment", "make_draft", "make_follow", "make_idea", "make_member",
    "make_organization", "make_problem", "make_product", "make_review", "make_session", "make_vote", "set_state",
]  # fmt: skip
