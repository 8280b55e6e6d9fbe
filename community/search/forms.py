"""What narrows a search down, as a form that works without script."""

from collections.abc import Iterable

from wtforms import Field, RadioField, SelectField, StringField
from wtforms.validators import ValidationError

from community.core.locale import _, _l
from community.products.models import Product
from community.search.models import LONGEST_WORDING
from community.search.queries import Search
from community.search.synonyms import MOST_WORDINGS, refusal
from community.web.forms import Form, long_text

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


class SynonymsForm(Form):
    """A group of wordings, one on each line."""

    words = long_text(
        _l("Words that mean the same"),
        most=MOST_WORDINGS * LONGEST_WORDING,
        description=_l(
            "One on each line, up to four words each. Endings and spellings are met anyway: one form of a word is enough."
        ),
    )
    language = RadioField(_l("Language"), default="und")

    def offer(self) -> None:
        """Fill the choices in the reader's language."""
        self.language.choices = [("fa", _("Persian")), ("en", _("English")), ("und", _("Both"))]

    def validate_words(self, field: Field) -> None:
        """Refuse what cannot be a group."""
        sentence = refusal(self.wordings)
        if sentence is not None:
            raise ValidationError(str(sentence))

    @property
    def wordings(self) -> list[str]:
        """The lines that say something; commas part wordings too."""
        lines = (self.words.data or "").replace("،", "\n").replace(",", "\n").splitlines()
        return [line.strip() for line in lines if line.strip()]
