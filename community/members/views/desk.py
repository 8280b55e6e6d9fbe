"""The administrators' desk for members. To everybody else it does not exist."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from community.core.locale import _
from community.core.text import clean_line
from community.core.transaction import transaction
from community.members import actions, queries
from community.members.forms import OrganizationForm, RolesForm
from community.members.models import Member, Role
from community.members.queries import Circle
from community.members.session import current_member
from community.members.views import blueprint
from community.web.flashes import flash_with_undo

LONGEST_SEARCH = 200


@blueprint.get("/desk/members")
def administer() -> ResponseReturnValue:
    """List and find members."""
    search = clean_line(request.args.get("q", ""))[:LONGEST_SEARCH]
    wanted = request.args.get("circle", "")
    circle = Circle(wanted) if wanted in set(Circle) else Circle.EVERYONE
    page = queries.members_page(current_member(), search=search, circle=circle, cursor=request.args.get("cursor"))
    return render_template("members/administer.html", page=page, search=search, circle=circle, circles=list(Circle))


@blueprint.get("/desk/members/<int:member_id>")
def administer_member(member_id: int) -> ResponseReturnValue:
    """Show one member with what may be changed."""
    queries.administered(current_member())
    return _member_page(queries.profile(member_id))


@blueprint.post("/desk/members/<int:member_id>/roles")
def set_roles(member_id: int) -> ResponseReturnValue:
    """Give and take roles, as ticked."""
    queries.administered(current_member())
    form = RolesForm()
    if not form.validate():
        return _member_page(queries.profile(member_id), roles_form=form)
    with transaction():
        member = queries.member_to_administer(member_id, current_member())
        for role in Role:
            change = actions.grant_role if role in form.chosen else actions.take_role
            change(member, role, by=current_member())
    flash(_("The roles are saved."))
    return _back_to(member_id)


@blueprint.post("/desk/members/<int:member_id>/organization")
def set_organization(member_id: int) -> ResponseReturnValue:
    """Say for which customer company the member speaks."""
    queries.administered(current_member())
    form = OrganizationForm()
    if not form.validate():
        return _member_page(queries.profile(member_id), organization_form=form)
    with transaction():
        member = queries.member_to_administer(member_id, current_member())
        actions.assign_organization(member, form.organization.data or "", by=current_member())
    flash(_("The organization is saved."))
    return _back_to(member_id)


@blueprint.post("/desk/members/<int:member_id>/suspend")
def suspend(member_id: int) -> ResponseReturnValue:
    """Shut a member out."""
    with transaction():
        member = queries.member_to_administer(member_id, current_member())
        actions.suspend_member(member, by=current_member())
    sentence = _("%(name)s is suspended and signed out everywhere.", name=member.name)
    flash_with_undo(sentence, undo_url=url_for(".unsuspend", member_id=member_id))
    return _back_to(member_id)


@blueprint.post("/desk/members/<int:member_id>/unsuspend")
def unsuspend(member_id: int) -> ResponseReturnValue:
    """Let a suspended member in again."""
    with transaction():
        member = queries.member_to_administer(member_id, current_member())
        actions.lift_suspension(member, by=current_member())
    flash(_("%(name)s can sign in again.", name=member.name))
    return _back_to(member_id)


def _member_page(
    member: Member, *, roles_form: RolesForm | None = None, organization_form: OrganizationForm | None = None
) -> ResponseReturnValue:
    organization = member.organization.name if member.organization else ""
    return render_template(
        "members/administer_member.html",
        member=member,
        roles_form=roles_form or RolesForm(formdata=None, data={"roles": [role.value for role in member.roles]}),
        organization_form=organization_form or OrganizationForm(formdata=None, data={"organization": organization}),
        meanings={role.value: role.meaning for role in Role},
        is_self=member.id == current_member().id,
        browsers=queries.browsers_of(member, this_token=None),
    )


def _back_to(member_id: int) -> ResponseReturnValue:
    return redirect(url_for(".administer_member", member_id=member_id), code=303)
