"""The page of a member."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from community.core.locale import _
from community.members.session import visitor
from community.pages import points
from community.pages.queries.member import KINDS, MemberPage, member_page
from community.pages.tabs import tab
from community.pages.views import blueprint
from community.posts import addresses
from community.posts.models import Kind


@blueprint.get("/members/<int:member_id>")
def member(member_id: int) -> ResponseReturnValue:
    """Show who somebody is here: facts, reputation, and what they wrote."""
    show = request.args.get("show")
    kind = Kind(show) if show in set(KINDS) else None
    page = member_page(member_id, visitor(), kind=kind, cursor=request.args.get("after"))
    cursors = {"previous": page.rows.previous_cursor, "next": page.rows.next_cursor}
    return render_template(
        "pages/member.html",
        page=page,
        points=points,
        tabs=_tabs(page),
        urls={
            name: url_for(".member", member_id=member_id, show=page.kind, after=cursor)
            for name, cursor in cursors.items()
            if cursor
        },
        url_of=addresses.url_of,
    )


def _tabs(page: MemberPage) -> list[dict[str, object]]:
    """Offer the kinds of which there is something."""
    words = {
        Kind.ANSWER: _("Answers"),
        Kind.PROBLEM: _("Problems"),
        Kind.IDEA: _("Ideas"),
        Kind.REVIEW: _("Reviews"),
        Kind.ARTICLE: _("Articles"),
        Kind.COMMENT: _("Comments"),
    }
    member_id = page.member.id
    return [
        tab(
            url_for(".member", member_id=member_id, show=kind),
            words[kind],
            page.counts[kind],
            is_current=kind is page.kind,
        )
        for kind in KINDS
        if page.counts[kind]
    ]
