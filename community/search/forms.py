"""What narrows a search down, as a form that works without script."""

from collections.abc import Iterable

from wtforms import SelectField, StringField

from community.core.locale import _, _l
from community.products.models import Product
from community.search.queries import Search
from community.web.forms import Form

LONGEST_VALUE = 80


class NarrowForm(Form):
    """The filters of the page of results; they are read by `search_of`, which also says what is wrong with them."""

    class Meta(Form.Meta):
        csrf = False

    product = SelectField(_l("Product"), validate_choice=False)
    solved = SelectField(_l("Solution"), validate_choice=False)
    official = SelectField(_l("Who says it"), validate_choice=False)
    by = StringField(_l("Written by"), description=_l("The name as it stands on the member’s page."))
    since = StringField(_l("From"), description=_l("A day, a month or a year, Gregorian or Persian."))
    until = StringField(_l("Until"))
    lang = SelectField(_l("Language"), validate_choice=False)

    def offer(self, search: Search, offered: Iterable[Product]) -> None:
        """Fill the choices in the reader's language, and put what is wrong beside its field."""
        products = [(product.slug, product.shown_name) for product in offered]
        chosen = search.product
        if chosen and chosen.slug not in dict(products):
            products.append((chosen.slug, chosen.shown_name))
        self.product.choices = [("", _("All products")), *products]
        self.solved.choices = [("", _("Solved or not")), ("1", _("Solved")), ("0", _("Not solved yet"))]
        self.official.choices = [("", _("Everyone")), ("1", _("The company")), ("0", _("Members only"))]
        self.lang.choices = [("", _("Any language")), ("fa", _("Persian")), ("en", _("English"))]
        for bound in self:
            for sentence in search.complaints.get(bound.name, ()):
                self.refuse(bound, sentence)
