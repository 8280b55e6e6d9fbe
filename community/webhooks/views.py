"""The desk of webhooks: endpoints, their secrets, and the log of what was sent."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from community.core.errors import ConflictError
from community.core.locale import _
from community.core.transaction import transaction
from community.members.session import current_member, visitor
from community.webhooks import actions, queries
from community.webhooks.forms import KINDS, EndpointForm
from community.webhooks.policies import MessageKind

blueprint = Blueprint("webhooks", __name__, url_prefix="/desk/webhooks")


@blueprint.route("", methods=["GET", "POST"])
def index() -> ResponseReturnValue:
    """List endpoints, and name one; its secret stands on the answer and nowhere else."""
    queries.refuse_others(visitor())
    form = EndpointForm()
    secret = _add(form) if form.validate_on_submit() else ""
    if secret:
        form = EndpointForm(formdata=None)
    return render_template(
        "webhooks/index.html", form=form, secret=secret, endpoints=queries.endpoints(visitor()), kinds=KINDS
    )


def _add(form: EndpointForm) -> str:
    try:
        with transaction():
            kinds = [MessageKind(kind) for kind in form.kinds.data]
            return actions.add_endpoint(form.url.data or "", kinds, by=current_member())[1]
    except ConflictError as error:
        form.refuse(form.url, error.sentence)
        return ""


@blueprint.get("/<int:endpoint_id>")
def endpoint(endpoint_id: int) -> ResponseReturnValue:
    """Show the log of an endpoint."""
    found = queries.get_endpoint(endpoint_id, visitor())
    page = queries.deliveries(found, request.args.get("after"))
    return render_template("webhooks/endpoint.html", endpoint=found, page=page, kinds=KINDS, secret="")


@blueprint.post("/<int:endpoint_id>/secret")
def change_secret(endpoint_id: int) -> ResponseReturnValue:
    """Make another secret, shown on the answer alone."""
    with transaction():
        found = queries.get_endpoint(endpoint_id, visitor(), for_update=True)
        secret = actions.change_secret(found, by=current_member())
    page = queries.deliveries(found)
    return render_template("webhooks/endpoint.html", endpoint=found, page=page, kinds=KINDS, secret=secret)


@blueprint.post("/<int:endpoint_id>/enable")
def enable(endpoint_id: int) -> ResponseReturnValue:
    """Tell it again."""
    with transaction():
        actions.enable_endpoint(queries.get_endpoint(endpoint_id, visitor(), for_update=True), by=current_member())
    flash(_("The endpoint is told again."))
    return redirect(url_for(".endpoint", endpoint_id=endpoint_id), code=303)


@blueprint.post("/<int:endpoint_id>/remove")
def remove(endpoint_id: int) -> ResponseReturnValue:
    """Tell it no more."""
    with transaction():
        actions.remove_endpoint(queries.get_endpoint(endpoint_id, visitor(), for_update=True), by=current_member())
    flash(_("The endpoint is removed."))
    return redirect(url_for(".index"), code=303)


@blueprint.post("/deliveries/<int:delivery_id>/again")
def send_again(delivery_id: int) -> ResponseReturnValue:
    """Try a delivery once more."""
    with transaction():
        delivery = queries.get_delivery(delivery_id, visitor())
        actions.send_again(delivery, by=current_member())
        endpoint_id = delivery.endpoint_id
    flash(_("It is sent again now."))
    return redirect(url_for(".endpoint", endpoint_id=endpoint_id), code=303)
