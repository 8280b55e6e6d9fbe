"""What a member wants to hear of."""

from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from community.core.locale import _l
from community.notifications.models import NotificationKind
from community.web.forms import Form

LABELS = {
    NotificationKind.REPLY: _l("Answers and comments in what you follow"),
    NotificationKind.ACCEPTED: _l("Your answer was accepted"),
    NotificationKind.OFFICIAL: _l("The company answered"),
    NotificationKind.STATUS: _l("What became of ideas you suggested or support"),
}


class KindsForm(Form):
    """Kinds on and off; decisions on one's own posts are not among them."""

    kinds = SelectMultipleField(
        _l("Tell me about"),
        choices=[SelectChoice(kind.value, label) for kind, label in LABELS.items()],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
