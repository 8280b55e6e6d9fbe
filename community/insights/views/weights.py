"""How much each factor of the ranking counts."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from community.core.locale import _
from community.core.transaction import transaction
from community.insights import actions
from community.insights.forms import FACTORS, WeightsForm
from community.insights.queries import weights as queries
from community.insights.queries.board import refuse_others
from community.insights.ranking import DEFAULT_WEIGHTS, Factor
from community.insights.views import blueprint
from community.members.session import current_member, visitor


@blueprint.route("/needs/weights", methods=["GET", "POST"])
def weights() -> ResponseReturnValue:
    """Show the weights with what they do; "try" shows other ones without keeping them."""
    refuse_others(visitor())
    form = WeightsForm(data={factor.value: weight for factor, weight in queries.weights().items()})
    is_fine = form.validate_on_submit()
    if not is_fine or "try" in request.form:
        return _page(form, is_fine=is_fine)
    with transaction():
        actions.set_weights(form.chosen, by=current_member())
    flash(_("The weights are kept, and the needs stand in their new order."))
    return redirect(url_for(".weights"), code=303)


def _page(form: WeightsForm, *, is_fine: bool) -> str:
    chosen = form.chosen if is_fine else queries.weights()
    return render_template(
        "insights/weights.html",
        form=form,
        order=queries.order_under(chosen),
        factors=[(factor.value, FACTORS.get(factor.value, factor.value), DEFAULT_WEIGHTS[factor]) for factor in Factor],
    )
