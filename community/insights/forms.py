"""What the product team says of a need, of evidence, and of the engine."""

from typing import Any

from wtforms import BooleanField, FloatField, HiddenField, IntegerField, RadioField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, NumberRange
from wtforms.widgets import RangeInput

from community.core import clock, locale
from community.core.locale import _, _l
from community.ideas.models import DeclineReason
from community.insights import policies, targets
from community.insights.actions.correcting import Mood
from community.insights.actions.deciding import LONGEST_ANSWER, LONGEST_TITLE
from community.insights.actions.desk import LONGEST_COMMENT, LONGEST_VIEW_NAME
from community.insights.actions.teaching import LONGEST_TERM
from community.insights.models import NeedState, Rhythm, VoiceKind
from community.insights.ranking import Factor
from community.members.models import Member
from community.web.forms import Form, line, long_text

MOST_WEIGHT = 3
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
FACTORS = {
    "customers": _l("customers, the recent ones more"),
    "organizations": _l("organizations"),
    "growth": _l("growth"),
    "negative": _l("unhappy customers"),
    "distress": _l("customers in distress"),
    "unanswered": _l("left unanswered"),
    "unsolved": _l("left unsolved"),
}
MOODS = {Mood.NEGATIVE: _l("Unhappy"), Mood.NEUTRAL: _l("Neither"), Mood.POSITIVE: _l("Pleased")}
KINDS = {
    VoiceKind.TROUBLE: _l("Trouble"),
    VoiceKind.WISH: _l("Wish"),
    VoiceKind.PRAISE: _l("Praise"),
    VoiceKind.QUESTION: _l("Question"),
    VoiceKind.HAZARD: _l("Hazard"),
}
DETAILS = {
    "0.6": _l("Much coarser: few, broad needs"),
    "0.8": _l("Coarser"),
    "1.0": _l("As the engine chooses"),
    "1.25": _l("Finer"),
    "1.6": _l("Much finer: many, narrow needs"),
}


def _choices(words: Any) -> list[SelectChoice]:
    return [SelectChoice(str(value), label) for value, label in words.items()]


class DecideForm(Form):
    """State, owner, target and public answers of a need."""

    state = RadioField(_l("State"), choices=_choices(STATES), validators=[InputRequired(_l("Please choose a state."))])
    decline_reason = SelectField(_l("Reason for declining"), choices=[SelectChoice("", ""), *_choices(REASONS)])
    owner = SelectField(_l("Owner"), coerce=int)
    quarter = SelectField(_l("Meant for"), validate_choice=False)
    target_day = line(
        _l("Or by this day"), most=12, required=False,
        description=_l("Year, month, day; Persian or Gregorian calendar. A day wins over a quarter."),
    )  # fmt: skip
    answer_fa = long_text(_l("Public answer in Persian"), most=LONGEST_ANSWER, required=False)
    answer = long_text(_l("Public answer in English"), most=LONGEST_ANSWER, required=False)
    move_ideas = BooleanField(
        _l("Move the linked ideas along"), default=True,
        description=_l("They get the same state and this answer; their followers are told."),
    )  # fmt: skip
    version = IntegerField(widget=HiddenField.widget)

    def offer_owners(self, owners: list[Member]) -> None:
        """Let the reader choose among the product team."""
        nobody = SelectChoice("0", _("Nobody yet"))
        self.owner.choices = [nobody, *(SelectChoice(str(owner.id), owner.name) for owner in owners)]

    def offer_quarters(self) -> None:
        """Let the reader choose among this quarter and the next ones; one promised before stays."""
        coming = targets.quarters(locale.local(clock.now()).date())
        known = [SelectChoice(last.isoformat(), name) for last, name in coming]
        chosen = locale.read_day(self.quarter.data or "")
        if chosen is not None and chosen not in {last for last, _name in coming}:
            known.insert(0, SelectChoice(chosen.isoformat(), targets.quarter(chosen)))
        self.quarter.choices = [SelectChoice("", _("No time promised")), *known]

    def validate(self, extra_validators: Any = None) -> bool:
        """Declining takes a reason; planning, delivering and declining take a public answer."""
        is_fine = bool(super().validate(extra_validators))
        if self.state.data == NeedState.DECLINED and not self.decline_reason.data:
            self.refuse(self.decline_reason, _("Please say why it is declined."))
        if self.state.data in policies.TOLD_STATES and not (self.answer.data or self.answer_fa.data):
            self.refuse(self.answer_fa, _("Please write an answer in at least one language."))
        if self.target_day.data and locale.read_day(self.target_day.data) is None:
            self.refuse(self.target_day, _("Please write a day as year, month, day."))
        return is_fine and not self.errors


class RenameForm(Form):
    """A name that wins for ever."""

    title = line(_l("Name"), most=LONGEST_TITLE, required=False)


class SaveViewForm(Form):
    """A name for the filters as they stand."""

    view_name = line(_l("Name of this view"), most=LONGEST_VIEW_NAME)
    shared = BooleanField(_l("Offer it to the whole product team"))


class NoteForm(Form):
    """What the product team says among itself."""

    words = long_text(_l("Your note"), most=LONGEST_COMMENT)


class CorrectForm(Form):
    """What a person puts right in a reading; an empty choice says nothing."""

    mood = SelectField(_l("Mood"), choices=[SelectChoice("", ""), *_choices(MOODS)])
    kind = SelectField(_l("Kind"), choices=[SelectChoice("", ""), *_choices(KINDS)])
    distress = SelectField(
        _l("In distress?"), choices=[SelectChoice("", ""), SelectChoice("yes", _l("Yes")), SelectChoice("no", _l("No"))]
    )


class DetailForm(Form):
    """How fine needs should be."""

    detail = RadioField(_l("How fine"), choices=_choices(DETAILS), validators=[InputRequired()])


class ThemeForm(Form):
    """A theme's name that wins for ever."""

    title = line(_l("Name"), most=LONGEST_TITLE, required=False)


class PairForm(Form):
    """Two terms that mean the same."""

    fa = line(_l("In Persian"), most=LONGEST_TERM)
    en = line(_l("In English"), most=LONGEST_TERM)


class WeightsForm(Form):
    """How much each factor of the ranking counts; a field for each Factor, added below."""

    @property
    def chosen(self) -> dict[Factor, float]:
        """The weights as chosen."""
        return {factor: float(self[factor.value].data or 0.0) for factor in Factor}


def nearest_detail(detail: float) -> str:
    """Return the choice that says best how fine it is."""
    return min(DETAILS, key=lambda choice: abs(float(choice) - detail))


def _weight(factor: Factor) -> FloatField:
    bounds = NumberRange(min=0, max=MOST_WEIGHT, message=_l("A weight lies between 0 and 3."))
    label = FACTORS.get(factor.value, factor.value)
    return FloatField(label, validators=[InputRequired(), bounds], widget=RangeInput(step="0.1"))


for each in Factor:
    setattr(WeightsForm, each.value, _weight(each))


REPORT_NAMES = {
    "voice": _l("The voice of the customer"),
    "needs": _l("Need report"),
    "ideas": _l("Idea report"),
}
RHYTHMS = {Rhythm.WEEKLY: _l("Every week"), Rhythm.MONTHLY: _l("Every month")}


class ScheduleForm(Form):
    """Which report comes by mail, and how often."""

    report = SelectField(_l("Report"), choices=[SelectChoice(name, label) for name, label in REPORT_NAMES.items()])
    rhythm = SelectField(_l("How often"), choices=[SelectChoice(one.value, label) for one, label in RHYTHMS.items()])
