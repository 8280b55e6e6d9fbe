"""Posts like the one being written: shown, opened, and the kind end of a draft that is not needed any more."""

from typing import NamedTuple

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from community.core.errors import NotFoundError
from community.core.locale import _, _l
from community.core.transaction import transaction
from community.members.session import current_member, visitor
from community.posts import actions as posts
from community.posts import addresses
from community.posts.composing import typed_fields
from community.posts.models import Kind, Post
from community.posts.queries import get_post
from community.search import suggesting
from community.search.related import related_posts
from community.search.views import blueprint
from community.search.views.onlooker import onlooker, product_asked_for
from community.web import rates
from community.web.flashes import flash_with_undo
from community.web.incoming import row_id
from community.web.templating import extra

SIMILAR_RATE = "120 per minute"
LONGEST_ASKED = 3000
MOST_RELATED = 4


class CameFrom(NamedTuple):
    """The draft that a member left to read a suggestion, and where it is gone on with."""

    form: str
    kind: str
    post_id: int
    url: str


@blueprint.get("/similar")
def similar() -> ResponseReturnValue:
    """Show posts like the one being written, as a fragment; nothing where nothing is close enough."""
    rates.limit("similar", SIMILAR_RATE)
    draft = request.args.get("form", "")
    kind = suggesting.composer_of(draft) or suggesting.composer_of(request.args.get("kind", "")) or str(Kind.PROBLEM)
    found = suggesting.suggest(
        f"{request.args.get('title', '')}\n{request.args.get('text', '')}"[:LONGEST_ASKED],
        visitor(),
        onlooker=onlooker(),
        composer=kind,
        product=product_asked_for(),
    )
    return render_template("search/_similar.html", similar=found, kind=kind, form_name=draft or kind)


@blueprint.get("/similar/<int:post_id>")
def open_similar(post_id: int) -> ResponseReturnValue:
    """Lead to a similar post, and remember that it was opened; the page then asks whether it solved it."""
    post = get_post(Post, post_id, visitor())
    draft = request.args.get("form", "")
    composer = suggesting.composer_of(draft)
    is_writing = bool(composer) and visitor().is_signed_in
    if is_writing:
        suggesting.remember_opening(post, onlooker=onlooker(), composer=composer)
    place, mark, anchor = addresses.url_of(post).partition("#")
    joint = "&" if "?" in place else "?"
    here = f"{place}{joint}writing={draft}&similar={post.id}" if is_writing else place
    return redirect(f"{here}{mark}{anchor}", code=303)


@blueprint.get("/related/<int:post_id>")
def related(post_id: int) -> ResponseReturnValue:
    """Show what resembles a thread, as a part of its page."""
    rates.limit("similar", SIMILAR_RATE)
    post = get_post(Post, post_id, visitor())
    found = related_posts(post, visitor(), kinds=(Kind.PROBLEM, Kind.ARTICLE), limit=MOST_RELATED)
    return render_template("search/_related.html", related=found, url_of=addresses.url_of)


@blueprint.post("/similar/<int:post_id>/solved")
def solved_by(post_id: int) -> ResponseReturnValue:
    """End a draft kindly: a post that was there already solved it. Only this counts as a confirmed deflection."""
    draft = request.args.get("form", "")
    composer = _composer(draft)
    with transaction():
        member = current_member()
        post = get_post(Post, post_id, member)
        posts.put_draft_away(member, draft, _typed())
    suggesting.remember_end(suggesting.SOLVED, post, by=member, composer=composer)
    flash_with_undo(
        _("Good to hear. Your draft is put away, and nobody else has seen it."),
        undo_url=url_for(".bring_back", form=draft),
    )
    return redirect(addresses.url_of(post), code=303)


@extra("came_from_writing")
def came_from_writing() -> CameFrom | None:
    """Say which draft a member left to read this page, so that the page can ask whether it helped."""
    form, post_id = request.args.get("writing", ""), request.args.get("similar", type=row_id)
    kind = suggesting.composer_of(form)
    if not kind or not post_id or not visitor().is_signed_in:
        return None
    return CameFrom(form, kind, post_id, addresses.composer_named(form) or "")


@blueprint.post("/similar/bring-back")
def bring_back() -> ResponseReturnValue:
    """Go on with the draft that was put away."""
    composer = _composer(request.args.get("form", ""))
    with transaction():
        member = current_member()
        draft = posts.bring_draft_back(member)
    url = addresses.composer_of(draft) if draft else None
    if url is None:
        flash(_("This draft is not kept any more."), "error")
        return redirect(url_for("posts.drafts"), code=303)
    suggesting.remember_undoing(by=member, composer=composer)
    flash(_("Here is your draft again."))
    return redirect(url, code=303)


def _composer(draft: str) -> str:
    composer = suggesting.composer_of(draft)
    if not composer:
        raise NotFoundError(_l("There is no such draft."))
    return composer


def _typed() -> dict[str, str]:
    """Return what stood in the composer; from the page of a post nothing is sent, and the saved draft counts."""
    fields = typed_fields() or {}
    return fields if fields.get("title") or fields.get("source") else {}
