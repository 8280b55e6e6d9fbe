"""What the ways into reviews take."""

from wtforms import HiddenField, IntegerField, RadioField
from wtforms.validators import InputRequired, ValidationError
from wtforms.validators import Optional as MayBeEmpty

from community.core.locale import _l, _n
from community.core.text import LONGEST_SOURCE, LONGEST_TITLE
from community.posts.forms import WithImages, WithSuggestions
from community.reviews.actions import Judgement
from community.reviews.models import LONGEST_SIDE, STARS
from community.web.forms import Form, ResendKey, line, long_text

NO_STARS = _l("Please give one to five stars.")


class ReviewForm(WithSuggestions, WithImages, Form):
    """What a member says of a product; in an edit `version` is the one the editor saw."""

    rating = RadioField(_l("Your rating"), coerce=int, validate_choice=False, validators=[InputRequired(NO_STARS)])
    title = line(_l("Your verdict in one sentence"), most=LONGEST_TITLE)
    source = long_text(
        _l("What should others know before they buy?"),
        most=LONGEST_SOURCE,
        description=_l("The good and the bad, and for how long you have used it. Everyone can read this."),
    )
    pros = long_text(_l("What is good"), most=LONGEST_SIDE, required=False)
    cons = long_text(_l("What is not"), most=LONGEST_SIDE, required=False)
    version = IntegerField(widget=HiddenField.widget, validators=[MayBeEmpty()])
    resend_key = ResendKey()

    def offer(self) -> None:
        """Fill the choices in the reader's language, the fewest stars first."""
        self.rating.choices = [(stars, _n("%(count)s star", "%(count)s stars", stars)) for stars in sorted(STARS)]

    def validate_rating(self, field: RadioField) -> None:
        """Refuse anything but one to five."""
        if field.data not in STARS:
            raise ValidationError(NO_STARS)

    @property
    def judgement(self) -> Judgement:
        """What was filled in."""
        words = (self.title, self.source, self.pros, self.cons)
        return Judgement(self.rating.data, *(field.data or "" for field in words))
