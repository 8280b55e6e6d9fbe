"""What the ways into problems take."""

from wtforms import BooleanField, HiddenField, IntegerField
from wtforms.validators import Optional as MayBeEmpty

from community.core.locale import _l
from community.core.text import LONGEST_SOURCE, LONGEST_TITLE
from community.posts.forms import AboutProduct, WithImages, WithSuggestions
from community.problems.actions import Words
from community.problems.models import LONGEST_ENVIRONMENT, LONGEST_TRIED
from community.web.forms import Form, ResendKey, line, long_text

NO_ANSWER = _l("Your answer is still empty.")


class ProblemForm(AboutProduct, WithImages, Form):
    """The words of a problem."""

    title = line(
        _l("In one sentence"),
        most=LONGEST_TITLE,
        required=_l("Say in one sentence what is not working."),
        description=_l("The way you would tell a friend."),
    )
    source = long_text(
        _l("What did you do, and what did you see?"),
        most=LONGEST_SOURCE,
        required=_l("Tell what you did and what you saw."),
        description=_l("One problem at a time. Leave out phone numbers and addresses: everyone can read this."),
    )
    environment = line(
        _l("Device and version"),
        most=LONGEST_ENVIRONMENT,
        required=False,
        description=_l("For example: Samsung A54, Android 14, app 4.2."),
    )
    tried = long_text(_l("What have you tried already?"), most=LONGEST_TRIED, required=False)

    @property
    def words(self) -> Words:
        """What the asker says."""
        fields = (self.title, self.source, self.environment, self.tried)
        return Words(*(field.data or "" for field in fields))


class AskForm(WithSuggestions, ProblemForm):
    """A new problem; `draft` is the number of its draft."""

    draft = IntegerField(widget=HiddenField.widget, validators=[MayBeEmpty()])
    resend_key = ResendKey()


class EditProblemForm(ProblemForm):
    """New words for a problem; `version` is the one the editor saw."""

    version = IntegerField(widget=HiddenField.widget, validators=[MayBeEmpty()])


class AnswerForm(WithImages, Form):
    """An answer."""

    source = long_text(
        _l("Your answer"),
        most=LONGEST_SOURCE,
        required=NO_ANSWER,
        description=_l("Say what you did and what happened. Leave out phone numbers and addresses."),
    )
    official = BooleanField(_l("Speak for the company"))
    resend_key = ResendKey()


class EditAnswerForm(WithImages, Form):
    """New words for an answer; `version` is the one the editor saw."""

    source = long_text(_l("Your answer"), most=LONGEST_SOURCE, required=NO_ANSWER)
    version = IntegerField(widget=HiddenField.widget, validators=[MayBeEmpty()])
