"""Drafts on the server, and a look at a text before it is sent."""

import re

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from community.core import text
from community.core.locale import _
from community.core.transaction import transaction
from community.members.session import current_member
from community.posts import actions, addresses, queries
from community.posts.composing import typed_fields
from community.posts.views import blueprint
from community.web.rates import limit

FORM_NAME = re.compile(r"[a-z_]{1,30}(-\d{1,18})?")
DRAFT_RATE = "900 per hour"
PREVIEW_RATE = "200 per hour"


@blueprint.post("/drafts/<form>")
def save_draft(form: str) -> ResponseReturnValue:
    """Keep what is being typed."""
    fields = typed_fields()
    if fields is None or not FORM_NAME.fullmatch(form):
        abort(400)
    limit("draft", DRAFT_RATE)
    with transaction():
        actions.save_draft(current_member(), form, fields)
    return jsonify(saved=True)


@blueprint.get("/drafts")
def drafts() -> ResponseReturnValue:
    """List one's unsent texts."""
    rows = queries.drafts_of(current_member())
    urls = {draft.id: addresses.composer_of(draft) for draft in rows}
    return render_template("posts/drafts.html", drafts=rows, draft_urls=urls)


@blueprint.post("/drafts/<form>/discard")
def discard_draft(form: str) -> ResponseReturnValue:
    """Drop an unsent text; the page offers it once more for copying until it is left."""
    with transaction():
        actions.discard_draft(current_member(), form)
    flash(_("The draft is gone."))
    return redirect(url_for("posts.drafts"), code=303)


@blueprint.post("/preview")
def preview() -> ResponseReturnValue:
    """Show a text as it will look; nothing is saved."""
    current_member()
    limit("preview", PREVIEW_RATE)
    source = request.form.get("source") or request.form.get("text") or ""
    return render_template("posts/_preview.html", rendered=text.render(source[: text.LONGEST_SOURCE]).html)
