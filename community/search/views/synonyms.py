"""The desk where staff teach search which words mean the same."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from community.core.locale import _
from community.core.transaction import transaction
from community.members.session import current_member, visitor
from community.search import actions
from community.search.forms import SynonymsForm
from community.search.queries.synonyms import get_synonyms, refuse_others, synonyms_page
from community.search.views import blueprint

LANGUAGES = ("fa", "en", "und")


@blueprint.route("/synonyms", methods=["GET", "POST"])
def synonyms() -> ResponseReturnValue:
    """Show the groups in use and what waits to be looked at; a new group takes effect at once."""
    refuse_others(visitor())
    form = _form()
    if form.validate_on_submit():
        with transaction():
            actions.add_synonyms(form.wordings, language=form.language.data, by=current_member())
        flash(_("Search knows it from now on."))
        return redirect(url_for(".synonyms"), code=303)
    language, word = request.args.get("language", ""), request.args.get("word", "")[:60]
    language = language if language in LANGUAGES else ""
    page = synonyms_page(visitor(), language=language, word=word, cursor=request.args.get("after"))
    return render_template("search/synonyms.html", page=page, form=form, language=language, word=word, words=_words())


@blueprint.route("/synonyms/<int:group_id>", methods=["GET", "POST"])
def edit_synonyms(group_id: int) -> ResponseReturnValue:
    """Change a group, or what a proposal says before it is accepted."""
    group = get_synonyms(group_id, visitor())
    form = _form()
    if form.validate_on_submit():
        with transaction():
            group = get_synonyms(group_id, current_member(), for_update=True)
            actions.change_synonyms(group, form.wordings, language=form.language.data, by=current_member())
        flash(_("The group is saved."))
        return redirect(url_for(".synonyms"), code=303)
    if not form.is_submitted():
        form.words.data = "\n".join(wording.typed for wording in group.wordings)
        form.language.data = group.language
    return render_template("search/synonyms_edit.html", form=form, group=group)


@blueprint.post("/synonyms/<int:group_id>/remove")
def remove_synonyms(group_id: int) -> ResponseReturnValue:
    """Forget a group."""
    with transaction():
        actions.remove_synonyms(get_synonyms(group_id, current_member(), for_update=True), by=current_member())
    flash(_("Search does not take them for the same any more."))
    return redirect(url_for(".synonyms"), code=303)


@blueprint.post("/synonyms/<int:group_id>/accept")
def accept_synonyms(group_id: int) -> ResponseReturnValue:
    """Use what was learned."""
    with transaction():
        actions.accept_proposal(get_synonyms(group_id, current_member(), for_update=True), by=current_member())
    flash(_("Search knows it from now on."))
    return redirect(url_for(".synonyms"), code=303)


@blueprint.post("/synonyms/<int:group_id>/refuse")
def refuse_synonyms(group_id: int) -> ResponseReturnValue:
    """Put a proposal aside for good."""
    with transaction():
        actions.refuse_proposal(get_synonyms(group_id, current_member(), for_update=True), by=current_member())
    flash(_("It will not be proposed again."))
    return redirect(url_for(".synonyms"), code=303)


def _form() -> SynonymsForm:
    form = SynonymsForm()
    form.offer()
    return form


def _words() -> dict[str, str]:
    return {"": _("All"), "fa": _("Persian"), "en": _("English"), "und": _("Both")}
