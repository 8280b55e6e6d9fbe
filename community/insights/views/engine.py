"""How the engine does, and what the product team tells it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from community.core.locale import _
from community.core.text import clean_line
from community.core.transaction import transaction
from community.insights import actions
from community.insights.forms import DetailForm, PairForm, ThemeForm, nearest_detail
from community.insights.queries import engine as queries
from community.insights.queries.board import refuse_others
from community.insights.views import blueprint
from community.members.session import current_member, visitor


@blueprint.get("/engine")
def health() -> ResponseReturnValue:
    """Show how often the engine was right, what it grouped, how old it is and what its runs cost."""
    page = queries.health(visitor())
    form = DetailForm(formdata=None, data={"detail": nearest_detail(page.detail)})
    return render_template("insights/engine.html", page=page, form=form)


@blueprint.post("/engine/detail")
def set_detail() -> ResponseReturnValue:
    """Ask for finer or coarser needs."""
    refuse_others(visitor())
    form = DetailForm()
    if form.validate_on_submit():
        with transaction():
            actions.set_detail(float(form.detail.data), by=current_member())
        flash(_("The next full run follows it; what people decided stays."))
    return redirect(url_for(".health"), code=303)


@blueprint.get("/engine/themes")
def themes() -> ResponseReturnValue:
    """Show the themes with their names."""
    found = queries.themes(visitor())
    rows = [(one, ThemeForm(formdata=None, prefix=f"t{one.id}", data={"title": one.title})) for one in found]
    return render_template("insights/themes.html", rows=rows)


@blueprint.post("/engine/themes/<int:theme_id>")
def shape_theme(theme_id: int) -> ResponseReturnValue:
    """Name a theme."""
    queries.get_theme(theme_id, visitor())
    form = ThemeForm(prefix=f"t{theme_id}")
    if form.validate_on_submit():
        with transaction():
            theme = queries.get_theme(theme_id, current_member(), for_update=True)
            actions.shape_theme(theme, title=form.title.data or "", by=current_member())
        flash(_("The theme is saved."))
    return redirect(url_for(".themes"), code=303)


@blueprint.route("/engine/terms", methods=["GET", "POST"])
def terms() -> ResponseReturnValue:
    """Show the pairs of terms that join needs across languages, and take new ones."""
    refuse_others(visitor())
    form, words = PairForm(), clean_line(request.args.get("q", ""))[:80]
    if not form.validate_on_submit():
        return render_template("insights/terms.html", form=form, pairs=queries.pairs(visitor(), words), words=words)
    with transaction():
        withdrawn = request.form.get("withdraw") == "1"
        actions.add_pair(form.fa.data, form.en.data, withdrawn=withdrawn, by=current_member())
    flash(_("Taken out: the engine no longer joins by it.") if withdrawn else _("The engine joins by it from now on."))
    return redirect(url_for(".terms", q=words or None), code=303)


@blueprint.post("/engine/terms/<int:pair_id>/drop")
def drop_pair(pair_id: int) -> ResponseReturnValue:
    """Forget what was said about a pair."""
    with transaction():
        actions.drop_pair(queries.get_pair(pair_id, visitor(), for_update=True), by=current_member())
    flash(_("Forgotten."))
    return redirect(url_for(".terms"), code=303)
