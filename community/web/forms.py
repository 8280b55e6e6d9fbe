"""What all forms share: cleaned texts, limits that are shown, and the resend key."""

import secrets
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError
from wtforms.validators import Optional as MayBeEmpty

from community.core import text
from community.core.errors import Sentence
from community.core.locale import _, _l, _n

LONGEST_WORD = 2000


class Form(FlaskForm):
    """A form of ours; its CSRF token lives as long as the session, so a long text is never lost to a clock."""

    class Meta(FlaskForm.Meta):
        csrf_time_limit = None

    def refuse(self, field: Field, sentence: Sentence) -> None:
        """Put a sentence beside a field, after the field's own checks have passed."""
        field.errors = [*field.errors, str(sentence)]


def _clean_line(value: Any) -> Any:
    return text.clean_line(value) if isinstance(value, str) else value


class ResendKey(HiddenField):
    """The key of one sending, made when the form is shown: the same form sent twice makes one post."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            default=lambda: secrets.token_urlsafe(16), filters=[_clean_line], validators=[Length(max=64)], **options
        )


def _clean_text(value: Any) -> Any:
    return text.clean(value) if isinstance(value, str) else value


class Limit:
    """At most so many characters, counted as the reader counts them; the template shows `most`."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, form: Any, field: Field) -> None:
        """Refuse a longer text, saying by how much."""
        over = len(field.data or "") - self.most
        if over > 0:
            raise ValidationError(
                _n("This is %(count)s character too long.", "This is %(count)s characters too long.", over)
            )


def readable(form: Any, field: Field) -> None:
    """Refuse a text that holds nothing to read, or a "word" that no page can show."""
    if field.data and not any(character.isalnum() for character in field.data):
        raise ValidationError(_("Please write a few words."))
    if any(len(word) > LONGEST_WORD for word in (field.data or "").split()):
        raise ValidationError(_("One of these words is too long to be shown."))


def line(label: Sentence, *, most: int, required: Sentence | bool = True, **options: Any) -> StringField:
    """Return a one-line field with a limit; `required` may be what to say when it is empty."""
    return StringField(label, filters=[_clean_line], validators=_checks(most, required=required), **options)


def long_text(label: Sentence, *, most: int, required: Sentence | bool = True, **options: Any) -> TextAreaField:
    """Return a field of several lines with a limit."""
    return TextAreaField(label, filters=[_clean_text], validators=_checks(most, required=required), **options)


def _checks(most: int, *, required: Sentence | bool) -> list[Any]:
    if not required:
        return [MayBeEmpty(), Limit(most)]
    sentence = _l("Please fill this in.") if required is True else required
    return [DataRequired(sentence), Limit(most), readable]
