"""The page of tokens: made, shown once, revoked."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from community.core.locale import _
from community.core.transaction import transaction
from community.members.session import current_member, visitor
from community.tokens import actions, queries
from community.tokens.forms import SCOPES, TokenForm
from community.tokens.policies import Scope

blueprint = Blueprint("tokens", __name__, url_prefix="/desk/tokens")


@blueprint.route("", methods=["GET", "POST"])
def index() -> ResponseReturnValue:
    """List tokens, and make one; its secret stands on the answer and nowhere else."""
    queries.refuse_others(visitor())
    form = TokenForm()
    secret = ""
    if form.validate_on_submit():
        with transaction():
            scopes = [Scope(one) for one in form.scopes.data]
            _token, secret = actions.make_token(form.name.data or "", scopes, by=current_member())
        form = TokenForm(formdata=None)
    return render_template(
        "tokens/index.html", form=form, secret=secret, tokens=queries.tokens_of(visitor()), scope_words=SCOPES
    )


@blueprint.post("/<int:token_id>/revoke")
def revoke(token_id: int) -> ResponseReturnValue:
    """Revoke a token."""
    with transaction():
        actions.revoke_token(queries.get_token(token_id, visitor()), by=current_member())
    flash(_("The token is worth nothing any more."))
    return redirect(url_for(".index"), code=303)
