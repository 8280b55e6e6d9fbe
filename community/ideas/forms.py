"""What the ways into ideas take."""

from wtforms import HiddenField, IntegerField, RadioField, SelectField
from wtforms.validators import InputRequired, ValidationError
from wtforms.validators import Optional as MayBeEmpty

from community.core.errors import Sentence
from community.core.locale import _, _l
from community.core.text import LONGEST_SOURCE, LONGEST_TITLE
from community.ideas.models import DeclineReason, Status
from community.posts.forms import AboutProduct, WithImages, WithSuggestions
from community.web.forms import Form, ResendKey, line, long_text

LONGEST_ANSWER = 5000


class IdeaForm(AboutProduct, WithImages, Form):
    """The words of an idea."""

    title = line(
        _l("Your idea in one sentence"), most=LONGEST_TITLE, description=_l("The way you would tell a friend.")
    )
    source = long_text(
        _l("What would it make better, and for whom?"),
        most=LONGEST_SOURCE,
        description=_l("One idea at a time: people vote for it as a whole. Everyone can read this."),
    )


class SubmitIdeaForm(WithSuggestions, IdeaForm):
    """A new idea."""

    resend_key = ResendKey()


class EditIdeaForm(IdeaForm):
    """New words for an idea; `version` is the one the editor saw."""

    version = IntegerField(widget=HiddenField.widget, validators=[MayBeEmpty()])


class StatusForm(Form):
    """The company's answer; `after` is the last answer that the decider saw."""

    status = RadioField(_l("Where it stands"), coerce=Status, validators=[InputRequired(_l("Please choose one."))])
    reason = SelectField(
        _l("Why it is declined"), validate_choice=False, description=_l("Needed when you decline, and only then.")
    )
    source = long_text(
        _l("The company’s answer"),
        most=LONGEST_ANSWER,
        description=_l("Everyone reads it on top of the idea, with your name. All who voted are told."),
    )
    after = IntegerField(widget=HiddenField.widget, validators=[MayBeEmpty()])
    resend_key = ResendKey()

    def offer(self) -> None:
        """Fill the choices in the reader's language."""
        self.status.choices = [(status, status.word) for status in Status]
        reasons: list[tuple[str, Sentence]] = [(reason, reason.word) for reason in DeclineReason]
        self.reason.choices = [("", _("No reason needed")), *reasons]

    def validate_reason(self, field: SelectField) -> None:
        """Ask for a reason exactly when the idea is declined."""
        is_declined = self.status.data is Status.DECLINED
        if is_declined and field.data not in set(DeclineReason):
            raise ValidationError(_("Please say why it is declined."))
        if not is_declined and field.data:
            raise ValidationError(_("Only a declined idea has a reason."))

    @property
    def chosen_reason(self) -> DeclineReason | None:
        """The reason for declining, if there is one."""
        return DeclineReason(self.reason.data) if self.reason.data else None
