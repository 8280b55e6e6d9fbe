"""The forms of the products' desk."""

from collections.abc import Callable
from typing import Any

from wtforms import Field, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import ValidationError

from community.core import locale
from community.core.errors import ConflictError
from community.core.locale import _, _l
from community.products import actions, queries
from community.products.actions import LONGEST_DESCRIPTION, LONGEST_NAME, LONGEST_SLUG
from community.web.forms import Form, line, long_text

SLUG_HELP = _l("Small Latin letters, digits and hyphens, as in “modem-r3”. It stays: links to it must keep working.")


class CategoryForm(Form):
    """The names of a category."""

    name = line(_l("Name in English"), most=LONGEST_NAME)
    name_fa = line(_l("Name in Persian"), most=LONGEST_NAME, required=False)


class NewCategoryForm(CategoryForm):
    """A category and its address."""

    slug = line(_l("Address"), most=LONGEST_SLUG, description=SLUG_HELP)

    def validate_slug(self, field: Field) -> None:
        """Refuse what is taken or cannot be an address."""
        _refuse_bad(field, actions.check_category_slug)


class ProductForm(Form):
    """What is said about a product."""

    name = line(_l("Name in English"), most=LONGEST_NAME)
    name_fa = line(_l("Name in Persian"), most=LONGEST_NAME, required=False)
    category_id = SelectField(_l("Category"), coerce=int)
    description = long_text(_l("Description in English"), most=LONGEST_DESCRIPTION, required=False)
    description_fa = long_text(_l("Description in Persian"), most=LONGEST_DESCRIPTION, required=False)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        named = [SelectChoice(category.id, category.shown_name) for category in queries.categories()]
        self.category_id.choices = [SelectChoice(0, _("In no category")), *named]


class ReleaseForm(Form):
    """What reached customers, and when."""

    name = line(_l("Name"), most=LONGEST_NAME, description=_l("As customers know it: “App 4.2”."))
    day = line(_l("Day"), most=12, description=_l("Year, month, day; Persian or Gregorian calendar."))
    product_id = SelectField(_l("Product"), coerce=int)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        named = [SelectChoice(product.id, product.shown_name) for product in queries.offered_products()]
        self.product_id.choices = [SelectChoice(0, _("All products")), *named]

    def validate_day(self, field: Field) -> None:
        """Refuse what is no day."""
        if locale.read_day(field.data) is None:
            raise ValidationError(_("Please write a day as year, month, day."))


class NewProductForm(ProductForm):
    """A product and its address."""

    slug = line(_l("Address"), most=LONGEST_SLUG, description=SLUG_HELP)

    def validate_slug(self, field: Field) -> None:
        """Refuse what is taken or cannot be an address."""
        _refuse_bad(field, actions.check_product_slug)


def _refuse_bad(field: Field, check: Callable[[str], None]) -> None:
    try:
        check(field.data)
    except ConflictError as error:
        raise ValidationError(str(error)) from error
