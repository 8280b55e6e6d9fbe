"""The ways in of products: the catalogue for all, the desk for administrators."""

from typing import TypedDict

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from community.core import locale
from community.core.locale import _
from community.core.text import clean_line
from community.core.transaction import transaction
from community.members.session import current_member
from community.products import actions, queries
from community.products.forms import CategoryForm, NewCategoryForm, NewProductForm, ProductForm, ReleaseForm
from community.products.models import Category
from community.web.flashes import flash_with_undo
from community.web.incoming import row_id

blueprint = Blueprint("products", __name__)

LONGEST_SEARCH = 200


@blueprint.get("/products")
def index() -> ResponseReturnValue:
    """Show what the company sells, by category."""
    return render_template("products/index.html", shelves=queries.catalogue())


@blueprint.get("/products/categories/<slug>")
def category(slug: str) -> ResponseReturnValue:
    """Show one category, page by page."""
    after = request.args.get("after", type=row_id)
    return render_template("products/category.html", shelf=queries.shelf(slug, after=after), after=after)


@blueprint.get("/desk/products")
def administer() -> ResponseReturnValue:
    """List categories and products."""
    search = clean_line(request.args.get("q", ""))[:LONGEST_SEARCH]
    desk = queries.desk(current_member(), search=search, cursor=request.args.get("cursor"))
    return render_template("products/administer.html", desk=desk, search=search)


@blueprint.route("/desk/products/new", methods=["GET", "POST"])
def add_product() -> ResponseReturnValue:
    """Add a product."""
    queries.administered(current_member())
    form = NewProductForm()
    if not form.validate_on_submit():
        return render_template("products/new.html", form=form)
    with transaction():
        product = actions.add_product(slug=form.slug.data, **_words(form), by=current_member())
    flash(_("%(name)s is in the list now.", name=product.shown_name))
    return redirect(url_for(".administer"), code=303)


@blueprint.route("/desk/products/<int:product_id>", methods=["GET", "POST"])
def edit_product(product_id: int) -> ResponseReturnValue:
    """Change what is said about a product."""
    queries.administered(current_member())
    product = queries.get_product(product_id)
    form = ProductForm(obj=product)
    if not form.validate_on_submit():
        return render_template("products/edit.html", form=form, product=product)
    with transaction():
        product = queries.get_product(product_id, for_update=True)
        actions.edit_product(product, **_words(form), by=current_member())
    flash(_("Your changes are saved."))
    return redirect(url_for(".edit_product", product_id=product_id), code=303)


@blueprint.post("/desk/products/<int:product_id>/archive")
def archive(product_id: int) -> ResponseReturnValue:
    """Stop offering a product."""
    with transaction():
        queries.administered(current_member())
        product = queries.get_product(product_id, for_update=True)
        actions.archive_product(product, by=current_member())
    sentence = _("%(name)s is archived: it stays readable and takes no new posts.", name=product.shown_name)
    flash_with_undo(sentence, undo_url=url_for(".restore", product_id=product_id))
    return redirect(url_for(".edit_product", product_id=product_id), code=303)


@blueprint.post("/desk/products/<int:product_id>/restore")
def restore(product_id: int) -> ResponseReturnValue:
    """Offer an archived product again."""
    with transaction():
        queries.administered(current_member())
        product = queries.get_product(product_id, for_update=True)
        actions.restore_product(product, by=current_member())
    flash(_("%(name)s is offered again.", name=product.shown_name))
    return redirect(url_for(".edit_product", product_id=product_id), code=303)


@blueprint.route("/desk/products/categories/new", methods=["GET", "POST"])
def add_category() -> ResponseReturnValue:
    """Add a category behind the others."""
    queries.administered(current_member())
    form = NewCategoryForm()
    if not form.validate_on_submit():
        return render_template("products/category_form.html", form=form, category=None)
    with transaction():
        added = actions.add_category(
            slug=form.slug.data, name=form.name.data, name_fa=form.name_fa.data or "", by=current_member()
        )
    flash(_("%(name)s is in the list now.", name=added.shown_name))
    return redirect(url_for(".administer"), code=303)


@blueprint.route("/desk/products/categories/<int:category_id>", methods=["GET", "POST"])
def edit_category(category_id: int) -> ResponseReturnValue:
    """Change a category's names."""
    queries.administered(current_member())
    found = queries.get_category(category_id)
    form = CategoryForm(obj=found)
    if not form.validate_on_submit():
        return render_template("products/category_form.html", form=form, category=found)
    with transaction():
        found = queries.get_category(category_id, for_update=True)
        actions.edit_category(found, name=form.name.data, name_fa=form.name_fa.data or "", by=current_member())
    flash(_("Your changes are saved."))
    return redirect(url_for(".administer"), code=303)


@blueprint.post("/desk/products/categories/<int:category_id>/move")
def move_category(category_id: int) -> ResponseReturnValue:
    """Move a category up or down by one place."""
    places = -1 if request.form.get("direction") == "up" else 1
    with transaction():
        queries.administered(current_member())
        actions.move_category(queries.get_category(category_id), places=places, by=current_member())
    return redirect(url_for(".administer"), code=303)


@blueprint.route("/desk/releases", methods=["GET", "POST"])
def releases() -> ResponseReturnValue:
    """List what reached customers, and note what is new."""
    queries.refuse_release_readers(current_member())
    form = ReleaseForm()
    day = locale.read_day(form.day.data or "")
    if not form.validate_on_submit() or day is None:
        page = queries.releases(current_member(), cursor=request.args.get("cursor"))
        return render_template("products/releases.html", form=form, page=page)
    with transaction():
        product = queries.get_product(form.product_id.data) if form.product_id.data else None
        actions.note_release(form.name.data, day, product=product, by=current_member())
    flash(_("Noted; timelines of needs show it."))
    return redirect(url_for(".releases"), code=303)


@blueprint.post("/desk/releases/<int:release_id>/drop")
def drop_release(release_id: int) -> ResponseReturnValue:
    """Forget a release."""
    with transaction():
        actions.drop_release(queries.get_release(release_id, current_member()), by=current_member())
    flash(_("Forgotten."))
    return redirect(url_for(".releases"), code=303)


class _Words(TypedDict):
    name: str
    name_fa: str
    category: Category | None
    description: str
    description_fa: str


def _words(form: ProductForm) -> _Words:
    """Read what the action needs (within the transaction: the category is loaded)."""
    return _Words(
        name=form.name.data,
        name_fa=form.name_fa.data or "",
        category=queries.get_category(form.category_id.data) if form.category_id.data else None,
        description=form.description.data or "",
        description_fa=form.description_fa.data or "",
    )
