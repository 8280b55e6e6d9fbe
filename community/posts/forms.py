"""Forms that every subject shares."""

from collections.abc import Sequence
from typing import Any

from flask import request
from flask_wtf.file import MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, HiddenField, IntegerField, SelectField, SelectMultipleField
from wtforms.validators import ValidationError

from community.core.locale import _, _l, _n
from community.core.text import LONGEST_SOURCE
from community.members.models import Member
from community.posts import actions
from community.posts.images import LARGEST_FILE, CleanImage, NotAnImageError, clean_image
from community.posts.models import Post
from community.products.models import Product
from community.products.queries import offered_products
from community.web.forms import Form, ResendKey, long_text

MOST_IMAGES = 4
LONGEST_COMMENT = 5000


def _row_number(value: object) -> int:
    """Read the number of a row; a larger one than any database counts to is none."""
    number = int(str(value))
    if not 0 < number < 2**31:
        raise ValueError("no row has this number")
    return number


class WithImages:
    """A composer that takes pictures; `clean` holds them re-encoded after a successful check.

    A browser forgets chosen files when the form is shown again, so a view `keep`s them before it does that. The form
    then carries their numbers in `kept_images`, and `hand_over` gives the post both these and newly chosen ones.
    `posted` says how many pictures the post has already.
    """

    images = MultipleFileField(_l("Pictures"), description=_l("PNG, JPEG, WebP or GIF, up to 5 MB each."))
    kept_images = SelectMultipleField(coerce=_row_number, validate_choice=False)
    clean: Sequence[CleanImage] = ()
    posted = 0

    def validate_images(self, field: MultipleFileField) -> None:
        """Refuse too many pictures and whatever is none, by content; nothing typed is lost."""
        files = [file for file in field.data or [] if isinstance(file, FileStorage) and file.filename]
        if self.posted + len(files) + len(self.kept_images.data or ()) > MOST_IMAGES:
            raise ValidationError(
                _n("At most %(count)s picture fits here.", "At most %(count)s pictures fit here.", MOST_IMAGES)
            )
        self.clean = [_clean(file) for file in files]

    @property
    def alts(self) -> list[str]:
        """What the newly chosen pictures show, in their order."""
        return alts_of(request.form.getlist("images_alt"))

    def keep(self, alts: Sequence[str], *, by: Member) -> None:
        """Keep the chosen pictures (within a transaction) until the form comes back."""
        self.kept_images.data = [*(self.kept_images.data or ()), *actions.keep_images(self.clean, alts, by=by)]
        self.clean = ()

    def hand_over(self, post: Post, alts: Sequence[str], *, by: Member) -> None:
        """Give the post its pictures (within a transaction)."""
        actions.adopt_images(post, self.kept_images.data or (), by=by)
        actions.attach_images(post, self.clean, alts, by=by)


class AboutProduct:
    """A composer of something that may be about a product; `offer` fills the choices, whose values are slugs."""

    product = SelectField(_l("About which product?"), validate_choice=False)
    offered: dict[str, Product]

    def offer(self, current: Product | None = None) -> None:
        """Offer what is sold, and the product that it is about already, though no longer sold."""
        found = {product.slug: product for product in offered_products()}
        self.offered = found | ({current.slug: current} if current else {})
        names = [(slug, product.shown_name) for slug, product in self.offered.items()]
        self.product.choices = [("", _("The company in general")), *names]

    def validate_product(self, field: SelectField) -> None:
        """Refuse what is not on the list; nothing chosen means the company in general."""
        if field.data and field.data not in self.offered:
            raise ValidationError(_("Please choose a product from the list."))

    @property
    def chosen(self) -> Product | None:
        """The product it is about."""
        return self.offered.get(self.product.data or "")


class WithSuggestions:
    """A composer beside which similar posts are shown; `seen` names those that the writer was shown already."""

    seen = HiddenField()

    @property
    def seen_ids(self) -> set[int]:
        """The posts that the writer has been shown."""
        return {int(one) for one in (self.seen.data or "").split(",")[:100] if one.isdecimal() and len(one) < 19}


class CommentForm(Form):
    """A remark."""

    source = long_text(_l("Your comment"), most=LONGEST_COMMENT)
    official = BooleanField(_l("Speak for the company"))
    resend_key = ResendKey()


class EditForm(Form):
    """New words for a remark; `version` is the one the editor saw."""

    source = long_text(_l("Text"), most=LONGEST_SOURCE)
    version = IntegerField(widget=HiddenField.widget)


class VoteForm(Form):
    """A press on me-too, support or helpful; 0 takes it back."""

    value = IntegerField()

    def validate_value(self, field: IntegerField) -> None:
        """Refuse anything but the three."""
        if field.data not in (-1, 0, 1):
            raise ValidationError(_("Please press one of the buttons."))


def _clean(file: FileStorage) -> CleanImage:
    content = file.stream.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise ValidationError(_("“%(name)s” is larger than 5 MB.", name=_name(file)))
    try:
        return clean_image(content)
    except NotAnImageError as error:
        sentence = _("“%(name)s” is not a picture we can take. Please use PNG, JPEG, WebP or GIF.", name=_name(file))
        raise ValidationError(sentence) from error


def _name(file: FileStorage) -> str:
    return (file.filename or "")[:60]


def alts_of(values: list[Any]) -> list[str]:
    """Return the texts for the pictures, in the order of the files."""
    return [str(value).strip()[:200] for value in values]
