"""Reporting a post, and deciding about one."""

from typing import Any

from wtforms import HiddenField, IntegerField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from community.core.locale import _, _l
from community.moderation.actions import LONGEST_NOTE, LONGEST_WORDS
from community.moderation.models import DecisionAction, DecisionReason, ReportReason
from community.web.forms import Form, long_text

REPORT_REASONS = {
    ReportReason.SPAM: _l("Advertising or spam"),
    ReportReason.ABUSE: _l("Insults or attacks somebody"),
    ReportReason.PERSONAL_DATA: _l("Shows somebody's personal data"),
    ReportReason.OFF_TOPIC: _l("Does not belong here"),
    ReportReason.DANGEROUS: _l("Dangerous advice or a hazard"),
    ReportReason.OTHER: _l("Something else"),
}
DECISION_REASONS = {
    DecisionReason.WITHIN_RULES: _l("It is within the rules"),
    DecisionReason.SPAM: _l("Advertising or spam"),
    DecisionReason.ABUSE: _l("Insults or attacks somebody"),
    DecisionReason.PERSONAL_DATA: _l("Shows somebody's personal data"),
    DecisionReason.OFF_TOPIC: _l("Does not belong here"),
    DecisionReason.DANGEROUS: _l("Dangerous advice or a hazard"),
    DecisionReason.DUPLICATE: _l("Says what is here already"),
    DecisionReason.OTHER: _l("Another reason"),
}
ACTIONS = {
    DecisionAction.APPROVE: _l("Keep it"),
    DecisionAction.RESTORE: _l("Bring it back"),
    DecisionAction.HIDE: _l("Hide it"),
    DecisionAction.REMOVE: _l("Take it down"),
    DecisionAction.UNDO: _l("Decision taken back"),
}
WITHDRAWING = (DecisionAction.HIDE, DecisionAction.REMOVE)


class ReportForm(Form):
    """What is wrong with a post."""

    reason = RadioField(
        _l("What is wrong with it?"),
        choices=[SelectChoice(reason.value, label) for reason, label in REPORT_REASONS.items()],
        validators=[InputRequired(_l("Please choose what is wrong."))],
    )
    note = long_text(_l("Anything the moderators should know"), most=LONGEST_NOTE, required=False)


class DecisionForm(Form):
    """What to do with a post, why, and what its author is told."""

    action = RadioField(
        _l("What to do?"),
        choices=[SelectChoice(action.value, label) for action, label in ACTIONS.items()],
        validators=[InputRequired(_l("Please choose what to do."))],
    )
    reason = SelectField(
        _l("Reason in the house rules"),
        choices=[SelectChoice(reason.value, label) for reason, label in DECISION_REASONS.items()],
    )
    words = long_text(_l("What we tell the author"), most=LONGEST_WORDS, required=False)
    note = long_text(_l("Note for colleagues"), most=LONGEST_NOTE, required=False)
    version = IntegerField(widget=HiddenField.widget)

    def validate(self, extra_validators: Any = None) -> bool:
        """Whoever loses a post learns which rule it broke, and why in words."""
        is_fine = bool(super().validate(extra_validators))
        if self.action.data not in {action.value for action in WITHDRAWING}:
            return is_fine
        if self.reason.data == DecisionReason.WITHIN_RULES.value:
            self.refuse(self.reason, _("Please choose which rule it breaks."))
        if not (self.words.data or "").strip():
            self.refuse(self.words, _("Please tell the author in a sentence why."))
        return is_fine and not self.errors
