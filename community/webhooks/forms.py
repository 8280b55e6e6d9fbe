"""Naming an endpoint."""

from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired
from wtforms.widgets import CheckboxInput, ListWidget

from community.core.locale import _l
from community.web.forms import Form, line
from community.webhooks.policies import MessageKind

LONGEST_URL = 500
KINDS = {
    MessageKind.BORN: _l("A need is found"),
    MessageKind.SPIKE: _l("A need rises suddenly"),
    MessageKind.STATE: _l("A need changes its state"),
}


class EndpointForm(Form):
    """An address and what it hears of."""

    url = line(_l("Address"), most=LONGEST_URL)
    kinds = SelectMultipleField(
        _l("Tell it when"),
        choices=[SelectChoice(kind.value, label) for kind, label in KINDS.items()],
        validators=[DataRequired(_l("Please choose at least one."))],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
