"""Who may use which address, by which method: the one table that the walls are tested against.

A role that a rule does not name is refused: a stranger is led to signing in (or finds nothing), everybody else finds
nothing or is told no; on the desk everybody else finds nothing. HEAD follows GET, OPTIONS tells the methods to all.
"""

from collections.abc import Iterator

ROLES = ("stranger", "member", "author", "moderator", "agent", "analyst", "administrator")
STAFF = frozenset({"moderator", "agent", "analyst", "administrator"})
MEMBERS = frozenset(ROLES) - {"stranger"}
PRODUCT_TEAM = frozenset({"analyst", "administrator"})

RULES: dict[str, frozenset[str]] = {
    "everyone": frozenset(ROLES),
    "nobody by a cookie": frozenset(),
    "members": MEMBERS,
    "members but the author": MEMBERS - {"author"},
    "the author": frozenset({"author"}),
    "the analyst": frozenset({"analyst"}),
    "author and moderators": frozenset({"author", "moderator"}),
    "author and staff": STAFF | {"author"},
    "staff": STAFF,
    "moderators": frozenset({"moderator"}),
    "moderators and administrators": frozenset({"moderator", "administrator"}),
    "product team and administrators": PRODUCT_TEAM,
    "the analyst who kept it": frozenset({"analyst"}),
    "administrators": frozenset({"administrator"}),
    "moderators, product team and administrators": PRODUCT_TEAM | {"moderator"},
}

READ = {"GET": "everyone"}
DESK_OF_NEEDS = {"POST": "product team and administrators"}
READ_NEEDS = {"GET": "product team and administrators"}
NEEDS_FORM = {"GET": "product team and administrators", "POST": "product team and administrators"}
PRESS = {"POST": "members"}
ADMINISTER = {"POST": "administrators"}
ADMINISTER_FORM = {"GET": "administrators", "POST": "administrators"}
TEACH = {"POST": "moderators, product team and administrators"}
TEACH_FORM = {**TEACH, "GET": "moderators, product team and administrators"}
OWN = {"GET": "members", "POST": "members"}
EDIT = {"GET": "the author", "POST": "the author"}

ROUTES: dict[str, dict[str, str]] = {
    "articles.beside": READ,
    "articles.edit": {"GET": "staff", "POST": "staff"},
    "articles.find": READ,
    "articles.from_problem": {"GET": "staff", "POST": "staff"},
    "articles.index": READ,
    "articles.show": READ,
    "articles.write": {"GET": "staff", "POST": "staff"},
    "health.live": READ,
    "health.ready": READ,
    "ideas.decide": {"GET": "product team and administrators", "POST": "product team and administrators"},
    "ideas.edit": EDIT,
    "ideas.find": READ,
    "ideas.index": READ,
    "ideas.roadmap": READ,
    "ideas.same_as": PRESS,
    "ideas.show": READ,
    "ideas.similar": READ,
    "ideas.submit": OWN,
    "insights.add": DESK_OF_NEEDS,
    "insights_api.document": READ,
    "insights_api.get_need": {"GET": "nobody by a cookie"},
    "insights_api.list_decisions": {"GET": "nobody by a cookie"},
    "insights_api.list_evidence": {"GET": "nobody by a cookie"},
    "insights_api.list_needs": {"GET": "nobody by a cookie"},
    "insights.alerts": READ_NEEDS,
    "insights.board": READ_NEEDS,
    "insights.confirm": DESK_OF_NEEDS,
    "insights.correct": DESK_OF_NEEDS,
    "insights.decide": DESK_OF_NEEDS,
    "insights.decide_proposal": DESK_OF_NEEDS,
    "insights.deflection": READ_NEEDS,
    "insights.deflection_csv": READ_NEEDS,
    "insights.dismiss": DESK_OF_NEEDS,
    "insights.drop_note": {"POST": "the analyst who kept it"},
    "insights.drop_pair": DESK_OF_NEEDS,
    "insights.drop_view": {"POST": "the analyst who kept it"},
    "insights.follow_need": DESK_OF_NEEDS,
    "insights.health": READ_NEEDS,
    "insights.idea_report": READ_NEEDS,
    "insights.idea_report_csv": READ_NEEDS,
    "insights.link_idea": DESK_OF_NEEDS,
    "insights.merge": DESK_OF_NEEDS,
    "insights.move": DESK_OF_NEEDS,
    "insights.move_to_state": DESK_OF_NEEDS,
    "insights.need": READ_NEEDS,
    "insights.need_report": READ_NEEDS,
    "insights.need_report_csv": READ_NEEDS,
    "insights.proposals": READ_NEEDS,
    "insights.put_back": DESK_OF_NEEDS,
    "insights.refuse": DESK_OF_NEEDS,
    "insights.rename": DESK_OF_NEEDS,
    "insights.reports": READ_NEEDS,
    "insights.restore": DESK_OF_NEEDS,
    "insights.save_view": DESK_OF_NEEDS,
    "insights.schedule": READ_NEEDS | DESK_OF_NEEDS,
    "insights.searches": READ_NEEDS,
    "insights.searches_csv": READ_NEEDS,
    "insights.set_detail": DESK_OF_NEEDS,
    "insights.shape_theme": DESK_OF_NEEDS,
    "insights.split": DESK_OF_NEEDS,
    "insights.stop_schedule": {"POST": "the analyst"},
    "insights.terms": NEEDS_FORM,
    "insights.themes": READ_NEEDS,
    "insights.undo_merge": DESK_OF_NEEDS,
    "insights.weights": NEEDS_FORM,
    "insights.write_note": DESK_OF_NEEDS,
    "members.account": OWN,
    "members.add_field": ADMINISTER,
    "members.administer": {"GET": "administrators"},
    "members.administer_member": {"GET": "administrators"},
    "members.change_password": OWN,
    "members.describe_organization": ADMINISTER,
    "members.drop_field": ADMINISTER,
    "members.end_one_session": {"POST": "the author"},
    "members.end_other_sessions": PRESS,
    "members.organizations": {"GET": "administrators"},
    "members.sessions": {"GET": "members"},
    "members.set_organization": ADMINISTER,
    "members.set_roles": ADMINISTER,
    "members.sign_in": {"GET": "everyone", "POST": "everyone"},
    "members.sign_out": {"POST": "everyone"},
    "members.sign_up": {"GET": "everyone", "POST": "everyone"},
    "members.suspend": ADMINISTER,
    "members.unsuspend": ADMINISTER,
    "moderation.audit": {"GET": "moderators and administrators"},
    "moderation.case": {"GET": "moderators", "POST": "moderators"},
    "moderation.decision": {"GET": "author and moderators"},
    "moderation.duplicates": {"GET": "moderators"},
    "moderation.join": {"POST": "moderators"},
    "moderation.open_case": {"POST": "moderators"},
    "moderation.queue": {"GET": "moderators"},
    "moderation.refuse_duplicate": {"POST": "moderators"},
    "moderation.reopen_duplicate": {"POST": "moderators"},
    "moderation.report": {"GET": "members but the author", "POST": "members but the author"},
    "moderation.undo": {"POST": "moderators"},
    "notifications.administer": {"GET": "administrators"},
    "notifications.inbox": {"GET": "members"},
    "notifications.open_one": {"POST": "the author"},
    "notifications.read_all": PRESS,
    "notifications.settings": OWN,
    "notifications.solved": EDIT,
    "notifications.stop": {"GET": "everyone", "POST": "everyone"},
    "notifications.stop_at_once": {"POST": "everyone"},
    "notifications.unread_again": PRESS,
    "pages.about": READ,
    "pages.favicon": READ,
    "pages.home": READ,
    "pages.member": READ,
    "pages.post": READ,
    "pages.product": READ,
    "pages.robots": READ,
    "posts.attachment": READ,
    "posts.comment": OWN,
    "posts.discard_draft": PRESS,
    "posts.drafts": {"GET": "members"},
    "posts.edit_comment": EDIT,
    "posts.follow": PRESS,
    "posts.official": {"POST": "staff"},
    "posts.outdated": {"POST": "author and staff"},
    "posts.preview": PRESS,
    "posts.revisions": READ,
    "posts.save_draft": PRESS,
    "posts.vote": {"POST": "members but the author"},
    "posts.withdraw": {"GET": "members", "POST": "the author"},
    "problems.accept": {"POST": "author and moderators"},
    "problems.answer": PRESS,
    "problems.ask": {"GET": "members"},
    "problems.close": {"POST": "author and moderators"},
    "problems.edit": EDIT,
    "problems.edit_answer": EDIT,
    "problems.find": READ,
    "problems.index": READ,
    "problems.reopen": {"POST": "author and moderators"},
    "problems.same_as": {"POST": "members but the author"},
    "problems.send": PRESS,
    "problems.show": READ,
    "problems.similar": READ,
    "problems.unaccept": {"POST": "author and moderators"},
    "products.add_category": ADMINISTER_FORM,
    "products.add_product": ADMINISTER_FORM,
    "products.administer": {"GET": "administrators"},
    "products.archive": ADMINISTER,
    "products.category": READ,
    "products.drop_release": DESK_OF_NEEDS,
    "products.edit_category": ADMINISTER_FORM,
    "products.edit_product": ADMINISTER_FORM,
    "products.index": READ,
    "products.move_category": ADMINISTER,
    "products.releases": NEEDS_FORM,
    "products.restore": ADMINISTER,
    "reviews.edit": EDIT,
    "reviews.find": READ,
    "reviews.show": READ,
    "reviews.write": OWN,
    "search.bring_back": PRESS,
    "search.accept_synonyms": TEACH,
    "search.edit_synonyms": TEACH_FORM,
    "search.open_similar": READ,
    "search.refuse_synonyms": TEACH,
    "search.remove_synonyms": TEACH,
    "search.related": READ,
    "search.results": READ,
    "search.save": PRESS,
    "search.saved": {"GET": "members"},
    "search.set_pace": {"POST": "the author"},
    "search.similar": READ,
    "search.solved_by": PRESS,
    "search.stop": {"POST": "the author"},
    "search.suggest": READ,
    "search.synonyms": TEACH_FORM,
    "static_file": READ,
    "tokens.index": READ_NEEDS | DESK_OF_NEEDS,
    "tokens.revoke": DESK_OF_NEEDS,
    "web.switch_language": READ,
}


def cells() -> Iterator[tuple[str, str, str, bool]]:
    """Yield endpoint, method, role, and whether the role may."""
    for endpoint, methods in ROUTES.items():
        for method, rule in methods.items():
            for role in ROLES:
                yield endpoint, method, role, role in RULES[rule]


def as_markdown(addresses: dict[str, str]) -> str:
    """Write the table down for readers; `addresses` gives each endpoint's."""
    head = ["Address", "Method", *ROLES]
    lines = [
        "# Who may do what",
        "",
        "Made from `tests/walls/table.py` by `scripts/permissions.py`; `tests/walls/test_routes.py` drives every line as every role.",
        "“Author” wrote the thing in question; “member” is anybody else who is signed in. A stranger who may not is led to",
        "signing in; to everybody else the desk answers as if nothing were there. What is withdrawn or meant for fewer eyes answers",
        "exactly as what does not exist.",
        "",
        f"| {' | '.join(head)} |",
        f"|{'---|' * len(head)}",
    ]
    for endpoint, methods in sorted(ROUTES.items(), key=lambda item: addresses[item[0]]):
        for method, rule in methods.items():
            marks = ["yes" if role in RULES[rule] else "–" for role in ROLES]
            lines.append(f"| `{addresses[endpoint]}` | {method} | {' | '.join(marks)} |")
    return "\n".join(lines) + "\n"
