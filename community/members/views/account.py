"""A member's own account: profile, password, browsers."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from community.core.locale import _
from community.core.transaction import transaction
from community.members import actions, queries, session
from community.members.forms import PasswordForm, ProfileForm
from community.members.models import Member
from community.members.session import current_member
from community.members.views import blueprint
from community.web.language import keep_language
from community.web.rates import limit

CHECKS_RATE = "10 per 15 minutes"


@blueprint.route("/account", methods=["GET", "POST"])
def account() -> ResponseReturnValue:
    """Change name, words about oneself, and language."""
    member = current_member()
    form = ProfileForm(obj=member)
    if not form.validate_on_submit():
        return render_template("members/account.html", form=form)
    with transaction():
        member = queries.get_member(current_member().id, for_update=True)
        actions.edit_profile(member, name=form.name.data, about=form.about.data or "", language=form.language.data)
    flash(_("Your changes are saved."))
    response = redirect(url_for(".account"), code=303)
    keep_language(response, form.language.data)
    return response


@blueprint.route("/account/password", methods=["GET", "POST"])
def change_password() -> ResponseReturnValue:
    """Change the password, knowing the old one; every other browser is signed out."""
    member = current_member()
    form = PasswordForm(about=(member.name, member.email or ""))
    if not (form.validate_on_submit() and _knows_password(form, member)):
        return render_template("members/password.html", form=form)
    hashed = actions.hash_password(form.new_password.data)
    with transaction():
        member = queries.get_member(current_member().id, for_update=True)
        actions.change_password(member, password_hash=hashed, keep_token=session.this_token())
    flash(_("Your new password is set. Other browsers are signed out."))
    return redirect(url_for(".account"), code=303)


@blueprint.get("/account/sessions")
def sessions() -> ResponseReturnValue:
    """Show where the member is signed in."""
    browsers = queries.browsers_of(current_member(), this_token=session.this_token())
    return render_template("members/sessions.html", browsers=browsers)


@blueprint.post("/account/sessions/end-others")
def end_other_sessions() -> ResponseReturnValue:
    """Sign out everywhere but here."""
    with transaction():
        actions.end_other_sessions(current_member(), keep_token=session.this_token())
    flash(_("All other browsers are signed out."))
    return redirect(url_for(".sessions"), code=303)


@blueprint.post("/account/sessions/<int:session_id>/end")
def end_one_session(session_id: int) -> ResponseReturnValue:
    """Sign out one browser; of another member's there is none."""
    with transaction():
        actions.end_session(queries.get_session(session_id, member=current_member()))
    flash(_("That browser is signed out."))
    return redirect(url_for(".sessions"), code=303)


def _knows_password(form: PasswordForm, member: Member) -> bool:
    limit("password", CHECKS_RATE)
    if actions.check_password(member, form.password.data):
        return True
    form.refuse(form.password, _("This is not your password."))
    return False
