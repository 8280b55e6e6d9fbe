"""The administrators' desk for customer companies: what is noted of each, which segments are made of."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from community.core.locale import _
from community.core.text import clean_line
from community.core.transaction import transaction
from community.members import actions, queries
from community.members.forms import FieldForm
from community.members.session import current_member
from community.members.views import blueprint

LONGEST_SEARCH = 200


@blueprint.get("/desk/organizations")
def organizations() -> ResponseReturnValue:
    """List customer companies with what is noted of them, and the fields there are."""
    return _page(FieldForm(formdata=None))


@blueprint.post("/desk/organizations/fields")
def add_field() -> ResponseReturnValue:
    """Note one thing more of every company."""
    queries.administered(current_member())
    form = FieldForm()
    if not form.validate_on_submit():
        return _page(form)
    with transaction():
        actions.add_organization_field(form.name.data, form.name_fa.data or "", by=current_member())
    flash(_("The field is there; fill it in for each company."))
    return redirect(url_for(".organizations"), code=303)


@blueprint.post("/desk/organizations/fields/<int:field_id>/drop")
def drop_field(field_id: int) -> ResponseReturnValue:
    """Note it no longer; its values go with it."""
    with transaction():
        actions.drop_organization_field(queries.organization_field(field_id, current_member()), by=current_member())
    flash(_("The field and its values are gone."))
    return redirect(url_for(".organizations"), code=303)


@blueprint.post("/desk/organizations/<int:organization_id>")
def describe_organization(organization_id: int) -> ResponseReturnValue:
    """Write down what the fields say of one company."""
    with transaction():
        company = queries.organization_to_administer(organization_id, current_member())
        values = {one.id: clean_line(request.form.get(f"field-{one.id}", "")) for one in queries.organization_fields()}
        actions.describe_organization(company, values, by=current_member())
    flash(_("%(name)s is saved.", name=company.name))
    return redirect(url_for(".organizations", q=request.args.get("q"), cursor=request.args.get("cursor")), code=303)


def _page(form: FieldForm) -> str:
    search = clean_line(request.args.get("q", ""))[:LONGEST_SEARCH]
    cursor = request.args.get("cursor")
    page = queries.organizations_page(current_member(), search=search, cursor=cursor)
    return render_template("members/organizations.html", form=form, page=page, search=search, cursor=cursor)
