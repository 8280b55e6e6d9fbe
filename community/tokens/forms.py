"""A token's name and what it opens."""

from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired
from wtforms.widgets import CheckboxInput, ListWidget

from community.core.locale import _l
from community.tokens.actions import LONGEST_NAME
from community.tokens.policies import Scope
from community.web.forms import Form, line

SCOPES = {
    Scope.NEEDS: _l("Needs, their figures and what was decided"),
    Scope.EVIDENCE: _l("The posts behind a need"),
}


class TokenForm(Form):
    """Make a token."""

    name = line(_l("What is it for?"), most=LONGEST_NAME)
    scopes = SelectMultipleField(
        _l("It may read"),
        choices=[SelectChoice(scope.value, label) for scope, label in SCOPES.items()],
        validators=[DataRequired(_l("Please choose at least one."))],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
