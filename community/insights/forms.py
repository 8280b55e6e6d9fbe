"""What the product team says of a need."""

from typing import Any

from wtforms import HiddenField, IntegerField, RadioField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from community.core.locale import _, _l
from community.ideas.models import DeclineReason
from community.insights.actions.deciding import LONGEST_ANSWER, LONGEST_TITLE
from community.insights.models import NeedState
from community.members.models import Member
from community.web.forms import Form, line, long_text

STATES = {
    NeedState.NEW: _l("New"),
    NeedState.WATCHING: _l("Watching"),
    NeedState.PLANNED: _l("Planned"),
    NeedState.IN_PROGRESS: _l("In progress"),
    NeedState.DELIVERED: _l("Delivered"),
    NeedState.DECLINED: _l("Declined, with a reason"),
}
REASONS = {
    DeclineReason.ALREADY_POSSIBLE: _l("It is possible already"),
    DeclineReason.COSTS_TOO_MUCH: _l("It costs too much for what it gives"),
    DeclineReason.NOT_PLANNED: _l("It is not planned for now"),
    DeclineReason.OUT_OF_SCOPE: _l("It is not what this product is for"),
}


class DecideForm(Form):
    """State, owner and public answers of a need."""

    state = RadioField(
        _l("State"),
        choices=[SelectChoice(state.value, label) for state, label in STATES.items()],
        validators=[InputRequired(_l("Please choose a state."))],
    )
    decline_reason = SelectField(
        _l("Reason for declining"),
        choices=[SelectChoice("", ""), *(SelectChoice(reason.value, label) for reason, label in REASONS.items())],
    )
    owner = SelectField(_l("Owner"), coerce=int)
    answer_fa = long_text(_l("Public answer in Persian"), most=LONGEST_ANSWER, required=False)
    answer = long_text(_l("Public answer in English"), most=LONGEST_ANSWER, required=False)
    version = IntegerField(widget=HiddenField.widget)

    def offer_owners(self, owners: list[Member]) -> None:
        """Let the reader choose among the product team."""
        nobody = SelectChoice("0", _("Nobody yet"))
        self.owner.choices = [nobody, *(SelectChoice(str(owner.id), owner.name) for owner in owners)]

    def validate(self, extra_validators: Any = None) -> bool:
        """Declining takes a reason; planning, delivering and declining take a public answer."""
        is_fine = bool(super().validate(extra_validators))
        if self.state.data == NeedState.DECLINED and not self.decline_reason.data:
            self.refuse(self.decline_reason, _("Please say why it is declined."))
        told = {NeedState.PLANNED, NeedState.DELIVERED, NeedState.DECLINED}
        if self.state.data in told and not (self.answer.data or self.answer_fa.data):
            self.refuse(self.answer_fa, _("Please write an answer in at least one language."))
        return is_fine and not self.errors


class RenameForm(Form):
    """A name that wins for ever."""

    title = line(_l("Name"), most=LONGEST_TITLE, required=False)
