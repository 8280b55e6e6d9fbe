"""What the ways into problems take."""

from typing import Any

from wtforms import BooleanField, HiddenField, IntegerField, SelectField
from wtforms.validators import Optional as MayBeEmpty
from wtforms.validators import ValidationError

from community.core.locale import _, _l
from community.core.text import LONGEST_SOURCE, LONGEST_TITLE
from community.posts.forms import WithImages
from community.problems.actions import Words
from community.problems.models import LONGEST_ENVIRONMENT, LONGEST_TRIED
from community.products.models import Product
from community.products.queries import offered_products
from community.web.forms import Form, ResendKey, line, long_text


class ProblemForm(WithImages, Form):
    """The words of a problem; `also` is a product that may stay chosen although it is no longer offered."""

    title = line(_l("In one sentence"), most=LONGEST_TITLE, description=_l("The way you would tell a friend."))
    product = SelectField(_l("About which product?"), validate_choice=False)
    source = long_text(
        _l("What did you do, and what did you see?"),
        most=LONGEST_SOURCE,
        description=_l("One problem at a time. Leave out phone numbers and addresses: everyone can read this."),
    )
    environment = line(
        _l("Device and version"),
        most=LONGEST_ENVIRONMENT,
        required=False,
        description=_l("For example: Samsung A54, Android 14, app 4.2."),
    )
    tried = long_text(_l("What have you tried already?"), most=LONGEST_TRIED, required=False)

    def __init__(self, *args: Any, also: Product | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        products = {product.slug: product for product in offered_products()}
        self.products = products | ({also.slug: also} if also else {})
        names = [(slug, product.shown_name) for slug, product in self.products.items()]
        self.product.choices = [("", _("The company in general")), *names]

    def validate_product(self, field: SelectField) -> None:
        """Refuse what is not on the list; nothing chosen means the company in general."""
        if field.data and field.data not in self.products:
            raise ValidationError(_("Please choose a product from the list."))

    @property
    def words(self) -> Words:
        """What the asker says."""
        fields = (self.title, self.source, self.environment, self.tried)
        return Words(*(field.data or "" for field in fields))

    @property
    def chosen(self) -> Product | None:
        """The product it is about."""
        return self.products.get(self.product.data or "")


class AskForm(ProblemForm):
    """A new problem; `draft` is the number of its draft, `seen` names the similar posts that were shown already."""

    draft = IntegerField(widget=HiddenField.widget, validators=[MayBeEmpty()])
    seen = HiddenField()
    resend_key = ResendKey()

    @property
    def seen_ids(self) -> set[int]:
        """The posts that the asker has been shown."""
        return {int(one) for one in (self.seen.data or "").split(",")[:100] if one.isdecimal() and len(one) < 19}


class EditProblemForm(ProblemForm):
    """New words for a problem; `version` is the one the editor saw."""

    version = IntegerField(widget=HiddenField.widget, validators=[MayBeEmpty()])


class AnswerForm(WithImages, Form):
    """An answer."""

    source = long_text(
        _l("Your answer"),
        most=LONGEST_SOURCE,
        description=_l("Say what you did and what happened. Leave out phone numbers and addresses."),
    )
    official = BooleanField(_l("Speak for the company"))
    resend_key = ResendKey()


class EditAnswerForm(WithImages, Form):
    """New words for an answer; `version` is the one the editor saw."""

    source = long_text(_l("Your answer"), most=LONGEST_SOURCE)
    version = IntegerField(widget=HiddenField.widget, validators=[MayBeEmpty()])
