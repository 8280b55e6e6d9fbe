"""What comes by mail: stopped from the mail itself without signing in, and watched over by administrators."""

from flask import flash, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from community.core import mail
from community.core.errors import NotFoundError
from community.core.locale import _, _l
from community.core.transaction import transaction
from community.members.models import Member
from community.members.queries import administered, get_member
from community.members.session import current_member
from community.notifications import actions, links
from community.notifications.forms import StopForm, labels_for
from community.notifications.queries import letters
from community.notifications.views import blueprint
from community.web.health import check
from community.web.rates import limit


@blueprint.record_once
def let_mail_programs_stop(state: BlueprintSetupState) -> None:
    """One-click unsubscribing is a POST by the mail program (RFC 8058): the signed key in its address is the proof."""
    state.app.extensions["csrf"].exempt(f"{__name__}.{stop_at_once.__name__}")


@blueprint.route("/mail/<key>", methods=["GET", "POST"])
def stop(key: str) -> ResponseReturnValue:
    """Choose which mails still come, or none, without signing in."""
    member = _member_of(key)
    form = StopForm()
    form.offer(labels_for(member))
    if form.validate_on_submit():
        with transaction():
            _apply(form, _member_of(key))
        flash(_("Saved: you will be mailed only what you chose."))
        return redirect(url_for(".stop", key=key), code=303)
    if not form.is_submitted():
        form.mails.data = sorted(letters.mailed_kinds(member))
    return render_template("notifications/stop.html", form=form, key=key)


@blueprint.post("/mail/<key>/stop")
def stop_at_once(key: str) -> ResponseReturnValue:
    """Stop every mail at one press of the mail program's own button."""
    limit("stop mail", "30 per minute")
    with transaction():
        actions.stop_all_mail(_member_of(key))
    return redirect(url_for(".stop", key=key), code=303)


@blueprint.get("/desk/mail")
def administer() -> ResponseReturnValue:
    """Show administrators whether mail goes out, and which letters wait or were given up."""
    administered(current_member())
    page = letters.unsent(request.args.get("after"))
    return render_template("notifications/administer.html", page=page, has_mail=mail.is_configured())


@check("mail")
def mail_goes_out() -> bool:
    """Whether the mail server takes what is sent; an installation without one misses nothing."""
    return not mail.is_configured() or not letters.is_stuck()


def _apply(form: StopForm, member: Member) -> None:
    if form.stop_all.data:
        actions.stop_all_mail(member)
    else:
        actions.choose_mails(member, form.mails.data or [])


def _member_of(key: str) -> Member:
    member_id = links.read_stop_key(key)
    if member_id is None:
        raise NotFoundError(_l("This link is not whole. Please open it once more from the mail."))
    return get_member(member_id)
