"""What a member wants to hear of, in the inbox and by mail; and whether it is solved for him."""

from collections.abc import Mapping

from wtforms import BooleanField, RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from community.core.errors import Sentence
from community.core.locale import _l
from community.insights.policies import may_read_needs
from community.members.models import Viewer
from community.notifications import policies
from community.notifications.models import NotificationKind
from community.web.forms import Form

LABELS: Mapping[NotificationKind, Sentence] = {
    NotificationKind.REPLY: _l("Answers and comments in what you follow"),
    NotificationKind.ACCEPTED: _l("Your answer was accepted"),
    NotificationKind.OFFICIAL: _l("The company answered"),
    NotificationKind.STATUS: _l("What became of ideas you suggested or support"),
    NotificationKind.NEED: _l("What became of what you wrote: planned, delivered or declined"),
    NotificationKind.SEARCH: _l("What is new in searches you follow"),
    NotificationKind.DECISION: _l("Decisions on your own posts"),
    NotificationKind.ALERT: _l("Needs you own or follow that rise suddenly, and new ones"),
}
Labels = Mapping[NotificationKind, Sentence]


def labels_for(viewer: Viewer) -> Labels:
    """Return what this member can be told of."""
    return {kind: label for kind, label in LABELS.items() if kind != NotificationKind.ALERT or may_read_needs(viewer)}


def _kinds(label: Sentence) -> SelectMultipleField:
    """Return a list of boxes to tick."""
    return SelectMultipleField(label, choices=[], option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False))


def _offer(field: SelectMultipleField, labels: Labels) -> None:
    field.choices = [SelectChoice(kind.value, str(label)) for kind, label in labels.items()]


class KindsForm(Form):
    """Kinds on and off, in the inbox and by mail; decisions on one's own posts always reach the inbox."""

    kinds = _kinds(_l("Tell me about"))
    mails = _kinds(_l("By mail as well, at most once a day"))

    def offer(self, labels: Labels) -> None:
        """Let the member choose among what he can be told of."""
        _offer(self.kinds, {kind: label for kind, label in labels.items() if policies.may_mute(kind)})
        _offer(self.mails, labels)

    def show(self, *, muted: set[str], mailed: set[str]) -> None:
        """Tick what holds now."""
        self.kinds.data = [choice.value for choice in self.kinds.choices if choice.value not in muted]
        self.mails.data = [choice.value for choice in self.mails.choices if choice.value in mailed]

    @property
    def wanted_kinds(self) -> set[str]:
        """What the inbox is to hold; kinds that were not on offer stay as they are by themselves: on."""
        offered = {choice.value for choice in self.kinds.choices}
        return {*(self.kinds.data or []), *(kind.value for kind in NotificationKind if kind.value not in offered)}


class StopForm(Form):
    """Which mails still come, chosen from a mail."""

    mails = _kinds(_l("Mail me about"))
    stop_all = BooleanField(_l("Send me no mail at all"))

    def offer(self, labels: Labels) -> None:
        """Let the reader choose."""
        _offer(self.mails, labels)


class SolvedForm(Form):
    """Yes or no."""

    solved = RadioField(
        _l("Is it solved for you?"),
        choices=[SelectChoice("yes", _l("Yes")), SelectChoice("no", _l("No"))],
        validators=[InputRequired(_l("Please choose yes or no."))],
    )
