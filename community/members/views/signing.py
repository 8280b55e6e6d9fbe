"""Signing up, signing in, signing out."""

from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug import Response

from community.core import locale
from community.core.locale import _
from community.core.transaction import transaction
from community.members import actions, queries, session
from community.members.forms import SignInForm, SignUpForm
from community.members.models import Member
from community.members.views import blueprint
from community.web import kept
from community.web.language import COOKIE, keep_language
from community.web.rates import limit, network
from community.web.redirects import own_path
from community.web.templating import extra

SIGN_IN_RATE = "10 per 15 minutes"
SIGN_IN_NETWORK_RATE = "100 per 15 minutes"
SIGN_UP_RATE = "10 per hour"


@blueprint.route("/sign-up", methods=["GET", "POST"])
def sign_up() -> ResponseReturnValue:
    """Make an account and begin with it at once."""
    if session.visitor().is_signed_in:
        return _onwards()
    form = SignUpForm()
    if form.validate_on_submit():
        limit("sign-up", SIGN_UP_RATE, key=network())
        if _joined(form):
            flash(_("Welcome, %(name)s! Your account is ready.", name=form.name.data))
            return _onwards()
        form.form_errors.append(
            _("We could not create the account with these details. If you already have one, sign in.")
        )
    return render_template("members/sign_up.html", form=form)


@blueprint.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> ResponseReturnValue:
    """Sign in and go where one was going; a typed text that travels along is shown, to be sent."""
    form = SignInForm()
    carried = kept.from_form(form.kept_to.data, form.kept.data)
    if session.visitor().is_signed_in:
        return _with_text(carried) if carried else _onwards()
    if form.validate_on_submit():
        limit("sign-in", SIGN_IN_RATE, key=f"{network()} {form.address}")
        limit("sign-in from a network", SIGN_IN_NETWORK_RATE, key=network())
        member = _recognized(form.address, form.password.data)
        if member:
            return _in_own_language(_with_text(carried) if carried else _onwards(), member)
        form.form_errors.append(_("This e-mail address and password do not belong together. Please try again."))
    template = "members/sign_in_keeping.html" if carried else "members/sign_in.html"
    return render_template(template, form=form, kept=carried)


@blueprint.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """End the session, on the server too."""
    with transaction():
        session.end_session()
    flash(_("You are signed out."))
    return redirect(url_for("pages.home"), code=303)


@extra("sign_in_form")
def empty_sign_in_form() -> SignInForm:
    """Return the form for pages that offer signing in without being its own page."""
    return SignInForm(formdata=None)


def _joined(form: SignUpForm) -> bool:
    """Make the account and sign in, unless the address is taken."""
    hashed = actions.hash_password(form.password.data)
    with transaction():
        member = actions.sign_up(
            name=form.name.data, email=form.address, password_hash=hashed, language=locale.language()
        )
        if member:
            session.begin_session(member)
    return member is not None


def _recognized(email: str, password: str) -> Member | None:
    """Sign in whom the password proves; it is checked before the transaction, for that takes long on purpose."""
    member = queries.member_by_email(email)
    proof = member.password_hash if member else None
    if not actions.check_password(member, password) or member is None:
        return None
    with transaction():
        member = queries.get_member(member.id, for_update=True)
        if member.password_hash != proof or member.suspended_at is not None:
            return None
        session.begin_session(member)
    return member


def _onwards() -> ResponseReturnValue:
    return redirect(own_path(request.args.get("next"), default=url_for("pages.home")), code=303)


def _with_text(carried: kept.Kept) -> ResponseReturnValue:
    return kept.page(carried, _("You are signed in, and your text is still here."))


def _in_own_language(answer: Any, member: Member) -> Response:
    """Speak the member's language on a browser where nobody has chosen one."""
    response = make_response(answer)
    if COOKIE not in request.cookies:
        keep_language(response, member.language)
    return response
